"""Small companies for examples: rows with the plainest values filled in, and their calculation."""

from datetime import date
from typing import Any

from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.results import Calculation
from calc.statement import calculate
from tests.calc.worlds.world import facts_of

Row = dict[str, Any]
Tables = dict[str, list[Row]]

LONG_AGO = date(2020, 1, 1)
Q1 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 1)  # January to March 2024: 91 days
Q2 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 2)
FEBRUARY = FiscalCalendar().period(PeriodKind.MONTH, 2024, 2)

DEFAULTS: dict[str, Row] = {
    "people": {"start_date": LONG_AGO},
    "placements": {"from_date": LONG_AGO},
    "accounts": {},
    "owners": {"share_ppm": 1_000_000, "from_date": LONG_AGO},
    "books": {"as_of": Q1.start, "currency": "USD"},
    "events": {"kind": "renewal", "date": date(2024, 2, 1), "currency": "USD"},
    "credits": {},
    "leave": {},
    "exchange": {"to_currency": "USD", "date": LONG_AGO, "rate_den": 1},
    "paid": {
        "plan": "p",
        "entry": "pay",
        "date": date(2023, 12, 1),
        "period_end": date(2023, 12, 31),
        "currency": "USD",
    },
    "targets": {"scope": "company", "scope_key": "", "value_den": 1, "from_date": LONG_AGO},
    "readings": {"scope": "company", "scope_key": "", "value_den": 1, "date": date(2024, 3, 1)},
    "assignments": {"plan": "p", "from_date": LONG_AGO},
}


def plan(
    components: str, metrics: str = "", *, key: str = "p", currency: str = "USD", begins: str = "2024-01-01"
) -> str:
    """A plan's text; `components` and `metrics` are YAML lines that begin in the first column."""
    head = f"plan: {key}\ntitle: Plan {key}\nfrom: {begins}\ncurrency: {currency}\n"
    middle = f"metrics:\n{_indented(metrics)}" if metrics else ""
    return f"{head}{middle}components:\n{_indented(components)}"


def settle(
    texts: str | list[str],
    company: Tables | None = None,
    *,
    period: Period = Q1,
    as_of: date | None = None,
    **tables: list[Row],
) -> Calculation:
    """The calculation of a company. Events are numbered e1, e2 …; whoever is named is at work, unless there
    are `people`, and everybody is on the plan `p`, unless there are `assignments`."""
    given = {**(company or {}), **tables}
    rows = {table: [{**DEFAULTS[table], **row} for row in some] for table, some in given.items()}
    for number, event in enumerate(rows.get("events", []), 1):
        event.setdefault("event", f"e{number}")
    named = {row["person"] for some in rows.values() for row in some if row.get("person")}
    people = rows.setdefault("people", [{**DEFAULTS["people"], "person": key} for key in sorted(named)])
    everybody = [{**DEFAULTS["assignments"], "person": row["person"]} for row in people]
    rows.setdefault("assignments", everybody)
    plans = [read_plan(text) for text in ([texts] if isinstance(texts, str) else texts)]
    return calculate(plans, facts_of(rows), period, as_of)


def pay(made: Calculation) -> dict[str, int]:
    """What each person gets altogether, in minor units; people without a line are left out."""
    totals: dict[str, int] = {}
    for person, amount in made.lines.select("person", "amount_minor").iter_rows():
        totals[person] = totals.get(person, 0) + amount
    return totals


def amounts(made: Calculation, person: str) -> list[int]:
    """One person's lines in their order."""
    return [row["amount_minor"] for row in made.lines.iter_rows(named=True) if row["person"] == person]


def figure(made: Calculation, person: str, metric: str) -> tuple[int, int] | None:
    """Numerator and denominator of one person's measure."""
    found = [
        (row["numerator"], row["denominator"])
        for row in made.measures.iter_rows(named=True)
        if (row["person"], row["metric"]) == (person, metric)
    ]
    assert len(found) < 2, "a person has one figure for a metric"
    return found[0] if found else None


def codes(made: Calculation) -> list[str]:
    return sorted(made.problems["code"])


def _indented(lines: str) -> str:
    return "".join(f"  {line}\n" for line in lines.strip("\n").splitlines())
