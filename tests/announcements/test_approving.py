"""A nod by somebody else: cards with the very message, approving, changing, declining."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.announcements.announcing import Renewed
from bot.announcements.deciding import Deciding
from bot.people.company import company_of
from bot.people.identity import Caller
from tests.announcements.stage import PODIUM, WORDS, Stage, later
from tests.announcements.test_composing import between_dividers, unnamed
from tests.front_door import said


def caller(stage: Stage, key: str) -> Caller:
    company = company_of(stage.door.engine, stage.door.workspace_id)
    return Caller(stage.person(key), key, key.title(), key == "gus", company)


def test_whoever_leads_the_maker_sees_the_very_message_and_lets_it_go(either_stage: Stage) -> None:
    stage = either_stage
    stage.settings(announcements_need_checker=True)
    preview = stage.preview("ben", words="Blue did it, says {me}")
    assert "Dee Lind gets it next, as you see it." in said(preview)
    assert "is waiting for approval. I have asked Dee Lind" in stage.send_off("ben", preview)
    stage.deliver()
    assert stage.posts() == []
    card = stage.card("dee")
    assert between_dividers({"blocks": card.blocks}) == between_dividers(preview)
    assert "*Ben Okafor would like to post this in" in said(card)
    assert card.text == "An announcement needs your approval: Q3 kicks off"
    assert "once Dee Lind approves it" in said(stage.card("ben"))
    assert "is on its way to" in stage.noted("dee", "approve")
    stage.deliver()
    (post,) = stage.posts()
    assert unnamed(post.blocks) == between_dividers(preview)
    assert "From <@UBEN>" in said(post)
    for person, who in (("ben", "Dee Lind"), ("dee", "you")):
        assert f"*On its way to <#{stage.wins}>.* Released by {who}" in said(stage.card(person))
    assert stage.audited() == [
        ("person ben", "announcement_proposed"),
        ("person dee", "announcement_approved"),
    ]


def test_nobody_approves_their_own(checked: Stage) -> None:
    number = checked.write("ben")
    assert "Nobody approves their own words." in checked.forged("ben", "approve", number, 2)
    checked.deliver()
    assert "Approve" not in said(checked.card("ben")).split("\n")
    assert checked.state(number) == "waiting"


def test_an_admin_does_it_where_nobody_leads_the_maker_or_in_their_place(checked: Stage) -> None:
    first = checked.write("dee", title="From the top")
    checked.deliver()
    assert "once an admin approves it" in said(checked.card("dee"))
    checked.press("gus", "approve")
    assert checked.state(first) == "approved"
    second = checked.write("ben", title="From blue")
    assert "is on its way" in checked.forged("gus", "approve", second, checked.announcement(second).edition)
    assert checked.announcement(second).decider == "Gus Hall"


def test_where_there_is_nobody_else_nothing_is_sent_and_it_says_why(checked: Stage) -> None:
    told = checked.send_off("gus", checked.preview("gus"))
    assert "somebody else has to approve it, and there is nobody." in told
    assert [checked.state(number) for number in checked.numbers()] == ["draft"]
    checked.change_person("dee", is_admin=True)
    assert "I have asked the admins" in checked.send_off("gus", checked.preview("gus"))
    checked.deliver()
    assert "*Gus Hall would like to post this" in said(checked.card("dee"))


def test_of_eight_who_decide_at_once_one_does_and_the_others_see_who(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.proposed()
    edition, now = stage.announcement(number).edition, stage.door.clock.now
    deciding = Deciding(stage.door.engine, stage.door.services.announcing)
    people = [caller(stage, "dee"), caller(stage, "gus")] * 4

    def decide(turn: int) -> Any:
        who = people[turn]
        if turn % 2:
            return deciding.approve(who, number, edition, now)
        return deciding.decline(who, number, edition, "Not now", now)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(decide, range(8)))
    outcomes = sorted(result.outcome.value for result in results)
    assert outcomes in (["approved", *["decided"] * 7], ["decided"] * 7 + ["declined"])
    decider = stage.announcement(number).decider
    assert {result.announcement.decider for result in results} == {decider}
    stage.deliver()
    assert len(stage.posts()) == (outcomes[0] == "approved")
    assert len([entry for entry in stage.audited() if entry[1] != "announcement_proposed"]) == 1


def test_who_presses_second_is_told_who_was_first(checked: Stage) -> None:
    number = checked.write("ben")
    edition = checked.announcement(number).edition
    checked.deliver()
    stale = checked.card("dee")
    checked.forged("gus", "approve", number, edition)
    assert "Nothing was changed: Gus Hall released *Q3 kicks off* already" in checked.noted(
        "dee", "approve", stale
    )
    assert "Nothing was changed: Gus Hall released *Q3 kicks off* already" in checked.noted(
        "dee", "decline", stale
    )


def test_a_declined_one_comes_back_with_the_reason_and_can_be_written_again(checked: Stage) -> None:
    number = checked.write("ben", kind="shoutout", people=["UANA"], send_at=later(checked))
    checked.deliver()
    form = checked.press("dee", "decline").view
    assert form is not None
    outcome = checked.submit("dee", form, reason="Wait for the <!here> numbers")
    assert outcome.view is not None
    assert "Ben Okafor reads why." in said(outcome.view)
    checked.deliver()
    card = checked.card("ben")
    assert "*Declined by Dee Lind,*" in said(card)
    assert "> Wait for the &lt;!here&gt; numbers" in said(card)
    assert checked.posts() == []
    again = checked.press("ben", "again", card).view
    assert again is not None
    preview = checked.preview("ben", form=again, title="Second try")
    assert "Second try" in said(preview)
    assert [block["type"] for block in preview["blocks"]].count("rich_text") == 1
    assert len(checked.numbers() - {number}) == 1


def test_declining_needs_a_reason(checked: Stage) -> None:
    number = checked.write("ben")
    edition = checked.announcement(number).edition
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "announce.declined",
        "private_metadata": f"{number} {edition}",
        "state": {"values": {"reason": {"value": {"value": "  "}}}},
    }
    answer = checked.forged_submission("dee", view)
    assert list(answer["errors"]) == ["reason"]
    assert checked.state(number) == "waiting"


def test_who_is_asked_and_has_left_is_stood_in_for_by_the_admins(stage: Stage) -> None:
    stage.change_person("dee", end_date=stage.door.clock.now.date().replace(day=1))
    number = stage.proposed()
    stage.deliver()
    assert stage.cards("dee") == []
    stage.press("gus", "approve")
    assert stage.state(number) == "approved"


def test_a_maker_who_left_in_between_is_named_so_before_it_goes(checked: Stage) -> None:
    number = checked.write("ben")
    checked.deliver()
    checked.change_person("ben", end_date=checked.door.clock.now.date().replace(day=1))
    told = checked.noted("dee", "approve")
    assert "Ben Okafor, who wrote it, has left." in told
    assert checked.state(number) == "approved"


def test_what_is_not_so_any_more_is_put_right_instead_of_approved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved: list[str] = []
    moved_up = [{"place": 1, "name": "Cho Park", "user": "UCHO", "value": "9 renewals", "prize": "A day off"}]
    answers = iter([Renewed("The winners", {**PODIUM, "places": moved_up}, "Ana Ruiz has left."), None])
    stage.hook(
        monkeypatch,
        still_true=lambda _engine, _told, _now: next(answers),
        approved=lambda _connection, told, _now: approved.append(str(told.content["places"][0]["name"])),
    )
    stage.proposed()
    stage.deliver()
    told = stage.noted("dee", "approve")
    assert "Nothing was approved: things have changed since it was written.* Ana Ruiz has left." in told
    stage.deliver()
    assert (stage.posts(), approved) == ([], [])
    card = stage.card("dee")
    assert ":bulb: Ana Ruiz has left." in said(card)
    assert "UANA" not in said(card)
    stage.press("dee", "approve", card)
    stage.deliver()
    assert approved == ["Cho Park"]
    assert len(stage.posts()) == 1


def test_where_what_goes_with_it_fails_nothing_is_approved(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no such reward")

    stage.hook(monkeypatch, approved=fail)
    number = stage.proposed()
    stage.deliver()
    stage.press("dee", "approve")
    stage.deliver()
    assert stage.state(number) == "waiting"
    assert stage.posts() == []


def test_the_same_thing_proposed_twice_is_one(either_stage: Stage) -> None:
    stage = either_stage
    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(lambda _: stage.proposed(), range(4)))
    assert len(numbers) == 1
    stage.deliver()
    assert len(stage.cards("dee")) == 1
    assert stage.proposed(words=WORDS) in numbers
    assert stage.announcement(numbers.pop()).words == ""


def test_a_podium_that_was_kept_before_it_said_what_is_ranked_can_still_go(stage: Stage) -> None:
    stage.proposed(content={name: value for name, value in PODIUM.items() if name != "measured"})
    stage.deliver()
    stage.press("dee", "approve")
    stage.deliver()
    (post,) = stage.posts()
    assert "The winners of Most renewals" in said(post)
    assert "Ranked by" not in said(post)


def test_standings_have_a_chart_in_messages_and_none_where_slack_takes_none(stage: Stage) -> None:
    row = {"place": 1, "name": "Ana Ruiz", "user": "UANA", "value": "14 renewals", "bar": 14, "again": 0}
    common = {"contest": "Most renewals", "span": "Q3 2024", "measured": "Renewals", "ends": "30 Sep 2024"}
    content = {**common, "rows": [row], "prizes": ["First: a day off"], "note": ""}
    stage.proposed(kind="standings", content=content)
    stage.deliver()
    assert "data_visualization" in types(stage.card("dee").blocks)
    view = stage.press("gus", "look", stage.type("gus", "list")).view
    assert view is not None
    assert "data_visualization" not in types(view["blocks"])
    assert "1. *<@UANA>*  14 renewals" in said(view)
    stage.press("dee", "approve")
    stage.deliver()
    assert "data_visualization" in types(stage.posts()[0].blocks)


def types(blocks: list[dict[str, Any]] | None) -> list[str]:
    return [block["type"] for block in blocks or []]
