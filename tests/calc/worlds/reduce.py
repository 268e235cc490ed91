"""Making a failing world small enough to read."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.calc.worlds.world import World


def smallest(world: World, fails: Callable[[World], bool]) -> World:
    """The world without every row and plan that it still fails without."""
    for smaller in _without_one(world):
        if fails(smaller):
            return smallest(smaller, fails)
    return world


def _without_one(world: World) -> Iterator[World]:
    for table, rows in world.rows.items():
        for place in range(len(rows)):
            yield world.with_rows(**{table: rows[:place] + rows[place + 1 :]})
    for place in range(len(world.texts)):
        yield replace(world, texts=world.texts[:place] + world.texts[place + 1 :])
