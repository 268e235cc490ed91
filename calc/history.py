"""How far back a calculation has to look, so that nobody reads more facts than it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calc.language.metrics import Measure
from calc.language.pay import Commission, Draw, Earned, Spiff
from calc.language.terms import Limits
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan, version_in_force
from calc.spans import looks, spans


@dataclass(frozen=True)
class History:
    """`first_day`: the first day whose events are needed, None for all from the beginning.

    `paid`: whether the lines of earlier periods are needed.
    """

    first_day: date | None
    paid: bool


def needs(plans: Sequence[Plan], period: Period, calendar: FiscalCalendar) -> History:
    """What a period's calculation needs of the time before it, under the versions then in force."""
    in_force = list(_in_force(plans, period))
    if any(_from_the_beginning(plan) for plan in in_force):
        first = None
    else:
        first = min((_first_day(plan, period, calendar) for plan in in_force), default=period.start)
    return History(first, any(_looks_at_paid(plan) for plan in in_force))


def _in_force(plans: Sequence[Plan], period: Period) -> Iterator[Plan]:
    for key in {plan.plan for plan in plans}:
        version = version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        if version is not None:
            yield version


def _from_the_beginning(plan: Plan) -> bool:
    """A first event ever, a start that may lie any time back, or a deal that a later event is about."""
    timed = (Measure.TIME_BETWEEN, Measure.REACHED)
    return any(metric.measure in timed for metric in plan.metrics.values()) or any(
        (isinstance(part, Spiff) and part.counts == "first")
        or (isinstance(part, Commission) and (part.hold is not None or part.clawback is not None))
        for part in plan.counting().values()
    )


def _first_day(plan: Plan, period: Period, calendar: FiscalCalendar) -> date:
    kinds = {None, *(part.every for part in plan.counting().values())}
    first = period.start
    for span in [span for kind in kinds for span in spans(kind, period, None, calendar)]:
        windows = [looks(metric, span, calendar).first for metric in plan.metrics.values()]
        first = min(first, span.start, *windows)
    return first


def _looks_at_paid(plan: Plan) -> bool:
    parts = plan.counting().values()
    return (
        plan.carry_under is not None
        or _yearly(plan.cap)
        or any(isinstance(part, Earned) and (_yearly(part.cap) or _yearly(part.floor)) for part in parts)
        or any(isinstance(part, Commission) and (part.hold or part.clawback) for part in parts)
        or any(isinstance(part, Spiff) and (part.winners or part.budget) for part in parts)
        or any(isinstance(part, Draw) and part.recoverable == "yes" for part in parts)
    )


def _yearly(limits: Limits | None) -> bool:
    return limits is not None and limits.year is not None
