"""A reviewer adds to somebody's pay, or takes off, with a reason; and then somebody else approves it."""

from typing import Any

import pytest

from tests.front_door import said
from tests.review.stage import Stage


def adjusted(stage: Stage, by: str, whose: str, change: str, reason: str = "A late deal") -> dict[str, Any]:
    """Opens the form, fills it in and sends it; what stands on the screen then, the lowest first."""
    form = stage.press(by, stage.look(by, whose), "review.adjust").view
    assert form is not None
    outcome = stage.submit(by, form, change=change, currency="USD", reason=reason)
    assert not outcome.errors, outcome.errors
    return stage.door.views(by)[0]


@pytest.mark.parametrize(
    ("change", "shown", "total"),
    [
        ("250", "*Adjusted by Ben Okafor:* $250.00", "$4,590.00"),
        ("-1,000.50", "*Adjusted by Ben Okafor:* −$1,000.50", "$3,339.50"),
        ("5%", "*Adjusted by Ben Okafor:* 5%", "$4,557.00"),  # 4,340 × 5 % = 217
        ("−2.5 %", "*Adjusted by Ben Okafor:* −2.5%", "$4,231.50"),
    ],
)
def test_it_is_on_the_statement_at_once_with_its_reason(
    in_review: Stage, change: str, shown: str, total: str
) -> None:
    below = adjusted(in_review, "ben", "ana", change)
    assert f"{shown}\n> A late deal" in said(below)
    assert f"Ana Ruiz: {total} earned in Q2 2024" in said(below)
    assert "*Adjustments*" not in said(below)
    assert "Adjustments\n" in said(below)


def test_whoever_adjusted_it_does_not_approve_it_but_the_next_level(in_review: Stage) -> None:
    below = adjusted(in_review, "ben", "ana", "250")
    assert "You adjusted this pay, so somebody else approves it" in said(below)
    assert below["submit"] is None
    assert "*Ana Ruiz*\n:hourglass_flowing_sand: waits for Dee Lind, because you adjusted it" in said(
        in_review.card("ben")
    )
    assert "*Ana Ruiz*\n:hourglass_flowing_sand: waits for you" in said(in_review.card("dee"))
    assert "Ana Ruiz's pay is approved" in in_review.approve("dee", "ana")


def test_a_card_from_before_does_not_help_them(in_review: Stage) -> None:
    card = in_review.card("ben")
    adjusted(in_review, "ben", "ana", "250")
    note = in_review.note("ben", card, "review.approve_all")
    assert "*Not what you saw any more:* Ana Ruiz." in note
    assert ":white_check_mark: *Cho Park's pay is approved.*" in note
    assert in_review.reviews()["ana"] == "waiting"


def test_what_was_approved_before_is_put_aside(in_review: Stage) -> None:
    in_review.approve("ben", "ana")
    adjusted(in_review, "gus", "ana", "250")
    told = said(in_review.told("ben", "has changed since it was approved"))
    assert "*Adjustments* $0.00 → $250.00, now on 1 line instead of 0" in told
    assert in_review.reviews()["ana"] == "waiting"
    assert "Ana Ruiz's pay is approved" in in_review.approve("ben", "ana")


def test_it_is_taken_off_again(in_review: Stage) -> None:
    below = adjusted(in_review, "ben", "ana", "250")
    in_review.press("ben", below, "review.withdraw")
    after = in_review.door.views("ben")[0]
    assert "Adjusted by" not in said(after)
    assert "Ana Ruiz: $4,340.00 earned in Q2 2024" in said(after)
    assert after["submit"]["text"] == "Approve"
    assert "*Ana Ruiz*\n:hourglass_flowing_sand: waits for you" in said(in_review.card("ben"))
    assert "Ana Ruiz" not in said(in_review.card("dee"))


def test_it_survives_a_recalculation(in_review: Stage) -> None:
    adjusted(in_review, "ben", "ana", "5%")
    with in_review.door.changing() as ledger:
        ledger.event("U9", "upsell", "2024-06-20", "alder", amount=100_000)
    in_review.minute()
    assert "Ana Ruiz: $4,609.50 earned" in said(in_review.look("dee", "ana"))  # (4,340 + 50) × 105 %


@pytest.mark.parametrize(
    ("change", "reason", "block", "words"),
    [
        ("plenty", "Late", "change", "'plenty' is not an amount. Write it like 1,234.56. A percentage ends"),
        ("many %", "Late", "change", "'many %' is not a percentage. Write it like 5% or −2.5%."),
        ("1.23456%", "Late", "change", "is not a percentage"),
        ("0", "Late", "change", "An adjustment of nothing changes nothing"),
        ("99999999%", "Late", "change", "That is more than an adjustment can be."),
        ("5", "  ", "change", "Say why: the reason stands on the statement"),
        ("5 EUR", "Late", "change", "'5 EUR' is not in USD"),
    ],
)
def test_what_cannot_be_is_said_in_the_form(
    in_review: Stage, change: str, reason: str, block: str, words: str
) -> None:
    form = in_review.press("ben", in_review.look("ben", "ana"), "review.adjust").view
    assert form is not None
    outcome = in_review.submit("ben", form, change=change, currency="USD", reason=reason)
    assert words in outcome.errors[block]
    assert in_review.audited("adjustment_made") == []


def test_the_same_form_sent_twice_adds_one(in_review: Stage) -> None:
    adjusted(in_review, "ben", "ana", "250")
    sent = [one for one in in_review.door.world.sent if one.payload.get("type") == "view_submission"]
    in_review.door.world.replay(sent[-1])
    assert in_review.audited("adjustment_made") == ["person ben"]
    assert "Ana Ruiz: $4,590.00 earned" in said(in_review.look("dee", "ana"))


def test_a_form_from_before_the_period_was_published_adds_nothing_to_the_next(in_review: Stage) -> None:
    form = in_review.press("gus", in_review.look("gus", "ana"), "review.adjust").view
    assert form is not None
    in_review.approve_everybody()
    in_review.press("gus", in_review.card("gus"), "review.publish")
    assert in_review.state() == "published"
    outcome = in_review.submit("gus", form, change="250", currency="USD", reason="Late")
    assert "This period is not the one that takes adjustments any more" in outcome.errors["change"]
    assert in_review.audited("adjustment_made") == []
