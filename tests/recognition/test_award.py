"""The award between the close and the channel: what the hosts see and do, one of them at a time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.recognition.announcing import Outcome
from bot.recognition.award import Awards
from bot.recognition.catalogue import Draft, add
from bot.recognition.door import Entrant, enter
from bot.recognition.hosts import set_host
from bot.sandbox.acts.stage import Outcome as Pressed
from bot.sandbox.faults import Fault
from bot.store.engine import writing
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage
from tests.recognition.test_close import CLOSE, busy
from tests.store.brightwater import TEAM_ID

WORDS = "Ana kept every promise."


def closed(stage: Stage, **settings: object) -> Months:
    """August is over: Ana stands first, then Ben and Cho."""
    year = august(stage, **settings)
    busy(year)
    year.at(CLOSE)
    return year


def reward(stage: Stage, name: str = "Gift card", **more: Any) -> int:
    draft = Draft(name=name, about="", value_minor=50_000, currency="USD", taxable=True, **more)
    with writing(stage.door.engine) as connection:
        return add(connection, stage.door.workspace_id, draft, stage.door.clock(), "person gus")


def host(stage: Stage, *keys: str) -> None:
    with writing(stage.door.engine) as connection:
        for key in keys:
            set_host(connection, stage.door.workspace_id, key, True, stage.door.clock(), "person gus")


def press(year: Months, action: str, person: str = "gus", words: str = "stands first") -> Pressed:
    return year.stage.door.press(person, year.dm(person, words), action)


def answer(outcome: Pressed) -> str:
    assert outcome.problem is None
    (message,) = outcome.messages
    return said(message)


def says(year: Months, person: str, words: str) -> None:
    form = press(year, "award.edit", person).view
    assert form is not None
    year.stage.door.world.submit(f"U{person.upper()}", form, {"words": words})
    year.stage.send()


def test_the_hosts_words_and_the_best_quotes_are_announced(either_stage: Stage) -> None:
    year = closed(either_stage)
    says(year, "gus", WORDS)
    assert f"*What you say of them*\n> {WORDS}" in said(year.dm("gus", "stands first"))
    assert "It is on its way to the channel." in answer(press(year, "award.approve"))
    either_stage.send()
    (post,) = year.said_in_channel()
    assert post.startswith("🎤 The mic of August 2024\n:tada: *<@UANA>* takes the mic!")
    assert WORDS in post
    assert "> ben says well done to ana\n— Ben Okafor, and 2 others behind it" in post
    assert "By endorsements: a support of 4, the most of all." in post
    assert "🎤 The mic of August 2024 is yours!" in said(year.dm("ana", "is yours"))
    assert year.month()["state"] == "announced"
    assert year.awards() == [("ana", "announced")]
    assert "*Ana Ruiz* is announced. Gus Hall approved it." in said(year.dm("gus", "is announced"))


def test_a_double_click_announces_once(stage: Stage) -> None:
    year = closed(stage)
    preview = year.dm("gus", "stands first")
    for _ in range(2):
        stage.door.press("gus", preview, "award.approve")
    stage.send()
    assert len(year.said_in_channel()) == 1
    assert len(year.keys("month/2024-08/announcement")) == 1


def test_the_second_of_two_hosts_learns_who_approved(stage: Stage) -> None:
    host(stage, "gus", "dee")
    year = closed(stage)
    of_dee = year.dm("dee", "stands first")
    press(year, "award.approve")
    told = answer(stage.door.press("dee", of_dee, "award.approve"))
    assert "Nothing was changed: Gus Hall has approved it meanwhile." in told
    stage.send()
    assert len(year.said_in_channel()) == 1


def entrant(stage: Stage, person: str) -> Entrant:
    found = enter(stage.door.services, stage.door.services.asker(TEAM_ID, f"U{person.upper()}", {}))
    assert isinstance(found, Entrant)
    return found


def test_of_four_who_approve_at_once_one_does(either_stage: Stage) -> None:
    stage = either_stage
    host(stage, "gus", "dee", "ben", "eli")
    year = closed(stage)
    services = stage.door.services
    (row,) = year.rows(_awards())
    hosts = [entrant(stage, key) for key in ("gus", "dee", "ben", "eli")]

    def approve(who: Entrant) -> Outcome:
        return Awards(stage.door.engine, services.profiles, services.outbox).approve(
            who, row["id"], row["edition"], stage.door.clock()
        )

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(approve, hosts))
    assert outcomes == [Outcome.ANNOUNCED] + [Outcome.MOVED_ON] * 3
    assert year.keys("month/%/announcement") == ["month/2024-08/announcement"]


def _awards() -> Any:
    from bot.recognition.award_rows import awards

    return awards


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(stage: Stage) -> None:
    host(stage, "gus", "dee")
    year = closed(stage)
    form = press(year, "award.edit", "dee").view
    assert form is not None
    says(year, "gus", WORDS)
    outcome = stage.door.world.submit("UDEE", form, {"words": "Something else"})
    assert outcome.view is not None
    assert "somebody else has been at it meanwhile" in said(outcome.view)
    assert f"> {WORDS}" in said(year.dm("dee", "stands first"))
    old = [one for one in year.dms("dee") if "award.approve" in str(one.blocks)]
    assert len(old) == 1  # there is one message, and it is up to date


def test_approving_what_was_changed_since_it_was_shown_does_nothing(stage: Stage) -> None:
    year = closed(stage)
    before = year.dm("gus", "stands first")
    shown = stage.door.press("gus", before, "award.edit").view
    assert shown is not None
    stage.door.world.submit("UGUS", shown, {"words": WORDS})
    assert "somebody else has been at it" in answer(stage.door.press("gus", before, "award.approve"))
    assert year.awards() == [("ana", "preview")]


def test_a_reward_goes_with_it_and_is_promised(stage: Stage) -> None:
    reward(stage, stock=1)
    year = closed(stage)
    form = press(year, "award.reward").view
    assert form is not None
    assert "Gift card, 1 left" in said(form)
    stage.door.world.submit("UGUS", form, {"reward": str(year.rows(_rewards())[0]["id"])})
    stage.send()
    assert "With it goes: *Gift card*" in said(year.dm("gus", "stands first"))
    press(year, "award.approve")
    stage.send()
    assert ":tada: *<@UANA>* takes the mic, and with it: *Gift card*" in year.said_in_channel()[0]
    assert year.gifts() == [("ana", "promised")]
    assert year.rows(_rewards())[0]["stock"] == 0
    assert ":gift: *Gift card* is promised to *Ana Ruiz*." in said(year.dm("gus", "is promised"))
    assert "500" not in str([message.text for message in year.dms("ana") + stage.posts()])


def _rewards() -> Any:
    from bot.recognition.catalogue import rewards

    return rewards


def test_a_reward_that_is_gone_meanwhile_stops_the_approval(stage: Stage) -> None:
    number = reward(stage, stock=1)
    year = closed(stage)
    form = press(year, "award.reward").view
    assert form is not None
    stage.door.world.submit("UGUS", form, {"reward": str(number)})
    stage.send()
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE rewards SET stock = 0")
    told = answer(press(year, "award.approve"))
    assert "Nothing was announced. “Gift card” is gone meanwhile." in told.replace("*", "")
    assert year.awards() == [("ana", "preview")]
    assert year.gifts() == []


def test_passing_over_gives_it_to_the_next_one(stage: Stage) -> None:
    year = closed(stage)
    press(year, "award.pass_over")
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("ben", "preview")]
    assert "*Ana Ruiz* was passed over." in said(year.dm("gus", "passed over"))
    shown = said(year.dm("gus", "*Ben Okafor* stands first"))
    assert "A tie: level with 1 other on a support of 1. It was settled by who got there earlier." in shown


def test_when_nobody_is_left_the_hosts_are_told_and_nothing_is_announced(stage: Stage) -> None:
    year = closed(stage)
    for _ in range(3):
        press(year, "award.pass_over")
        stage.send()
    assert year.month()["state"] == "empty"
    assert "*There is no award for August 2024 after all.*" in said(year.dm("gus", "after all"))
    assert year.said_in_channel() == []


def test_a_winner_who_left_before_the_approval_is_passed_over(stage: Stage) -> None:
    reward(stage, stock=1)
    year = closed(stage)
    year.leaves("ana")
    told = answer(press(year, "award.approve"))
    assert "Nothing was announced: Ana Ruiz is not with us any more." in told
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("ben", "preview")]
    assert ":wave: Ana Ruiz stood first, but left" in said(year.dm("gus", "*Ben Okafor* stands first"))
    assert year.said_in_channel() == []


def test_where_slack_does_not_say_what_was_known_of_the_winner_counts(stage: Stage) -> None:
    year = closed(stage)
    press(year, "award.edit")  # so that we know Gus
    stage.door.world.faults.add(Fault("users.info", "server_error", times=5))
    assert "It is on its way to the channel." in answer(press(year, "award.approve"))


def test_the_preview_never_goes_to_whoever_may_win(stage: Stage) -> None:
    host(stage, "ana", "dee")
    year = closed(stage)
    assert year.dms("ana") == []
    assert year.dm("dee", "stands first")
    assert [one for one in year.dms("gus") if "stands first" in said(one)] == []


def test_where_the_only_host_wins_the_other_admins_decide(stage: Stage) -> None:
    host(stage, "ana")
    year = closed(stage)
    assert year.dms("ana") == []
    assert year.dm("gus", "stands first")
    told = stage.door.forge("ana", "award.approve", "1 0")
    assert told.problem is None
    assert year.awards() == [("ana", "preview")]


@pytest.mark.parametrize("action", ["award.approve", "award.pass_over", "award.edit", "award.words"])
def test_nobody_else_decides(stage: Stage, action: str) -> None:
    year = closed(stage)
    (row,) = year.rows(_awards())
    stage.door.forge("cho", action, f"{row['id']} {row['edition']}")
    assert year.awards() == [("ana", "preview")]
    (message,) = stage.door.world.messages("UCHO")
    assert "This is for the hosts of the award" in said(message)
    assert "Ana" not in said(message)


def test_who_shares_the_award_is_announced_together(stage: Stage) -> None:
    year = august(stage, ties="shared")
    year.given("ben", "ana")
    year.given("fay", "cho")
    year.at(CLOSE)
    assert year.awards() == [("ana", "preview"), ("cho", "preview")]
    assert "It is shared with Cho Park." in said(year.dm("gus", "*Ana Ruiz* stands first"))
    first = answer(press(year, "award.approve", words="*Ana Ruiz* stands first"))
    assert "announced together with the others who share it" in first
    stage.send()
    assert year.said_in_channel() == []
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    (post,) = year.said_in_channel()
    assert "*<@UANA>* shares the mic!" in post
    assert "*<@UCHO>* shares the mic!" in post
    assert "A tie, and it is shared: level on a support of 1." in post


def test_who_shares_it_and_leaves_before_the_others_are_approved_is_left_out(stage: Stage) -> None:
    number = reward(stage, stock=2)
    year = august(stage, ties="shared")
    year.given("ben", "ana")
    year.given("fay", "cho")
    year.at(CLOSE)
    form = press(year, "award.reward", words="*Ana Ruiz* stands first").view
    assert form is not None
    stage.door.world.submit("UGUS", form, {"reward": str(number)})
    stage.send()
    press(year, "award.approve", words="*Ana Ruiz* stands first")
    assert year.gifts() == [("ana", "promised")]
    year.leaves("ana")
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("cho", "announced")]
    assert year.gifts() == [("ana", "declined")]
    assert year.rows(_rewards())[0]["stock"] == 2
    (post,) = year.said_in_channel()
    assert "UANA" not in post


def test_a_winner_who_would_rather_not_be_named_is_not(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    stage.wish("ana", no_naming=True)
    year.at(CLOSE)
    says(year, "gus", WORDS)
    press(year, "award.approve")
    stage.send()
    (post,) = year.said_in_channel()
    assert "It goes to 1 colleague* who would rather not be named here." in post
    for name in ("Ana", "UANA", "well done to ana"):
        assert name not in post
    assert WORDS in said(year.dm("ana", "is yours"))
    assert "A colleague" in said(stage.type("cho", "winners"))


def test_winners_are_remembered(stage: Stage) -> None:
    assert "Nobody yet: the first month is still open." in said(stage.type("cho", "winners"))
    year = closed(stage)
    assert "Nobody yet" in said(stage.type("cho", "winners"))
    press(year, "award.approve")
    assert "*August 2024*  ·  Ana Ruiz" in said(stage.type("cho", "winners"))


def test_every_nomination_can_be_read_before_deciding(stage: Stage) -> None:
    year = august(stage)
    for number in range(40):
        year.given("ben", "ana", f"2024-08-15 10:{number:02}", words=f"Reason number {number:02} to say so")
    year.at(CLOSE)
    view = press(year, "award.words").view
    assert view is not None
    assert said(view).count("Reason number") == 30
    assert "And 10 more." in said(view)
