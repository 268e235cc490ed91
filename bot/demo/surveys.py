"""What the survey and onboarding tools measured: satisfaction, recommendation, days to first value."""

from collections.abc import Iterator
from datetime import date
from random import Random

from bot.demo import cast
from bot.demo.cast import ONBOARDING, owners_of_books
from bot.demo.days import moving_day, yesterday
from bot.demo.shapes import Survey, Window
from calc.periods import FiscalCalendar, PeriodKind

_COMPANY, _TEAM, _PERSON = "Company", "Team", "Person"
_USUAL_DAYS_TENTHS = 310
_FEWEST_DAYS_TO_MEASURE = 6


def make_surveys(window: Window, rng: Random) -> tuple[Survey, ...]:
    """Figures of the quarter so far at each month's end, and of yesterday."""
    surveys: list[Survey] = []
    for quarter in window.quarters:
        mood = rng.randint(-20, 25)  # how content customers are in this quarter, in tenths of a point
        for month, day in enumerate(_days(quarter.start, window), 1):
            surveys += _company(day, month, mood, rng)
            surveys += _onboarding(day, month, mood, rng)
            surveys += _time_to_value(day, month, window, rng)
    return tuple(survey for survey in surveys if survey.day < window.today)


def _days(start: date, window: Window) -> list[date]:
    """The last days of a quarter's three months; of the month under way, yesterday once it says something.

    Always three, so that what is measured on a day does not depend on today.
    """
    calendar = FiscalCalendar()
    quarter = calendar.containing(start, PeriodKind.QUARTER)
    ends = [month.end for month in calendar.parts(quarter, PeriodKind.MONTH)]
    last = yesterday(window)
    if (last - start).days < _FEWEST_DAYS_TO_MEASURE:
        return ends
    return [last if end.replace(day=1) <= last < end else end for end in ends]


def _company(day: date, month: int, mood: int, rng: Random) -> Iterator[Survey]:
    satisfied = 901 + mood // 2 + rng.randint(-14, 14)
    yield Survey(
        "Customer satisfaction", _COMPANY, "", day, _percent(satisfied), 138 * month + rng.randint(0, 40)
    )
    for team, usual in (("", 405), (cast.ENTERPRISE, 430), (cast.SCALED, 372)):
        score = usual + mood * 2 + rng.randint(-28, 28)
        answers = (24 if team else 61) * month + rng.randint(0, 15)
        yield Survey("Net Promoter Score", _TEAM if team else _COMPANY, team, day, _tenths(score), answers)


def _onboarding(day: date, month: int, mood: int, rng: Random) -> Iterator[Survey]:
    satisfied = 905 + mood + rng.randint(-25, 25)
    answers = 9 * month + rng.randint(0, 6)
    yield Survey("Onboarding satisfaction", _TEAM, ONBOARDING, day, _percent(satisfied), answers)


def _time_to_value(day: date, month: int, window: Window, rng: Random) -> Iterator[Survey]:
    for part in owners_of_books(ONBOARDING):
        days = _USUAL_DAYS_TENTHS * 100 // part.care + rng.randint(-55, 60)
        answers = month + rng.randint(0, 2)
        if part.key != cast.MOVER or day < moving_day(window):
            yield Survey("Time to value", _PERSON, part.key, day, _tenths(days), answers)


def _percent(thousandths: int) -> str:
    return f"{_tenths(min(thousandths, 1000))}%"


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
