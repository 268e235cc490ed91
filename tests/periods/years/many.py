"""Many histories: counted together, with the seed of each that went wrong."""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Engine

from bot.store.engine import open_engine
from bot.store.migrate import migrate
from tests.periods.years.history import play
from tests.periods.years.world import Say

SHOWN = (
    "rounds", "published", "deals", "late deals", "changes", "moves", "removals", "cancellations", "payments",
    "rates", "leavers", "transfers", "versions", "ends on a plan", "handovers", "leaves", "adjustments",
    "adjustments taken back", "approvals", "refusals", "voided", "exports",
)  # fmt: skip


@dataclass(frozen=True)
class Failed:
    """A history that broke a promise, or broke off by an error."""

    seed: int
    wrongs: tuple[str, ...]

    def in_words(self) -> str:
        how = f"  to see it: python -m tests.periods.years --replay {self.seed}"
        return "\n".join((f"seed {self.seed}:", *(f"  {wrong}" for wrong in self.wrongs), how))


@dataclass
class Totals:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failed] = field(default_factory=list)
    took_s: float = 0

    def in_words(self) -> str:
        counted = ", ".join(f"{self.counts[what]:,} {what}" for what in SHOWN)
        return f"{counted}; {len(self.failed)} rounds failed; {self.took_s:.1f} s"


def play_many(seeds: Iterable[int]) -> Totals:
    """Plays the history of each seed in a store in memory, one after another."""
    totals, begun_s = Totals(), time.perf_counter()
    for seed in seeds:
        with in_memory() as engine:
            add(totals, seed, engine)
    totals.took_s = time.perf_counter() - begun_s
    return totals


def add(totals: Totals, seed: int, engine: Engine) -> None:
    """Plays one history in an empty store, and counts it."""
    totals.counts["rounds"] += 1
    try:
        world = play(seed, engine)
    except Exception as error:
        totals.failed.append(Failed(seed, (f"it breaks off: {error!r}",)))
        return
    totals.counts.update(world.happened)
    if world.wrongs:
        totals.failed.append(Failed(seed, tuple(world.wrongs)))


def replay(seed: int, say: Say) -> tuple[str, ...]:
    """Tells a history step by step; returns which promises it broke."""
    with in_memory() as engine:
        return tuple(play(seed, engine, say).wrongs)


@contextmanager
def in_memory() -> Iterator[Engine]:
    """An empty store in memory, with the seals on what is published."""
    engine = open_engine("sqlite://")
    try:
        driver_of(engine).deserialize(_migrated())
        yield engine
    finally:
        engine.dispose()


@cache
def _migrated() -> bytes:
    engine = open_engine("sqlite://")
    migrate(engine)
    content = driver_of(engine).serialize()
    engine.dispose()
    return content


def driver_of(engine: Engine) -> sqlite3.Connection:
    """The one connection of a store in memory."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
