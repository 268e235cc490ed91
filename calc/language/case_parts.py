"""What a plan's `cases:` are written in: a small company, what happened, and what it ought to pay."""

from pydantic import Field

from calc.language.case_values import Count, Entry, Figure, Money, Quantity, Shares
from calc.language.parts import Currency, Day, Key, Part, Ratio
from calc.language.terms import Days
from calc.language.values import Flag, Month, Whole


class CaseMove(Part):
    """From a day on, somebody is in another team or region, or has another manager or role."""

    on: Day = Field(description="The first day there.")
    role: str | None = Field(default=None, description="The new role; left out where it stays.")
    team: str | None = Field(default=None, description="The new team; `''` for none.")
    region: str | None = Field(default=None, description="The new region; `''` for none.")
    manager: str | None = Field(default=None, description="The new manager; `''` for none.")


class CaseAssignment(Part):
    """Days on the plan with the pay agreed for them, where it changed."""

    from_date: Day | None = Field(default=None, alias="from", description="The first of these days.")
    to_date: Day | None = Field(default=None, alias="to", description="The last of these days.")
    base: Money | None = Field(default=None, description="Yearly base pay agreed for them.")
    variable: Money | None = Field(default=None, description="Yearly variable pay agreed for them.")


class CasePerson(Part):
    """Somebody at the company. Without dates: at work and on the plan all along."""

    person: str = Field(description="Their key: any short name.")
    role: str = Field(default="csm", description="Their role.")
    team: str = Field(default="", description="Their team.")
    region: str = Field(default="", description="Their region.")
    manager: str = Field(default="", description="Whom they report to, by key.")
    base: Money | None = Field(default=None, description="Yearly base pay agreed with them.")
    variable: Money | None = Field(default=None, description="Yearly variable pay agreed with them.")
    from_date: Day | None = Field(default=None, alias="from", description="Their first day on the plan.")
    to_date: Day | None = Field(default=None, alias="to", description="Their last day on the plan.")
    start: Day | None = Field(
        default=None, description="Their first day at work. Without it: `from`, else long ago."
    )
    end: Day | None = Field(default=None, description="Their last day at work.")
    on_plan: Flag = Field(default=True, description="Whether they are on the plan; `no` for others.")
    leave: tuple[Days, ...] = Field(
        default=(), description="Days of leave, like `[{from: 2026-02-01, to: …}]`."
    )
    moves: tuple[CaseMove, ...] = Field(default=(), description="Changes of team, region, manager or role.")
    assignments: tuple[CaseAssignment, ...] = Field(
        default=(), description="Instead of `from`, `to`, `base` and `variable`: several, where pay changed."
    )


class CaseAccount(Part):
    """A customer with its owners and the yearly recurring revenue it opened the period with."""

    account: str = Field(description="Its key: any short name.")
    owners: Shares = Field(
        default_factory=dict, description="Who owns it, with their shares: `{ana: 60%, lee: 40%}`."
    )
    owner: str | None = Field(default=None, description="Who owns it alone.")
    roles: dict[str, Shares] = Field(
        default_factory=dict, description="Owners by role, each with their shares: `{ae: {kim: 100%}}`."
    )
    region: str = Field(default="", description="Its region.")
    segment: str = Field(default="", description="Its segment.")
    months: Whole | None = Field(default=None, description="How many months its contract runs.")
    currency: Currency | None = Field(default=None, description="The currency of `opening`, if another.")
    opening: Money = Field(default=0, description="Its yearly recurring revenue on the day `since`.")
    since: Day | None = Field(
        default=None, description="The day of `opening`. Without it the period's first day."
    )


class CaseEvent(Part):
    """Something that happened; without a date, on the period's first day."""

    id: str | None = Field(default=None, description="A name for others to refer to, as their `parent`.")
    kind: str = Field(description="What happened: renewal, upsell, churn …")
    date: Day | None = Field(default=None, description="When; it may be before the period.")
    currency: Currency | None = Field(default=None, description="The currency of its amounts, if another.")
    amount: Money = Field(default=0, description="What the whole contract is worth.")
    change: Money = Field(
        default=0, description="What it did to yearly recurring revenue; below zero for a loss."
    )
    previous: Money = Field(
        default=0, description="Yearly recurring revenue of the contract that this one replaces."
    )
    quantity: Quantity | None = Field(default=None, description="A count or score: the answer to a survey.")
    months: Whole | None = Field(default=None, description="How many months the contract runs.")
    person: str | None = Field(default=None, description="Who alone is credited.")
    account: str | None = Field(default=None, description="Which customer.")
    parent: str | None = Field(default=None, description="The `id` of the event that this one is about.")
    product: str = Field(default="", description="What was sold.")
    effort: str = Field(default="", description="How hard it was to get.")
    region: str = Field(default="", description="Its region, if not its account's.")
    credits: Shares = Field(
        default_factory=dict, description="Who is credited, with their shares: `{ana: 60%, lee: 40%}`."
    )
    roles: dict[str, Shares] = Field(
        default_factory=dict, description="Credit by role, each with their shares: `{ae: {kim: 100%}}`."
    )


