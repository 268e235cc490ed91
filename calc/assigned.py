"""Who is on which plan for which days of a period."""

import polars as pl

from calc.credits import moves_money
from calc.facts import Facts
from calc.periods import Period
from calc.results import Problem


def assigned(facts: Facts, period: Period) -> pl.DataFrame:
    """One row for each stretch of days in the period on which a person is at work and on a plan.

    Columns: person, plan, first, last, days, base_year_minor, variable_year_minor.
    """
    start, end = pl.lit(period.start), pl.lit(period.end)
    return (
        facts.assignments.join(facts.people.select("person", "start_date", "end_date"), on="person")
        .with_columns(
            pl.max_horizontal("from_date", "start_date", start).alias("first"),
            pl.min_horizontal(
                pl.col("to_date").fill_null(period.end), pl.col("end_date").fill_null(period.end), end
            ).alias("last"),
        )
        .filter(pl.col("first") <= pl.col("last"))
        .with_columns(((pl.col("last") - pl.col("first")).dt.total_days() + 1).alias("days"))
        .select("person", "plan", "first", "last", "days", "base_year_minor", "variable_year_minor")
        .sort("person", "plan", "first")
    )


def without_plan(facts: Facts, period: Period, on_plans: pl.DataFrame) -> list[Problem]:
    """One problem for each person who is at work in the period without being on any plan."""
    return [
        Problem(
            "no_plan",
            "No pay plan is assigned for this period.",
            "Ask your compensation admin to assign one.",
            person=person,
        )
        for person in _at_work(facts, period).join(on_plans, on="person", how="anti")["person"]
    ]


def credited_but_absent(facts: Facts, period: Period, shares: pl.DataFrame) -> list[Problem]:
    """One problem for each person credited (calc.credits) who is not at work in the period at all."""
    absent = shares.filter(moves_money()).join(_at_work(facts, period), on="person", how="anti")
    return [
        Problem(
            "not_at_work",
            f"Nobody is paid for {count} {'event' if count == 1 else 'events'} credited to {person}, "
            "who was not at work in this period.",
            "Import another owner for the accounts, or correct that person's days at work.",
            event=event,
        )
        for person, count, event in absent.group_by("person").agg(pl.len(), pl.col("event").min()).iter_rows()
    ]


def _at_work(facts: Facts, period: Period) -> pl.DataFrame:
    """Who is at work on at least one day of the period; an empty date is open."""
    begun, ended = pl.col("start_date") <= period.end, pl.col("end_date") < period.start
    return facts.people.filter(begun.fill_null(True), ~ended.fill_null(False)).select("person")


def overlapping(on_plans: pl.DataFrame) -> list[Problem]:
    """One problem for each person who is on the same plan twice on the same days."""
    return [
        Problem(
            "assigned_twice",
            f"The assignments to the plan {plan} overlap, so nothing is paid on it.",
            "Ask your compensation admin to give the earlier one a last day.",
            person=person,
            plan=plan,
        )
        for person, plan in _twice(on_plans).iter_rows()
    ]


def without_overlaps(on_plans: pl.DataFrame) -> pl.DataFrame:
    """The stretches of everybody who is on a plan at most once a day."""
    return on_plans.join(_twice(on_plans), on=["person", "plan"], how="anti", maintain_order="left")


def _twice(on_plans: pl.DataFrame) -> pl.DataFrame:
    earlier = pl.col("last").shift(1).over("person", "plan")
    return (
        on_plans.filter(earlier >= pl.col("first")).select("person", "plan").unique().sort("person", "plan")
    )
