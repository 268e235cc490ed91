"""The demo company's contests: a sprint every month, and a club of the year. Their prizes are rewards, which
drop the mic's catalogue has."""

from dataclasses import dataclass
from datetime import date

from bot.demo.cast import CAST, GROWTH, SCALED
from bot.demo.shapes import Window
from calc.periods import FiscalCalendar, PeriodKind

_CALENDAR = FiscalCalendar()

_SPRINT = """
plan: renewal-sprint
title: Renewal sprint
from: {begins}
currency: USD
summary: Whoever renews the most customers in a month has a lunch with the team, the next a day off.

metrics:
  renewals: {{title: Renewals, measure: count, of: {{kind: renewal}}, scope: person}}

components:
  sprint:
    pay: contest
    title: Renewal sprint
    every: month
    metric: renewals
    prizes: [Team lunch, Day off]
    ties: earlier
    eligible: {{at_least: 1}}
"""
_CLUB = """
plan: growth-club
title: Growth club
from: {begins}
currency: USD
summary: The two who sell the most expansions of the year travel to the summit.

metrics:
  expansions:
    title: Expansions
    measure: count
    of: {{kind: [upsell, cross-sell]}}
    scope: person

components:
  club:
    pay: contest
    title: Growth club
    every: year
    metric: expansions
    prizes: [Trip to the summit]
    winners: 2
    ties: share
    eligible: {{at_least: 3}}
"""


@dataclass(frozen=True)
class Contest:
    """A plan of one contest, the keys of those who are in it, and the first day."""

    plan: str
    text: str
    people: tuple[str, ...]
    first: date


def contests(window: Window) -> tuple[Contest, ...]:
    """The sprint has run since the month before this one, so that one is over; the club since new year."""
    month = _CALENDAR.before(_CALENDAR.containing(window.today, PeriodKind.MONTH)).start
    year = _CALENDAR.containing(window.today, PeriodKind.YEAR).start
    return (
        Contest("renewal-sprint", _SPRINT.format(begins=month), _at_work_in(SCALED), month),
        Contest("growth-club", _CLUB.format(begins=year), _at_work_in(GROWTH), year),
    )


def _at_work_in(team: str) -> tuple[str, ...]:
    """Those who were there before the story began, but for whoever leads them."""
    return tuple(part.key for part in CAST if part.team == team and part.months and part.plan != "leadership")
