"""Pay that is not right goes back to the admins with a reason, and before its reviewer again."""

from tests.front_door import said
from tests.review.stage import Stage

REASON = "The Birch upsell is missing."


def sent_back(stage: Stage) -> None:
    form = stage.press("ben", stage.look("ben", "ana"), "review.send_back").view
    assert form is not None
    done = stage.submit("ben", form, reason=REASON)
    assert done.view is not None
    assert "*Ana Ruiz's pay is sent back.*" in said(done.view)


def test_the_admins_get_the_reason_by_direct_message(in_review: Stage) -> None:
    sent_back(in_review)
    told = in_review.told("gus", "sent back Ana Ruiz's Q2 2024 pay")
    assert f"*Ben Okafor sent back Ana Ruiz's Q2 2024 pay:*\n> {REASON}" in said(told)
    assert told.text == "Ana Ruiz's Q2 2024 pay was sent back."
    assert in_review.reviews()["ana"] == "sent_back"
    assert ":leftwards_arrow_with_hook: 1 sent back" in said(in_review.card("gus"))
    assert "*Ana Ruiz*\n:leftwards_arrow_with_hook: sent back by Ben Okafor" in said(in_review.card("ben"))


def test_a_reason_is_needed(in_review: Stage) -> None:
    form = in_review.press("ben", in_review.look("ben", "ana"), "review.send_back").view
    assert form is not None
    outcome = in_review.submit("ben", form, reason="   ")
    assert outcome.errors == {"reason": "Say what is wrong, so that it can be put right."}
    assert in_review.reviews()["ana"] == "waiting"


def test_an_admin_puts_it_before_its_reviewer_again_who_is_told(in_review: Stage) -> None:
    sent_back(in_review)
    told = in_review.told("gus", "sent back Ana Ruiz's Q2 2024 pay")
    assert ":white_check_mark: *Ana Ruiz's pay is with its reviewer again,*" in in_review.note(
        "gus", told, "review.back"
    )
    assert in_review.reviews()["ana"] == "waiting"
    again = said(in_review.told("ben", "is back with you"))
    assert "Gus Hall looked at what you sent back, and left it as it is." in again
    closed = said(in_review.told("gus", "which was sent back, is with its reviewer again"))
    assert "Back to review" not in closed
    assert "Ana Ruiz's pay is approved" in in_review.approve("ben", "ana")
    assert "is approved by Ben Okafor" in said(in_review.told("gus", "which was sent back, is approved"))


def test_nobody_else_than_an_admin_does_so(in_review: Stage) -> None:
    sent_back(in_review)
    told = in_review.told("gus", "sent back Ana Ruiz's Q2 2024 pay")
    button = next(
        element["value"]
        for block in told.blocks or ()
        for element in block.get("elements", ())
        if element.get("action_id") == "review.back"
    )
    in_review.door.forge("ben", "review.back", button)
    assert in_review.reviews()["ana"] == "sent_back"


def test_what_was_sent_back_is_before_its_reviewer_again_once_facts_change_it(in_review: Stage) -> None:
    sent_back(in_review)
    with in_review.door.changing() as ledger:
        ledger.event("U9", "upsell", "2024-06-20", "alder", amount=100_000)  # 1,000.00 × 5 % = 50.00
    in_review.minute()
    assert in_review.reviews()["ana"] == "waiting"
    again = said(in_review.told("ben", "has changed since it was sent back"))
    assert "*Expansion* $500.00 → $550.00, now on 2 lines instead of 1" in again
    assert "$4,390.00" in said(in_review.card("ben"))
