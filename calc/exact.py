"""The only multiplication of money, and the only rounding.

Money is Int64 minor units. A product is formed whole, then rounded once, half away from zero.
"""

from fractions import Fraction
from math import prod

import polars as pl

INT64_MAX = 2**63 - 1
# A product and its doubling for the rounding must stay inside Int128, which wraps without a word.
SAFE_PRODUCT = 2**125

Ratios = tuple[pl.Series, pl.Series]


def rounded(value: Fraction) -> int:
    """The nearest whole number, halves away from zero: 0.5 → 1, −0.5 → −1."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return magnitude if value >= 0 else -magnitude


def multiply(basis: pl.Series, *ratios: Ratios) -> pl.Series:
    """Basis times every ratio, rounded once.

    `basis` is Int64; each ratio is a pair of integer series (numerator, positive denominator) of the same
    length. Returns Int64; null where a part is null or the result does not fit, never a wrapped number.
    """
    if basis.is_empty():
        return pl.Series(basis.name, [], dtype=pl.Int64)
    largest = 2 * prod([_largest(basis), *(_largest(top) for top, _ in ratios)])
    largest += prod(_largest(bottom) for _, bottom in ratios)
    if largest < SAFE_PRODUCT:
        return _multiply_whole(basis, ratios, pl.Int64 if largest < INT64_MAX // 2 else pl.Int128)
    return _multiply_row_by_row(basis, ratios)


def share_out(total: int, weights: list[int]) -> list[int]:
    """Splits `total` in proportion to the non-negative `weights` so that the parts add up to it.

    Largest remainder; ties go to the earlier weight, so order the weights by id. Raises ValueError when all
    weights are zero.
    """
    whole = sum(weights)
    if whole == 0:
        raise ValueError("nothing to share by: all weights are zero")
    sign = -1 if total < 0 else 1
    parts = [abs(total) * weight // whole for weight in weights]
    remainders = [abs(total) * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: abs(total) - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def _largest(numbers: pl.Series) -> int:
    """The widest magnitude, at least 1; nulls have none."""
    low, high = numbers.min(), numbers.max()
    if low is None or high is None:
        return 1
    assert isinstance(low, int)
    assert isinstance(high, int)
    return max(abs(low), abs(high), 1)


def _multiply_whole(basis: pl.Series, ratios: tuple[Ratios, ...], kind: type[pl.DataType]) -> pl.Series:
    top, bottom, two = basis.cast(kind), _one(1, kind), _one(2, kind)
    for numerator, denominator in ratios:
        top = top * numerator.cast(kind)
        bottom = bottom * denominator.cast(kind)
    magnitude = (top.abs() * two + bottom) // (bottom * two)
    fitting = magnitude.cast(pl.Int64, strict=False)
    return (fitting * top.sign().cast(pl.Int64)).alias(basis.name)


def _one(number: int, kind: type[pl.DataType]) -> pl.Series:
    return pl.Series([number], dtype=kind)


def _multiply_row_by_row(basis: pl.Series, ratios: tuple[Ratios, ...]) -> pl.Series:
    """For products too wide for Int128; Python's integers have no end."""
    columns = [basis.to_list(), *(part.to_list() for ratio in ratios for part in ratio)]
    results: list[int | None] = []
    for row in zip(*columns, strict=True):
        if None in row:
            results.append(None)
            continue
        amount, *parts = row
        value = rounded(Fraction(amount * prod(parts[0::2]), prod(parts[1::2])))
        results.append(value if abs(value) <= INT64_MAX else None)
    return pl.Series(basis.name, results, dtype=pl.Int64)
