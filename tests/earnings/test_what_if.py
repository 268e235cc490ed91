"""What if: somebody supposes a deal or an attainment, sees the difference, and nothing is kept."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.events import Event
from tests.front_door import FrontDoor, said


def form(door: FrontDoor, person: str, text: str = "") -> dict[str, Any]:
    view = door.press(person, door.answer(person, text), "mycomp.what_if").view
    assert view is not None
    return view


def supposed(door: FrontDoor, person: str, view: dict[str, Any], **values: object) -> str:
    """All that is said after sending the form with those values."""
    outcome = door.world.submit(f"U{person.upper()}", view, values)
    assert outcome.problem is None
    shown = outcome.view if outcome.view is not None else door.views(person)[-1]
    return said(shown)


def events_of(door: FrontDoor) -> int:
    with reading(door.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table_of(Event))).scalar_one())


def test_an_upsell_would_pay_its_rate(company: FrontDoor) -> None:
    """20,000.00 × 5 % = 1,000.00 besides the 300.00 there are; retention is capped, so the bonus stays."""
    shown = supposed(company, "ana", form(company, "ana"), kind="upsell", amount="20,000")
    assert "$1,000.00 more in Q3 2024" in shown
    assert "*Expansion*\n$300.00 → $1,300.00" in shown


def test_a_lower_attainment_would_pay_less(company: FrontDoor) -> None:
    """At 100 % of its target the bonus pays 100 %: 32,000 × 40 % × 1/4 = 3,200.00 instead of 3,840.00."""
    shown = supposed(company, "ana", form(company, "ana"), metric="team_retention", attained="100%")
    assert "$640.00 less in Q3 2024" in shown


def test_nothing_is_kept_and_the_answer_stays_as_it_was(company: FrontDoor) -> None:
    before, events = company.ask("ana"), events_of(company)
    supposed(company, "ana", form(company, "ana"), kind="upsell", amount="$20,000.00")
    assert (company.ask("ana"), events_of(company)) == (before, events)


def test_a_deal_that_pays_nothing_says_so(company: FrontDoor) -> None:
    shown = supposed(
        company, "ana", form(company, "ana"), kind="cross-sell", amount="1000", product="Widgets"
    )
    assert "change nothing in Q3 2024" in shown
    assert "no rate for it" in shown


@pytest.mark.parametrize(
    ("values", "block", "words"),
    [
        ({}, "amount", "Suppose something"),
        ({"kind": "upsell"}, "amount", "How much would it be worth"),
        ({"amount": "10"}, "kind", "Choose what would have happened"),
        ({"kind": "upsell", "amount": "lots"}, "amount", "not an amount of money"),
        ({"metric": "team_retention"}, "attained", "how much of its target"),
        ({"metric": "team_retention", "attained": "half"}, "attained", "not a rate"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_input(
    company: FrontDoor, values: dict[str, object], block: str, words: str
) -> None:
    outcome = company.world.submit("UANA", form(company, "ana"), values)
    assert list(outcome.errors) == [block]
    assert words in outcome.errors[block]


def test_a_manager_supposes_for_somebody_in_their_line(company: FrontDoor) -> None:
    view = form(company, "ben", "@ana")
    assert "Ana Ruiz's pay in Q3 2024" in said(view)
    assert "$1,000.00 more" in supposed(company, "ben", view, kind="upsell", amount="20,000")


def test_who_is_on_no_plan_has_nothing_to_suppose(company: FrontDoor) -> None:
    company.forge("jon", "mycomp.what_if", "2024-Q3")
    assert "nothing to suppose" in said(company.views("jon")[-1])
