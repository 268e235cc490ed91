"""Prizes for single events: announced on the day, at once or after a manager's nod, and once."""

from typing import Any

from tests.front_door import said
from tests.spiffs.stage import Stage

INSTANT = "spiff_instant"
FIRSTS = """
plan: firsts
title: Firsts
from: 2024-01-01
currency: USD
components:
  first: {pay: spiff, title: First cross-sell, of: {kind: cross-sell}, prize: "$500", counts: first}
  talk: {pay: spiff, title: On stage, of: {kind: talk}, prize: Day off}
"""


def firsts(stage: Stage) -> Stage:
    stage.load(FIRSTS, "firsts", "ana", "cho", "fay")
    return stage


def sold(person: str, on: str, key: str, kind: str = "cross-sell") -> dict[str, Any]:
    return {"key": key, "kind": kind, "on": on, "person": person, "amount": 100}


def test_a_prize_waits_for_the_nod_of_whoever_leads_the_winner(stage: Stage) -> None:
    firsts(stage).ask("ana")
    stage.happens(sold("ana", "2024-08-13", "X1"))
    assert stage.run(INSTANT) == "told of 1 prize"
    stage.deliver()
    assert stage.posts() == []
    card = stage.card_about("ben", "First cross-sell")
    stage.press("ben", card, "announce.approve")
    stage.deliver()
    told = said(stage.posts()[0])
    assert told.startswith(
        "🎉 First cross-sell\n*<@UANA>*  with their first cross-sell, 13 Aug 2024\n:gift: $500.00"
    )
    assert "*First cross-sell*: you win *$500.00*." in said(stage.card_about("ana", "You won"))


def test_without_the_need_of_a_nod_it_is_posted_at_once(stage: Stage) -> None:
    stage.settings(instant_nod=False)
    firsts(stage).happens(sold("ana", "2024-08-13", "X1"))
    stage.run(INSTANT)
    stage.deliver()
    assert len(stage.posts()) == 1
    assert any("You won" in said(card) for card in stage.cards("ana"))


def test_each_prize_is_told_of_once_however_often_it_runs(stage: Stage) -> None:
    stage.settings(instant_nod=False)
    firsts(stage).happens(sold("ana", "2024-08-13", "X1"))
    stage.run(INSTANT)
    stage.happens(sold("ana", "2024-08-13", "X2"), sold("cho", "2024-08-14", "X3"))
    assert stage.run(INSTANT) == "told of 1 prize"
    assert stage.run(INSTANT) == "told of 0 prizes"
    stage.deliver()
    assert [("Ana" in said(post), "Cho" in said(post)) for post in stage.posts()] == [
        (True, False),
        (False, True),
    ]


def test_those_who_share_an_event_are_told_of_together(stage: Stage) -> None:
    stage.settings(instant_nod=False)
    event = {"key": "X1", "kind": "cross-sell", "on": "2024-08-13", "amount": 100}
    firsts(stage).happens({**event, "credits": {"ana": 600_000, "cho": 400_000}})
    stage.run(INSTANT)
    stage.deliver()
    (post,) = stage.posts()
    assert ":gift: $300.00" in said(post)
    assert ":gift: $200.00" in said(post)


def test_what_happened_long_ago_is_not_told_of(stage: Stage) -> None:
    firsts(stage).happens(sold("ana", "2024-07-20", "X1"))
    assert stage.run(INSTANT) == "told of 0 prizes"


def test_an_event_that_turns_out_to_be_somebody_elses_is_shown_again_before_it_is_approved(
    stage: Stage,
) -> None:
    firsts(stage).happens(sold("ana", "2024-08-13", "X1"))
    stage.run(INSTANT)
    stage.deliver()
    stage.happens(sold("ana", "2024-08-02", "X0"))
    stage.press("ben", stage.card_about("ben", "First cross-sell"), "announce.approve")
    stage.deliver()
    assert stage.posts() == []
    assert "nobody has won it any more" in said(stage.card_about("ben", "First cross-sell"))


def test_a_reward_goes_into_the_list_at_the_nod(stage: Stage) -> None:
    stage.reward_list()
    firsts(stage).ask("fay")
    stage.happens(sold("fay", "2024-08-13", "T1", "talk"))
    stage.run(INSTANT)
    stage.deliver()
    assert stage.gifts() == []
    stage.press("eli", stage.card_about("eli", "On stage"), "announce.approve")
    stage.deliver()
    assert [(one.person_key, one.reward) for one in stage.gifts()] == [("fay", "Day off")]
    assert [text for text in stage.notifications() if "$" in text] == []