class CaseRate(Part):
    """What one currency is worth in another, from a day on."""

    from_currency: Currency = Field(alias="from", description="One unit of this …")
    to_currency: Currency | None = Field(
        default=None, alias="to", description="… in units of this. Without it the plan's currency."
    )
    date: Day | None = Field(default=None, description="From this day on. Without it the period's first day.")
    rate: Ratio = Field(description="How many: `1.08`.")


class CaseFigure(Part):
    """A target or reading for one person, team or region; for the company when `of` is left out.

    `metric` names a metric of the plan, for a reading also the name under which it is imported.
    """

    metric: Key = Field(description="Which metric; for a reading the name it is imported under.")
    of: str = Field(
        default="", description="Which person, team or region (for `line` its leader); not for the company."
    )
    value: Figure = Field(description="The figure: `90%`, `45`, `$500,000`.")
    sample: Count | None = Field(default=None, description="For a reading: how many answers it rests on.")
    date: Day | None = Field(
        default=None,
        description="For a target its first day, by default the first of the period; for a reading its day, "
        "by default the period's last.",
    )


class CasePaid(Part):
    """A line that was paid in an earlier period."""

    person: str = Field(description="Whom.")
    component: Key = Field(description="For which component of the plan.")
    entry: Entry = Field(default="pay", description="What kind of line it was.")
    amount: Money = Field(description="How much; below zero where it was taken off.")
    event: str | None = Field(default=None, description="The `id` of the event it was for.")
    about: str | None = Field(default=None, description="What it referred to: the deal, the person below …")
    account: str | None = Field(default=None, description="Which customer.")
    date: Day | None = Field(default=None, description="The event's day.")
    period_end: Day | None = Field(
        default=None, description="The last day of its period. Without it the day before this period."
    )


class CaseMeasured(Part):
    """What a metric ought to come to for one person."""

    person: str = Field(description="For whom.")
    metric: Key = Field(description="Which metric.")
    value: Figure = Field(description="What it comes to: `90%`, `45`, `$500,000`.")


class CasePay(Part):
    """What one person ought to get from one component in the whole period: all its lines together."""

    person: str = Field(description="Who.")
    component: Key = Field(description="From which component; `cap` and `carry` are the whole plan's.")
    amount: Money = Field(default=0, description="How much.")
    reward: str = Field(default="", description="A prize that is not money, by its name.")


class Case(Part):
    """Facts in, pay out. What `pays` does not name must pay nothing; `problems` are the codes expected."""

    case: str = Field(description="What it shows, in a sentence.")
    period: str | None = Field(
        default=None,
        description="The period: `2026-Q1`, `2026-03`, `2026-H1`, `2026`. Without it the quarter in which "
        "the plan begins.",
    )
    fiscal_year_starts: Month = Field(default=1, description="The month in which the fiscal year begins.")
    today: Day | None = Field(
        default=None, description="Calculates as if it were this day. Without it the period is over."
    )
    people: tuple[CasePerson, ...] = Field(min_length=1, description="Who is at the company.")
    accounts: tuple[CaseAccount, ...] = Field(default=(), description="Its customers.")
    events: tuple[CaseEvent, ...] = Field(default=(), description="What happened.")
    exchange: tuple[CaseRate, ...] = Field(default=(), description="What other currencies are worth.")
    targets: tuple[CaseFigure, ...] = Field(default=(), description="Targets, where they are not the plan's.")
    readings: tuple[CaseFigure, ...] = Field(default=(), description="Figures that are imported.")
    paid: tuple[CasePaid, ...] = Field(default=(), description="Lines that were paid in earlier periods.")
    measures: tuple[CaseMeasured, ...] = Field(default=(), description="What metrics ought to come to.")
    pays: tuple[CasePay, ...] = Field(default=(), description="What ought to be paid.")
    problems: tuple[str, ...] = Field(default=(), description="The problems that ought to be told, by code.")
