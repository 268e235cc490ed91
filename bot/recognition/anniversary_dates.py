"""On which day somebody has been with the company for a year, or for more."""

from calendar import isleap
from datetime import date


def anniversary_in(start: date, year: int) -> date:
    """The day of `year` to celebrate: 28 February for who began on the 29th, where there is no 29th."""
    if (start.month, start.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return start.replace(year=year)


def years_on(start: date, day: date) -> int:
    """How many years are completed on `day`; 0 when it is no anniversary."""
    return day.year - start.year if day > start and anniversary_in(start, day.year) == day else 0


def days_celebrated(day: date) -> tuple[tuple[int, int], ...]:
    """The (month, day) on which those began who celebrate on `day`."""
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        return (2, 28), (2, 29)
    return ((day.month, day.day),)
