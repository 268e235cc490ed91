"""Terms that any component can carry: caps and floors, holds, clawback, days, eligibility."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from calc.language.conditions import Condition
from calc.language.parts import AmountOf, Day, Part
from calc.language.values import Age, Factor, Flag, Mix, Threshold, Whole


class Limits(Part):
    """The most (`cap`) or the least (`floor`) for each line, period or year."""

    line: AmountOf | None = Field(default=None, description="For each line; an amount of money.")
    period: AmountOf | None = Field(
        default=None,
        description="For the component's period; a share of yearly pay means that period's part of it.",
    )
    year: AmountOf | None = Field(
        default=None, description="For the fiscal year up to now, with what was paid before."
    )


class Days(Part):
    """Only events of these days count, both included."""

    from_: Day = Field(alias="from", description="The first day.")
    to: Day = Field(description="The last day.")


class Band(Part):
    """How much is taken back of a deal that turned bad within an age."""

    within: Age = Field(description="Up to this long after the deal: `3 months`.")
    takes: Factor = Field(description="What is taken back: `100%`.")


class Clawback(Part):
    """Takes back what was paid for a deal that turned bad."""

    when: Condition = Field(
        description="The events that take back: they name the deal by `parent`, else they are about all "
        "deals of their account."
    )
    takes: Factor = Field(
        default=Fraction(1), description="Without bands: how much is taken back, at any age."
    )
    bands: tuple[Band, ...] = Field(
        default=(), description="How much by age, the youngest first; older: nothing."
    )


class Hold(Part):
    """Credits a deal, but pays only when cash comes in."""

    until: Condition = Field(
        description="The events that release it: payments that name the deal by `parent`."
    )
    release: Literal["parts", "whole"] = Field(
        default="parts",
        description="Pay out with each payment its part, or all at once when everything is paid.",
    )


class Ramp(Part):
    """For so many months from a person's first day at work, this part of a full quota counts."""

    months: Whole = Field(description="How many months it lasts.")
    counts: Factor = Field(description="What part counts: `50%`.")


class OnTarget(Part):
    """What is earned a year when everything is on target, unless it was agreed with the person otherwise."""

    base: AmountOf | None = Field(default=None, description="Yearly base pay: `$70,000`.")
    variable: AmountOf | None = Field(default=None, description="Yearly variable pay at target: `$30,000`.")
    pay: AmountOf | None = Field(default=None, description="Both together, to be divided by `mix`.")
    mix: Mix | None = Field(default=None, description="Base over variable: `70/30`.")


class Eligible(Part):
    """Who can win."""

    on_last_day: Flag = Field(default=True, description="Only who is on the plan on the period's last day.")
    least_days: Whole | None = Field(default=None, description="Only who was on the plan for so many days.")
    at_least: Threshold | None = Field(
        default=None, description="Only with at least this attainment or value."
    )
