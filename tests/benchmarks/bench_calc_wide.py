"""Amounts that 64 bits cannot hold on the way: a $90 bn book times a rate times a ratio."""

from datetime import date
from fractions import Fraction

import polars as pl

from calc import exact
from calc.facts import facts
from calc.language.reader import read_plan
from calc.statement import calculate
from tests.benchmarks.facts_at_scale import PERIOD, YEAR

BOOK_MINOR, TARGET_MINOR = 9_000_000_000_777, 8_000_000_000_003  # $90,000,000,007.77, $80,000,000,000.03
PLAN = f"""\
plan: wide
title: A wide one
from: {YEAR}-01-01
currency: USD
metrics:
  book: {{title: Book, measure: sum, scope: person, of: {{kind: renewal}}, target: "$80,000,000,000.03"}}
components:
  commission:
    pay: commission
    title: Commission
    rates: [{{kind: renewal, rate: 1.2345%}}]
    multipliers: [{{metric: book, between: line, points: [{{at: 0%, pays: 0%}}, {{at: 200%, pays: 200%}}]}}]
"""


def wide() -> str:
    """A sentence: what the book pays, that it is exact to the cent, and what Int64 would have made of it.

    Raises AssertionError when it is not.
    """
    rate, reached = Fraction("0.012345"), Fraction(BOOK_MINOR, TARGET_MINOR)
    expected = exact.rounded(BOOK_MINOR * rate * reached)
    (paid,) = _paid()
    assert paid == expected, f"{paid} is not {expected}"
    top = pl.Series([BOOK_MINOR]) * rate.numerator * reached.numerator
    wrapped = (top // (rate.denominator * reached.denominator)).item()
    return (
        f"$90 bn × 1.2345% × {reached.numerator:,}/{reached.denominator:,} pays {_dollars(paid)}, exact to "
        f"the cent; in Int64 it would be {_dollars(wrapped)}."
    )


def _paid() -> list[int]:
    began = date(YEAR, 1, 1)
    same = {"person": ["p"], "from_date": [began]}
    given = facts(
        people=pl.DataFrame({"person": ["p"], "start_date": [began]}),
        placements=pl.DataFrame({**same, "team": ["t"]}),
        assignments=pl.DataFrame({**same, "plan": ["wide"]}),
        events=pl.DataFrame(
            {
                "event": ["e"],
                "kind": ["renewal"],
                "date": [began],
                "person": ["p"],
                "amount_minor": [BOOK_MINOR],
                "currency": ["USD"],
            }
        ),
    )
    return calculate([read_plan(PLAN)], given, PERIOD).lines["amount_minor"].to_list()


def _dollars(minor: int) -> str:
    return f"{'−' if minor < 0 else ''}${abs(minor) // 100:,}.{abs(minor) % 100:02}"
