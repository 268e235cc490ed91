"""What a metric came to at a scope, and how it compares with its target."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

# How far over its target a figure can be when lower is better: 1,000%.
MOST_ATTAINED = Fraction(10)


@dataclass(frozen=True)
class Figure:
    """A numerator over a denominator (above zero), the sample it rests on, and when it was reached.

    `sample` is None where none is known; `reached_on` the day of the last event or reading that counts, None
    where there is no such day. An `empty` one only says that there is nothing, for a plan that asks for a
    least sample.
    """

    numerator: int
    denominator: int
    sample: int | None = None
    reached_on: date | None = None
    empty: bool = False


@dataclass(frozen=True)
class Measured:
    """A metric's figure at one scope key. `target` is None when none is in force.

    `too_few` says that the sample is below the least; `taken_as_target` that the plan then takes the figure
    as just on target.
    """

    figure: Figure
    target: Fraction | None
    lower_is_better: bool = False
    too_few: bool = False
    taken_as_target: bool = False

    @property
    def counts(self) -> bool:
        """Whether there is a figure to pay by."""
        return not self.too_few or self.taken_as_target

    @property
    def value(self) -> Fraction | None:
        """What counts as the value; None when the target would, and there is none."""
        if self.too_few and self.taken_as_target:
            return self.target
        return Fraction(self.figure.numerator, self.figure.denominator)

    @property
    def attainment(self) -> Fraction | None:
        """The value over its target (the other way round where lower is better); None without a target."""
        if self.too_few and self.taken_as_target:
            return Fraction(1)
        if self.target is None or self.target <= 0:
            return None
        value = Fraction(self.figure.numerator, self.figure.denominator)
        if not self.lower_is_better:
            return value / self.target
        return min(self.target / value, MOST_ATTAINED) if value > 0 else MOST_ATTAINED

    def read(self, reads: str) -> Fraction | None:
        """Its `attainment` or `value`."""
        return self.attainment if reads == "attainment" else self.value


Figures = dict[str, Figure]  # by scope key
ByKey = Mapping[str, Measured]  # one metric, by scope key
ByMetric = Mapping[str, ByKey]  # every metric of a plan


def measure_id(metric: str, key: str, span: str) -> str:
    """What a line names a measure by: its metric, scope key and the span's key."""
    return f"{metric}@{key}@{span}"
