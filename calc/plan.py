"""The plan language: what a pay plan may say, as frozen models.

A plan is a YAML document; `calc.language.reader` reads one and says what is wrong with it. Rates are exact
ratios, money is minor units of the plan's currency.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from calc.language.amounts import read_money
from calc.language.case_parts import Case
from calc.language.parts import AmountOf, Currency, Day, Key, Part, Ratio, SignedRatio, Words, currency_of


class Measure(StrEnum):
    """How a metric is worked out; definitions in calc.metrics."""

    GROSS_RETENTION = "gross_retention"
    NET_RETENTION = "net_retention"
    SUM = "sum"
    READING = "reading"


class Scope(StrEnum):
    """Whose results a metric looks at: the person's own, or all of their team, region or company."""

    PERSON = "person"
    TEAM = "team"
    REGION = "region"
    COMPANY = "company"


class Condition(Part):
    """Which events a clause is about. A name left out means any; several names mean any of them."""

    kind: Words = ()
    product: Words = ()
    region: Words = ()

    def names(self) -> dict[str, tuple[str, ...]]:
        """What is asked for, by the event's column."""
        asked = {"kind": self.kind, "product": self.product, "region": self.region}
        return {column: words for column, words in asked.items() if words}


class Rate(Condition):
    """One rate and the events it is paid on. Of several that fit an event, the one that asks most wins."""

    rate: Ratio


class Commission(Part):
    """A share of what each event is worth."""

    pay: Literal["commission"]
    title: str
    basis: Literal["amount", "recurring_change"] = "amount"
    rates: tuple[Rate, ...] = Field(min_length=1)


class Point(Part):
    """At this attainment (or value), this much of the bonus is paid."""

    at: SignedRatio  # a value may lie below zero, as NPS can
    pays: Ratio


class Bonus(Part):
    """An amount for a period, multiplied by what the payout curve gives for a metric."""

    pay: Literal["bonus"]
    title: str
    metric: str
    amount: AmountOf
    reads: Literal["attainment", "value"] = "attainment"
    payout: tuple[Point, ...] = Field(min_length=1)
    between: Literal["line", "step"] = "line"


Component = Annotated[Commission | Bonus, Field(discriminator="pay")]


class Metric(Part):
    """A measured figure with its target. `of` chooses a sum's events; `reading` names an imported figure."""

    title: str
    measure: Measure
    scope: Scope
    of: Condition | None = None
    reading: str | None = None
    target: Ratio | None = None
    shown_as: Literal["percent", "number", "money"] | None = None

    @field_validator("target", mode="before")
    @classmethod
    def read_target(cls, value: object, info: ValidationInfo) -> object:
        """A sum is aimed at in money, everything else in percent or a number."""
        if isinstance(value, str) and info.data.get("measure") is Measure.SUM:
            return Fraction(read_money(value, currency_of(info)))
        return value

    @field_validator("target")
    @classmethod
    def aim_above_zero(cls, value: Fraction | None) -> Fraction | None:
        if value == 0:
            raise ValueError("a target must be above zero")
        return value

    @property
    def unit(self) -> str:
        """How its values read: as percent, number or money."""
        if self.shown_as:
            return self.shown_as
        return {Measure.SUM: "money", Measure.READING: "number"}.get(self.measure, "percent")


class Plan(Part):
    """One version of a plan, in force from `from_date` until the next version's."""

    plan: Key
    title: str
    from_date: Day = Field(alias="from")
    currency: Currency
    source: str = ""
    summary: str = ""
    goal: str = ""
    metrics: dict[Key, Metric] = Field(default_factory=dict)
    components: dict[Key, Component] = Field(min_length=1)
    cases: tuple[Case, ...] = ()


def version_in_force(versions: list[Plan], start: date, end: date) -> Plan | None:
    """What a period is calculated under: the version in force on its first day, else the first to begin."""
    ordered = sorted(versions, key=lambda version: version.from_date)
    begun = [version for version in ordered if version.from_date <= start]
    if begun:
        return begun[-1]
    return next((version for version in ordered if version.from_date <= end), None)
