"""Many histories: counted together, with the seed of each that went wrong."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from bot.delivery.outbox import Outbox
from tests.delivery.house import RENDERER
from tests.delivery.simulation.history import play
from tests.delivery.simulation.store import store_in_memory
from tests.delivery.simulation.world import Say

SHOWN = (
    "rounds", "messages", "runs", "crashes", "store failures", "stalls", "downtimes", "revoked tokens",
    "removals", "restores", "jumps", "job failures", "broken off", "decisions", "sent", "dead", "dropped",
    "held", "lost", "doubled",
)  # fmt: skip
# So many a process plays before it says what came of them.
AT_ONCE = 50


@dataclass(frozen=True)
class Failed:
    """A history that broke a promise, or broke off by an error."""

    seed: int
    wrongs: tuple[str, ...]

    def in_words(self) -> str:
        how = f"  to see it: python -m tests.delivery.simulation --replay {self.seed}"
        return "\n".join((f"seed {self.seed}:", *(f"  {wrong}" for wrong in self.wrongs), how))


@dataclass
class Totals:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failed] = field(default_factory=list)
    took_s: float = 0

    def add(self, other: "Totals") -> None:
        self.counts.update(other.counts)
        self.failed += other.failed

    def in_words(self) -> str:
        counted = ", ".join(f"{self.counts[what]:,} {what}" for what in SHOWN)
        return f"{counted}; {len(self.failed)} rounds failed; {self.took_s:.1f} s"


def play_many(seeds: Iterable[int]) -> Totals:
    """Plays the history of each seed, one after another."""
    totals, begun_s, outbox = Totals(), time.perf_counter(), Outbox(RENDERER)
    with store_in_memory() as store:
        for seed in seeds:
            totals.counts["rounds"] += 1
            try:
                history = play(seed, store, outbox)
            except Exception as error:
                totals.failed.append(Failed(seed, (f"it breaks off: {error!r}",)))
                continue
            totals.counts.update(history.verdict.counts)
            totals.counts.update(history.happened)
            if history.verdict.wrongs:
                totals.failed.append(Failed(seed, history.verdict.wrongs))
    totals.took_s = time.perf_counter() - begun_s
    return totals


def play_in_processes(seeds: Sequence[int], processes: int) -> Totals:
    """As `play_many`, shared out among so many processes."""
    totals, begun_s = Totals(), time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(play_many, _parts(seeds)):
            totals.add(part)
    totals.took_s = time.perf_counter() - begun_s
    return totals


def replay(seed: int, say: Say) -> tuple[str, ...]:
    """Tells a history step by step; returns which promises it broke."""
    with store_in_memory() as store:
        return play(seed, store, Outbox(RENDERER), say).verdict.wrongs


def _parts(seeds: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(seeds), AT_ONCE):
        yield seeds[begin : begin + AT_ONCE]
