"""The stretches of days on which people are on a plan: what was agreed, where they were, what part counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from calc.agreed import yearly_pay
from calc.assigned import assigned
from calc.counting import Counted, counted
from calc.facts import Facts
from calc.language.metrics import Scope
from calc.plan import Plan
from calc.spans import Span

Row = dict[str, Any]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """A person's days on a plan within a span, both included.

    `counted` is what counts of the span. Yearly pay is in minor units, None where nothing says how much.
    `team` and `region` are those of the place day, "" for none.
    """

    person: str
    first: date
    last: date
    place_day: date
    counted: Counted
    base_year_minor: int | None
    variable_year_minor: int | None
    start_date: date | None
    team: str
    region: str

    def key(self, scope: Scope) -> str | None:
        """Whose results count for the person at a scope; None when they are in no such team or region."""
        if scope in (Scope.PERSON, Scope.LINE):
            return self.person
        if scope is Scope.COMPANY:
            return ""
        return (self.team if scope is Scope.TEAM else self.region) or None

    def year_minor(self, of: str) -> int | None:
        """Yearly `base`, `variable` or `ote` (both together)."""
        if of == "base":
            return self.base_year_minor
        if of == "variable":
            return self.variable_year_minor
        if self.base_year_minor is None or self.variable_year_minor is None:
            return None
        return self.base_year_minor + self.variable_year_minor


def stretches(plan: Plan, facts: Facts, span: Span, on_plan: pl.DataFrame | None = None) -> list[Stretch]:
    """Everybody's stretches on a plan in a span, by person and first day.

    `on_plan` are the rows of calc.assigned for the span; they are worked out when not given. Whoever is on
    the plan twice on one day has to be left out of them before.
    """
    rows = assigned(facts, span.period) if on_plan is None else on_plan
    rows = rows.filter(pl.col("plan") == plan.plan)
    people = rows.select("person").unique()
    places = _by_person(facts.placements.join(people, on="person", how="semi").sort("from_date", "team"))
    away = _by_person(facts.leave.join(people, on="person", how="semi")) if plan.leave == "left_out" else {}
    begun = dict(facts.people.select("person", "start_date").iter_rows())
    made: list[Stretch] = []
    for row, first, last, day in _cut(plan, rows, places, span.last):
        person = row["person"]
        place = _place(places.get(person, ()), day)
        base, variable = yearly_pay(plan, row["base_year_minor"], row["variable_year_minor"])
        started = begun[person]
        part = counted(plan, span.period, first, last, away.get(person, ()), started)
        team, region = place.get("team") or "", place.get("region") or ""
        made.append(Stretch(person, first, last, day, part, base, variable, started, team, region))
    return made


def _cut(
    plan: Plan, rows: pl.DataFrame, places: dict[str, list[Row]], today: date
) -> Iterator[tuple[Row, date, date, date]]:
    """Each stretch with its first, last and place day; cut where the place changes if transfers are split."""
    split = plan.transfers == "split"
    first, last = pl.col("first").min().over("person"), pl.col("last").max().over("person")
    for row in rows.with_columns(first.alias("begins"), last.alias("ends")).iter_rows(named=True):
        if not split:
            yield row, row["first"], row["last"], max(row["begins"], min(row["ends"], today))
            continue
        cuts = _cuts(places.get(row["person"], ()), row["first"], row["last"])
        for begin, after in pairwise(cuts):
            end = after - ONE_DAY
            yield row, begin, end, max(begin, min(end, today))


def _cuts(places: Sequence[Row], first: date, last: date) -> list[date]:
    """The days on which a part of the stretch begins, and the day after its last."""
    begins = {place["from_date"] for place in places}
    begins |= {place["to_date"] + ONE_DAY for place in places if place["to_date"] is not None}
    return sorted({first, last + ONE_DAY} | {day for day in begins if first < day <= last})


def _place(places: Sequence[Row], day: date) -> Row:
    """Placements of one person do not overlap; were they to, the later one counts."""
    holding = [
        row for row in places if row["from_date"] <= day and (row["to_date"] is None or day <= row["to_date"])
    ]
    return holding[-1] if holding else {}


def _by_person(frame: pl.DataFrame) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        grouped.setdefault(row["person"], []).append(row)
    return grouped
