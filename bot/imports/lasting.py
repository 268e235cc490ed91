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
    with `shares` those of a group not add up to more than a whole. With its first day, `exclusive` is also a
    row's key. A complete history is complete for what it names of `whole`."""

    table: Table
    stored: Callable[[Stored], pl.DataFrame]
    group: tuple[str, ...]
    exclusive: tuple[str, ...]
    whole: tuple[str, ...]
    shares: bool = False

    @property
    def key(self) -> list[str]:
        return [*self.exclusive, "from_date"]


_PERSON, _SCOPE = ("person",), ("metric", "scope", "scope_key")

LASTING: dict[str, Lasting] = {
    "placements": Lasting(tables.placements, Stored.placements, _PERSON, _PERSON, _PERSON),
    "leave": Lasting(tables.leave, Stored.leave, _PERSON, _PERSON, _PERSON),
    "owners": Lasting(
        tables.owners,
        Stored.owners,
        group=("account", "role"),
        exclusive=("account", "person", "role"),
        whole=("account",),
        shares=True,
    ),
    "targets": Lasting(tables.targets, Stored.targets, _SCOPE, _SCOPE, _SCOPE),
    "assignments": Lasting(tables.assignments, Stored.assignments, _PERSON, (*_PERSON, "plan"), _PERSON),
}
