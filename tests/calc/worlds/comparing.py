"""What the engine and the oracle say, in the same words, so that it can be compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from calc.results import Calculation
from tests.calc.oracle.days import Answer
from tests.calc.worlds.people_rows import Row

LINE = (
    "person", "plan", "component", "clause", "entry", "span", "event", "about", "basis_minor", "rate",
    "amount_minor", "earlier_minor", "reward", "currency",
)  # fmt: skip
MEASURE = ("person", "plan", "metric", "span", "value", "sample", "target")
PROBLEM = ("code", "person", "plan", "component")
RATIOS = {
    "rate": ("rate_num", "rate_den"),
    "value": ("numerator", "denominator"),
    "target": ("target_num", "target_den"),
}


def lines_of(answer: Answer | Calculation) -> list[str]:
    """Every line as text, in an order of its own."""
    rows = answer.lines if isinstance(answer, Answer) else answer.lines.iter_rows(named=True)
    return _told(rows, LINE)


def measures_of(answer: Answer | Calculation) -> list[str]:
    """Every measure as text, in an order of its own."""
    rows = answer.measures if isinstance(answer, Answer) else answer.measures.iter_rows(named=True)
    return _told(rows, MEASURE)


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


def difference(made: Calculation, told: Answer) -> str:
    """What only one of the two says, a line each; "" when they agree."""
    apart: list[str] = []
    for part in (lines_of, measures_of, problems_of):
        ours, theirs = [str(one) for one in part(made)], [str(one) for one in part(told)]
        apart += [f"engine: {one}" for one in _without(ours, theirs)]
        apart += [f"oracle: {one}" for one in _without(theirs, ours)]
    if not apart and totals_of(made) != totals_of(told):
        apart.append(f"totals: engine {totals_of(made)}, oracle {totals_of(told)}")
    return "\n".join(apart)


def _without(some: list[str], others: list[str]) -> list[str]:
    return sorted((Counter(some) - Counter(others)).elements())


def _told(rows: Iterable[Row], columns: Sequence[str]) -> list[str]:
    return sorted(
        ", ".join(
            f"{name}={_comparable(_value(row, name))}"
            for name in columns
            if _value(row, name) not in (None, "")
        )
        for row in rows
    )


def _value(row: Row, name: str) -> object:
    """The column itself, or the ratio that stands in two of them."""
    if name in row or name not in RATIOS:
        return row[name]
    top, bottom = (row[column] for column in RATIOS[name])
    return None if top is None else Fraction(top, bottom)


def _comparable(value: object) -> object:
    """The value; of a figure that is hardly held by a column of 128 bits, which is shown as near as it can be
    (calc.metrics.rows), the first 30 digits."""
    if not isinstance(value, Fraction) or max(abs(value.numerator), value.denominator) < 2**96:
        return value
    with localcontext(prec=30):
        return Decimal(value.numerator) / Decimal(value.denominator)
