"""Which credited events earn under which plan, and which fell on days that no plan covers."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from calc.components.commission import about
from calc.credits import moves_money
from calc.plan import Commission, Plan
from calc.results import Problem


@dataclass(frozen=True)
class Earning:
    """A plan version, the stretches of the people on it (calc.assigned), and their shares of those days."""

    plan: Plan
    stretches: pl.DataFrame
    shares: pl.DataFrame


def earning(plan: Plan, stretches: pl.DataFrame, shares: pl.DataFrame) -> Earning:
    """Of everybody's `shares` (calc.credits), those of people who were on the plan on the event's day."""
    days = stretches.select("person", "first", "last")
    inside = pl.col("date").is_between(pl.col("first"), pl.col("last"))
    return Earning(plan, stretches, shares.join(days, on="person").filter(inside).drop("first", "last"))


def outside_plan(groups: Sequence[Earning], shares: pl.DataFrame) -> list[Problem]:
    """One problem for each person on a plan that would have paid for events of days they were not on it.

    What another plan of theirs covers on its own days is not missed: people who change plans lose nothing.
    """
    covered = [group.shares.filter(_pays_for(group.plan)).select("person", "event") for group in groups]
    return [problem for group in groups for problem in _missed(group, shares, pl.concat(covered))]


def _missed(group: Earning, shares: pl.DataFrame, covered: pl.DataFrame) -> list[Problem]:
    theirs = shares.join(group.stretches.select("person").unique(), on="person")
    missed = theirs.filter(_pays_for(group.plan), moves_money()).join(
        covered, on=["person", "event"], how="anti"
    )
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
    """The events that one of the plan's commissions is about."""
    meant = [about(part.rates) for part in plan.components.values() if isinstance(part, Commission)]
    return pl.any_horizontal(*meant, pl.lit(False))
