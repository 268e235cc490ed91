"""What earlier periods come to as later ones see them: their lines, each with every correction of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from sqlalchemy import case, or_, select

from bot.periods.gathering import Work
from bot.periods.kept_lines import ADJUSTMENT
from bot.periods.standing import FINAL
from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from calc.facts import PAID, Facts, Schema, empty, with_more
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
people = table_of(Person)

# `span` is the period that a line is of, whichever paid it; `corrects` whether it is a correction.
_ROWS: Schema = {**PAID, "span": pl.String, "corrects": pl.Boolean}
_SAME = ("span", "person", "plan", "component", "entry", "event", "about", "currency")


@dataclass(frozen=True)
class Before:
    """The plans whose earlier lines a period looks at, and the periods that these may be of."""

    plans: tuple[str, ...]
    periods: Sequence[Period]


def with_paid(work: Work, facts: Facts, period: Period, before: Before | None, owed: pl.DataFrame) -> Facts:
    """The facts of a period, with what those before it come to, as if nothing had ever come in late.

    Corrections count for the period that they correct: those that were published, those of periods before
    this one, and `owed`, which are not kept yet (lines as bot.periods.kept_lines.complete gives them).
    """
    if before is None:
        return facts
    keys = [one.key for one in before.periods]
    open_ones = owed.filter(pl.col("plan").is_in(before.plans), pl.col("span").is_in(keys))
    rows = pl.concat([_kept(work, period, before, keys), _shaped(open_ones)])
    ends = pl.DataFrame(
        {"span": keys, "ended": [one.end for one in before.periods]},
        schema={"span": pl.String, "ended": pl.Date},
    )
    dated = rows.join(ends, on="span", how="left").with_columns(pl.col("ended").alias("period_end"))
    return with_more(facts, "paid", _as_known(_summed(dated.drop("ended")), facts).select(*PAID))


def _kept(work: Work, period: Period, before: Before, keys: Sequence[str]) -> pl.DataFrame:
    own = (lines.c.entry != ADJUSTMENT) & periods.c.key.in_(keys)
    since = or_(periods.c.state.in_(FINAL), periods.c.start_date < period.start)
    corrections = (lines.c.corrects != "") & lines.c.span.in_(keys) & since
    corrects = lines.c.corrects != ""
    query = (
        select(
            people.c.key.label("person"),
            case((corrects, lines.c.corrects), else_=lines.c.entry).label("entry"),
            *(lines.c[name] for name in ("plan", "component", "event", "about", "account", "amount_minor")),
            lines.c.occurred_on.label("date"),
            lines.c.currency,
            case((corrects, lines.c.span), else_=periods.c.key).label("span"),
            lines.c.corrects,
        )
        .join_from(periods, statements, statements.c.period_id == periods.c.id)
        .join(lines, lines.c.statement_id == statements.c.id)
        .join(people, people.c.id == statements.c.person_id)
        .where(
            periods.c.workspace_id == work.workspace_id,
            lines.c.plan.in_(before.plans),
            own | corrections,
        )
    )
    return _rows(read_frame(work.connection, query))


def _shaped(owed: pl.DataFrame) -> pl.DataFrame:
    return _rows(owed.with_columns(pl.col("corrects").alias("entry")))


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    if found.is_empty():
        return empty(_ROWS)
    known = found.with_columns(pl.col("corrects") != "", pl.lit(None, pl.Date).alias("period_end"))
    return known.select(pl.col(name).cast(kind) for name, kind in _ROWS.items())


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Lines that were corrected are one with their corrections, and none where nothing is left of them."""
    keys = rows.filter("corrects").select(_SAME).unique()
    if keys.is_empty():
        return rows
    corrected = rows.join(keys, on=_SAME, how="semi", nulls_equal=True)
    sums = corrected.group_by(_SAME, maintain_order=True).agg(
        pl.col("corrects").any(),
        pl.col("amount_minor").cast(pl.Int128).sum().cast(pl.Int64),
        *(pl.col(name).drop_nulls().first() for name in ("account", "date", "period_end")),
    )
    others = rows.join(keys, on=_SAME, how="anti", nulls_equal=True)
    return pl.concat([others, sums.filter(pl.col("amount_minor") != 0).select(others.columns)])


def _as_known(rows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """A correction is of no day by itself, and what a line says of its event may have changed since."""
    events = facts.events.select(
        "event", pl.col("date").alias("known_date"), pl.col("account").alias("known_account")
    )
    known = rows.join(events, on="event", how="left", maintain_order="left")
    return known.with_columns(pl.coalesce(f"known_{name}", name).alias(name) for name in ("date", "account"))
