"""`/dropthemic rewards`: what everybody sees, and what hosts do there."""

from typing import Any

import pytest

from bot.recognition.catalogue import rewards
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.giving_out import give, reward, stock
from tests.recognition.stage import Stage

CARD = {"name": "Gift card", "about": "Of a shop you choose", "worth": "500", "currency": "usd"}


def shelf(stage: Stage, person: str) -> dict[str, Any]:
    return stage.open(person, "rewards")


def on_top(outcome: Outcome) -> str:
    assert outcome.problem is None
    assert outcome.view is not None
    return said(outcome.view)


def given_out(stage: Stage, person: str = "gus") -> dict[str, Any]:
    view = stage.door.press(person, shelf(stage, person), "gift.all").view
    assert view is not None
    return view


def form(stage: Stage, action: str, person: str = "gus", value: str | None = None) -> dict[str, Any]:
    start = given_out(stage, person) if action.startswith("gift.") else shelf(stage, person)
    view = stage.door.press(person, start, action, value).view
    assert view is not None
    return view


def test_everybody_sees_what_there_is_and_what_is_theirs(stage: Stage) -> None:
    year = august(stage)
    give(year, reward(stage, "A day off"), "ana")
    reward(stage, "Gift card", 500, stock=1, taxable=True, about="Of a shop you choose", yearly_limit=1)
    reward(stage, "A trip", 2000, stock=0)
    view = shelf(stage, "ana")
    words = said(view)
    assert ":hourglass_flowing_sand: *A day off*\npromised on 14 Aug 2024, waits for approval" in words
    assert "*Gift card*\n$500.00  ·  counts as taxable  ·  1 left  ·  once a year\nOf a shop" in words
    assert "*A trip*\n$2,000.00  ·  none left" in words
    for hidden in ("Add a reward", "Rewards given", "Retire"):
        assert hidden not in words
    assert "*A day off*\npromised" not in said(shelf(stage, "cho"))


def test_a_host_adds_a_reward(either_stage: Stage) -> None:
    outcome = either_stage.submit("gus", form(either_stage, "rewards.add"), **CARD, stock="3")
    assert "*Gift card* is in the catalogue" in on_top(outcome)
    view = shelf(either_stage, "cho")
    assert "*Gift card*\n$500.00  ·  3 left\nOf a shop you choose" in said(view)


@pytest.mark.parametrize(
    ("changes", "block", "words"),
    [
        ({"worth": "a lot"}, "worth", "A number like 500 or 49.90"),
        ({"worth": "-5"}, "worth", "A number"),
        ({"worth": "1.005"}, "worth", "A number like 500 or 49.90"),
        ({"currency": "XXQ"}, "currency", "Three letters like USD or EUR."),
        ({"name": "Gift card"}, "name", "There is a reward “Gift card” already"),
    ],
)
def test_a_mistake_is_told_at_its_input(
    stage: Stage, changes: dict[str, str], block: str, words: str
) -> None:
    reward(stage, "Gift card")
    outcome = stage.submit("gus", form(stage, "rewards.add"), **{**CARD, "name": "Another", **changes})
    assert set(outcome.errors) == {block}
    assert words in outcome.errors[block]


def test_a_host_changes_a_reward_and_retires_another(stage: Stage) -> None:
    card, trip = reward(stage, "Gift card", 500, stock=3), reward(stage, "A trip", 100)
    view = form(stage, "rewards.change", value=str(card))
    starts = {
        block["block_id"]: block["element"].get("initial_value")
        for block in view["blocks"]
        if block["type"] == "input"
    }
    assert (starts["name"], starts["worth"], starts["stock"]) == ("Gift card", "500.00", "3")
    stage.submit("gus", view, worth="450", stock="9")
    assert stock(stage, card) == 9
    words = on_top(stage.door.press("gus", shelf(stage, "gus"), "rewards.retire", str(trip)))
    assert "A trip" not in words
    assert "*Gift card*\n$450.00  ·  9 left" in words


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("rewards.add", "new"),
        ("rewards.change", "1"),
        ("rewards.retire", "1"),
        ("gift.all", "1"),
        ("gift.give", "new"),
        ("gift.pool", "new"),
        ("gift.approve", "1 0"),
        ("gift.decline", "1 0"),
    ],
)
def test_who_is_no_host_gives_nothing_out(stage: Stage, action: str, value: str) -> None:
    year = august(stage)
    give(year, reward(stage, "Gift card", stock=1), "ana")
    before = (year.gifts(), year.rows(rewards))
    stage.door.forge("cho", action, value)
    assert (year.gifts(), year.rows(rewards)) == before
    shown = [said(one) for one in stage.door.world.messages("UCHO")] + list(
        map(said, stage.door.views("cho"))
    )
    assert any("Rewards are given by the hosts of the award" in words for words in shown)


def test_a_promise_is_approved_from_its_message_and_the_receiver_is_told(either_stage: Stage) -> None:
    year = august(either_stage)
    give(year, reward(either_stage, "Gift card", 500), "ana")
    either_stage.send()
    message = year.dm("gus", "*Gift card* is promised to *Ana Ruiz*")
    (changed,) = either_stage.door.press("gus", message, "gift.approve").changed
    assert "*Gift card* for Ana Ruiz is approved, and they are told." in said(changed)
    either_stage.send()
    assert ":gift: *Gift card* is approved." in said(year.dm("ana", "approved"))
    assert "500" not in "".join(one.text for one in year.dms("ana") + year.dms("gus"))


