"""Which credited shares earn under which plan, and which fell on days that no plan covers."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from calc.components.rates import about
from calc.credits import moves_money
from calc.language.pay import Commission
from calc.periods import Period
from calc.placements import with_leaders
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch


def earned(stretches: Sequence[Stretch], span: Span, records: Records, whose: str) -> pl.DataFrame:
    """The shares of the span that fall on a payee's days on the plan, with `payee` and `stretch` (an index).

    The payee is the credited person, or with `whose` "line" each of those who lead them on the event's day.
    """
    shares = records.shares.filter(pl.col("date").is_between(span.start, span.last))
    if whose == "line":
        shares = with_leaders(shares, "date", records.facts.placements).rename({"leader": "payee"})
    else:
        shares = shares.with_columns(pl.col("person").alias("payee"))
    days = _days(stretches)
    once = days["payee"].n_unique() == days.height
    joined = shares.join(days, on="payee", maintain_order="left")
    if once and (days["first"] <= span.start).all() and (days["last"] >= span.last).all():
        return joined.drop("first", "last")
    return joined.filter(pl.col("date").is_between(pl.col("first"), pl.col("last"))).drop("first", "last")


def in_period(records: Records, period: Period) -> pl.DataFrame:
    """Everybody's credited shares of a period."""
    return records.shares.filter(pl.col("date").is_between(period.start, period.end))


def _days(stretches: Sequence[Stretch]) -> pl.DataFrame:
    rows = [(stretch.person, stretch.first, stretch.last, index) for index, stretch in enumerate(stretches)]
    schema = {"payee": pl.String, "first": pl.Date, "last": pl.Date, "stretch": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


@dataclass(frozen=True)
class OnPlan:
    """A plan version with the pay period's shares: all of them, and those of people's days on the plan."""

    plan: Plan
    people: pl.DataFrame
    shares: pl.DataFrame
    covered: pl.DataFrame


def outside_plan(groups: Sequence[OnPlan]) -> list[Problem]:
    """One problem for each person on a plan that would have paid for events of days they were not on it.

    What another plan of theirs covers on its own days is not missed: people who change plans lose nothing.
    """
    if not groups:
        return []
    covered = pl.concat([group.covered.filter(_pays_for(group.plan)).select("share") for group in groups])
    return [problem for group in groups for problem in _missed(group, covered)]


def _missed(group: OnPlan, covered: pl.DataFrame) -> list[Problem]:
    left = group.shares.join(covered, on="share", how="anti")
    if left.is_empty():
        return []
    theirs = left.join(group.people, on="person", how="semi")
    missed = theirs.filter(_pays_for(group.plan), moves_money())
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


def _meant(component: Commission) -> pl.Expr:
    days = component.days
    within = pl.lit(True) if days is None else pl.col("date").is_between(days.from_, days.to)
    return about(component.rates) & within
