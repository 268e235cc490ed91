"""What people call the stretch of time that a line is for, which is kept by its key."""

from datetime import date

from calc.period_text import read_period
from calc.periods import FiscalCalendar

# A key has its year in it, so it is read the same on any day.
_ANY_DAY = date(2000, 1, 1)


def span_label(key: str, calendar: FiscalCalendar) -> str:
    """ "Q2 2026" for "2026-Q2". What is the key of no period of the calendar stays as it is, "" too."""
    period = read_period(key, _ANY_DAY, calendar)
    return key if period is None or period.key != key else calendar.label(period)
