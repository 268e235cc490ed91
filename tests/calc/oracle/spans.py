"""Months, quarters, halves and years of a fiscal calendar; spans of a component and windows of a metric."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LETTERS = {"quarter": "Q", "half": "H"}


@dataclass(frozen=True)
class Period:
    """A pay period: a "month", "quarter", "half" or "year", its first and its last day."""

    kind: str
    key: str
    start: date
    end: date


@dataclass(frozen=True)
class Span(Period):
    """What a component is worked out for; `last` is the last day whose events count."""

    last: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def fifteenths(self) -> list[date]:
        """The 15th of each of its months."""
        first = self.start.year * 12 + self.start.month - 1
        months = range(first, first + MONTHS_IN[self.kind])
        return [date(month // 12, month % 12 + 1, 15) for month in months]

    @property
    def part_of_year(self) -> Fraction:
        return Fraction(MONTHS_IN[self.kind], 12)


@dataclass(frozen=True)
class Window:
    """The days a metric looks at, and the part of a whole target that is due by the span's end."""

    first: date
    last: date
    due: Fraction


def containing(day: date, kind: str, start_month: int) -> Period:
    """The period of a kind in which a day lies, in a fiscal calendar whose year begins in a month."""
    if kind == "month":
        return Period(kind, f"{day.year}-{day.month:02}", date(day.year, day.month, 1), _end(day, 1))
    opens = day.year if day.month >= start_month else day.year - 1
    index = (day.month - start_month) % 12 // MONTHS_IN[kind]
    start = _first_of(opens, start_month + index * MONTHS_IN[kind])
    year = opens if start_month == 1 else opens + 1
    key = f"{year}-{LETTERS[kind]}{index + 1}" if kind in LETTERS else f"{year}"
    return Period(kind, key, start, _end(start, MONTHS_IN[kind]))


def as_span(period: Period, as_of: date | None) -> Span:
    last = period.end if as_of is None else min(period.end, as_of)
    return Span(period.kind, period.key, period.start, period.end, last)


def spans_of(every: str | None, period: Period, start_month: int, as_of: date | None) -> list[Span]:
    """What a component is worked out for in a pay period: nothing, when its longer span goes on after it."""
    kind = every or period.kind
    if kind == period.kind:
        return [as_span(period, as_of)]
    if MONTHS_IN[kind] > MONTHS_IN[period.kind]:
        longer = containing(period.end, kind, start_month)
        return [as_span(longer, as_of)] if longer.end == period.end else []
    parts, day = [], period.start
    while day <= period.end:
        part = containing(day, kind, start_month)
        parts.append(part)
        day = part.end + timedelta(days=1)
    return [as_span(part, as_of) for part in parts if as_of is None or part.start <= as_of]


def window_of(kind: str, span: Span, start_month: int) -> Window:
    """The span itself for "period", else from the start of the longer (or shorter) period to its end."""
    if kind == "period":
        return Window(span.start, span.last, Fraction(1))
    whole = containing(span.end, kind, start_month)
    months = (span.end.year - whole.start.year) * 12 + span.end.month - whole.start.month + 1
    return Window(whole.start, span.last, Fraction(months, MONTHS_IN[kind]))


def _first_of(year: int, month: int) -> date:
    """`month` may run past 12."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _end(start: date, months: int) -> date:
    return _first_of(start.year, start.month + months) - timedelta(days=1)
