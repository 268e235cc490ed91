"""A random company with its plans and a period; and what the engine and the oracle make of it."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random

import polars as pl
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from calc.facts import SCHEMAS, Facts, facts
from calc.language.reader import read_plan
from calc.periods import Period
from calc.results import Calculation
from calc.statement import calculate
from tests.calc.oracle.days import Answer
from tests.calc.oracle.statement import answer_for
from tests.calc.worlds.fact_rows import Row, fact_rows
from tests.calc.worlds.names import PLANS, Money, a_day, a_period, everyday_money, rarely
from tests.calc.worlds.plan_texts import plan_texts


@dataclass(frozen=True)
class World:
    texts: list[str]
    rows: dict[str, list[Row]]
    period: Period
    as_of: date | None = None

    def with_rows(self, **tables: list[Row]) -> "World":
        return replace(self, rows={**self.rows, **tables})


def world_of(seed: int, money: Money = everyday_money) -> World:
    """Up to four people on up to two plans, with up to nine events whose amounts come from `money`."""
    dice = Random(seed)
    period = a_period(dice)
    texts = [text for key in PLANS for text in plan_texts(dice, key, period)]
    as_of = a_day(dice, period) if rarely(dice, 2) else None
    return World(texts, fact_rows(dice, period, money), period, as_of)


def worlds(money: Money = everyday_money) -> st.SearchStrategy[World]:
    return st.builds(world_of, st.integers(0, 2**40), st.just(money))


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
    return calculate(plans, facts_of(world.rows), world.period, world.as_of)


def oracle(world: World) -> Answer:
    period = world.period
    return answer_for(world.texts, world.rows, period.start, period.end, period.part_of_year, world.as_of)


# Shrinking a seed would not make a company smaller, so nothing but rolling dice is asked of Hypothesis.
relaxed = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.explicit, Phase.generate],
)

LINE = ("person", "plan", "component", "clause", "event", "basis_minor", "rate", "amount_minor", "currency")
MEASURE = ("person", "plan", "metric", "numerator", "denominator", "target")
PROBLEM = ("code", "person", "plan", "component")


def lines_of(answer: Answer | Calculation) -> list[str]:
    """Every line as text, in an order of its own."""
    if isinstance(answer, Answer):
        return sorted(repr([line[name] for name in LINE]) for line in answer.lines)
    return sorted(
        repr([row[name] if name != "rate" else Fraction(row["rate_num"], row["rate_den"]) for name in LINE])
        for row in answer.lines.iter_rows(named=True)
    )


def measures_of(answer: Answer | Calculation) -> list[str]:
    if isinstance(answer, Answer):
        return sorted(repr([measure[name] for name in MEASURE]) for measure in answer.measures)
    return sorted(
        repr([_target(row) if name == "target" else row[name] for name in MEASURE])
        for row in answer.measures.iter_rows(named=True)
    )


def problems_of(answer: Answer | Calculation) -> set[tuple[str | None, ...]]:
    if isinstance(answer, Answer):
        return set(answer.problems)
    return set(answer.problems.select(PROBLEM).iter_rows())


def totals_of(answer: Answer | Calculation) -> dict[tuple[str, str], int]:
    """What each person gets in each currency."""
    if isinstance(answer, Answer):
        return answer.totals()
    totals: dict[tuple[str, str], int] = {}
    for person, currency, amount in answer.lines.select("person", "currency", "amount_minor").iter_rows():
        totals[person, currency] = totals.get((person, currency), 0) + amount
    return totals


def _target(row: Row) -> Fraction | None:
    return None if row["target_num"] is None else Fraction(row["target_num"], row["target_den"])
