"""Override: a leader's share of what the people below are paid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from calc.assigned import assigned
from calc.components.writing import Writer, row
from calc.exact import rounded
from calc.language.pay import Override
from calc.outcome import Outcome
from calc.placements import with_leaders
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

ENTRIES = ("pay", "cap", "floor", "hold", "release", "clawback")
SHARED = ("commission", "bonus")


def override(
    plan: Plan,
    name: str,
    component: Override,
    span: Span,
    stretches: Sequence[Stretch],
    all_lines: pl.DataFrame,
    pays: Mapping[tuple[str, str], str],
    records: Records,
) -> Outcome:
    """One line for each leader with a stretch and each person below who has lines that count: of days on
    which the leader is on the plan, and of no day.

    `span` is the pay period, up to today while it lasts. `all_lines` are everybody's of all plans; `pays`
    says how each component of each plan pays, by (plan, component). A problem for each leader who has people
    below that are paid in another currency.
    """
    writer = Writer(plan, name, component.title, span.key)
    leaders = pl.DataFrame(
        {"leader": sorted({one.person for one in stretches})}, schema={"leader": pl.String}
    )
    sums = _sums(all_lines.join(_counting(component, pays), on=["plan", "component"], how="semi"), span.last)
    led = with_leaders(sums, "day", records.facts.placements, component.levels)
    led = _on_their_days(led.join(leaders, on="leader", how="semi"), plan, span, records)
    own = pl.col("currency") == plan.currency
    below = led.filter(own).group_by("leader", "person").agg(pl.col("amount_minor").sum())
    clause = writer.clause("rate")
    rows = [
        row(leader, clause, "pay", basis, rounded(basis * component.rate), component.rate, about=person)
        for leader, person, basis in below.sort("leader", "person").iter_rows()
    ]
    return writer.lines(rows, _in_other_currency(writer, led.filter(~own)))


def _counting(component: Override, pays: Mapping[tuple[str, str], str]) -> pl.DataFrame:
    """The components of all plans that a leader has a share of, never overrides themselves."""
    chosen = [
        key
        for key, word in pays.items()
        if (key[1] in component.of and word != "override" if component.of else word in SHARED)
    ]
    return pl.DataFrame(chosen, schema={"plan": pl.String, "component": pl.String}, orient="row")


def _sums(lines: pl.DataFrame, last: date) -> pl.DataFrame:
    """What each person's lines of a `date` come to; lines of none have the last for their `day`."""
    counted = lines.lazy().filter(pl.col("entry").is_in(ENTRIES))
    return (
        counted.group_by("person", "date", pl.col("date").fill_null(last).alias("day"), "currency")
        .agg(pl.col("amount_minor").cast(pl.Int128).sum())
        .collect()
    )


def _on_their_days(led: pl.DataFrame, plan: Plan, span: Span, records: Records) -> pl.DataFrame:
    """Without what is of a day on which its leader is off the plan; lines may be of days before the span."""
    on_plan = assigned(records.facts, replace(span.period, start=date.min))
    days = on_plan.filter(pl.col("plan") == plan.plan).select(
        pl.col("person").alias("leader"), "first", "last"
    )
    theirs = led.select("leader", "date").unique().join(days, on="leader")
    theirs = theirs.filter(pl.col("date").is_between(pl.col("first"), pl.col("last")))
    of_days = led.join(theirs, on=["leader", "date"], how="semi")
    return pl.concat([led.filter(pl.col("date").is_null()), of_days])


def _in_other_currency(writer: Writer, led: pl.DataFrame) -> list[Problem]:
    counted = led.group_by("leader", "currency").agg(pl.col("person").n_unique())
    return [
        writer.problem(
            "other_currency",
            f"{'1 person below you is' if count == 1 else f'{count} people below you are'} paid in "
            f"{currency}, which does not count here, because the plan pays in {writer.plan.currency}.",
            "Ask your compensation admin how their results are to count.",
            leader,
        )
        for leader, currency, count in counted.sort("leader", "currency").iter_rows()
    ]
