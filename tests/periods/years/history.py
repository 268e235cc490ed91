"""One history from one seed: a company is founded, lives through its paydays, and is judged all along."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import Engine

from calc.periods import Period
from tests.periods.years.arrivals import a_deal_of, something
from tests.periods.years.by_hand import miscounted
from tests.periods.years.desk import noon
from tests.periods.years.founding import founded
from tests.periods.years.nets import unbalanced
from tests.periods.years.payday import exported, goes_to_payday, looked_at
from tests.periods.years.seals import changed, not_derived_again, not_in_the_log, wrongly_approved
from tests.periods.years.whole import not_whole
from tests.periods.years.world import Say, World

# Right after a period was published, before anything else comes in.
AFTER_EACH: tuple[Callable[[World], Iterator[str]], ...] = (
    not_whole, miscounted, unbalanced, changed, not_in_the_log,
)  # fmt: skip


def play(seed: int, engine: Engine, say: Say | None = None) -> World:
    """The same for the same seed, line by line of what it tells to `say`."""
    world = founded(seed, engine, say)
    for period in world.periods:
        _lived(world, period)
        goes_to_payday(world, period)
        _judged(world)
        if world.wrongs:
            return world
        exported(world, period, before=False)
    _ended(world)
    return world


def _lived(world: World, period: Period) -> None:
    """What happens within a period; now and then somebody asks before it is over."""
    rng = world.rng
    middle = period.start + timedelta(days=rng.randrange(1, period.days))
    world.desk.now = noon(middle)
    for _ in range(rng.randint(1, 3)):
        a_deal_of(world, period.start, middle)
    if rng.random() < 0.5:
        world.desk.refreshes(period)
        looked_at(world, period)
    world.desk.now = noon(period.end + timedelta(days=rng.randint(1, 9)))
    for _ in range(rng.randint(2, 5)):
        something(world)


def _judged(world: World) -> None:
    last = world.paid[-1]
    wrongs = [wrong for judge in AFTER_EACH for wrong in judge(world)]
    wrongs += [*wrongly_approved(world, last), *not_derived_again(world, [last])]
    for wrong in wrongs:
        world.found(wrong)
    looked_at(world, last.period)


def _ended(world: World) -> None:
    """Whatever comes in later changes nothing of what was published."""
    for _ in range(3):
        something(world)
    first = world.paid[0].period
    world.expected["period_closed"] += world.desk.closes(first)
    exported(world, first, before=True)
    for wrong in (*changed(world), *not_derived_again(world, world.paid), *not_in_the_log(world)):
        world.found(wrong)
