"""From a figure to what it pays: payout curves, multipliers, gates and tiers."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from calc.language.parts import Part
from calc.language.values import Factor, Otherwise, Step, Threshold

Reads = Literal["attainment", "value"]


class Point(Part):
    """At this attainment (or value), this much is paid."""

    at: Threshold = Field(description="The attainment or value from which it holds: `90%`, `45`, `$50,000`.")
    pays: Factor = Field(description="What is paid there: `50%`, `1.2x`.")


class Beyond(Part):
    """What every whole further step past the last point adds."""

    each: Step = Field(description="How much further makes a step: `10%`, `1`.")
    adds: Factor = Field(description="What each whole step adds: `5%`.")
    at_most: Factor | None = Field(default=None, description="The most that is ever paid.")


class Payout(Part):
    """A curve: points in rising order, and what holds below, between and beyond them."""

    reads: Reads | None = Field(
        default=None,
        description="`attainment` (the metric over its target, the default) or `value`, the metric itself.",
    )
    payout: tuple[Point, ...] = Field(default=(), description="Points in rising order.")
    between: Literal["line", "step"] | None = Field(
        default=None,
        description="Between points: a straight `line` (the default), or `step`, holding to the next.",
    )
    beyond: Beyond | None = Field(default=None, description="What further steps past the last point add.")


class Multiplier(Part):
    """Multiplies what a component pays by what a metric gives."""

    metric: str = Field(description="A metric of this plan.")
    reads: Reads = Field(default="attainment", description="Its `attainment`, or its `value`.")
    between: Literal["line", "step"] = Field(default="step", description="Between points: `step` or `line`.")
    below: Factor = Field(default=Fraction(1), description="What holds below the first point: `75%`.")
    points: tuple[Point, ...] = Field(min_length=1, description="Points in rising order.")


class Gate(Part):
    """Nothing (or no more) unless a metric is reached."""

    metric: str = Field(description="A metric of this plan.")
    reads: Reads = Field(default="attainment", description="Its `attainment`, or its `value`.")
    at_least: Threshold | None = Field(default=None, description="Met from here on.")
    at_most: Threshold | None = Field(default=None, description="Met up to here.")
    otherwise: Otherwise = Field(
        default="nothing",
        description="What holds unless it is met: `nothing`, `no_accelerator` (never more than 100% or 1x), "
        "or a part like `50%`.",
    )


class TierStep(Part):
    """From this attainment (or value) on, this rate, or this many times the component's rates."""

    from_: Threshold = Field(alias="from", description="Where the tier begins; the first at `0%`.")
    rate: Factor | None = Field(default=None, description="The rate that is paid in this tier: `5%`.")
    times: Factor | None = Field(default=None, description="Times the component's own rate: `1.5x`.")

    @property
    def pays(self) -> Fraction:
        """The ratio it brings into the product."""
        value = self.rate if self.rate is not None else self.times
        assert value is not None  # the reader has made sure
        return value


class Tiers(Part):
    """Rates that change with what has been reached."""

    metric: str = Field(description="The metric that decides; for `marginal`, a `sum`.")
    kind: Literal["marginal", "whole"] = Field(
        description="`marginal`: each slice at its own tier. `whole`: everything at the tier reached."
    )
    reads: Reads = Field(default="attainment", description="Its `attainment`, or its `value`.")
    steps: tuple[TierStep, ...] = Field(min_length=1, description="The tiers in rising order.")
