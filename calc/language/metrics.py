"""The metrics of a plan: what is measured, on whose results, over which days, against what."""

from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from calc.language.amounts import read_money
from calc.language.conditions import Condition, Customers
from calc.language.parts import Key, Part, Title, currency_of
from calc.language.values import Age, Factor, Threshold, Whole


class Measure(StrEnum):
    """How a metric is worked out; docs/plan-rules.md defines each."""

    GROSS_RETENTION = "gross_retention"
    NET_RETENTION = "net_retention"
    LOGO_RETENTION = "logo_retention"
    SUM = "sum"
    COUNT = "count"
    RATIO = "ratio"
    NPS = "nps"
    CSAT = "csat"
    AVERAGE = "average"
    TIME_BETWEEN = "time_between"
    REACHED = "reached"
    COVERAGE = "coverage"
    READING = "reading"
    RUBRIC = "rubric"
    BLEND = "blend"


class Scope(StrEnum):
    """Whose results a metric looks at: the person's own, all of their team, region or company, or those of
    the person and everybody below them (`line`)."""

    PERSON = "person"
    TEAM = "team"
    REGION = "region"
    COMPANY = "company"
    LINE = "line"


class Window(StrEnum):
    """Over which days: the component's own period, or from the start of a longer one to that period's end."""

    PERIOD = "period"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Adds(StrEnum):
    """What a sum or ratio adds up of each event."""

    COUNT = "count"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    TCV = "tcv"
    ACV = "acv"
    ARR = "arr"
    MRR = "mrr"
    GROWTH = "growth"
    KEPT = "kept"
    RECURRING_CHANGE = "recurring_change"


_PERCENT = (
    Measure.GROSS_RETENTION,
    Measure.NET_RETENTION,
    Measure.LOGO_RETENTION,
    Measure.RATIO,
    Measure.CSAT,
    Measure.REACHED,
    Measure.COVERAGE,
    Measure.RUBRIC,
    Measure.BLEND,
)


class Metric(Part):
    """A measured figure with its target."""

    title: Title = Field(description="What people read.")
    measure: Measure = Field(description="How it is worked out.")
    scope: Scope = Field(description="Whose results it looks at.")
    window: Window = Field(
        default=Window.PERIOD,
        description="Over which days: the component's own `period`, or from the start of the `month`, "
        "`quarter`, `half` or `year` to that period's end.",
    )
    of: Condition | None = Field(default=None, description="Which events it counts, adds up or averages.")
    over: Condition | None = Field(default=None, description="For a `ratio`: the events below the line.")
    less: Condition | None = Field(
        default=None, description="For a `sum` or `count`: events that are taken off it, like cancellations."
    )
    plus: Condition | None = Field(
        default=None, description="For `gross_retention`: events whose recurring change is added, as in NRR+."
    )
    adds: Adds | None = Field(
        default=None, description="What of each event: for a `sum` its amount, for a `ratio` just one each."
    )
    start: Condition | None = Field(
        default=None, description="`time_between`, `reached`: the event at which it starts."
    )
    until: Condition | None = Field(
        default=None, description="`time_between`, `reached`: the event that is waited for."
    )
    within: Age | None = Field(default=None, description="`reached`: how much time there is, like `90 days`.")
    times: Whole = Field(default=1, description="`coverage`: how many such events a customer needs to count.")
    average: Literal["mean", "median"] = Field(
        default="mean", description="`average`, `time_between`: the mean or the median."
    )
    satisfied_from: Whole = Field(
        default=4, description="`csat`: the lowest answer that counts as satisfied."
    )
    customers: Customers | None = Field(
        default=None, description="Retention, `coverage`, times: which customers are looked at."
    )
    reading: str | None = Field(
        default=None, description="`reading`: the name it is imported under, if another."
    )
    criteria: dict[Key, Factor] = Field(
        default_factory=dict, description="`rubric`: each criterion's reading with its weight; together 100%."
    )
    scale: Whole = Field(default=5, description="`rubric`: the highest score there is.")
    parts: dict[Key, Factor] = Field(
        default_factory=dict, description="`blend`: other metrics with their weights; together 100%."
    )
    target: Threshold | None = Field(
        default=None, description="What is aimed for, unless a target is imported: `90%`, `45`, `$500,000`."
    )
    target_each: Threshold | None = Field(
        default=None,
        description="What each person on the plan is to bring; a team's target is its members' together, "
        "each by their days on the plan and their ramp.",
    )
    due: Literal["whole", "to_date"] = Field(
        default="whole",
        description="With a longer `window`: the whole target, or the part due by the period's end.",
    )
    better: Literal["higher", "lower"] = Field(
        default="higher", description="With `lower`, attainment is the target over the value."
    )
    linked: tuple[tuple[str, ...], ...] = Field(
        default=(), description="Teams (or regions) that share one figure: `[[blue, red]]`."
    )
    least_sample: Whole | None = Field(
        default=None, description="How many customers, answers or events it takes to be a figure at all."
    )
    below_sample: Literal["not_measured", "on_target"] = Field(
        default="not_measured", description="With fewer: no figure and a problem, or taken as just on target."
    )
    shown_as: Literal["percent", "number", "money"] | None = Field(default=None, description="How it reads.")

    @field_validator("target", "target_each", mode="before")
    @classmethod
    def read_target(cls, value: object, info: ValidationInfo) -> object:
        """A sum of money is aimed at in money, everything else in percent or a number."""
        if isinstance(value, str) and is_money(info.data.get("measure"), info.data.get("adds")):
            return Fraction(read_money(value, currency_of(info)))
        return value

    @field_validator("target", "target_each")
    @classmethod
    def aim_above_zero(cls, value: Fraction | None) -> Fraction | None:
        """A target of nothing could not be compared with."""
        if value is not None and value <= 0:
            raise ValueError("a target must be above zero")
        return value

    @property
    def unit(self) -> str:
        """How its values read: as percent, number or money."""
        if self.shown_as:
            return self.shown_as
        if is_money(self.measure, self.adds):
            return "money"
        return "percent" if self.measure in _PERCENT else "number"


def is_money(measure: object, adds: object) -> bool:
    """Whether a metric comes to an amount of money: a sum of anything but counts and quantities."""
    return measure == Measure.SUM and adds not in (Adds.COUNT, Adds.QUANTITY)
