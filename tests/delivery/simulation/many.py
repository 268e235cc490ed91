"""Many histories: counted together, with the seed of each that went wrong."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.delivery.outbox import Outbox
from tests.delivery.house import RENDERER
from tests.delivery.simulation.company import store_in_memory
from tests.delivery.simulation.history import play
from tests.delivery.simulation.world import Say

SHOWN = (
    "histories", "messages", "runs", "crashes", "store failures", "stalls", "downtimes", "revoked tokens",
    "restores", "jumps", "broken off", "decisions", "sent", "dead", "dropped", "held", "lost", "doubled",
)  # fmt: skip


@dataclass(frozen=True)
class Failed:
    """A history that broke a promise."""

    seed: int
    wrongs: tuple[str, ...]

    def in_words(self) -> str:
        return "\n".join(
            (
                f"seed {self.seed}:",
                *(f"  {wrong}" for wrong in self.wrongs),
                f"  to see it: python -m tests.delivery.simulation --replay {self.seed}",
            )
        )


@dataclass
class Totals:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failed] = field(default_factory=list)
    took_s: float = 0

    def in_words(self) -> str:
        counted = ", ".join(f"{self.counts[what]:,} {what}" for what in SHOWN)
        return f"{counted}, {len(self.failed)} failed, in {self.took_s:.1f} s"


def play_many(seeds: Iterable[int]) -> Totals:
    """Plays the history of each seed; one that breaks off by an error is a failed one, too."""
    totals, begun_s = Totals(), time.perf_counter()
    outbox = Outbox(RENDERER)
    with store_in_memory() as store:
        for seed in seeds:
            history = play(seed, store, outbox)
            totals.counts["histories"] += 1
            totals.counts.update(history.verdict.counts)
            totals.counts.update(history.happened)
            if history.verdict.wrongs:
                totals.failed.append(Failed(seed, history.verdict.wrongs))
    totals.took_s = time.perf_counter() - begun_s
    return totals


def replay(seed: int, say: Say) -> tuple[str, ...]:
    """Tells a history step by step; returns which promises it broke."""
    with store_in_memory() as store:
        return play(seed, store, Outbox(RENDERER), say).verdict.wrongs
