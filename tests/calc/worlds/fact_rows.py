"""Random facts as plain rows: a company at work, with gaps, overlaps and strangers mixed in."""

import re
from collections.abc import Sequence
from random import Random

from calc.periods import FiscalCalendar, Period
from tests.calc.worlds.account_rows import accounts, books, exchange, owners
from tests.calc.worlds.event_rows import KINDS, credits_of, events
from tests.calc.worlds.figure_rows import readings, targets
from tests.calc.worlds.names import PEOPLE, Money
from tests.calc.worlds.paid_rows import paid
from tests.calc.worlds.people_rows import Row, assignments, at_work, leave, placements
from tests.calc.worlds.writing import Tree


def fact_rows(
    dice: Random, calendar: FiscalCalendar, period: Period, money: Money, plans: Sequence[Tree]
) -> dict[str, list[Row]]:
    """All tables, about the days of a period, with amounts from `money`, and what those plans paid before."""
    present = PEOPLE[: dice.choice((2, 3, 4, 4))]
    happened = events(dice, period, money, _kinds(plans))
    return {
        "people": [at_work(dice, person, period) for person in present],
        "placements": placements(dice, period),
        "leave": leave(dice, present, period),
        "accounts": accounts(dice),
        "owners": owners(dice, period),
        "books": books(dice, period, money),
        "events": happened,
        "credits": credits_of(dice, happened),
        "targets": targets(dice, period),
        "readings": readings(dice, period),
        "assignments": assignments(dice, present, period),
        "exchange": exchange(dice, period),
        "paid": paid(dice, calendar, period, plans, happened),
    }


def _kinds(plans: Sequence[Tree]) -> list[str]:
    """The kinds of event that stand in the plans, as often as they do."""
    return [word for word in re.findall(r"'([^']+)'", str(plans)) if word in KINDS]
