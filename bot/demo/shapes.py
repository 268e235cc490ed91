"""What the demo company is made of, as its HR and CRM systems would keep it. Money is in cents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calc.periods import Period

WHOLE_PERCENT = 100


@dataclass(frozen=True)
class Member:
    """Somebody in the HR system. `last_day` is empty while they are at work."""

    key: str
    name: str
    email: str
    zone: str
    first_day: date
    last_day: date | None = None
    runs_pay: bool = False
    payroll_id: str = ""


@dataclass(frozen=True)
class Job:
    """What a person was from a day to a last day: title, team, region, and who led them."""

    person: str
    title: str
    team: str
    region: str
    manager: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Agreement:
    """A person's plan with the yearly pay agreed, in cents."""

    person: str
    plan: str
    first: date
    last: date | None
    base_minor: int
    variable_minor: int


@dataclass(frozen=True)
class Account:
    """A customer. `opening_minor` is its yearly revenue when the story begins; 0 when it signed later."""

    key: str
    name: str
    region: str
    segment: str
    opening_minor: int
    renews_in_month: int
    signed: date | None = None


@dataclass(frozen=True)
class Ownership:
    account: str
    person: str
    share_percent: int
    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Deal:
    """A row of the CRM's opportunities. `kind` and `stage` are the CRM's words; `credit_to` names one person,
    `splits` gives shares in percent; with neither, the account's owners are credited."""

    key: str
    account: str
    kind: str
    stage: str
    day: date
    amount_minor: int
    change_minor: int
    product: str
    currency: str = "USD"
    credit_to: str = ""
    splits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Loss:
    """A customer that left: the contract's last day, and the yearly revenue that went with it."""

    key: str
    account: str
    day: date
    lost_minor: int
    reason: str


@dataclass(frozen=True)
class Survey:
    """A figure measured elsewhere. `score` is as the survey tool writes it: "91.4%", "28.5"."""

    metric: str
    level: str
    group: str
    day: date
    score: str
    answers: int


@dataclass(frozen=True)
class Aim:
    """A target. `value` is as HR writes it: "96%", "40" or, with `in_money`, "90,000.00"."""

    metric: str
    level: str
    group: str
    first: date
    last: date
    value: str
    in_money: bool = False


@dataclass(frozen=True)
class Window:
    """Six fiscal quarters up to today, the last of them under way. Nothing has happened yet today."""

    quarters: tuple[Period, ...]
    today: date

    @property
    def start(self) -> date:
        return self.quarters[0].start

    @property
    def current(self) -> Period:
        return self.quarters[-1]

    @property
    def previous(self) -> Period:
        return self.quarters[-2]


@dataclass(frozen=True)
class Situations:
    """Who and what to look at to see a special case, by key; `deals` by what is special about them."""

    joiner: str
    leaver: str
    mover: str
    without_plan: str
    nothing_this_quarter: str
    compensation_admin: str
    director: str
    orphaned_account: str
    deals: Mapping[str, str]
