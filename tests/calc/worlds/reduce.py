"""Making a failing world small enough to read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from calc.language.document import DocumentError
from calc.language.reader import read_plan
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World
from tests.calc.worlds.writing import tree_of, written

# What a cell may hold instead, the plainest first.
PLAIN_MINOR = (None, 100_000)
MAY_BE_OPEN = (
    "end_date", "to_date", "role", "team", "region", "segment", "manager", "account", "person", "parent",
    "product", "effort", "term_months", "contract_months", "quantity_milli", "sample", "about",
)  # fmt: skip


def smallest(world: World, fails: Callable[[World], bool]) -> World:
    """The world without every row, cell and piece of plan that it still fails without."""
    while (smaller := next((one for one in _simpler(world) if fails(one)), None)) is not None:
        world = _onwards(smaller, fails)
    return world


def _onwards(world: World, fails: Callable[[World], bool]) -> World:
    """Goes once through everything and leaves out what is not needed, without beginning again each time."""
    for table in world.rows:
        world = _fewer_rows(world, table, fails)
    for place in reversed(range(len(world.texts))):
        world = _if_fails(replace(world, texts=world.texts[:place] + world.texts[place + 1 :]), world, fails)
    return world


def _fewer_rows(world: World, table: str, fails: Callable[[World], bool]) -> World:
    """Leaves out ever smaller pieces of a table: all of it, a half, a quarter … single rows."""
    size = len(world.rows[table])
    while size:
        place = 0
        while place < len(world.rows[table]):
            rows = world.rows[table]
            fewer = _if_fails(world.with_rows(**{table: rows[:place] + rows[place + size :]}), world, fails)
            place += size if fewer is world else 0
            world = fewer
        size //= 2
    return world


def _if_fails(smaller: World, world: World, fails: Callable[[World], bool]) -> World:
    return smaller if fails(smaller) else world


def _simpler(world: World) -> Iterator[World]:
    """Worlds that lack one thing: a plan, a piece of a plan, a row, what a cell holds."""
    if world.as_of is not None:
        yield replace(world, as_of=None)
    for place, text in enumerate(world.texts):
        before, after = world.texts[:place], world.texts[place + 1 :]
        yield replace(world, texts=before + after)
        for shorter in _shorter(text):
            yield replace(world, texts=[*before, shorter, *after])
    for table, rows in world.rows.items():
        for place, row in enumerate(rows):
            yield world.with_rows(**{table: rows[:place] + rows[place + 1 :]})
            for plainer in _plainer(row):
                yield world.with_rows(**{table: [*rows[:place], plainer, *rows[place + 1 :]]})


def _shorter(text: str) -> Iterator[str]:
    """The plan without one of its pieces, where that can still be read."""
    for tree in _without_one(tree_of(text)):
        shorter = written(tree)
        try:
            read_plan(shorter)
        except DocumentError:
            continue
        yield shorter


def _without_one(part: Any) -> Iterator[Any]:
    """The tree without one name or entry, anywhere in it; the widest first."""
    if isinstance(part, dict):
        for name in part:
            yield {other: value for other, value in part.items() if other != name}
        for name, value in part.items():
            for smaller in _without_one(value):
                yield {**part, name: smaller}
    if isinstance(part, list):
        for place, value in enumerate(part):
            yield part[:place] + part[place + 1 :]
            for smaller in _without_one(value):
                yield [*part[:place], smaller, *part[place + 1 :]]


def _plainer(row: Row) -> Iterator[Row]:
    for name, value in row.items():
        if value is None:
            continue
        if name.endswith("_minor"):
            plain = PLAIN_MINOR[1:] if name in ("amount_minor", "recurring_minor") else PLAIN_MINOR
            if value not in plain:
                yield from ({**row, name: other} for other in plain)
        elif name in MAY_BE_OPEN and not (name == "person" and "kind" not in row):
            yield {**row, name: None}
