"""Which version of a plan counts for a period."""

from datetime import date

import pytest

from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import version_in_force
from tests.calc.company import Q1, Q2, codes, pay, plan, settle


def version(begins: str, rate: str) -> str:
    rates = f"sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {{rate: {rate}}}"
    return plan(rates, begins=begins)


JANUARY, MID_FEBRUARY, APRIL = (
    version("2024-01-01", "1%"),
    version("2024-02-15", "2%"),
    version("2024-04-01", "3%"),
)
EVENTS = [{"person": "ana", "amount_minor": 10_000, "date": date(2024, 3, 1)}]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([JANUARY], 100),  # 100.00 × 1 %
        ([JANUARY, MID_FEBRUARY], 100),  # the one in force on the period's first day
        ([MID_FEBRUARY, JANUARY], 100),  # in whatever order they come
        ([MID_FEBRUARY], 200),  # the plan began only within the period
        ([MID_FEBRUARY, version("2024-03-01", "5%")], 200),  # its first version
    ],
)
def test_the_version_in_force_on_the_first_day_counts(texts: list[str], expected: int) -> None:
    assert pay(settle(texts, events=EVENTS)) == {"ana": expected}


def test_the_next_period_is_paid_under_the_next_version() -> None:
    events = [{"person": "ana", "amount_minor": 10_000, "date": Q2.start}]
    assert pay(settle([JANUARY, MID_FEBRUARY, APRIL], events=events, period=Q2)) == {"ana": 300}


def test_a_line_names_its_version() -> None:
    made = settle([JANUARY, MID_FEBRUARY], events=EVENTS)
    assert made.lines["version"].to_list() == [date(2024, 1, 1)]


def test_a_plan_that_begins_after_the_period_is_a_problem() -> None:
    made = settle([APRIL], events=EVENTS)
    assert codes(made) == ["plan_not_in_force"]
    assert made.lines.is_empty()


def test_a_plan_that_was_never_loaded_is_a_problem() -> None:
    assert codes(settle([], events=EVENTS)) == ["plan_not_in_force"]


@pytest.mark.parametrize(
    ("begins", "period", "expected"),
    [
        ([], Q1, None),
        (["2024-01-01"], Q1, "2024-01-01"),
        (["2024-03-31"], Q1, "2024-03-31"),  # on the period's last day
        (["2024-04-01"], Q1, None),
        (["2023-01-01", "2023-06-01"], Q1, "2023-06-01"),
        (["2024-01-02", "2023-01-01"], Q1, "2023-01-01"),
        (["2024-02-01"], FiscalCalendar().period(PeriodKind.YEAR, 2024), "2024-02-01"),
    ],
)
def test_versions_are_chosen_by_day(begins: list[str], period: Period, expected: str | None) -> None:
    found = version_in_force([read_plan(version(day, "1%")) for day in begins], period.start, period.end)
    assert (found.from_date.isoformat() if found else None) == expected
