"""The kinds of value that a plan is written in, and the strictness that all its parts share."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from calc.language.amounts import is_currency, quoted, read_money, read_ratio
from calc.language.suggestions import did_you_mean, nearest

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Amount = TypeVar("Amount", int, Fraction)

_PART_OF_PAY = re.compile(r"(?P<ratio>.+?)\s+of\s+(?P<what>.+)")
YEARLY_PAY = ("variable", "base", "ote")


class Part(BaseModel):
    """Frozen, and an unknown name in it is a mistake with a suggestion, never passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="wrap")
    @classmethod
    def know_every_name(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Each unknown name is a mistake of its own, at its own place, beside all others of this part."""
        known = [field.alias or name for name, field in cls.model_fields.items()]
        unknown = [name for name in data if name not in known] if isinstance(data, dict) else []
        if not isinstance(data, dict) or not unknown:
            return handler(data)
        errors = [_unknown(str(name), known) for name in unknown]
        try:
            handler({name: value for name, value in data.items() if name in known})
        except ValidationError as error:
            errors += [_again(detail) for detail in error.errors()]
        raise ValidationError.from_exception_data(cls.__name__, errors)


class Spelled(BaseModel):
    """A value of several fields that a person writes as one piece of text."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class AmountOf(Spelled):
    """An amount: fixed, or a share of a person's yearly variable pay, base pay or both together (`ote`)."""

    fixed_minor: int | None = None
    share: Fraction | None = None
    of: str = ""

    @model_validator(mode="before")
    @classmethod
    def read(cls, data: object, info: ValidationInfo) -> object:
        """`$2,500` or `40% of variable`."""
        if not isinstance(data, str):
            return handed_over(data, info)
        if match := _PART_OF_PAY.fullmatch(data.strip()):
            return {"share": _positive(read_ratio(match["ratio"])), "of": _yearly_pay(match["what"])}
        if data.strip().endswith("%"):
            raise ValueError(f"{quoted(data)} does not say of what; write it like 40% of variable")
        return {"fixed_minor": _positive(read_money(data, currency_of(info)))}


def currency_of(info: ValidationInfo) -> str:
    """The currency of the plan that is being read; its reader passes it along."""
    return str((info.context or {}).get("currency", "USD"))


def handed_over(data: object, info: ValidationInfo) -> object:
    """Lets through what code hands over. Raises ValueError where a person wrote lines or a list in a plan."""
    if info.context is None:
        return data
    raise ValueError("this must be a single value, not a list or `name: value` lines")


def _yearly_pay(what: str) -> str:
    word = what.strip().lower()
    if word not in YEARLY_PAY:
        near = nearest(word, YEARLY_PAY)
        asked = f"did you mean {near}?" if near else "write it of variable, of base or of ote"
        raise ValueError(f"{quoted(what)} is no yearly pay; {asked}")
    return word


def _unknown(name: str, known: list[str]) -> InitErrorDetails:
    # Its text goes by way of the context: a name may hold braces, and a message is a template.
    told = {"name": name, "hint": _suggestion(name, known)}
    return InitErrorDetails(
        type=PydanticCustomError("unknown_name", "unknown name", told), loc=(name,), input=name
    )


def _again(detail: ErrorDetails) -> InitErrorDetails:
    """A mistake that was found, in the shape in which it can be reported with others."""
    custom = PydanticCustomError(detail["type"], "{said}", {**detail.get("ctx", {}), "said": detail["msg"]})
    return InitErrorDetails(type=custom, loc=detail["loc"], input=detail["input"])


def _suggestion(name: str, known: list[str]) -> str:
    if re.match(r"\d", name):
        return 'Inside { } a comma begins the next name, so put an amount in quotes: "$30,000".'
    return did_you_mean(name, known)


def _ratio(value: object) -> object:
    return read_ratio(value) if isinstance(value, str) else value


def _positive(value: Amount) -> Amount:
    if value < 0:
        raise ValueError("it cannot be below zero")
    return value


def _words(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _some_words(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words or not all(word.strip() for word in words):
        raise ValueError("it names nothing; write a name, or leave this line out to mean any")
    return words


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{quoted(value)} is not a day; write it like 2026-01-31")


def _currency(value: str) -> str:
    if not is_currency(value):
        raise ValueError(f"{quoted(value)} is not a currency; write its three letters, like USD or EUR")
    return value


def _some_text(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty")
    return value


SignedRatio = Annotated[Fraction, BeforeValidator(_ratio)]
Ratio = Annotated[SignedRatio, AfterValidator(_positive)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_some_words)]
Day = Annotated[date, BeforeValidator(_day)]
Currency = Annotated[str, AfterValidator(_currency)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Keys = Annotated[tuple[Key, ...], BeforeValidator(_words)]
Title = Annotated[str, AfterValidator(_some_text)]
