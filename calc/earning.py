"""Which credited shares earn under which plan, and which fell on days that no plan covers."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from calc.components.rates import about
from calc.components.spiff import could_win
from calc.credits import moves_money
from calc.language.pay import Commission, Spiff
from calc.periods import Period
from calc.placements import with_leaders
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch


def earned(stretches: Sequence[Stretch], span: Span, records: Records, whose: str) -> pl.DataFrame:
    """Which shares of the span fall on whose days on the plan: columns share, payee, stretch (an index).

    The payee is the credited person, or with `whose` "line" each of those who lead them on the event's day.
    """
    shares = records.shares.select("share", "person", "date")
    shares = shares.filter(pl.col("date").is_between(span.start, span.last))
    if whose == "line":
        shares = with_leaders(shares, "date", records.facts.placements).rename({"leader": "payee"})
    else:
        shares = shares.rename({"person": "payee"})
    days = _days(stretches)
    once = days["payee"].n_unique() == days.height
    joined = shares.join(days, on="payee", maintain_order="left")
    if once and (days["first"] <= span.start).all() and (days["last"] >= span.last).all():
        return joined.select("share", "payee", "stretch")
    inside = pl.col("date").is_between(pl.col("first"), pl.col("last"))
    return joined.filter(inside).select("share", "payee", "stretch")


def in_period(records: Records, period: Period) -> pl.DataFrame:
    """Everybody's credited shares of a period."""
    return records.shares.filter(pl.col("date").is_between(period.start, period.end))


def _days(stretches: Sequence[Stretch]) -> pl.DataFrame:
    rows = [(stretch.person, stretch.first, stretch.last, index) for index, stretch in enumerate(stretches)]
    schema = {"payee": pl.String, "first": pl.Date, "last": pl.Date, "stretch": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


@dataclass(frozen=True)
class OnPlan:
    """A plan version, the people on it, and which of the pay period's shares fall on their days on it."""

    plan: Plan
    people: pl.DataFrame
    records: Records
    period: Period
    covered: pl.DataFrame


def outside_plan(groups: Sequence[OnPlan]) -> list[Problem]:
    """One problem for each person on a plan that would have paid for events of days they were not on it.

    What another plan of theirs covers on its own days is not missed: people who change plans lose nothing.
    """
    if not groups:
        return []
    candidates = [_uncovered(group) for group in groups]
    if all(frame.is_empty() for frame in candidates):
        return []
    paid = [group.records.columns(group.covered, group.records.shares.columns) for group in groups]
    pairs = zip(groups, paid, strict=True)
    covered = pl.concat(
        [shares.filter(_pays_for(group.plan) | _rewarded(group)).select("share") for group, shares in pairs]
    )
    return [
        problem
        for group, frame in zip(groups, candidates, strict=True)
        for problem in _missed(group, frame.join(covered, on="share", how="anti"))
    ]


def _uncovered(group: OnPlan) -> pl.DataFrame:
    """The period's shares of people on the plan that are not on their days on it."""
    days = group.records.shares["date"].is_between(group.period.start, group.period.end)
    if group.covered.height == days.sum():  # as a rule everything falls on somebody's days
        return group.records.shares.clear()
    theirs = group.records.shares.filter(days).join(group.people, on="person", how="semi")
    return theirs.join(group.covered, on="share", how="anti")


def _missed(group: OnPlan, left: pl.DataFrame) -> list[Problem]:
    missed = left.filter((_pays_for(group.plan) & moves_money()) | _rewarded(group))
    counted = missed.group_by("person").agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "outside_plan",
            f"{count} credited {'event is' if count == 1 else 'events are'} from days on which you were not "
            f"on {group.plan.title}, and not paid.",
            "If a day is wrong, ask your compensation admin to check your assignment.",
            person=person,
            plan=group.plan.plan,
            event=event,
        )
        for person, count, event in counted.iter_rows()
    ]


def _pays_for(plan: Plan) -> pl.Expr:
    """The shares that one of the plan's commissions is about."""
    return pl.any_horizontal(
        *(
            _meant(part)
            for part in plan.counting().values()
            if isinstance(part, Commission) and part.whose == "own"
        ),
        pl.lit(False),
    )


def _rewarded(group: OnPlan) -> pl.Expr:
    """The shares that could win one of the plan's spiffs."""
    spiffs = [part for part in group.plan.counting().values() if isinstance(part, Spiff)]
    won = [could_win(part, group.records)["share"] for part in spiffs]
    return pl.any_horizontal(*(pl.col("share").is_in(shares.implode()) for shares in won), pl.lit(False))


def _meant(component: Commission) -> pl.Expr:
    days = component.days
    within = pl.lit(True) if days is None else pl.col("date").is_between(days.from_, days.to)
    return about(component.rates) & within
