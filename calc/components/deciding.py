"""What multipliers and gates make of a component's pay, for one stretch of days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from calc.components.curves import along
from calc.components.reading import Missing, Read, read, taken_as_target
from calc.language.curves import Gate, Multiplier
from calc.language.pay import Earned
from calc.metrics.figures import ByMetric
from calc.metrics.keys import key_of
from calc.plan import Plan
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

Factor = tuple[str, Fraction]


@dataclass(frozen=True)
class Decision:
    """The factors that metrics bring in, whether rates may go over 1, and on which measures that rests."""

    factors: tuple[Factor, ...] = ()
    accelerates: bool = True
    measures: tuple[str, ...] = ()

    @property
    def product(self) -> Fraction:
        result = Fraction(1)
        for _, value in self.factors:
            result *= value
        return result


@dataclass
class Reader:
    """Reads a plan's metrics for a component and a stretch, and notes what stands in the way of paying.

    `missing` are the problems for which nothing can be paid, all of them; `told` those that are only said:
    figures that were taken as on target, for want of a sample.
    """

    plan: Plan
    name: str
    component: Earned
    stretch: Stretch
    measured: ByMetric
    span: Span
    missing: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    def read(self, metric: str, reads: str) -> Read | None:
        """What a metric reads; None, and a problem more, where it reads nothing."""
        key = key_of(self.plan.metrics[metric], self.stretch)
        found = read(self.plan, metric, reads, key, self.measured, self.span)
        if isinstance(found, Missing):
            self.miss(found)
            return None
        if found.figure.too_few:
            title, person = self.component.title, self.stretch.person
            self.told.append(taken_as_target(self.plan, self.name, title, metric, person, found.figure))
        return found

    def miss(self, missing: Missing) -> None:
        """Notes why nothing can be paid."""
        message = f"{self.component.title}: {missing.message}"
        person, plan = self.stretch.person, self.plan.plan
        self.missing.append(
            Problem(missing.code, message, missing.hint, person=person, plan=plan, component=self.name)
        )


def decide(reader: Reader) -> Decision:
    """What the component's multipliers and gates give; it holds only if the reader misses nothing."""
    return _together(
        [
            *(_multiplied(reader, multiplier) for multiplier in reader.component.multipliers),
            *(_gated(reader, gate) for gate in reader.component.gates),
        ]
    )


def _multiplied(reader: Reader, multiplier: Multiplier) -> Decision:
    found = reader.read(multiplier.metric, multiplier.reads)
    if found is None:
        return Decision()
    value, place = along(multiplier.points, multiplier.between, found.value)
    ratio = multiplier.below if place is None else value
    return Decision(((f"by {multiplier.metric}", ratio),), True, (found.measure,))


def _gated(reader: Reader, gate: Gate) -> Decision:
    found = reader.read(gate.metric, gate.reads)
    if found is None:
        return Decision()
    reached = gate.at_least is None or found.value >= gate.at_least
    kept = gate.at_most is None or found.value <= gate.at_most
    if reached and kept:
        return Decision((), True, (found.measure,))
    if gate.otherwise == "no_accelerator":
        return Decision((), False, (found.measure,))
    part = Fraction(0) if isinstance(gate.otherwise, str) else gate.otherwise
    return Decision(((f"gate {gate.metric}", part),), True, (found.measure,))


def _together(decisions: Sequence[Decision]) -> Decision:
    return Decision(
        tuple(factor for one in decisions for factor in one.factors),
        all(one.accelerates for one in decisions),
        tuple(dict.fromkeys(measure for one in decisions for measure in one.measures)),
    )
