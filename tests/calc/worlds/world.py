"""A random company with its plans and a period; and what the engine and the oracle make of it."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from random import Random

import polars as pl
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from calc.facts import SCHEMAS, Facts, facts
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, Period
from calc.results import Calculation
from calc.statement import calculate
from tests.calc.oracle import spans
from tests.calc.oracle.days import Answer
from tests.calc.oracle.statement import answer_for
from tests.calc.worlds.fact_rows import fact_rows
from tests.calc.worlds.names import PLANS, Money, a_day, a_period, everyday_money, rarely
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.plans import plans_of
from tests.calc.worlds.writing import written


@dataclass(frozen=True)
class World:
    """`start_month` is that of the fiscal year."""

    texts: list[str]
    rows: dict[str, list[Row]]
    period: Period
    start_month: int = 1
    as_of: date | None = None

    @property
    def calendar(self) -> FiscalCalendar:
        return FiscalCalendar(self.start_month)

    def with_rows(self, **tables: list[Row]) -> "World":
        return replace(self, rows={**self.rows, **tables})

    def __str__(self) -> str:
        """For people to read: the plans as they are written, and every row without its empty columns."""
        lines = [f"{self.period} as of {self.as_of}, fiscal years from month {self.start_month}", *self.texts]
        for table, rows in self.rows.items():
            lines += [
                f"{table}: "
                + ", ".join(f"{name}={value}" for name, value in row.items() if value is not None)
                for row in rows
            ]
        return "\n".join(lines)


def world_of(seed: int, money: Money = everyday_money) -> World:
    """Up to four people on up to two plans, up to two dozen events with amounts from `money`."""
    dice = Random(seed)
    calendar = FiscalCalendar(dice.randint(1, 12))
    period = a_period(dice, calendar)
    plans = [plan for key in PLANS for plan in plans_of(dice, key, period)]
    rows = fact_rows(dice, calendar, period, money, plans)
    as_of = a_day(dice, period) if rarely(dice, 4) else None
    return World([written(plan) for plan in plans], rows, period, calendar.start_month, as_of)


def worlds(money: Money = everyday_money, word: str = "") -> st.SearchStrategy[World]:
    """Random companies, with plans in one of which that word stands."""
    return st.integers(0, 2**40).map(lambda seed: _with_word(seed, money, word))


def _with_word(seed: int, money: Money, word: str) -> World:
    """The first of the companies from that seed on."""
    return next(
        one for one in (world_of(seed + more, money) for more in count()) if word in "".join(one.texts)
    )


def facts_of(rows: dict[str, list[Row]]) -> Facts:
    """Rows as frames; columns that no row has are left to the engine."""
    frames = {}
    for table, some in rows.items():
        columns = {name for row in some for name in row}
        schema = {name: kind for name, kind in SCHEMAS[table].items() if name in columns}
        frames[table] = pl.DataFrame(some, schema=schema)
    return facts(**frames)


def engine(world: World) -> Calculation:
    plans = [read_plan(text) for text in world.texts]
    return calculate(plans, facts_of(world.rows), world.period, world.as_of, world.calendar)


def oracle(world: World) -> Answer:
    period = world.period
    told = spans.Period(period.kind.value, period.key, period.start, period.end)
    return answer_for(world.texts, world.rows, told, world.start_month, world.as_of)


# Shrinking a seed would not make a company smaller, so nothing but rolling dice is asked of Hypothesis.
relaxed = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
