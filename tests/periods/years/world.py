"""A history while it is played: the company, what was promised so far, and what was found wrong."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from calc.periods import FiscalCalendar, Period
from tests.periods.years.designs import Design
from tests.periods.years.desk import Desk

Say = Callable[[str], None]


@dataclass(frozen=True)
class Paid:
    """A published period: the texts of its plans' versions, and every row of it as it was published."""

    period: Period
    documents: tuple[str, ...]
    rows: Mapping[str, Any]


@dataclass(frozen=True)
class ByHand:
    """An adjustment that stands: an amount in minor units, or a percentage in millionths."""

    number: int
    period: str
    person: str
    by: str
    currency: str
    amount_minor: int | None
    percent_ppm: int | None


@dataclass
class World:
    """`percents` are the low and high percentage of each plan by the day from which they hold; `expected`
    counts what must be in the audit log; `forgets` is whether too few periods are corrected to make up for
    everything, `retold` whether something came in that a reckoning by hand does not know."""

    seed: int
    rng: Random
    desk: Desk
    calendar: FiscalCalendar
    periods: list[Period]
    designs: list[Design]
    documents: dict[tuple[str, str], str]
    percents: dict[tuple[str, str], tuple[int, int]]
    reach: int
    say: Say | None = None
    paid: list[Paid] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    wrongs: list[str] = field(default_factory=list)
    retold: bool = False

    @property
    def forgets(self) -> bool:
        return self.reach < len(self.periods)

    def tell(self, what: str, sentence: str) -> None:
        """Counts something that happened, and says it."""
        self.happened[what] += 1
        if self.say is not None:
            self.say(f"{self.desk.now:%Y-%m-%d}  {sentence}")

    def found(self, sentence: str) -> None:
        """A promise that was not kept."""
        if sentence not in self.wrongs:
            self.wrongs.append(sentence)
            if self.say is not None:
                self.say(f"WRONG: {sentence}")
