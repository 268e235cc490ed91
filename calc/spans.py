"""For which days a component is worked out, and over which days its metrics look."""

from dataclasses import dataclass
from datetime import date

from calc.language.metrics import Metric, Window
from calc.periods import MONTHS_IN, FiscalCalendar, Period, PeriodKind


@dataclass(frozen=True)
class Span:
    """The period that a component is worked out for. Events up to `last` count: its end, or today."""

    period: Period
    last: date

    @property
    def key(self) -> str:
        return self.period.key

    @property
    def start(self) -> date:
        return self.period.start


@dataclass(frozen=True)
class Looks:
    """The days that a metric looks at, both included, and how much of a longer window is gone by.

    `months` are the months of the whole window, `months_due` those from its start to the span's end.
    """

    first: date
    last: date
    months: int
    months_due: int


def spans(
    every: PeriodKind | None, period: Period, as_of: date | None, calendar: FiscalCalendar
) -> list[Span]:
    """The spans that are worked out in a pay period for a component that is paid `every` so often.

    A longer span belongs to the pay period in which it ends; of shorter ones, all that have begun.
    """
    kind = every or period.kind
    last = period.end if as_of is None else min(period.end, as_of)
    if MONTHS_IN[kind] < MONTHS_IN[period.kind]:
        parts = calendar.parts(period, kind)
        return [Span(part, min(part.end, last)) for part in parts if part.start <= last]
    whole = calendar.containing(period.end, kind)
    return [Span(whole, last)] if whole.end == period.end else []


def looks(metric: Metric, span: Span, calendar: FiscalCalendar) -> Looks:
    """The window of a metric for a span."""
    if metric.window is Window.PERIOD:
        months = MONTHS_IN[span.period.kind]
        return Looks(span.start, span.last, months, months)
    window = calendar.containing(span.period.end, PeriodKind(metric.window.value))
    end = span.period.end
    due = (end.year - window.start.year) * 12 + end.month - window.start.month + 1
    return Looks(window.start, span.last, MONTHS_IN[window.kind], due)
