"""The components of a plan: one model for each word after `pay:`."""

from typing import Annotated, Literal

from pydantic import Field

from calc.language.conditions import Condition
from calc.language.curves import Gate, Multiplier, Payout, Reads, Tiers
from calc.language.parts import AmountOf, Keys, Part, Title
from calc.language.terms import Clawback, Days, Eligible, Hold, Limits
from calc.language.values import Basis, Factor, Prize, RateOf, Threshold, Whole, YesOrNo
from calc.periods import PeriodKind


class Paid(Part):
    """What every component may carry."""

    title: Title = Field(description="What people read.")
    every: PeriodKind | None = Field(
        default=None,
        description="The period it is worked out for, when it is not the one that pay is settled in.",
    )
    for_goal: str = Field(default="", description="Only counts while the plan's `company_goal` is this.")


class Earned(Paid):
    """What components that rest on results may carry."""

    gates: tuple[Gate, ...] = Field(
        default=(), description="Nothing (or no more) unless a metric is reached."
    )
    multipliers: tuple[Multiplier, ...] = Field(default=(), description="What a metric multiplies it by.")
    cap: Limits | None = Field(default=None, description="The most it pays.")
    floor: Limits | None = Field(default=None, description="The least it pays.")


class Rate(Condition):
    """One rate and the events it is paid on. Of several that fit an event, the one that asks most wins."""

    rate: RateOf | None = Field(
        default=None,
        description="`1.5%`, `2x`, `60% of MRR`, or a set amount for each event like `$500`. Left out where "
        "the tiers give the rate.",
    )


class Commission(Earned):
    """A share of what each event is worth."""

    pay: Literal["commission"]
    basis: Basis = Field(default=Basis.AMOUNT, description="What of an event is paid on.")
    rates: tuple[Rate, ...] = Field(
        min_length=1, description="The rates, each with the events it is paid on."
    )
    whose: Literal["own", "line"] = Field(
        default="own", description="Paid on one's own credit, or on that of everybody below (`line`)."
    )
    days: Days | None = Field(default=None, description="Only events of these days.")
    later_years: tuple[Factor, ...] = Field(
        default=(), description="How each contract year counts: `[100%, 50%]`; the last goes on."
    )
    tiers: Tiers | None = Field(default=None, description="Rates that change with what has been reached.")
    hold: Hold | None = Field(default=None, description="Paid only when cash comes in.")
    clawback: Clawback | None = Field(default=None, description="Taken back when a deal turns bad.")


class BonusPart(Payout):
    """One of several metrics that a bonus rests on."""

    metric: str = Field(description="A metric of this plan.")
    weight: Factor = Field(description="Its part of the bonus; all together 100%.")


class Bonus(Earned, Payout):
    """An amount for a period, multiplied by what the payout curve gives for a metric, or for several."""

    pay: Literal["bonus"]
    metric: str | None = Field(default=None, description="The metric it rests on.")
    parts: tuple[BonusPart, ...] = Field(
        default=(),
        description="Or several metrics, each with its weight, and a payout of its own if it differs.",
    )
    amount: AmountOf = Field(description="`$2,500` each period, or a share of yearly pay: `40% of variable`.")


class Spiff(Paid):
    """A set prize for each event of a kind, or for a person's first."""

    pay: Literal["spiff"]
    of: Condition = Field(description="Which events win.")
    prize: Prize = Field(description="`$500`, or a reward like `Day off`.")
    counts: Literal["each", "first"] = Field(
        default="each", description="`each` such event, or a person's `first` one ever."
    )
    days: Days | None = Field(default=None, description="Only events of these days.")
    winners: Whole | None = Field(default=None, description="Only the first so many, by day.")
    budget: AmountOf | None = Field(
        default=None, description="Until this much is paid; a prize that no longer fits is not."
    )


class Contest(Paid):
    """Prizes for the best by a metric."""

    pay: Literal["contest"]
    metric: str = Field(
        description="What is ranked: a metric of scope `person`, or `team` for a contest of teams."
    )
    reads: Reads = Field(default="value", description="Ranked by its `value`, or by `attainment`.")
    best: Literal["highest", "lowest"] = Field(default="highest", description="Who is first.")
    within: Literal["company", "region", "team"] = Field(
        default="company", description="One ranking for all, or one in each region or team."
    )
    prizes: tuple[Prize, ...] = Field(min_length=1, description="First prize, second prize …")
    winners: Whole | None = Field(default=None, description="With one prize: so many get it.")
    over: Threshold | None = Field(
        default=None,
        description="With one prize: everybody gets it who is at or past this, without `winners`.",
    )
    ties: Literal["share", "split", "earlier"] = Field(
        default="share",
        description="Those who are level all get the better prize (`share`), `split` the prizes they stand "
        "for, or the one who was there `earlier` goes first.",
    )
    eligible: Eligible = Field(default_factory=Eligible, description="Who can win.")
    for_team: Literal["each", "split"] = Field(
        default="each", description="In a contest of teams: every member gets the prize, or they split it."
    )


class Override(Paid):
    """A leader's share of what the people below are paid."""

    pay: Literal["override"]
    rate: Factor = Field(description="What share of their pay: `10%`.")
    of: Keys = Field(
        default=(), description="Which components of theirs, by key; without it every commission and bonus."
    )
    levels: Literal["all", "direct"] = Field(
        default="all", description="Everybody below, or only direct reports."
    )


class Draw(Paid):
    """At least this much each period: what is missing is advanced."""

    pay: Literal["draw"]
    amount: AmountOf = Field(description="`$3,000` each period, or a share of yearly pay.")
    recoverable: YesOrNo = Field(description="Whether an advance is paid back from later pay.")
    first_months: Whole | None = Field(
        default=None, description="Only so many months from a person's first day at work."
    )


class Guarantee(Paid):
    """At least this much each period: what is missing is paid, and kept."""

    pay: Literal["guarantee"]
    amount: AmountOf = Field(description="`$3,000` each period, or a share of yearly pay.")
    first_months: Whole | None = Field(
        default=None, description="Only so many months from a person's first day at work."
    )


class BaseOnly(Paid):
    """Nothing is variable; the statement says so."""

    pay: Literal["base"]


Component = Annotated[
    Commission | Bonus | Spiff | Contest | Override | Draw | Guarantee | BaseOnly, Field(discriminator="pay")
]
COMPONENTS: dict[str, type[Paid]] = {
    "commission": Commission,
    "bonus": Bonus,
    "spiff": Spiff,
    "contest": Contest,
    "override": Override,
    "draw": Draw,
    "guarantee": Guarantee,
    "base": BaseOnly,
}
PAY_WORDS = tuple(COMPONENTS)
