"""Hold: what a deal earns is kept back, and released as its payments come in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from calc.components.earlier import by_deal, sums_by_deal
from calc.components.happened import happened
from calc.components.limits import LIMITED
from calc.components.writing import OF_EVENT, Writer, row
from calc.exact import rounded
from calc.language.pay import Commission
from calc.language.terms import Hold
from calc.outcome import Outcome, Row
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

ByDeal = dict[str, dict[str, int]]


def hold(plan: Plan, name: str, component: Commission, span: Span, lines: pl.DataFrame) -> Outcome:
    """A line for each person and deal that takes off again what the component's `lines` of the span come to:
    its pay, and the caps and floors of single lines."""
    if component.hold is None:
        return Outcome()
    writer = Writer(plan, name, component.title, span.key)
    of_deals = lines.filter(pl.col("entry").is_in(LIMITED), pl.col("event").is_not_null())
    kept = of_deals.group_by("person", "event").agg(
        *(pl.col(column).min() for column in OF_EVENT if column != "event"),
        pl.col("amount_minor").cast(pl.Int128).sum().alias("basis_minor"),
    )
    return writer.frame(
        kept.filter(pl.col("basis_minor") != 0)
        .sort("person", "event")
        .with_columns(
            pl.lit(writer.clause("hold")).alias("clause"),
            pl.lit("hold").alias("entry"),
            pl.lit(-1).alias("rate_num"),
            pl.lit(0).alias("earlier_minor"),
            (pl.lit(0, dtype=pl.Int128) - pl.col("basis_minor")).alias("amount_minor"),
        )
    )


def release(
    plan: Plan,
    name: str,
    component: Commission,
    span: Span,
    stretches: Sequence[Stretch],
    lines: pl.DataFrame,
    records: Records,
) -> Outcome:
    """A line for each payment of the span and each person with held lines of its deal.

    `lines` are the component's of this pay period so far, holds included. Problems: somebody has no stretch
    on the plan, or a payment is in another currency than its deal.
    """
    if component.hold is None:
        return Outcome()
    payments = happened(records, component.hold.until)
    payments = payments.filter(pl.col("parent").is_not_null(), pl.col("date") <= span.last)
    of_span = payments.filter(pl.col("date") >= span.start).select(pl.col("parent").alias("deal"))
    if of_span.is_empty():
        return Outcome()
    known = by_deal(plan, name, span.period.end, lines, records.facts.paid)
    known = known.join(of_span, on="deal", how="semi")
    kept = _Kept(sums_by_deal(known, ["hold"]), sums_by_deal(known, ["release"]))
    writer = Writer(plan, name, component.title, span.key)
    desk = _Desk(
        writer, component.hold, {one.person for one in stretches}, kept, _amounts(records, kept.held)
    )
    concerned = payments.filter(pl.col("parent").is_in(list(kept.held))).sort("date", "event")
    return _settled(desk, concerned, span.start)


@dataclass(frozen=True)
class _Kept:
    """What is held (below zero) and was released of each deal, by person."""

    held: ByDeal
    released: ByDeal


@dataclass(frozen=True)
class _Desk:
    """What it takes to settle payments; `deals` are those that are known."""

    writer: Writer
    terms: Hold
    on_plan: set[str]
    kept: _Kept
    deals: Mapping[str, "_Money"]


@dataclass(frozen=True)
class _Money:
    """What a deal or payment comes to, in the plan's currency where it could be converted; `own_minor` in its
    `own_currency` is what it was agreed or paid in."""

    amount_minor: int
    currency: str | None
    own_minor: int
    own_currency: str | None


def _settled(desk: _Desk, payments: pl.DataFrame, start: date) -> Outcome:
    """Goes through all payments of the deals; those before `start` only count as paid in."""
    paid_in: dict[str, Fraction] = {}
    rows: list[Row] = []
    problems: list[Problem] = []
    for payment in payments.iter_rows(named=True):
        deal, now = payment["parent"], payment["date"] >= start
        paid = _paid(desk, deal, _money(payment))
        if paid is None:  # it moves nothing, not even what was released before
            problems += [_in_other_currency(desk, payment)] if now else []
            continue
        paid_in[deal] = paid_in.get(deal, Fraction(0)) + paid
        if now:
            part = _part(desk, paid_in[deal])
            for person, held, already, due in _due(desk.kept, deal, part):
                if person not in desk.on_plan:
                    problems.append(desk.writer.not_on_plan(person, deal, "released"))
                    continue
                rows.append(_row(desk, payment, person, held, part, already, due))
                desk.kept.released.setdefault(deal, {})[person] = already + due
    return desk.writer.lines(rows, dict.fromkeys(problems))


def _due(kept: _Kept, deal: str, part: Fraction) -> Iterator[tuple[str, int, int, int]]:
    """Person, what is held, what was released already, and what is due now, where that is anything."""
    for person, taken in sorted(kept.held[deal].items()):
        already = kept.released.get(deal, {}).get(person, 0)
        due = rounded(-taken * part) - already
        if due:
            yield person, -taken, already, due


def _paid(desk: _Desk, parent: str, payment: _Money) -> Fraction | None:
    """The part of a deal that a payment is; None where they cannot be compared.

    In the deal's own currency it is what it is, however the rates went between the two days. What is not
    known, or not above nothing, is paid by any payment.
    """
    deal = desk.deals.get(parent)
    if deal is None or deal.amount_minor <= 0:
        return Fraction(1)
    if payment.own_currency == deal.own_currency:
        return Fraction(payment.own_minor, deal.own_minor)
    if not payment.amount_minor:
        return Fraction(0)
    return Fraction(payment.amount_minor, deal.amount_minor) if payment.currency == deal.currency else None


def _part(desk: _Desk, paid: Fraction) -> Fraction:
    """How much of a deal is released once so much of it is paid."""
    part = max(Fraction(0), min(Fraction(1), paid))
    return part if desk.terms.release == "parts" or part == 1 else Fraction(0)


def _amounts(records: Records, deals: Mapping[str, object]) -> dict[str, _Money]:
    known = records.events.filter(pl.col("event").is_in(list(deals)))
    return {row["event"]: _money(row) for row in known.iter_rows(named=True)}


def _money(event: Mapping[str, Any]) -> _Money:
    amount, currency = event["amount_minor"], event["currency"]
    if event["event_currency"] is None:
        return _Money(amount, currency, amount, currency)
    return _Money(amount, currency, event["event_amount_minor"], event["event_currency"])


def _row(
    desk: _Desk, payment: Mapping[str, Any], person: str, held: int, part: Fraction, already: int, due: int
) -> Row:
    event = {column: payment[column] for column in OF_EVENT}
    money = {"about": payment["parent"], "earlier_minor": already}
    return row(person, desk.writer.clause("hold"), "release", held, due, part, **event, **money)


def _in_other_currency(desk: _Desk, payment: Mapping[str, Any]) -> Problem:
    return desk.writer.problem(
        "other_currency",
        f"a payment for {payment['parent']} in {payment['currency'] or 'no currency'} releases nothing, "
        "because the deal is in another currency and there is no exchange rate for the day.",
        f"Import an exchange rate, or the payment in {desk.writer.plan.currency}.",
        event=payment["event"],
    )
