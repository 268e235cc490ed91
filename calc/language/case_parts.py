"""What a plan's `cases:` are written in: a small company, what happened, and what it ought to pay."""

from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo

from calc.language.amounts import read_money, read_ratio
from calc.language.parts import Day, Key, Part, Ratio, currency_of


def _money(value: object, info: ValidationInfo) -> object:
    return read_money(value, currency_of(info)) if isinstance(value, str) else value


def _figure(value: object, info: ValidationInfo) -> object:
    """A target or reading: money for a sum; else percent or number, or money when it carries a currency."""
    if not isinstance(value, str):
        return value
    if info.data.get("metric") in (info.context or {}).get("sums", ()):
        return Fraction(read_money(value, currency_of(info)))
    try:
        return read_ratio(value)
    except ValueError:
        return read_money(value, currency_of(info))


Money = Annotated[int, BeforeValidator(_money)]
Figure = Annotated[Fraction, BeforeValidator(_figure)]


class CasePerson(Part):
    """Somebody on the plan. Without dates: at work and on the plan for the whole period."""

    person: str
    team: str = ""
    region: str = ""
    base: Money | None = None
    variable: Money | None = None
    from_date: Day | None = Field(default=None, alias="from")
    to_date: Day | None = Field(default=None, alias="to")


class CaseAccount(Part):
    """A customer with its owners and the yearly recurring revenue it opened the period with."""

    account: str
    owners: dict[str, Ratio] = Field(default_factory=dict)
    owner: str | None = None
    region: str = ""
    opening: Money = 0


class CaseEvent(Part):
    """Something that happened; without a date, on the period's first day."""

    kind: str
    amount: Money = 0
    change: Money = 0
    date: Day | None = None
    person: str | None = None
    account: str | None = None
    product: str = ""
    region: str = ""
    currency: str | None = None


class CaseFigure(Part):
    """A target or reading for one person, team or region; for the company when `of` is left out.

    `metric` names a metric of the plan, for a reading also the name under which it is imported.
    """

    metric: Key
    of: str = ""
    value: Figure
    sample: int | None = None


class CasePay(Part):
    """What one person ought to get from one component in the whole period."""

    person: str
    component: Key
    amount: Money


class Case(Part):
    """Facts in, pay out. What `pays` does not name must pay nothing; `problems` are the codes expected."""

    case: str
    period: str | None = None
    people: tuple[CasePerson, ...] = Field(min_length=1)
    accounts: tuple[CaseAccount, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    targets: tuple[CaseFigure, ...] = ()
    readings: tuple[CaseFigure, ...] = ()
    pays: tuple[CasePay, ...] = ()
    problems: tuple[str, ...] = ()
