"""What a plan's pay and metrics are worked out on: the credited events, in the plan's currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from calc.credits import MONEY, credit
from calc.derived import asked_for, with_credit_columns, with_event_columns
from calc.exchange import converted
from calc.facts import Facts
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan
from calc.results import Problem


@dataclass(frozen=True)
class Records:
    """`facts` as imported; `events` and `shares` in one currency, up to the last day that counts.

    `events` has the columns of EVENTS: `region` filled from the account, money never null and in `currency`
    where a rate was found (calc.exchange tells which columns say so); `segment`, `years` and `change` when a
    plan asks for them (calc.derived). `shares` has one row for each credited share: the columns of `events`,
    `person`, `role`, `share_ppm`, and a `credited_…` for each column of money; `territory` when a plan asks
    for it, and `share`, which numbers them; by person, day, event and role.
    """

    facts: Facts
    currency: str
    calendar: FiscalCalendar
    events: pl.DataFrame
    shares: pl.DataFrame

    def columns(self, rows: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
        """`rows`, which have `share`, with these columns of their shares; what a row has already stays."""
        wanted = self.shares.select(name for name in names if name not in rows.columns)
        at = rows["share"]
        whole = rows.height == wanted.height and (at == pl.int_range(rows.height, eager=True)).all()
        return rows.hstack(wanted if whole else wanted[at])  # fetching nothing in the usual case


def records(
    plans: Sequence[Plan], facts: Facts, currency: str, period: Period, last: date, calendar: FiscalCalendar
) -> tuple[Records, list[Problem]]:
    """The records for `plans`, which pay in `currency`; problems are of the period's events alone."""
    asked = asked_for(plans)
    known = with_event_columns(_known(facts, last), facts, asked)
    events = converted(known, facts.exchange, currency)
    credited = credit(events, facts, period.start)
    shares = credited.shares
    several_roles = shares["role"].n_unique() > 1
    shares = with_credit_columns(shares, facts, asked | ({"role"} if several_roles else set()))
    if several_roles:  # somebody may be credited for one event in two: their own role decides on the order
        shares = shares.sort("person", "date", "event", "role")
    shares = shares.with_row_index("share")
    return Records(facts, currency, calendar, events, shares), credited.problems


def _known(facts: Facts, last: date) -> pl.DataFrame:
    """The events up to a day, with their account's region where they have none."""
    events = facts.events.filter(pl.col("date") <= last).with_columns(pl.col(*MONEY).fill_null(0))
    regions = facts.accounts.filter(pl.col("region") != "").select("account", pl.col("region").alias("_its"))
    if regions.is_empty():
        return events.with_columns(pl.col("region").replace("", None))
    joined = events.join(regions.unique("account"), on="account", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(pl.col("region").replace("", None), "_its").alias("region")).drop(
        "_its"
    )
