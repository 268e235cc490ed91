"""What components are worked out from, by hand: plans, stretches, lines, records; the rest is plain."""

from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from calc.counting import Counted
from calc.exact import rounded
from calc.facts import LEAVE, PAID, SCHEMAS, Facts, facts
from calc.outcome import Outcome, line_frame
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.records import Records
from calc.records import records as records_of
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

Row = dict[str, Any]

CALENDAR = FiscalCalendar()
Q1 = CALENDAR.period(PeriodKind.QUARTER, 2024, 1)  # January to March: 91 days
Q2 = CALENDAR.period(PeriodKind.QUARTER, 2024, 2)
Q4 = CALENDAR.period(PeriodKind.QUARTER, 2024, 4)
JANUARY, FEBRUARY, MARCH = CALENDAR.parts(Q1, PeriodKind.MONTH)
LONG_AGO = date(2020, 1, 1)
DEFAULTS: dict[str, Row] = {
    "placements": {"from_date": LONG_AGO},
    "events": {"kind": "renewal", "date": date(2024, 2, 1), "currency": "USD", "amount_minor": 0},
    "paid": {
        "plan": "p",
        "component": "c",
        "entry": "pay",
        "period_end": date(2023, 12, 31),
        "currency": "USD",
    },
}


def plan(components: Row, **more: Any) -> Plan:
    """A plan in dollars, written as in its file."""
    head = {"plan": "p", "title": "The plan", "from": "2024-01-01", "currency": "USD"}
    return Plan.model_validate({**head, "components": components, **more}, context={"currency": "USD"})


def span(period: Period = Q1, last: date | None = None) -> Span:
    return Span(period, last or period.end)


def stretch(
    person: str = "ana",
    first: date = Q1.start,
    last: date = Q1.end,
    *,
    base: int | None = None,
    variable: int | None = None,
    team: str = "",
    region: str = "",
    started: date | None = LONG_AGO,
    whole: int = 91,
) -> Stretch:
    """Every day of it counts, out of `whole`."""
    days = (last - first).days + 1
    part = Counted(days, whole, days, Fraction(days))
    return Stretch(person, first, last, last, part, base, variable, started, team, region)


def lines(*rows: Row) -> pl.DataFrame:
    """Lines of the component `c` of the plan `p`; most are told by person, entry, event and amount."""
    plain = {
        "plan": "p", "version": date(2024, 1, 1), "component": "c", "clause": "components.c.rates[1]",
        "entry": "pay", "span": Q1.key, "rate_num": 1, "rate_den": 1, "currency": "USD",
    }  # fmt: skip
    return line_frame({**plain, "basis_minor": row["amount_minor"], **row} for row in rows)


def line(person: str, amount_minor: int, event: str | None = None, **more: Any) -> Row:
    """One row for `lines`; about an event it is of 1 February."""
    dated = {"event": event, "date": date(2024, 2, 1)} if event is not None else {}
    return {"person": person, "amount_minor": amount_minor, **dated, **more}


def table(name: str, rows: list[Row]) -> pl.DataFrame:
    filled = [{**dict.fromkeys(SCHEMAS[name]), **DEFAULTS.get(name, {}), **row} for row in rows]
    return pl.DataFrame(filled, schema=dict(SCHEMAS[name]))


def company(**tables: list[Row]) -> Facts:
    return facts(**{name: table(name, rows) for name, rows in tables.items()})


def paid(*rows: Row) -> pl.DataFrame:
    return table("paid", list(rows)) if rows else pl.DataFrame(schema=dict(PAID))


def leave(*rows: Row) -> pl.DataFrame:
    return table("leave", list(rows)) if rows else pl.DataFrame(schema=dict(LEAVE))


def records(of: Plan, period: Period = Q1, last: date | None = None, **tables: list[Row]) -> Records:
    """Everybody's records; an event's credit is that of the person it names."""
    return records_of([of], company(**tables), of.currency, period, last or period.end, CALENDAR)[0]


def amounts(outcome: Outcome) -> dict[str, int]:
    """What each person gets by the lines, in minor units."""
    sums: dict[str, int] = {}
    for person, amount in outcome.lines.select("person", "amount_minor").iter_rows():
        sums[person] = sums.get(person, 0) + amount
    return sums


def told(outcome: Outcome, *columns: str) -> list[tuple[Any, ...]]:
    """Those columns of every line, in order."""
    return outcome.lines.select(columns).rows()


def codes(outcome: Outcome) -> list[tuple[str, str | None]]:
    """Code and person of every problem."""
    return sorted(((one.code, one.person) for one in outcome.problems), key=str)


def only(outcome: Outcome) -> Problem:
    """The one problem there is; no lines."""
    (problem,) = outcome.problems
    assert outcome.lines.is_empty()
    return problem


def adds_up(outcome: Outcome) -> bool:
    """Whether every line is basis × rate × factors, rounded once, less what counts already."""
    for row in outcome.lines.iter_rows(named=True):
        product = Fraction(row["rate_num"], row["rate_den"]) * row["basis_minor"]
        for text in filter(None, row["factors"].split(",")):
            product *= Fraction(text.rpartition(":")[2])
        if rounded(product) - row["earlier_minor"] != row["amount_minor"]:
            return False
    return True
