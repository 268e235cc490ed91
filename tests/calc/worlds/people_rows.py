"""Random rows about people: days at work, places and managers, leave, and the plans they are on."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from calc.periods import Period
from tests.calc.worlds.names import (
    EARLY,
    PEOPLE,
    PLANS,
    REGIONS,
    ROLES,
    STRANGER,
    TEAMS,
    a_day,
    an_earlier_day,
    one_of,
    rarely,
)

Row = dict[str, Any]


def timeline(dice: Random, period: Period) -> list[tuple[date, date | None]]:
    """One or two stretches from long ago on; now and then with a gap, an overlap or an end."""
    begins = {a_day(dice, period) if rarely(dice) else EARLY}
    if rarely(dice, 3):
        begins.add(a_day(dice, period))
    ordered = sorted(begins)
    follow: list[date | None] = [begin - timedelta(days=1) for begin in ordered[1:]]
    ends = [dice.choice((None, a_day(dice, period))) if rarely(dice) else end for end in (*follow, None)]
    return list(zip(ordered, ends, strict=True))


def mostly_always(dice: Random, period: Period) -> list[tuple[date, date | None]]:
    """As a rule one stretch without an end."""
    return timeline(dice, period) if rarely(dice, 3) else [(EARLY, None)]


def at_work(dice: Random, person: str, period: Period) -> Row:
    begin = dice.choice((a_day, an_earlier_day))(dice, period) if rarely(dice, 4) else EARLY
    return {
        "person": person,
        "start_date": begin,
        "end_date": a_day(dice, period) if rarely(dice, 8) else None,
    }


def placements(dice: Random, period: Period) -> list[Row]:
    """Where everybody is, also those who are not among the people; now and then led in a circle."""
    return [
        {
            "person": person,
            "role": one_of(dice, ROLES),
            "team": one_of(dice, TEAMS),
            "region": one_of(dice, REGIONS),
            "manager": _manager(dice, place),
            "from_date": begin,
            "to_date": end,
        }
        for place, person in enumerate(PEOPLE)
        for begin, end in timeline(dice, period)
    ]


def leave(dice: Random, people: Sequence[str], period: Period) -> list[Row]:
    """Days or weeks away; now and then the same days twice, or without an end."""
    rows: list[Row] = []
    for person in people:
        while rarely(dice, 3):
            begin = a_day(dice, period)
            end = None if rarely(dice, 8) else begin + timedelta(days=dice.choice((0, 4, 20, 60)))
            rows.append({"person": person, "from_date": begin, "to_date": end})
    return rows


def assignments(dice: Random, people: Sequence[str], period: Period) -> list[Row]:
    return [row for person in people for plan in PLANS for row in _assignments(dice, person, plan, period)]


def _manager(dice: Random, place: int) -> str | None:
    """As a rule somebody further up in the list."""
    if rarely(dice, 10):
        return dice.choice((*PEOPLE, STRANGER, ""))
    return None if rarely(dice, 4) else dice.choice((*PEOPLE[:place], None))


def _assignments(dice: Random, person: str, plan: str, period: Period) -> list[Row]:
    if rarely(dice, 12 if plan == PLANS[0] else 3):
        return []
    return [
        {
            "person": person,
            "plan": plan,
            "from_date": begin,
            "to_date": end,
            "base_year_minor": None if rarely(dice) else dice.randint(0, 10_000_000),
            "variable_year_minor": None if rarely(dice) else dice.randint(0, 10_000_000),
        }
        for begin, end in mostly_always(dice, period)
    ]
