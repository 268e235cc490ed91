"""Values that only cases have: money beside its currency, figures, shares of people."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationInfo

from calc.language.amounts import quoted, read_money, read_ratio
from calc.language.parts import Ratio, SignedRatio, currency_of

# How fine shares are kept: in millionths.
MILLION = 1_000_000


def _money(value: object, info: ValidationInfo) -> object:
    """Minor units of the currency that stands beside it, else of the plan's."""
    if not isinstance(value, str):
        return value
    return read_money(value, str(info.data.get("currency") or currency_of(info)))


def _figure(value: object, info: ValidationInfo) -> object:
    """A target or reading: money for a metric that is; else percent or number, or money when it says so."""
    if not isinstance(value, str):
        return value
    if info.data.get("metric") in (info.context or {}).get("money", ()):
        return Fraction(read_money(value, currency_of(info)))
    try:
        return read_ratio(value)
    except ValueError:
        return read_money(value, currency_of(info))


def _share(value: object) -> object:
    if not isinstance(value, str):
        return value
    share = read_ratio(value)
    if (share * MILLION).denominator != 1:
        raise ValueError(f"{quoted(value)} is finer than a millionth; write it like 33.3333%")
    return share


def _count(value: object) -> object:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) <= 15):
            raise ValueError(f"{quoted(value)} is not a whole number")
        return int(value)
    return value


def _quantity(value: object) -> object:
    if isinstance(value, str) and (read_ratio(value) * 1_000).denominator != 1:
        raise ValueError(f"{quoted(value)} is finer than a thousandth")
    return value


Money = Annotated[int, BeforeValidator(_money)]
Figure = Annotated[Fraction, BeforeValidator(_figure)]
Share = Annotated[Ratio, BeforeValidator(_share)]
Shares = dict[str, Share]
Count = Annotated[int, BeforeValidator(_count)]
Quantity = Annotated[SignedRatio, BeforeValidator(_quantity)]
# What an earlier line was, as calc.results has it.
Entry = Literal[
    "pay", "cap", "floor", "hold", "release", "clawback",
    "prize", "draw", "recovery", "guarantee", "carry",
]  # fmt: skip
