"""Clawback: what was paid for a deal is taken back when it turns bad, all of it or by its age."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from calc.components.earlier import by_deal, sums_by_deal
from calc.components.happened import happened
from calc.components.writing import OF_EVENT, Writer, row
from calc.exact import rounded
from calc.language.pay import Commission
from calc.language.terms import Clawback
from calc.outcome import Outcome, Row
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch


def clawback(
    plan: Plan,
    name: str,
    component: Commission,
    span: Span,
    stretches: Sequence[Stretch],
    lines: pl.DataFrame,
    records: Records,
) -> Outcome:
    """A line for each event of the span that takes back, each deal it takes back and each person paid for it.

    `lines` are the component's of this pay period so far, holds and releases included. Problems: somebody has
    no stretch on the plan.
    """
    terms = component.clawback
    if terms is None:
        return Outcome()
    turned = happened(records, terms.when).filter(pl.col("date").is_between(span.start, span.last))
    if turned.is_empty():
        return Outcome()
    known = by_deal(plan, name, span.period.end, lines, records.facts.paid)
    deals = _deals(known, turned)
    left = sums_by_deal(known.filter(pl.col("deal").is_in(list(deals.by_key))))
    desk = _Desk(
        Writer(plan, name, component.title, span.key), terms, {one.person for one in stretches}, left
    )
    for event in turned.sort("date", "event").iter_rows(named=True):
        for deal in _taken_by(event, deals):
            _take_back(desk, event, deal)
    return desk.writer.lines(desk.rows, dict.fromkeys(desk.problems))


@dataclass(frozen=True)
class _Deal:
    key: str
    day: date
    account: str | None


@dataclass(frozen=True)
class _Deals:
    """The deals that events could be about; those of an account by day."""

    by_key: Mapping[str, _Deal]
    by_account: Mapping[str | None, Sequence[_Deal]]


@dataclass(frozen=True)
class _Desk:
    """`left` is what is left of each deal for each person, and goes down; rows and problems come together."""

    writer: Writer
    terms: Clawback
    on_plan: set[str]
    left: dict[str, dict[str, int]]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _deals(known: pl.DataFrame, turned: pl.DataFrame) -> _Deals:
    """The deals with lines of their own that the events name, or that are of their accounts."""
    named = pl.col("deal").is_in(turned["parent"].drop_nulls().to_list())
    of_account = pl.col("account").is_in(turned["account"].drop_nulls().to_list())
    own = known.filter(~pl.col("entry").is_in(["release", "clawback"]), named | of_account)
    days = own.group_by("deal").agg(pl.col("date").min(), pl.col("account").min())
    found = [_Deal(*deal) for deal in days.drop_nulls("date").sort("date", "deal").iter_rows()]
    by_account: dict[str | None, list[_Deal]] = {}
    for deal in found:
        by_account.setdefault(deal.account, []).append(deal)
    return _Deals({deal.key: deal for deal in found}, by_account)


def _taken_by(event: Mapping[str, Any], deals: _Deals) -> Iterator[_Deal]:
    """The deal that the event names, else all of its account that are not younger."""
    if event["parent"] is not None:
        if event["parent"] in deals.by_key:
            yield deals.by_key[event["parent"]]
    elif event["account"] is not None:
        for deal in deals.by_account.get(event["account"], ()):
            if deal.day <= event["date"] and deal.key != event["event"]:
                yield deal


def _take_back(desk: _Desk, event: Mapping[str, Any], deal: _Deal) -> None:
    """The lines by which an event takes back a deal; a problem for those who are not there to give back."""
    part, clause = _part(desk, deal.day, event["date"])
    for person, left in sorted(desk.left[deal.key].items()):
        taken = rounded(left * part)
        if left <= 0 or not taken:
            continue
        if person not in desk.on_plan:
            desk.problems.append(desk.writer.not_on_plan(person, deal.key, "taken back"))
            continue
        of_event = {column: event[column] for column in OF_EVENT}
        of_event |= {"about": deal.key, "account": event["account"] or deal.account}
        desk.rows.append(row(person, clause, "clawback", left, -taken, -part, **of_event))
        desk.left[deal.key][person] = left - taken


def _part(desk: _Desk, day: date, turned: date) -> tuple[Fraction, str]:
    """How much is taken back of a deal of a day, and the clause that says so."""
    for number, band in enumerate(desk.terms.bands, 1):
        if turned <= band.within.after(day):
            return band.takes, desk.writer.clause(f"clawback.bands[{number}]")
    return (Fraction(0) if desk.terms.bands else desk.terms.takes), desk.writer.clause("clawback")
