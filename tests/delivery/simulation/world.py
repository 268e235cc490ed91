"""What everybody in a history shares: the stage, the store, luck, and a record of what truly happened."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.delivery.outbox import Outbox
from tests.delivery.simulation.company import Company
from tests.delivery.simulation.plan import Luck, Plan
from tests.delivery.simulation.stage import Stage
from tests.delivery.simulation.store import Store

Say = Callable[[str], None]
CALM = Luck(0, 0, 0, 0, 0, 0)


@dataclass
class World:
    """`wrongs` are the promises that were seen broken while it went on; `happened` counts what went wrong on
    purpose. Of keys, `committed` has what people have put, as the store should have it, `ever` that of the
    days that a backup undid, too, `unclosed` what was broken off, and `decided` what an admin decided about.
    `disturbed_s` is when the time of day or the store was last set, which nobody can keep pace across;
    `ticked_at` is the last tick of all."""

    plan: Plan
    store: Store
    company: Company
    outbox: Outbox
    say: Say | None
    random: Random = field(init=False)
    stage: Stage = field(init=False)
    luck: Luck = field(init=False)
    committed: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    ever: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    wrongs: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    disturbed_s: float = -1
    was_restored: bool = False
    ticked_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(f"luck of {self.plan.seed}")
        self.stage = Stage(self.plan.founding.starts_at)
        self.luck = self.plan.luck

    def is_unlucky(self, rate: float) -> bool:
        return rate > 0 and self.random.random() < rate

    def wrong(self, what: str) -> None:
        """A promise is broken."""
        self.notice(f"WRONG: {what}")
        self.wrongs.append(what)

    def notice(self, what: str) -> None:
        """Something of the history, as a step of its replay."""
        if self.say is not None:
            who = self.stage.actor.name if self.stage.actor else ""
            self.say(f"{self.stage.steady_s:>12.3f} s  {self.stage.now():%d %b %H:%M:%S}  {who:<12} {what}")

    def calm(self) -> None:
        """From now on nothing goes wrong any more."""
        self.luck = CALM
