"""The kinds of facts that a file can give, and the fields of each: what a mapping may fill."""

from dataclasses import dataclass
from enum import Enum


class Value(Enum):
    """What a field holds, in the words of an error message."""

    ID = "an id: text on one line, at most 200 characters"
    KEY = "a key of small letters, digits, - and _, a letter first"
    TEXT = "text on one line, at most 500 characters"
    EMAIL = "an e-mail address"
    DATE = "a date"
    AMOUNT = "an amount of money"
    RATIO = "a number like 0.92, 92%, 3/4 or 45"
    SHARE = "a share above 0 and up to 1, like 0.5 or 50%, in whole millionths"
    QUANTITY = "a number with at most 3 decimals, like 4 or 8.5"
    COUNT = "a whole number, 0 or more"
    MONTHS = "a whole number of months, from 0 to 1200"
    RATE = "an exchange rate above 0, like 1.0825 or 1/16300, with at most 18 digits"
    FLAG = "yes or no (or true/false, 1/0)"
    CURRENCY = "a currency's three letters, like USD or EUR"
    SCOPE = "one of person, team, region, line, company"


@dataclass(frozen=True)
class FieldDef:
    """`refers_to` names the kind whose id stands here. A field that is `whole` may be left out of a mapping,
    but where it is given no cell may be empty: a gap must not pass for a zero. One that is `mapped` may not
    be left out, but its cells may be empty."""

    value: Value
    required: bool = False
    refers_to: str = ""
    whole: bool = False
    mapped: bool = False

    @property
    def money(self) -> bool:
        """Whether it is counted in a currency."""
        return self.value is Value.AMOUNT


@dataclass(frozen=True)
class Kind:
    """`key` are the fields that tell one fact of this kind from another; `either` are fields of which a
    mapping fills exactly one; of a kind that comes `in_parts`, several blocks may each tell some fields."""

    name: str
    key: tuple[str, ...]
    fields: dict[str, FieldDef]
    either: tuple[str, ...] = ()
    in_parts: bool = False

    @property
    def lasting(self) -> bool:
        """Whether its facts hold from a day on."""
        return "from_date" in self.fields


def _required(value: Value, refers_to: str = "") -> FieldDef:
    return FieldDef(value, required=True, refers_to=refers_to)


_DAY, _TEXT, _MONTHS = FieldDef(Value.DATE), FieldDef(Value.TEXT), FieldDef(Value.MONTHS)
_CURRENCY = FieldDef(Value.CURRENCY)
_MONEY, _MONEY_IF_ANY = FieldDef(Value.AMOUNT, whole=True), FieldDef(Value.AMOUNT)
_RATIO = FieldDef(Value.RATIO, whole=True)
_FROM = _required(Value.DATE)
_SCOPE = {"scope": _required(Value.SCOPE), "scope_key": FieldDef(Value.ID)}

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "people",
            ("person", "from_date"),
            {
                "person": _required(Value.ID),
                "name": _TEXT,
                "email": FieldDef(Value.EMAIL),
                "slack_user_id": FieldDef(Value.ID),
                "payroll_id": FieldDef(Value.ID),
                "admin": FieldDef(Value.FLAG),
                "start_date": _DAY,
                "end_date": _DAY,
                "role": _TEXT,
                "team": _TEXT,
                "region": _TEXT,
                "manager": FieldDef(Value.ID, refers_to="people"),
                "from_date": _DAY,
                "to_date": _DAY,
            },
            in_parts=True,
        ),
        Kind(
            "leave",
            ("person", "from_date"),
            {
                "person": _required(Value.ID, "people"),
                "from_date": _FROM,
                "to_date": FieldDef(Value.DATE, mapped=True),
            },
        ),
        Kind(
            "accounts",
            ("account",),
            {
                "account": _required(Value.ID),
                "name": _TEXT,
                "region": _TEXT,
                "segment": _TEXT,
                "contract_months": _MONTHS,
            },
            in_parts=True,
        ),
        Kind(
            "owners",
            ("account", "person", "role", "from_date"),
            {
                "account": _required(Value.ID, "accounts"),
                "person": _required(Value.ID, "people"),
                "role": _TEXT,
                "share": FieldDef(Value.SHARE),
                "from_date": _FROM,
                "to_date": _DAY,
            },
        ),
        Kind(
            "events",
            ("id",),
            {
                "id": _required(Value.ID),
                "kind": _required(Value.KEY),
                "date": _required(Value.DATE),
                "account": FieldDef(Value.ID, refers_to="accounts"),
                "person": FieldDef(Value.ID, refers_to="people"),
                "parent": FieldDef(Value.ID, refers_to="events"),
                "product": _TEXT,
                "effort": _TEXT,
                "region": _TEXT,
                "term_months": _MONTHS,
                "amount": _MONEY,
                "recurring_change": _MONEY,
                "previous": _MONEY,
                "quantity": FieldDef(Value.QUANTITY),
                "currency": _CURRENCY,
            },
        ),
        Kind(
            "credits",
            ("event", "person", "role"),
            {
                "event": _required(Value.ID, "events"),
                "person": _required(Value.ID, "people"),
                "role": _TEXT,
                "share": _required(Value.SHARE),
            },
        ),
        Kind(
            "targets",
            ("metric", "scope", "scope_key", "from_date"),
            {
                "metric": _required(Value.KEY),
                **_SCOPE,
                "from_date": _FROM,
                "to_date": _DAY,
                "value": _RATIO,
                "amount": _MONEY,
                "currency": _CURRENCY,
            },
            either=("value", "amount"),
        ),
        Kind(
            "readings",
            ("metric", "scope", "scope_key", "date"),
            {
                "metric": _required(Value.KEY),
                **_SCOPE,
                "date": _required(Value.DATE),
                "value": _RATIO,
                "amount": _MONEY,
                "sample": FieldDef(Value.COUNT),
                "currency": _CURRENCY,
            },
            either=("value", "amount"),
        ),
        Kind(
            "books",
            ("account", "as_of"),
            {
                "account": _required(Value.ID, "accounts"),
                "as_of": _required(Value.DATE),
                "recurring": _required(Value.AMOUNT),
                "currency": _CURRENCY,
            },
        ),
        Kind(
            "assignments",
            ("person", "plan", "from_date"),
            {
                "person": _required(Value.ID, "people"),
                "plan": _required(Value.ID, "plans"),
                "from_date": _FROM,
                "to_date": _DAY,
                "base_year": _MONEY_IF_ANY,
                "variable_year": _MONEY_IF_ANY,
                "currency": _CURRENCY,
            },
        ),
        Kind(
            "exchange_rates",
            ("currency", "to_currency", "date"),
            {
                "currency": _required(Value.CURRENCY),
                "to_currency": _required(Value.CURRENCY),
                "date": _required(Value.DATE),
                "rate": _required(Value.RATE),
            },
        ),
    )
}
