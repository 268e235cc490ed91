"""How each kind of value is written: in words for people, and as JSON Schema for their editors."""

from dataclasses import dataclass
from typing import Any

from calc.language import case_values, parts, values

Schema = dict[str, Any]

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SIGN = r"[-−]?\s*"
_RATIO = rf"{_NUMBER}\s*[%x]?|\d+\s*/\s*\d+"
_MONEY = rf"(?:[A-Z]{{3}}\s*|[$€£¥₹])?{_NUMBER}\s*(?:[A-Z]{{3}})?"
_YEARS = r"\d{1,2}(?:\+|\s*-\s*\d{1,2})?"


@dataclass(frozen=True)
class Kind:
    """`name` says what it is, `example` how it may look, `more` what else there is to know of it."""

    name: str
    schema: Schema
    example: str = ""
    more: str = ""


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": rf"^\s*(?:{pattern})\s*$"}


def _number_or(pattern: str, least: int | None = 0) -> Schema:
    limit: Schema = {} if least is None else {"minimum": least}
    return {"type": ["string", "number"], "pattern": rf"^\s*(?:{pattern})\s*$", **limit}


TEXT = Kind("text", {"type": ["string", "number", "boolean"]})
_KEY = Kind(
    "key",
    {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$", "maxLength": 60},
    "team_bonus",
    "Small letters, digits, - and _, a letter first, at most 60.",
)
_RATE = Kind(
    "rate",
    _number_or(_RATIO),
    "1.5%",
    "Also `0.015`, `2x` or `3/200`; never below zero. A bare number above 10 is refused: `50` would be "
    "5,000%.",
)
_THRESHOLD = Kind(
    "figure",
    _number_or(rf"{_SIGN}(?:{_RATIO}|{_MONEY})", None),
    "90%",
    "A percentage; a number like `45`; money like `$50,000` where the metric is an amount of money.",
)
_WHOLE = Kind(
    "whole number", {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{0,6}$", "minimum": 1}, "3"
)
_MONEY_KIND = Kind(
    "money",
    _number_or(_SIGN + _MONEY, None),
    "$2,500",
    "Also `2500.00 USD` or `2500`, in the plan's currency. Inside `{ }` a comma begins the next name: put it "
    "in quotes there.",
)
_FLAG = Kind("yes or no", {"enum": [True, False, "yes", "no"]}, "yes")
_WORDS = Kind(
    "word or list",
    {"anyOf": [TEXT.schema, {"type": "array", "items": TEXT.schema, "minItems": 1}]},
    "[upsell, cross-sell]",
    "One word, or several of which any will do.",
)

KINDS: dict[object, Kind] = {
    str: TEXT,
    parts.Title: TEXT,
    parts.Key: _KEY,
    parts.Day: Kind("day", _text(r"\d{4}-\d{2}-\d{2}"), "2026-01-31"),
    parts.Currency: Kind("currency", _text("[A-Z]{3}"), "USD", "Its three letters."),
    parts.Words: _WORDS,
    parts.Ratio: _RATE,
    values.Factor: _RATE,
    parts.AmountOf: Kind(
        "amount",
        _number_or(rf"{_MONEY}|.+\sof\s+(?:variable|base|ote)"),
        "40% of variable",
        "Money, or a share of yearly pay: `of variable`, `of base`, or `of ote`, which is both together.",
    ),
    values.RateOf: Kind(
        "rate or set amount",
        _number_or(rf"(?:{_RATIO})(?:\s+of\s+[A-Za-z_ ]+)?|{_MONEY}"),
        "1.5%",
        "A rate; a rate on a basis of its own, like `60% of MRR`; a set amount for each event, like `$500`. "
        "A bare number above 1 is refused: `5` would be 500%.",
    ),
    values.Prize: Kind(
        "prize", TEXT.schema, "$500", "Money, or the name of a reward that is not pay, like `Day off`."
    ),
    values.Age: Kind(
        "length of time", _text(r"\d{1,4}\s+(?:day|month|year)s?"), "90 days", "In days, months or years."
    ),
    values.Mix: Kind(
        "pay mix", _text(r"\d{1,3}\s*/\s*\d{1,3}"), "70/30", "Base over variable; together 100."
    ),
    values.Years: Kind(
        "years",
        {
            "anyOf": [
                _number_or(_YEARS, 1),
                {"type": "array", "items": _number_or(_YEARS, 1), "minItems": 1},
            ]
        },
        "2-3",
        "Whole years of a contract: `1`, `2-3`, `3+`, or a list of these.",
    ),
    values.Threshold: _THRESHOLD,
    values.Step: _THRESHOLD,
    values.Flag: _FLAG,
    values.YesOrNo: _FLAG,
    values.Whole: _WHOLE,
    values.Otherwise: Kind(
        "part",
        _number_or(rf"nothing|no_accelerator|{_RATIO}"),
        "nothing",
        "`nothing`, `no_accelerator`, or `50%`.",
    ),
    values.Changes: Kind(
        "change",
        {
            "anyOf": [
                {"enum": ["up", "same", "down"]},
                {"type": "array", "items": {"enum": ["up", "same", "down"]}, "minItems": 1},
            ]
        },
        "up",
        "`up`, `same` or `down`, or a list of these.",
    ),
    values.Month: Kind("month", {"type": "string"}, "April", "A month's name."),
    parts.Keys: Kind(
        "key or list",
        {"anyOf": [_KEY.schema, {"type": "array", "items": _KEY.schema}]},
        "[renewals, expansion]",
        "One key, or several.",
    ),
    case_values.Money: _MONEY_KIND,
    case_values.Figure: _THRESHOLD,
    case_values.Share: Kind("share", _number_or(_RATIO), "60%", "A rate, to a millionth."),
    case_values.Count: Kind("count", {"type": ["string", "integer"], "minimum": 0}, "12"),
    case_values.Quantity: Kind(
        "quantity", _number_or(_SIGN + rf"(?:{_RATIO})", None), "9", "A number, to a thousandth."
    ),
}
