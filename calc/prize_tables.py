"""What a table of a contest, or of prizes for single events, holds: who is in it, and who wins what."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calc.contests import Standing
from calc.language.metrics import Metric
from calc.language.pay import Contest, Spiff
from calc.plan import Plan
from calc.spans import Span


@dataclass(frozen=True)
class Share:
    """What one person gets: an amount of money, or a reward by its name."""

    person: str
    amount_minor: int
    reward: str = ""


@dataclass(frozen=True)
class Rival:
    """One contestant with their standing (calc.contests); a team is one.

    `value` is what the metric came to and `attainment` how that compares with the target, each None where
    there is none; the standing's own value is the one of the two that is ranked. `shares` are what the prize
    gives to whom.
    """

    standing: Standing
    value: Fraction | None
    attainment: Fraction | None
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class ContestTable:
    """A contest of a plan for a span. `rivals` are in its order, group by group; `people` are all who are on
    the plan in the span, also those who are in no ranking."""

    plan: Plan
    name: str
    component: Contest
    span: Span
    rivals: tuple[Rival, ...]
    people: frozenset[str]

    @property
    def metric(self) -> Metric:
        return self.plan.metrics[self.component.metric]

    @property
    def teams(self) -> bool:
        """Whether it is teams that are ranked."""
        return self.metric.scope == "team"

    @property
    def groups(self) -> dict[str, list[Rival]]:
        """The rankings by region or team; one, called "", where it has but one."""
        found: dict[str, list[Rival]] = {}
        for rival in self.rivals:
            found.setdefault(rival.standing.group, []).append(rival)
        return found


@dataclass(frozen=True)
class InstantPrize:
    """A prize for one event. `share_ppm` is the person's part of the credit."""

    person: str
    event: str
    day: date
    share_ppm: int
    amount_minor: int
    reward: str


@dataclass(frozen=True)
class InstantTable:
    """A prize for each event of a kind (`pay: spiff`) in a span, in the order in which they were won.

    `before` is how many there were before the span, and `spent_before_minor` what they came to, where the
    plan has so many prizes, or a budget, for all of its time.
    """

    plan: Plan
    name: str
    component: Spiff
    span: Span
    won: tuple[InstantPrize, ...]
    people: frozenset[str]
    before: int = 0
    spent_before_minor: int = 0


@dataclass(frozen=True)
class Tables:
    """In the order of plans, and of components in them."""

    contests: tuple[ContestTable, ...]
    instants: tuple[InstantTable, ...]
