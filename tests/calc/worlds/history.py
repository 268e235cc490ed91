"""Companies over several pay periods: what one period paid is what the next finds as paid before."""

from collections.abc import Iterator
from dataclasses import replace

from calc.facts import PAID
from calc.language.reader import read_plan
from calc.periods import Period
from calc.results import Calculation
from tests.calc.worlds.names import EARLY
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World, engine
from tests.calc.worlds.writing import tree_of, written


def lasting(world: World) -> World:
    """With one version of each plan, in force since long ago."""
    firsts = {read_plan(text).plan: text for text in reversed(world.texts)}
    return replace(world, texts=[written({**tree_of(text), "from": str(EARLY)}) for text in firsts.values()])


def earlier(world: World, many: int) -> list[Period]:
    """The world's pay period and so many before it, in order."""
    periods = [world.period]
    for _ in range(many):
        periods.insert(0, world.calendar.before(periods[0]))
    return periods


def over_time(world: World, periods: list[Period]) -> Iterator[tuple[World, Calculation]]:
    """Each period with what came of it; nothing was paid before the first, and all of a period counts."""
    now = replace(world, as_of=None).with_rows(paid=[])
    for period in periods:
        now = replace(now, period=period)
        made = engine(now)
        yield now, made
        now = now.with_rows(paid=[*now.rows["paid"], *paid_lines(made, period)])


def paid_lines(made: Calculation, period: Period) -> list[Row]:
    """A period's lines as those that a later one finds as paid."""
    return [
        {**{name: line[name] for name in PAID if name in line}, "period_end": period.end}
        for line in made.lines.iter_rows(named=True)
    ]


def after_others(world: World, many: int = 2) -> World:
    """The world with what the engine made of the periods before it as what was paid."""
    *_, (last, _) = over_time(lasting(world), earlier(world, many))
    return replace(world, rows={**world.rows, "paid": last.rows["paid"]})
