"""The tree of reasons behind a line: values, which whoever shows them writes in their own way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Label(StrEnum):
    """What a value in the tree is. `name` of a node says which one, where there are several."""

    LINE = "line"  # the amount that is paid; `name` is the line's entry
    CLAUSE = "clause"  # the place in the plan; its child is what the plan says there
    WORDS = "words"
    COMPONENT = "component"  # its title
    SPAN = "span"  # the key of the period it was worked out for
    EVENT = "event"
    KIND = "kind"
    DAY = "day"
    ACCOUNT = "account"
    PRODUCT = "product"
    REGION = "region"
    EVENT_AMOUNT = "event amount"  # the whole event's, in its own currency
    EXCHANGE = "exchange"  # one unit of that in units of the plan's currency
    CONVERTED = "converted"
    ABOUT = "about"  # the deal, person or place it refers to
    SHARE = "share"
    SLICE = "slice"  # the basis is only what falls into one tier
    BASIS = "basis"  # `name` is what of the event, or of yearly pay
    RATE = "rate"
    FACTOR = "factor"
    MEASURE = "measure"  # a metric as it stands; `name` is its key
    SCOPE = "scope"  # whose results; `name` is person, team, region, company or line
    FIRST = "first"
    LAST = "last"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    FIGURE = "figure"
    SAMPLE = "sample"  # `name` is of what: customers, answers, events, accounts
    TARGET = "target"
    ATTAINMENT = "attainment"
    TOO_FEW = "too few"  # the least sample; with fewer the figure counts as on target
    LESS_IS_BETTER = "less is better"
    WEIGHT = "weight"
    REACHED = "reached"  # what a curve, tier or gate looks at: the figure or the attainment
    POINT = "point"  # a point of a curve, a tier or a gate: where it begins …
    PAYS = "pays"  # … and what it pays
    RUNNING_TOTAL = "running total"  # the part of it that a marginal tier holds for …
    BEGINS = "begins"  # … from where, if not from the bottom …
    ENDS = "ends"  # … to where, if anywhere
    STEPS = "steps"  # whole steps past the last point
    STEP = "step"  # how long one is
    MOST = "most"  # the most there is
    BEFORE = "before"  # what a payout was before a gate held it to 1
    EXACT = "exact"  # the product, not yet rounded
    ROUNDED = "rounded"
    EARLIER = "earlier"  # what counts already
    REWARD = "reward"


@dataclass(frozen=True)
class Money:
    """An amount in minor units of its currency."""

    minor: int
    currency: str


@dataclass(frozen=True)
class Exact:
    """An amount in minor units that is not rounded yet."""

    minor: Fraction
    currency: str


@dataclass(frozen=True)
class Ratio:
    """A rate or factor as it came about: 60/91 days stays 60/91."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True)
class Number:
    """A count, a score, a number of days."""

    value: Fraction


Value = Money | Exact | Ratio | Number | date | str | None


@dataclass(frozen=True)
class Reason:
    """A value with what it follows from."""

    label: Label
    value: Value = None
    children: tuple["Reason", ...] = ()
    name: str = ""

    def find(self, label: Label) -> "Reason | None":
        """The first child of that label."""
        return next(self.all(label), None)

    def all(self, label: Label) -> Iterator["Reason"]:
        """The children of that label."""
        return (child for child in self.children if child.label is label)


def ratio(value: Fraction) -> Ratio:
    """A ratio in lowest terms."""
    return Ratio(value.numerator, value.denominator)
