"""Values that only pay plans have: rates, prizes, ages, contract years, thresholds."""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, model_validator

from calc.language.amounts import quoted, read_money, read_ratio
from calc.language.parts import Ratio, Spelled, Words, currency_of, handed_over
from calc.language.suggestions import did_you_mean
from calc.periods import MONTH_NAMES

# A bare number above this is taken for a percentage without its sign.
MOST_BARE = 10
# No contract is longer; `3+` means from three to this many years.
MOST_YEARS = 30


class Basis(StrEnum):
    """What of an event is paid on; docs/plan-rules.md says how each follows from the event."""

    AMOUNT = "amount"
    TCV = "tcv"
    ACV = "acv"
    ARR = "arr"
    MRR = "mrr"
    GROWTH = "growth"
    KEPT = "kept"
    RECURRING_CHANGE = "recurring_change"


_OF_BASIS = re.compile(r"(?P<ratio>.+?)\s+of\s+(?P<basis>.+)")
_AGE = re.compile(r"(?P<number>\d{1,4})\s+(?P<unit>day|month|year)s?", re.ASCII)
_YEARS = re.compile(r"(?P<first>\d{1,2})(?:(?P<more>\+)|\s*-\s*(?P<last>\d{1,2}))?", re.ASCII)
_MONEY = re.compile(r"[-−]?\s*(?:[A-Z]{3}\s*\d|[$€£¥₹]).*|[-−\d.,\s]+(?:[A-Z]{3})?", re.ASCII)
_CURRENCY = re.compile(r"^[-−]?\s*(?:[$€£¥₹]|[A-Z]{3}\s*\d)|\d\s*[A-Z]{3}$", re.ASCII)
_BARE = re.compile(r"[-−]?[\d,]+(?:\.\d+)?", re.ASCII)
_MIX = re.compile(r"(?P<base>\d{1,3})\s*/\s*(?P<variable>\d{1,3})", re.ASCII)


class RateOf(Spelled):
    """A rate on an event (`1.5%`, `2x`), on a basis of its own (`60% of MRR`), or a set amount (`$500`)."""

    ratio: Fraction | None = None
    basis: Basis | None = None
    fixed_minor: int | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """Reads what a person wrote."""
        if not isinstance(data, str):
            return handed_over(data, info)
        words = data.strip()
        if match := _OF_BASIS.fullmatch(words):
            return {"ratio": _rate(match["ratio"].strip()), "basis": _basis(match["basis"])}
        if _has_currency(words):
            return {"fixed_minor": int(not_below_zero(Fraction(read_money(words, currency_of(info)))))}
        return {"ratio": _rate(words)}


class Prize(Spelled):
    """An amount of money (`$500`), or a reward that is not pay, by its name (`Day off`)."""

    amount_minor: int | None = None
    reward: str = ""

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """What begins like an amount of money is one; anything else is the name of a reward."""
        if not isinstance(data, str):
            return handed_over(data, info)
        words = data.strip()
        if not words:
            raise ValueError("it names no prize; write an amount like $500, or a reward like Day off")
        if not _MONEY.fullmatch(words):
            return {"reward": words}
        return {"amount_minor": int(not_below_zero(Fraction(read_money(words, currency_of(info)))))}


