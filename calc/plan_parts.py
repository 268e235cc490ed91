"""The kinds of value that a plan is written in, and the strictness that all its parts share."""

import re
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from calc.amounts import minor_digits, read_money, read_ratio

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PART_OF_PAY = re.compile(r"(?P<ratio>.+?)\s+of\s+(?P<what>variable|base)")


class Part(BaseModel):
    """Frozen, and an unknown name in it is a mistake with a suggestion, never passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def know_every_name(cls, data: object) -> object:
        if isinstance(data, dict):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for name in data:
                if name not in known:
                    raise ValueError(f"`{name}` is not known here. {_suggestion(str(name), known)}")
        return data


class AmountOf(Part):
    """A bonus amount for a period: fixed, or a share of a person's yearly variable or base pay."""

    fixed_minor: int | None = None
    share: Fraction | None = None
    of: str = ""

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """`$2,500` or `40% of variable`."""
        if not isinstance(data, str):
            return data
        if match := _PART_OF_PAY.fullmatch(data.strip()):
            return {"share": read_ratio(match["ratio"]), "of": match["what"]}
        return {"fixed_minor": read_money(data, currency_of(info))}


def currency_of(info: ValidationInfo) -> str:
    """The currency of the plan that is being read; its reader passes it along."""
    return str((info.context or {}).get("currency", "USD"))


def _suggestion(name: str, known: list[str]) -> str:
    if re.match(r"\d", name):
        return 'Inside { } a comma begins the next name, so put an amount in quotes: "$30,000".'
    close = get_close_matches(name, known, n=1)
    return f"Did you mean `{close[0]}`?" if close else f"There are: {', '.join(known)}."


def _ratio(value: object) -> object:
    return read_ratio(value) if isinstance(value, str) else value


def _positive(value: Fraction) -> Fraction:
    if value < 0:
        raise ValueError("it cannot be below zero")
    return value


def _words(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{value!r} is not a day; write it like 2026-01-31")


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f"{value!r} is not a currency; write its three letters, like USD or EUR")
    minor_digits(value)
    return value


Ratio = Annotated[Fraction, BeforeValidator(_ratio), AfterValidator(_positive)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Day = Annotated[date, BeforeValidator(_day)]
Currency = Annotated[str, AfterValidator(_currency)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
