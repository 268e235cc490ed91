"""A pay plan: one version of it, and which version counts when. Its words are in calc.language."""

from datetime import date
from typing import Literal

from pydantic import Field

from calc.language.case_parts import Case
from calc.language.metrics import Metric
from calc.language.parts import AmountOf, Currency, Day, Key, Part
from calc.language.pay import Component
from calc.language.terms import Limits, OnTarget, Ramp


class Plan(Part):
    """One version of a plan, in force from `from_date` until the next version's."""

    plan: Key = Field(description="A short key that never changes.")
    title: str = Field(description="What people read.")
    from_date: Day = Field(alias="from", description="The first day it is in force, until a later version's.")
    currency: Currency = Field(description="What it pays in, by its three letters.")
    source: str = Field(default="", description="Where the design comes from.")
    summary: str = Field(default="", description="The plan in a few sentences, for those who are on it.")
    goal: str = Field(default="", description="What it is meant to bring about.")
    company_goal: str = Field(
        default="", description="What the company goes for while this version is in force; see `for_goal`."
    )
    on_target: OnTarget | None = Field(default=None, description="Yearly pay when everything is on target.")
    prorate: Literal["days", "months"] = Field(
        default="days", description="How parts of a period count for joiners and leavers."
    )
    leave: Literal["counts", "left_out"] = Field(
        default="counts", description="Whether days of leave count as days on the plan."
    )
    transfers: Literal["last", "split"] = Field(
        default="last", description="Who changes team is measured by the last team, or by each for its days."
    )
    ramp: tuple[Ramp, ...] = Field(
        default=(), description="How much of `target_each` counts for people who are new."
    )
    cap: Limits | None = Field(
        default=None, description="The most that the whole plan pays a period or year."
    )
    carry_under: AmountOf | None = Field(
        default=None, description="What would bring a period's pay below this is carried into the next."
    )
    metrics: dict[Key, Metric] = Field(default_factory=dict, description="What is measured, by key.")
    components: dict[Key, Component] = Field(min_length=1, description="What is paid, by key.")
    cases: tuple[Case, ...] = Field(default=(), description="Examples that have to come out.")

    def counting(self) -> dict[str, Component]:
        """The components in force: those for the company's goal, and those for any."""
        return {
            name: component
            for name, component in self.components.items()
            if component.for_goal in ("", self.company_goal)
        }


def version_in_force(versions: list[Plan], start: date, end: date) -> Plan | None:
    """What a period is calculated under: the version in force on its first day, else the first to begin."""
    ordered = sorted(versions, key=lambda version: version.from_date)
    begun = [version for version in ordered if version.from_date <= start]
    if begun:
        return begun[-1]
    return next((version for version in ordered if version.from_date <= end), None)
