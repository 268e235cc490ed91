"""The days on which the demo company's story turns, all of them worked out from today."""

from datetime import date, timedelta

from bot.demo.shapes import Window
from calc.periods import FiscalCalendar, Period, PeriodKind

QUARTERS = 6
_CALENDAR = FiscalCalendar()
_WEEK = timedelta(days=7)


def window_for(today: date) -> Window:
    """The six calendar quarters that end with today's."""
    quarters = [_CALENDAR.containing(today, PeriodKind.QUARTER)]
    while len(quarters) < QUARTERS:
        quarters.insert(0, _CALENDAR.before(quarters[0]))
    return Window(tuple(quarters), today)


def yesterday(window: Window) -> date:
    return window.today - timedelta(days=1)


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def quarter_of(day: date) -> Period:
    return _CALENDAR.containing(day, PeriodKind.QUARTER)


def joining_day(window: Window) -> date:
    """A Monday about four weeks ago, at least a week from both ends of its quarter."""
    day = monday(window.today - timedelta(days=26))
    quarter = quarter_of(day)
    if day - quarter.start < _WEEK:
        return day - 2 * _WEEK
    return day - _WEEK if quarter.end - day < _WEEK else day


def leaving_day(window: Window) -> date:
    """A Friday in the middle of the quarter before this one."""
    return monday(window.previous.start + timedelta(days=48)) + timedelta(days=4)


def moving_day(window: Window) -> date:
    """The first of the second month of the quarter before this one."""
    return (window.previous.start + timedelta(days=45)).replace(day=1)


def day_without_plan(window: Window) -> date:
    """The first day of somebody whose plan was forgotten: early in the quarter before this one."""
    return monday(window.previous.start + timedelta(days=13))


def months_before(day: date, months: int) -> date:
    """The first Monday on or after the 1st of the month that many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    return first + timedelta(days=-first.weekday() % 7)
