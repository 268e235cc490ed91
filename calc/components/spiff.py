"""Spiff: a set prize for each event of a kind, or for a person's first, while prizes last."""

from collections.abc import Sequence

import polars as pl

from calc import exact
from calc.components.earlier import paid_before
from calc.components.writing import OF_EVENT, Writer
from calc.conditions import fits
from calc.credits import WHOLE_PPM
from calc.language.pay import Spiff
from calc.outcome import Outcome
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

IN_TURN = ("date", "event", "person", "role")
_WHY_NOT = {
    "winners_found": "because all its prizes were won before.",
    "budget_spent": "because its budget is spent.",
}


def spiff(
    plan: Plan,
    name: str,
    component: Spiff,
    span: Span,
    stretches: Sequence[Stretch],
    records: Records,
    so_far: pl.DataFrame | None = None,
) -> Outcome:
    """A line for each credited share that wins, and a problem for each person who comes too late to win.

    `so_far` are the component's lines of earlier spans in the same pay period, which count for `winners` and
    `budget` as what was paid before does.
    """
    writer = Writer(plan, name, component.title, span.key)
    won = _priced(component, _shares(component, span, stretches, records))
    if component.winners is None and component.budget is None:
        return writer.frame(_lines(writer, component, won))
    before = paid_before(records.facts.paid, plan, span.period.end, name)["amount_minor"].to_list()
    before += [] if so_far is None else so_far["amount_minor"].to_list()
    judged = won.with_columns(_verdicts(component, before, won["amount_minor"].to_list()).alias("verdict"))
    late = judged.filter(pl.col("verdict").is_not_null())
    paid = judged.filter(pl.col("verdict").is_null())
    return writer.frame(_lines(writer, component, paid), _too_late(writer, late))


def could_win(component: Spiff, records: Records) -> pl.DataFrame:
    """The credited shares that are worth a prize, if their person is on the plan on that day."""
    fitting = records.shares.filter(fits(component.of))
    if component.counts == "first":
        firsts = fitting.sort("date", "event").unique("person", keep="first", maintain_order=True)
        fitting = fitting.join(firsts.select("person", "event"), on=["person", "event"], how="semi")
    if component.days is not None:
        fitting = fitting.filter(pl.col("date").is_between(component.days.from_, component.days.to))
    return fitting


def _shares(component: Spiff, span: Span, stretches: Sequence[Stretch], records: Records) -> pl.DataFrame:
    """The credited shares that could win, in turn."""
    known = could_win(component, records).filter(pl.col("date").is_between(span.start, span.last))
    on_plan = known.join(_days(stretches), on="person")
    return on_plan.filter(pl.col("date").is_between(pl.col("first"), pl.col("last"))).sort(IN_TURN)


def _days(stretches: Sequence[Stretch]) -> pl.DataFrame:
    days = [(one.person, one.first, one.last) for one in stretches]
    return pl.DataFrame(days, schema={"person": pl.String, "first": pl.Date, "last": pl.Date}, orient="row")


def _priced(component: Spiff, shares: pl.DataFrame) -> pl.DataFrame:
    """Adds basis_minor and amount_minor; a reward is nothing in money."""
    basis = pl.Series("basis_minor", [component.prize.amount_minor or 0], dtype=pl.Int64)
    bases = basis.new_from_index(0, shares.height)
    whole = pl.Series("whole", [WHOLE_PPM], dtype=pl.Int64).new_from_index(0, shares.height)
    amounts = exact.multiply(bases, (shares["share_ppm"], whole))
    return shares.with_columns(bases, amounts.alias("amount_minor"))


def _verdicts(component: Spiff, before: Sequence[int], amounts: Sequence[int]) -> pl.Series:
    """Why each prize in turn is not paid: a problem's code, or nothing for one that is."""
    winners, budget = component.winners, component.budget
    count, spent = len(before), sum(before)
    most = None if budget is None else budget.fixed_minor
    verdicts: list[str | None] = []
    for amount in amounts:
        if winners is not None and count >= winners:
            verdicts.append("winners_found")
        elif most is not None and spent + amount > most:
            verdicts.append("budget_spent")
        else:
            verdicts.append(None)
            count, spent = count + 1, spent + amount
    return pl.Series(verdicts, dtype=pl.String)


def _lines(writer: Writer, component: Spiff, won: pl.DataFrame) -> pl.DataFrame:
    money = component.prize.amount_minor is not None
    share = pl.format(f"share:{{}}/{WHOLE_PPM}", "share_ppm")
    split = pl.lit(money) & (pl.col("share_ppm") != WHOLE_PPM)
    return won.select(
        "person",
        *OF_EVENT,
        "share_ppm",
        "basis_minor",
        "amount_minor",
        pl.lit(0).alias("earlier_minor"),
        pl.lit(writer.clause("prize")).alias("clause"),
        pl.lit("prize").alias("entry"),
        pl.lit(component.prize.reward).alias("reward"),
        pl.when(split).then(share).otherwise(pl.lit("")).alias("factors"),
    )


def _too_late(writer: Writer, late: pl.DataFrame) -> list[Problem]:
    told = late.group_by("person", "verdict").agg(pl.len(), pl.col("event").min())
    return [
        writer.problem(
            code,
            f"{'1 event wins' if count == 1 else f'{count} events win'} nothing, {_WHY_NOT[code]}",
            "Nothing needs to be done; the plan says how many prizes there are.",
            person,
            event,
        )
        for person, code, count, event in told.sort("person", "verdict").iter_rows()
    ]
