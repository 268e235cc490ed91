"""The kinds of facts that hold from a day on: where they are kept, and what ends or excludes what."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Table

from bot.imports import stored as tables
from bot.imports.stored import Stored


@dataclass(frozen=True)
class Lasting:
    """`group` is what a new row ends the earlier ones of; rows that agree in `exclusive` may not overlap, or
    with `shares` not add up to more than a whole. With its first day, `exclusive` is also a row's key."""

    table: Table
    stored: Callable[[Stored], pl.DataFrame]
    group: tuple[str, ...]
    exclusive: tuple[str, ...]
    shares: bool = False

    @property
    def key(self) -> list[str]:
        return [*self.exclusive, "from_date"]


_SCOPE = ("metric", "scope", "scope_key")

LASTING: dict[str, Lasting] = {
    "placements": Lasting(tables.placements, Stored.placements, ("person",), ("person",)),
    "owners": Lasting(tables.owners, Stored.owners, ("account",), ("account", "person"), shares=True),
    "targets": Lasting(tables.targets, Stored.targets, _SCOPE, _SCOPE),
    "assignments": Lasting(tables.assignments, Stored.assignments, ("person",), ("person", "plan")),
}