class Age(Spelled):
    """A length of time: `90 days`, `3 months`, `1 year`."""

    months: int = 0
    days: int = 0

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """Reads what a person wrote."""
        if not isinstance(data, str):
            return handed_over(data, info)
        match = _AGE.fullmatch(data.strip())
        if match is None or not int(match["number"]):
            raise ValueError(
                f"{quoted(data)} is not a length of time; write it like 90 days, 3 months or 1 year"
            )
        number = int(match["number"])
        return {"day": {"days": number}, "month": {"months": number}, "year": {"months": 12 * number}}[
            match["unit"]
        ]

    def after(self, day: date) -> date:
        """The last day within this age of a day: 31 January and 1 month give the end of February."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        moved = date(year, month, min(day.day, monthrange(year, month)[1]))
        return moved + timedelta(days=self.days)


class Mix(Spelled):
    """Base over variable at target: `70/30`."""

    base: int
    variable: int

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """Reads what a person wrote; the two add up to 100."""
        if not isinstance(data, str):
            return handed_over(data, info)
        match = _MIX.fullmatch(data.strip())
        if match is None or int(match["base"]) + int(match["variable"]) != 100:
            raise ValueError(
                f"{quoted(data)} is not a pay mix; write base and variable out of 100, like 70/30"
            )
        return {"base": int(match["base"]), "variable": int(match["variable"])}


def not_below_zero(value: Fraction) -> Fraction:
    """The value itself. Raises ValueError with a sentence when it is negative."""
    if value < 0:
        raise ValueError("it cannot be below zero")
    return value


def is_bare(text: str) -> bool:
    """Whether it is a number without `%`, `x` or a currency: where a share is meant, easily a slip."""
    return bool(_BARE.fullmatch(text.strip()))


def _rate(text: str) -> Fraction:
    value = not_below_zero(read_ratio(text))
    if value > 1 and is_bare(text):
        raise ValueError(f"{text} would be {text} times as much; write {text}%, or {text}x if that is meant")
    return value


def _basis(words: str) -> Basis:
    name = words.strip().lower().replace(" ", "_")
    if name not in [basis.value for basis in Basis]:
        raise ValueError(f"{quoted(words)} cannot be paid on. {did_you_mean(name, list(Basis))}".rstrip("."))
    return Basis(name)


def _has_currency(words: str) -> bool:
    return bool(_CURRENCY.search(words))


def _years(value: object) -> object:
    """`2`, `3+`, `2-3`, or a list of these, as the whole years meant, each as text."""
    if not isinstance(value, str | list):
        return value
    meant: list[str] = []
    for item in [value] if isinstance(value, str) else value:
        match = _YEARS.fullmatch(str(item).strip())
        last = int(match["last"] or match["first"]) if match else 0
        last = MOST_YEARS if match and match["more"] else last
        if match is None or not 1 <= int(match["first"]) <= last <= MOST_YEARS:
            raise ValueError(f"{quoted(str(item))} is not a number of years; write it like 1, 2-3 or 3+")
        meant += [str(year) for year in range(int(match["first"]), last + 1)]
    return tuple(dict.fromkeys(meant))


def _threshold(value: object, info: ValidationInfo) -> object:
    """A percentage or number; an amount of money, in minor units, where it is written as money."""
    if not isinstance(value, str):
        return value
    try:
        return read_ratio(value)
    except ValueError as error:
        try:
            return Fraction(read_money(value, currency_of(info)))
        except ValueError:
            raise error from None


def _flag(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() in ("yes", "true"):
        return True
    if value.lower() in ("no", "false"):
        return False
    raise ValueError(f"{quoted(value)} is neither yes nor no")


def _yes_or_no(value: object) -> object:
    flag = _flag(value)
    return flag if not isinstance(flag, bool) else "yes" if flag else "no"


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[1-9]\d{0,6}", value, re.ASCII):
        raise ValueError(f"{quoted(value)} is not a whole number from 1 on")
    return int(value)


def _factor(value: object) -> object:
    if isinstance(value, str) and is_bare(value) and read_ratio(value) > MOST_BARE:
        raise ValueError(
            f"{value} would be {value} times as much; write {value}%, or {value}x if that is meant"
        )
    return value


def _otherwise(value: object) -> object:
    """One of two words, or a part."""
    if not isinstance(value, str) or value in ("nothing", "no_accelerator"):
        return value
    try:
        part = not_below_zero(read_ratio(value))
    except ValueError:
        sentence = f"{quoted(value)} is neither nothing, no_accelerator nor a part like 50%"
        raise ValueError(sentence) from None
    if part > 1:
        raise ValueError(f"{quoted(value)} is more than all; write a part like 50%")
    return part


def _changes(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _month(value: object) -> object:
    """A month's name, also its first three letters, as its number."""
    if not isinstance(value, str):
        return value
    word = value.strip().title()
    for number, name in enumerate(MONTH_NAMES, 1):
        if word in (name, name[:3]):
            return number
    raise ValueError(f"{quoted(value)} is not a month; write its name, like April")


def _above_zero(value: Fraction) -> Fraction:
    if value <= 0:
        raise ValueError("it must be above zero")
    return value


Years = Annotated[Words, BeforeValidator(_years)]
Threshold = Annotated[Fraction, BeforeValidator(_threshold)]
Step = Annotated[Threshold, AfterValidator(_above_zero)]
Flag = Annotated[bool, BeforeValidator(_flag)]
YesOrNo = Annotated[Literal["yes", "no"], BeforeValidator(_yes_or_no)]
Whole = Annotated[int, BeforeValidator(_whole)]
Factor = Annotated[Ratio, BeforeValidator(_factor)]
Otherwise = Annotated[Literal["nothing", "no_accelerator"] | Fraction, BeforeValidator(_otherwise)]
Change = Literal["up", "same", "down"]
Changes = Annotated[tuple[Change, ...], BeforeValidator(_changes)]
Month = Annotated[int, BeforeValidator(_month)]
