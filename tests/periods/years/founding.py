"""A company drawn from a seed."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import Engine

from calc.periods import FiscalCalendar, Period, PeriodKind
from tests.periods.years.designs import EURO, FIRST_DAY, drawn_designs
from tests.periods.years.desk import Desk
from tests.periods.years.world import Say, World

MANY = 60
EARLY = date(2023, 12, 1)


def founded(seed: int, engine: Engine, say: Say | None = None) -> World:
    """The same for the same seed."""
    rng = Random(seed)
    kind = rng.choice((PeriodKind.MONTH, PeriodKind.QUARTER))
    calendar = FiscalCalendar(rng.choice((1, 1, 2 if kind is PeriodKind.MONTH else 4)))
    periods = _periods(calendar, kind, rng.randint(3, 5))
    designs = drawn_designs(rng)
    percents = {(design.key, FIRST_DAY): _percents(rng) for design in designs}
    documents = {
        (design.key, FIRST_DAY): design.document(*percents[design.key, FIRST_DAY]) for design in designs
    }
    joins = periods[1].start + timedelta(days=rng.randrange(periods[1].days))
    settings = {"pay_period": kind.value, "fiscal_year_start_month": calendar.start_month}
    desk = Desk(engine, designs, list(documents.values()), joins, **settings)
    reach = rng.choice((1, 2)) if rng.random() < 0.2 else MANY
    world = World(seed, rng, desk, calendar, periods, designs, documents, percents, reach, say)
    world.expected["plan_loaded"] = len(designs)
    desk.corrects(reach)
    world.tell("companies", _in_words(world))
    if EURO in designs or rng.random() < 0.2:
        for pair in (("USD", "EUR"), ("EUR", "USD")):
            desk.rates(*pair, EARLY, rng.randint(800, 1200), 1000)
    return world


def _percents(rng: Random) -> tuple[int, int]:
    return rng.randint(3, 9), rng.randint(10, 20)


def _periods(calendar: FiscalCalendar, kind: PeriodKind, number: int) -> list[Period]:
    found = [calendar.containing(date.fromisoformat(FIRST_DAY), kind)]
    while len(found) < number:
        found.append(calendar.after(found[-1]))
    return found


def _in_words(world: World) -> str:
    plans = ", ".join(design.key for design in world.designs)
    reach = f"the last {world.reach} are corrected" if world.forgets else "all are corrected"
    return f"a company pays {len(world.periods)} times from {world.periods[0].key} on, by {plans}; {reach}"
