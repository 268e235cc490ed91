"""What a calculation hands back: lines, measures and problems.

A **line** is one paid amount: basis × rate × every factor, rounded once, less `earlier_minor` where something
counts already. `factors` is text like "payout:23/20,of the year:1/4"; `rate_num`/`rate_den` and the factors
are exact ratios. `entry` says what kind of line it is (ENTRIES), `about` what it refers to: the deal that was
taken back or released, the person below. A **measure** is a metric at the scope that counts for a person,
numerator over denominator (over 1 for a sum, in minor units), over the days `first` to `last`; both are
wide, because they add up many amounts.
A **problem** says who gets no answer, and why; with no person it concerns the whole company.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from calc.facts import Schema, empty

LINES: Schema = {
    "person": pl.String,
    "plan": pl.String,
    "version": pl.Date,
    "component": pl.String,
    "clause": pl.String,
    "entry": pl.String,
    "span": pl.String,  # the period it was worked out for: "2024-Q3", or "2024-07" within it
    "event": pl.String,
    "about": pl.String,
    "account": pl.String,
    "date": pl.Date,
    "kind": pl.String,
    "product": pl.String,
    "region": pl.String,
    "event_amount_minor": pl.Int64,  # the whole event's, before shares, in the event's own currency
    "event_currency": pl.String,
    "fx_num": pl.Int64,  # one unit of it in the plan's currency, where it is another
    "fx_den": pl.Int64,
    "share_ppm": pl.Int64,
    "basis_minor": pl.Int64,
    "rate_num": pl.Int64,
    "rate_den": pl.Int64,
    "factors": pl.String,
    "measure": pl.String,  # the measures it stands on, by their `measure`, with a space between
    "earlier_minor": pl.Int64,  # taken off the product: what counts already
    "amount_minor": pl.Int64,
    "reward": pl.String,  # a prize that is not pay
    "currency": pl.String,
}
MEASURES: Schema = {
    "person": pl.String,
    "plan": pl.String,
    "measure": pl.String,  # metric@scope key@span: what lines name it by
    "metric": pl.String,
    "title": pl.String,
    "scope": pl.String,
    "scope_key": pl.String,
    "span": pl.String,
    "first": pl.Date,
    "last": pl.Date,
    "unit": pl.String,
    "numerator": pl.Int128,
    "denominator": pl.Int128,
    "sample": pl.Int64,
    "target_num": pl.Int64,
    "target_den": pl.Int64,
    "attained_num": pl.Int128,  # the attainment: what a figure with a target counts as
    "attained_den": pl.Int128,
}
# What kinds of line there are.
ENTRIES = (
    "pay",  # commission, bonus, override
    "cap",  # what a cap takes off
    "floor",  # what a floor adds
    "hold",  # credited, kept back until cash comes in
    "release",  # what was held, paid
    "clawback",  # taken back
    "prize",
    "draw",  # advanced
    "recovery",  # an advance, paid back
    "guarantee",  # what is missing to a guaranteed amount
    "carry",  # carried into the next period (above zero), or from an earlier one (below)
)
PROBLEMS: Schema = {
    "code": pl.String,
    "person": pl.String,
    "plan": pl.String,
    "component": pl.String,
    "event": pl.String,
    "message": pl.String,
    "hint": pl.String,
}


@dataclass(frozen=True)
class Problem:
    """Why somebody gets no answer. `message` says what is wrong, `hint` what to do; neither has an amount."""

    code: str
    message: str
    hint: str
    person: str | None = None
    plan: str | None = None
    component: str | None = None
    event: str | None = None


@dataclass(frozen=True)
class Calculation:
    lines: pl.DataFrame
    measures: pl.DataFrame
    problems: pl.DataFrame


def stacked(frames: Iterable[pl.DataFrame], schema: Schema) -> pl.DataFrame:
    """The frames under one another, in that schema, also when there are none."""
    shaped = [frame.select(pl.col(name).cast(kind) for name, kind in schema.items()) for frame in frames]
    return pl.concat([empty(schema), *shaped])


def problem_frame(problems: Iterable[Problem]) -> pl.DataFrame:
    """Each problem once, in an order that the order of the facts does not change."""
    rows = [{name: getattr(problem, name) for name in PROBLEMS} for problem in problems]
    frame = pl.DataFrame(rows, schema=dict(PROBLEMS))
    return frame.unique().sort(list(PROBLEMS), nulls_last=True)