def test_approving_twice_says_who_did_it(stage: Stage) -> None:
    year = august(stage)
    give(year, reward(stage, "Gift card"), "ana")
    stage.send()
    message = year.dm("gus", "is promised")
    view = given_out(stage)
    stage.door.press("gus", message, "gift.approve")
    words = on_top(stage.door.press("gus", view, "gift.approve"))
    assert "Nothing was changed: Gus Hall was faster" in words
    assert "*Gift card* for Ana Ruiz is approved now." in words
    assert year.gifts() == [("ana", "approved")]
    assert len(year.keys("gift/%/approved/%")) == 1


def test_a_host_takes_a_gift_all_the_way_in_the_list(stage: Stage) -> None:
    year = august(stage)
    give(year, reward(stage, "Gift card"), "ana")
    view = given_out(stage)
    assert "*Gift card* for Ana Ruiz" in said(view)
    after = stage.door.press("gus", view, "gift.approve").view
    assert after is not None
    assert "*Gift card* for Ana Ruiz is fulfilled" in on_top(stage.door.press("gus", after, "gift.fulfil"))
    assert year.steps() == [
        ("promised", "person gus"), ("approved", "person gus"), ("fulfilled", "person gus"),
    ]  # fmt: skip


def test_a_host_gives_a_reward_once_however_often_the_form_is_sent(stage: Stage) -> None:
    year = august(stage)
    card = reward(stage, "Gift card", stock=5)
    outcome = stage.submit("gus", form(stage, "gift.give"), who="UANA", reward=str(card), note="The rescue")
    assert "*Gift card* is promised to Ana Ruiz." in on_top(outcome)
    stage.door.clock.advance(seconds=61)
    stage.door.world.deliver("interactive", stage.door.world.sent[-1].payload)
    assert year.gifts() == [("ana", "promised")]
    assert stock(stage, card) == 4


def test_an_old_form_cannot_give_what_is_gone(stage: Stage) -> None:
    year = august(stage)
    card = reward(stage, "Gift card", stock=1)
    view = form(stage, "gift.give")
    give(year, card, "ben")
    outcome = stage.submit("gus", view, who="UANA", reward=str(card))
    assert "“Gift card” is gone meanwhile." in outcome.errors["reward"]
    assert year.gifts() == [("ben", "promised")]


@pytest.mark.parametrize("user", ["UROBOT", "UNED", "UMIA"])
def test_nothing_is_given_to_who_is_not_with_us(stage: Stage, user: str) -> None:
    year = august(stage)
    outcome = stage.submit("gus", form_of_one(stage), who=user, reward="1")
    assert "They are not with us" in outcome.errors["who"]
    assert year.gifts() == []


def form_of_one(stage: Stage) -> dict[str, Any]:
    reward(stage, "Gift card")
    return form(stage, "gift.give")


def test_a_host_puts_rewards_of_a_team_together(stage: Stage) -> None:
    year = august(stage)
    card, lunch = reward(stage, "Gift card", 50), reward(stage, "Lunch", 90)
    for key in ("ana", "cho"):
        give(year, card, key)
    view = form(stage, "gift.pool")
    assert "Ana Ruiz: Gift card, $50.00" in said(view)
    outcome = stage.submit("gus", view, gifts=["1 0", "2 0"], reward=str(lunch))
    assert "They are put together for *Lunch*" in on_top(outcome)
    stage.send()
    assert "was put together with others of your team, for *Lunch*" in said(year.dm("cho", "together"))
    assert year.gifts() == [("ana", "pooled"), ("cho", "pooled"), ("ana", "promised")]


def test_without_two_gifts_there_is_nothing_to_put_together(stage: Stage) -> None:
    reward(stage, "Gift card")
    assert "There are not two rewards" in said(form(stage, "gift.pool"))


def test_a_catalogue_of_many_has_pages(stage: Stage) -> None:
    for number in range(45):
        reward(stage, f"Reward {number:02}")
    first = shelf(stage, "gus")
    assert "Page 1 of 3" in said(first)
    second = stage.door.press("gus", first, "rewards.later").view
    assert second is not None
    assert "*Reward 20*" in said(second)
    third = stage.door.press("gus", second, "rewards.later").view
    assert third is not None
    assert "*Reward 44*" in said(third)


def test_many_gifts_have_pages_and_what_waits_comes_first(stage: Stage) -> None:
    year: Months = august(stage)
    card = reward(stage, "Gift card")
    for number in range(20):
        give(year, card, "ana", f"key {number}")
    first = given_out(stage)
    assert said(first).count("waits for approval") == 15
    after = stage.door.press("gus", first, "gift.later").view
    assert after is not None
    assert said(after).count("waits for approval") == 5


def test_hostile_names_are_inert(stage: Stage) -> None:
    hostile = "<!channel> & <@UANA> \u202eoof"
    year = august(stage)
    give(year, reward(stage, hostile, about="<!here> *x* `y`"), "zoe")
    stage.send()
    shown: list[Message | dict[str, Any]] = [shelf(stage, "gus"), given_out(stage)]
    for surface in (*shown, year.dm("gus", "promised")):
        live = "\n".join(live_texts(surface))
        assert "channel" in live
        assert "<!" not in live.replace("<!date", "")
        assert "<@UANA>" not in live
        assert "\u202e" not in said(surface)


def live_texts(part: object) -> list[str]:
    """The texts in which Slack reads mentions."""
    if isinstance(part, Message):
        return live_texts(part.blocks)
    if isinstance(part, list):
        return [text for item in part for text in live_texts(item)]
    if not isinstance(part, dict):
        return []
    own = [str(part["text"])] if part.get("type") == "mrkdwn" else []
    return own + [text for item in part.values() for text in live_texts(item)]
