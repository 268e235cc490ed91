"""Random lines of earlier periods, such as the components of some plans could have paid."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from calc.periods import FiscalCalendar, Period
from tests.calc.worlds.names import DEALS, PEOPLE, rarely, someone
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.writing import Tree

# What a component pays that is not about an event, and whether it adds or takes off.
LASTING = {
    "bonus": (("pay", 1), ("cap", -1), ("floor", 1)),
    "contest": (("prize", 1),),
    "override": (("pay", 1),),
    "draw": (("draw", 1), ("draw", 1), ("recovery", -1)),
    "guarantee": (("guarantee", 1),),
    "base": (),
}


def paid(
    dice: Random, calendar: FiscalCalendar, period: Period, plans: Sequence[Tree], happened: Sequence[Row]
) -> list[Row]:
    """Lines of the plans' own components, about events before the period where they are about events."""
    made: list[Row] = []
    for plan in plans:
        for name, component in plan["components"].items():
            if not rarely(dice, 4):
                made += _of_component(dice, name, component, happened, period)
        made += _of_the_whole(dice, plan)
        for row in made:
            row.setdefault("plan", plan["plan"])
            row.setdefault("currency", plan["currency"])
    for row in made:
        row["period_end"] = _an_earlier_end(dice, calendar, period, row["date"])
    return made


def _of_component(
    dice: Random, name: str, component: Tree, happened: Sequence[Row], period: Period
) -> Iterator[Row]:
    if component["pay"] not in ("commission", "spiff"):
        for entry, sign in LASTING[component["pay"]]:
            for person in PEOPLE:
                if rarely(dice, 3):
                    yield _line(dice, name, entry, sign * dice.randint(1, 90_000), person=person)
        return
    deals = [row for row in happened if row["date"] < period.start and row["kind"] in DEALS]
    for deal in deals:
        for _ in range(dice.choice((0, 1, 1, 2))):
            make = _prize if component["pay"] == "spiff" else _commission
            yield from make(dice, name, component, deal)


def _prize(dice: Random, name: str, component: Tree, deal: Row) -> Iterator[Row]:
    yield _line(dice, name, "prize", dice.choice((0, 5_000, dice.randint(1, 60_000))), deal)


def _commission(dice: Random, name: str, component: Tree, deal: Row) -> Iterator[Row]:
    """What one person was paid for a deal, and what of that was held, released and taken back."""
    person, pay = someone(dice), dice.choice((dice.randint(1, 90_000), dice.randint(-9_000, 9_000)))
    yield _line(dice, name, "pay", pay, deal, person)
    if "cap" in component and pay > 1:
        yield _line(dice, name, "cap", -dice.randint(1, pay), deal, person)
    if "floor" in component and rarely(dice, 2):
        yield _line(dice, name, "floor", dice.randint(1, 900), deal, person)
    if "hold" in component and not rarely(dice, 4):
        yield _line(dice, name, "hold", -pay, deal, person)
        if rarely(dice, 2):
            yield _line(dice, name, "release", pay // dice.choice((1, 2, 3)), deal, person, about=True)
    if "clawback" in component and rarely(dice, 3):
        yield _line(dice, name, "clawback", -abs(pay) // dice.choice((1, 2, 3)), deal, person, about=True)


def _of_the_whole(dice: Random, plan: Tree) -> Iterator[Row]:
    """What the plan's own cap took off, and what was carried between periods."""
    if "cap" in plan and rarely(dice, 2):
        yield _line(dice, "cap", "cap", -dice.randint(1, 90_000))
    if "carry_under" in plan:
        while rarely(dice, 2):
            yield _line(dice, "carry", "carry", dice.choice((1, 1, -1)) * dice.randint(1, 90_000))


def _line(
    dice: Random,
    component: str,
    entry: str,
    amount_minor: int,
    deal: Row | None = None,
    person: str = "",
    about: bool = False,
) -> Row:
    """`about` a deal, a line has another event of its own: the payment, or what took back."""
    made: Row = {
        "person": person or dice.choice(PEOPLE),
        "component": component,
        "entry": entry,
        "event": None,
        "about": None,
        "account": None,
        "date": None,
        "amount_minor": amount_minor,
    }
    if deal is not None:
        made |= {"event": "e97" if about else deal["event"], "account": deal["account"], "date": deal["date"]}
        if about:
            made |= {"about": deal["event"], "date": deal["date"] + timedelta(days=dice.randint(0, 40))}
    return made


def _an_earlier_end(dice: Random, calendar: FiscalCalendar, period: Period, day: date | None) -> date:
    """The last day of the period before, or of one before that; now and then of this very one."""
    if rarely(dice, 20):
        return period.end
    earlier = calendar.before(period)
    if day is not None and rarely(dice, 2) and day < period.start:
        earlier = calendar.containing(day, period.kind)
    elif rarely(dice, 2):
        earlier = calendar.before(earlier)
    return earlier.end
