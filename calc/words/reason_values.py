"""A value of the tree of reasons as text."""

from datetime import date
from fractions import Fraction

from calc.language.amounts import minor_digits
from calc.why.tree import Exact, Money, Number, Ratio, Value
from calc.words.numbers import Numbers


def value_text(value: Value, write: Numbers) -> str:
    """Money with all its digits, ratios as a percentage, days as nobody misreads them."""
    if isinstance(value, Money):
        return write.money(value.minor, value.currency)
    if isinstance(value, Exact):
        units = value.minor / 10 ** minor_digits(value.currency)
        return write.number(units) if write.is_exact(units) else write.cut(units)
    if isinstance(value, Ratio):
        return with_decimal(value.exact, write)
    if isinstance(value, Number):
        return _number(value.value, write)
    if isinstance(value, date):
        return write.day(value)
    return value or ""


def with_decimal(value: Fraction, write: Numbers) -> str:
    """40%; 55/49 (112.244897…%) where no percentage is exact."""
    if write.is_exact(value * 100):
        return write.percent(value)
    return f"{write.fraction(value)} ({write.percents(value * 100)})"


def _number(value: Fraction, write: Numbers) -> str:
    if write.is_exact(value):
        return write.number(value)
    return f"{write.fraction(value)} ({write.cut(value)})"
