"""Columns that follow from an event or a credit, worked out only where a plan asks for them."""

from collections.abc import Iterable, Iterator

import polars as pl

from calc.facts import Facts
from calc.language.conditions import Condition
from calc.language.parts import Part
from calc.language.values import MOST_YEARS
from calc.placements import with_placement
from calc.plan import Plan

OF_EVENTS = ("segment", "years", "change")
OF_CREDITS = ("territory", "role")


def asked_for(plans: Iterable[Plan]) -> set[str]:
    """The names that any condition of the plans looks at."""
    return {name for plan in plans for condition in _conditions(plan) for name in condition.names()}


def term_months() -> pl.Expr:
    """An event's term; a year where none is stated."""
    return pl.when(pl.col("term_months") >= 1).then(pl.col("term_months")).otherwise(12)


def with_event_columns(events: pl.DataFrame, facts: Facts, asked: set[str]) -> pl.DataFrame:
    """`events` with `segment`, `years` and `change` where they are asked for."""
    if "segment" in asked:
        segments = facts.accounts.select("account", "segment").unique("account")
        events = events.join(segments, on="account", how="left", maintain_order="left")
    made = []
    if "years" in asked:
        made.append((term_months() // 12).clip(1, MOST_YEARS).cast(pl.String).alias("years"))
    if "change" in asked:
        sign = pl.col("recurring_change_minor").sign()
        up = (
            pl.when(sign > 0).then(pl.lit("up")).when(sign < 0).then(pl.lit("down")).otherwise(pl.lit("same"))
        )
        made.append(up.alias("change"))
    return events.with_columns(made) if made else events


def with_credit_columns(shares: pl.DataFrame, facts: Facts, asked: set[str]) -> pl.DataFrame:
    """`shares` with `territory`, and `role` filled from the person's own, where they are asked for."""
    if "territory" in asked:
        shares = with_placement(shares, "date", "region", facts.placements, "territory")
    if "role" in asked:
        shares = (
            with_placement(shares, "date", "role", facts.placements, "_own_role")
            .with_columns(pl.coalesce(pl.col("role").replace("", None), "_own_role").alias("role"))
            .drop("_own_role")
        )
    return shares


def _conditions(part: object) -> Iterator[Condition]:
    """Every condition anywhere in a plan; its cases are not part of what it pays."""
    if isinstance(part, Condition):
        yield part
    if isinstance(part, Part):
        for name in type(part).model_fields:
            if name != "cases":
                yield from _conditions(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from _conditions(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _conditions(value)
