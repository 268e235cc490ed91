"""What was paid before, added up by person, or by deal and person."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from calc.plan import Plan

# Entries that are about a deal: its own lines, and those that name it as what they are about.
_OF_DEAL = ("pay", "cap", "floor", "hold")
_ABOUT_DEAL = ("release", "clawback")


def paid_before(
    paid: pl.DataFrame, plan: Plan, end: date, component: str | None = None, since: date | None = None
) -> pl.DataFrame:
    """The rows of `paid` (calc.facts) of this plan in its currency from periods that ended before `end`.

    `end` is the last day of the pay period or span at hand; `since` the first day on which a period may have
    ended to count.
    """
    rows = paid.filter(
        pl.col("plan") == plan.plan, pl.col("currency") == plan.currency, pl.col("period_end") < end
    )
    if component is not None:
        rows = rows.filter(pl.col("component") == component)
    return rows if since is None else rows.filter(pl.col("period_end") >= since)


def totals(*frames: pl.DataFrame) -> dict[str, int]:
    """What the rows come to for each person, in minor units; they may be lines or earlier lines."""
    wide = pl.col("amount_minor").cast(pl.Int128)
    rows = pl.concat([frame.select("person", wide) for frame in frames])
    return dict(rows.group_by("person").agg(pl.col("amount_minor").sum()).iter_rows())


def plus(sums: Mapping[str, int], lines: pl.DataFrame) -> dict[str, int]:
    """`sums` with the lines added."""
    more = totals(lines)
    return {person: sums.get(person, 0) + more.get(person, 0) for person in {*sums, *more}}


def by_deal(plan: Plan, component: str, end: date, lines: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """Every line of the component that is about a deal: this period's `lines`, and those `paid` before `end`.

    Columns person, deal, entry, date, account, amount_minor (wide).
    """
    about = pl.when(pl.col("entry").is_in(_ABOUT_DEAL)).then("about").otherwise("event")
    columns = (
        "person", about.alias("deal"), "entry", "date", "account", pl.col("amount_minor").cast(pl.Int128),
    )  # fmt: skip
    known = pl.col("entry").is_in((*_OF_DEAL, *_ABOUT_DEAL)) & pl.col("deal").is_not_null()
    before = paid_before(paid, plan, end, component)
    return pl.concat([lines.select(columns).filter(known), before.select(columns).filter(known)])


def sums_by_deal(rows: pl.DataFrame, entries: Sequence[str] | None = None) -> dict[str, dict[str, int]]:
    """What rows of `by_deal` come to, for each deal and each person; only those entries, when given."""
    chosen = rows if entries is None else rows.filter(pl.col("entry").is_in(entries))
    sums: dict[str, dict[str, int]] = {}
    for deal, person, amount in (
        chosen.group_by("deal", "person").agg(pl.col("amount_minor").sum()).iter_rows()
    ):
        sums.setdefault(deal, {})[person] = amount
    return sums
