"""What App Home says of payday, and what becomes of cards whose owner is another one now."""

from sqlalchemy import update

from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.people import Person
from tests.front_door import said
from tests.review.stage import Stage
from tests.store.ledger import Ledger


def make_admin(stage: Stage, person: str, is_admin: bool) -> None:
    people = table_of(Person)
    with writing(stage.door.engine) as connection:
        connection.execute(update(people).where(people.c.key == person).values(is_admin=is_admin))


def test_app_home_says_who_waits_for_ones_review(in_review: Stage) -> None:
    home = in_review.door.home("eli")
    assert "*3 people wait for you* with their Q2 2024 pay." in said(home)
    listed = in_review.press("eli", home, "review.people").view
    assert listed is not None
    assert "Fay Moss" in said(listed)
    assert "wait for you" not in said(in_review.door.home("gus"))
    assert "wait for you" not in said(in_review.door.home("ana"))
    in_review.press("eli", in_review.card("eli"), "review.approve_all")
    assert "wait for you" not in said(in_review.door.home("eli"))


def test_whoever_is_no_admin_any_more_has_a_card_that_says_so(in_review: Stage) -> None:
    make_admin(in_review, "dee", True)
    in_review.approve("ben", "ana")
    assert "$17,300.00" in said(in_review.told("dee", "Q2 2024 pay: in review"))
    make_admin(in_review, "dee", False)
    in_review.approve("ben", "cho")
    gone = in_review.told("dee", "You are no longer a compensation admin")
    assert "$" not in said(gone)


def test_an_admin_approves_those_whom_nobody_leads(in_review: Stage) -> None:
    """Dee is on a plan and reports to nobody."""
    with writing(in_review.door.engine) as connection:
        ledger = Ledger(connection, in_review.door.workspace_id, in_review.now)
        ledger.on_plan("starter", "dee")
        ledger.imported(None)
    in_review.minute()
    card = in_review.card("gus")
    assert "1 with the compensation admins, you among them" in said(card)
    assert (
        in_review.note("gus", card, "review.approve_all")
        == ":white_check_mark: *Dee Lind's pay is approved.*"
    )
    assert "with the compensation admins" not in said(in_review.card("gus"))


def test_a_button_of_a_period_that_is_not_there_is_an_old_one(in_review: Stage) -> None:
    reply = in_review.door.forge("gus", "review.people", "1999-Q1 1")
    assert reply.problem is None
    (view,) = in_review.door.views("gus") or [{}]
    assert "earlier version" in str(view) or "earlier version" in str(in_review.door.world.messages("UGUS"))


def test_whose_pay_a_card_shows_whom_is_in_the_log_once(in_review: Stage) -> None:
    assert sorted(in_review.audited("pay_viewed")) == ["person ben", "person dee", "person eli"]
    in_review.press("eli", in_review.card("eli"), "review.approve_all")
    in_review.minute()
    assert len(in_review.audited("pay_viewed")) == 3
    form = in_review.press("ben", in_review.look("ben", "ana"), "review.adjust").view
    assert form is not None
    before = len(in_review.audited("pay_viewed"))
    in_review.submit("ben", form, change="5", currency="USD", reason="Late")
    # Ben reads the pay anew, and Ana is on Dee's card now.
    assert sorted(in_review.audited("pay_viewed")[before:]) == ["person ben", "person dee"]
