"""What tiers, multipliers and gates bring into the lines of a commission."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from calc.components.deciding import Decision, Reader, decide
from calc.components.marginal import edges, sliced, tier_ratios
from calc.components.running import running
from calc.components.work import Work
from calc.facts import Schema
from calc.language.amounts import ratio_text
from calc.language.curves import Tiers
from calc.language.metrics import Scope
from calc.metrics.figures import ByKey, Figure, Measured
from calc.metrics.targets import target_for
from calc.results import Problem
from calc.spans import Looks, looks


def decided(work: Work, priced: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """`priced` with what the component's whole tiers, multipliers and gates give for each share's stretch.

    Adds, where there is anything to decide, met_num, met_den and met_factors (a ratio and its parts as text),
    measure, accelerates, and for whole tiers tier (its number). Shares of stretches for which
    a metric reads nothing are left out, and are problems.
    """
    component = work.component
    whole = component.tiers is not None and component.tiers.kind == "whole"
    if not (component.multipliers or component.gates or whole):
        return priced, []
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    paid_for = set(priced.filter(_something())["stretch"].unique())
    for index in priced["stretch"].unique().sort():
        reader = Reader(work.plan, work.name, component, work.stretches[index], work.measured, work.span)
        decision, tier = decide(reader), _whole_tier(reader, component.tiers) if whole else None
        if index in paid_for:  # where nothing is to be paid, nothing is missed
            problems += [*reader.missing, *reader.told]
        if not reader.missing:
            rows.append({"stretch": index, **_met(decision), **_tier_of(tier, decision)})
    schema: Schema = {
        "stretch": pl.Int32,
        "met_num": pl.Int128,
        "met_den": pl.Int128,
        "met_factors": pl.String,
        "measure": pl.String,
        "accelerates": pl.Boolean,
        "tier": pl.Int64,
    }
    found = pl.DataFrame(rows, schema=dict(schema))
    if not whole:  # marginal tiers are found for each slice
        found = found.drop("tier")
    if found.height == len(work.stretches):
        return priced.hstack(found.drop("stretch")[priced["stretch"]]), problems
    return priced.join(found, on="stretch", maintain_order="left"), problems


def _met(decision: Decision) -> dict[str, Any]:
    product = decision.product
    return {
        "met_num": product.numerator,
        "met_den": product.denominator,
        "met_factors": ",".join(f"{label}:{ratio_text(value)}" for label, value in decision.factors),
        "accelerates": decision.accelerates,
    }


@dataclass(frozen=True)
class _Reached:
    tier: int
    measure: str


def _tier_of(reached: _Reached | None, decision: Decision) -> dict[str, Any]:
    measures = [*([reached.measure] if reached else []), *decision.measures]
    return {"tier": reached.tier if reached else None, "measure": " ".join(dict.fromkeys(measures)) or None}


def _something() -> pl.Expr:
    """Whether a share has anything to be paid for."""
    return (pl.col("basis_minor") != 0) | pl.col("fixed_minor").is_not_null()


def _whole_tier(reader: Reader, tiers: Tiers | None) -> _Reached | None:
    assert tiers is not None
    found = reader.read(tiers.metric, tiers.reads)
    if found is None:
        return None
    reached = [number for number, step in enumerate(tiers.steps, 1) if step.from_ <= found.value]
    first_holds_below = tiers.steps[0].from_ == 0
    return _Reached(reached[-1] if reached else int(first_holds_below), found.measure)


def slices(work: Work, priced: pl.DataFrame, tiers: Tiers) -> tuple[pl.DataFrame, list[Problem]]:
    """A row for each slice of each share, with its `tier` and its part of the basis.

    Shares whose payee has no place in the metric's scope, or no target there, are left out, and are problems.
    """
    metric = work.plan.metrics[tiers.metric]
    window = looks(metric, work.span, work.records.calendar)
    totals = running(metric, window, work.span.start, work.records)
    standing = _standing(priced, totals, metric.scope)
    keys = standing["key"].drop_nulls().unique().to_list()
    known = edges(tiers, keys, _figures_at(keys, work, tiers.metric, window))
    ids = pl.format(f"{tiers.metric}@{{}}@{work.span.key}", "key").alias("tier_measure")
    paid = standing.join(known.with_columns(ids), on="key", maintain_order="left")
    made = sliced(paid, tiers).drop("key")
    if paid.height == standing.height:
        return made, []
    told = standing.filter(_something())
    lost = told.filter(pl.col("key").is_null())
    aimless = told.filter(pl.col("key").is_not_null()).join(known, on="key", how="anti")
    placeless = f"you were in no {metric.scope} on the day."
    return made, [
        *_missing(work, lost, "no_place", placeless, "Ask your compensation admin to say which."),
        *_missing(
            work,
            aimless,
            "no_target",
            f"no target is set for {metric.title}.",
            "Ask your compensation admin to set one.",
        ),
    ]


def _figures_at(keys: Sequence[str], work: Work, name: str, window: Looks) -> ByKey:
    """The metric at each of those keys. One that nobody on the plan stands for any more, and where nothing
    was counted, has no figure yet; its target holds all the same."""
    measured = work.measured[name]
    if all(key in measured for key in keys):
        return measured
    target = target_for(work.plan.metrics[name], name, window, work.stretches, work.records.facts)
    return {key: measured.get(key, Measured(Figure(0, 1, sample=0), target(key))) for key in keys}


def _standing(priced: pl.DataFrame, totals: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """`priced` with key, before and after; key is null for who is in no such scope."""
    if scope is Scope.LINE:
        keyed = priced.with_columns(pl.col("payee").alias("key"))
        found = keyed.join(totals, on=["share", "key"], how="left", maintain_order="left")
    elif priced["share"].equals(totals["share"]):  # nearly always: nothing has to be looked up
        found = priced.hstack(totals.drop("share"))
    else:
        found = priced.join(totals, on="share", how="left", maintain_order="left")
    return found


def _missing(work: Work, shares: pl.DataFrame, code: str, message: str, hint: str) -> list[Problem]:
    text = f"{work.component.title}: {message}"
    return [
        Problem(code, text, hint, person=person, plan=work.plan.plan, component=work.name)
        for person in shares["payee"].unique()
    ]


def tier_table(tiers: Tiers, clause: str) -> pl.DataFrame:
    """What each tier brings in, with and without an accelerator.

    Columns tier, accelerates, and for `times` tier_num, tier_den, tier_factors; for `rate` the line's
    rate and clause as tier_rate_num, tier_rate_den, tier_clause.
    """
    gives_rate = tiers.steps[0].rate is not None
    rows = []
    for tier, ratio in tier_ratios(tiers).items():
        for accelerates in (True, False):
            counts = ratio if accelerates or gives_rate else min(ratio, Fraction(1))
            row: dict[str, Any] = {"tier": tier, "accelerates": accelerates}
            if gives_rate:
                row |= {"tier_rate_num": counts.numerator, "tier_rate_den": counts.denominator}
                row |= {"tier_clause": f"{clause}.tiers[{tier}]"}
            else:
                row |= {"tier_num": counts.numerator, "tier_den": counts.denominator}
                row |= {"tier_factors": f"tier {tier}:{ratio_text(counts)}"}
            rows.append(row)
    return pl.DataFrame(rows)
