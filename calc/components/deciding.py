"""What multipliers and gates make of a component's pay, for one stretch of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """The factors that metrics bring in, whether rates may go over 1, and on which measures that rests.

    `problems` tell of figures that were taken as on target, for want of a sample.
    """

    factors: tuple[Factor, ...] = ()
    accelerates: bool = True
    measures: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def product(self) -> Fraction:
        result = Fraction(1)
        for _, value in self.factors:
            result *= value
        return result


class CannotDecide(Exception):
    """A metric that has to decide reads nothing; `why` is the problem."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.code)
        self.why = why


@dataclass(frozen=True)
class Reader:
    """Reads a plan's metrics for a component and a stretch. Raises CannotDecide where one reads nothing."""

    plan: Plan
    name: str
    component: Earned
    stretch: Stretch
    measured: ByMetric
    span: Span

    def read(self, metric: str, reads: str) -> Read:
        key = key_of(self.plan.metrics[metric], self.stretch)
        found = read(self.plan, metric, reads, key, self.measured, self.span)
        if isinstance(found, Missing):
            raise CannotDecide(
                problem_of(found, self.plan, self.name, self.component.title, self.stretch.person)
            )
        return found

    def few(self, metric: str, found: Read) -> Iterator[Problem]:
        """The problem of a figure that was taken as on target."""
        if found.too_few:
            yield taken_as_target(self.plan, self.name, self.component.title, metric, self.stretch.person)


def problem_of(missing: Missing, plan: Plan, name: str, title: str, person: str) -> Problem:
    """Why a component pays somebody nothing."""
    message = f"{title}: {missing.message}"
    return Problem(missing.code, message, missing.hint, person=person, plan=plan.plan, component=name)


def decide(reader: Reader) -> Decision:
    """What the component's multipliers and gates give; raises CannotDecide."""
    return _together(
        [
            *(_multiplied(reader, multiplier) for multiplier in reader.component.multipliers),
            *(_gated(reader, gate) for gate in reader.component.gates),
        ]
    )


def _multiplied(reader: Reader, multiplier: Multiplier) -> Decision:
    found = reader.read(multiplier.metric, multiplier.reads)
    value, place = along(multiplier.points, multiplier.between, found.value)
    ratio = multiplier.below if place is None else value
    factors = ((f"by {multiplier.metric}", ratio),)
    return Decision(factors, True, (found.measure,), tuple(reader.few(multiplier.metric, found)))


def _gated(reader: Reader, gate: Gate) -> Decision:
    found = reader.read(gate.metric, gate.reads)
    told = tuple(reader.few(gate.metric, found))
    reached = gate.at_least is None or found.value >= gate.at_least
    kept = gate.at_most is None or found.value <= gate.at_most
    if reached and kept:
        return Decision((), True, (found.measure,), told)
    if gate.otherwise == "no_accelerator":
        return Decision((), False, (found.measure,), told)
    part = Fraction(0) if isinstance(gate.otherwise, str) else gate.otherwise
    return Decision(((f"gate {gate.metric}", part),), True, (found.measure,), told)


def _together(decisions: Sequence[Decision]) -> Decision:
    return Decision(
        tuple(factor for one in decisions for factor in one.factors),
        all(one.accelerates for one in decisions),
        tuple(dict.fromkeys(measure for one in decisions for measure in one.measures)),
        tuple(problem for one in decisions for problem in one.problems),
    )
