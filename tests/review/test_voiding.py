"""An approval is of what was seen: facts that change it void it, and whoever gave it is told."""

from sqlalchemy import update

from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.people import Placement
from tests.front_door import said
from tests.review.stage import Q2, Stage


def upsell(stage: Stage, key: str = "U9") -> None:
    """1,000.00 × 5 % = 50.00 more for Ana."""
    with stage.door.changing() as ledger:
        ledger.event(key, "upsell", "2024-06-20", "alder", amount=100_000)


def test_whoever_approved_is_told_what_changed_once(in_review: Stage) -> None:
    in_review.approve("ben", "ana")
    upsell(in_review)
    in_review.minute()
    told = in_review.told("ben", "has changed since it was approved")
    assert "*Expansion* $500.00 → $550.00, now on 2 lines instead of 1" in said(told)
    assert "$" not in told.text
    before = len(in_review.dms("ben"))
    in_review.minute()
    assert len(in_review.dms("ben")) == before
    assert in_review.reviews()["ana"] == "waiting"


def test_the_period_is_in_review_again_and_every_card_says_so(in_review: Stage) -> None:
    in_review.approve_everybody()
    upsell(in_review)
    in_review.minute()
    assert in_review.state() == "in_review"
    assert "*5 approved*  ·  :hourglass_flowing_sand: 1 waiting" in said(in_review.card("gus"))
    assert ":arrows_counterclockwise: changed since it was approved" in said(in_review.card("ben"))
    assert "*All done: nobody waits for you.*" in said(in_review.card("eli"))


def test_what_was_shown_before_is_not_approved_any_more(in_review: Stage) -> None:
    view, card = in_review.look("ben", "ana"), in_review.card("ben")
    upsell(in_review)
    in_review.minute()
    answer = in_review.submit("ben", view)
    assert answer.view is not None
    assert "*Not what you saw any more:* Ana Ruiz." in said(answer.view)
    note = in_review.note("ben", card, "review.approve_all")
    assert ":white_check_mark: *Cho Park's pay is approved.*" in note
    assert "*Not what you saw any more:* Ana Ruiz." in note
    assert in_review.reviews()["ana"] == "waiting"


def test_a_modal_shows_what_there_is_now_and_what_was_approved(in_review: Stage) -> None:
    in_review.approve("ben", "ana")
    upsell(in_review)
    in_review.minute()
    view = in_review.look("ben", "ana")
    assert "*It has changed since Ben Okafor approved it,*" in said(view)
    assert "*Expansion* $500.00 → $550.00, now on 2 lines instead of 1" in said(view)
    assert "Ana Ruiz's pay is approved" in in_review.approve("ben", "ana")


def test_facts_that_come_while_somebody_publishes_are_told_instead(in_review: Stage) -> None:
    in_review.approve_everybody()
    upsell(in_review)  # and no minute has passed since
    note = in_review.note("gus", in_review.card("gus"), "review.publish")
    assert "*Nothing was changed.* Q2 2024: 1 of 6 statements are not approved." in note
    assert in_review.state() == "in_review"
    assert in_review.told("ben", "has changed since it was approved")


def test_who_leads_nobody_any_more_is_not_told_of_their_pay(in_review: Stage) -> None:
    """Dee, above, is; and on her card is what was on his."""
    in_review.approve("ben", "ana")
    with in_review.door.changing() as ledger:
        ledger.event("U9", "upsell", "2024-06-20", "alder", amount=100_000)
    stop_leading(in_review, "ben")
    in_review.minute()
    assert not [one for one in in_review.dms("ben") if "has changed since" in said(one)]
    assert in_review.told("dee", "has changed since it was approved")
    assert "Nobody's Q2 2024 pay is with you any more." in said(in_review.card("ben"))
    assert "*Ana Ruiz*\n:hourglass_flowing_sand: waits for you" in said(in_review.card("dee"))


def stop_leading(stage: Stage, key: str) -> None:
    """Whoever reported to them reports to Dee."""
    placements = table_of(Placement)
    led = placements.c.manager_id == stage.id_of(key)
    with writing(stage.door.engine) as connection:
        connection.execute(update(placements).where(led).values(manager_id=stage.id_of("dee")))


def test_an_approval_of_a_period_that_no_card_shows_any_more_is_of_nothing(in_review: Stage) -> None:
    reply = in_review.door.forge("ben", "review.approve_all", f"{Q2} 999999.0.0123456789ab")
    assert reply.problem is None
    assert set(in_review.reviews().values()) == {"waiting"}
