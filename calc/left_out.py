"""What a plan's metrics leave out because it is in another currency: named, never passed over."""

import polars as pl

from calc.metrics import Records, fits
from calc.plan import Measure, Plan
from calc.results import Problem

_RETENTIONS = (Measure.GROSS_RETENTION, Measure.NET_RETENTION)


def left_out(plan: Plan, records: Records) -> list[Problem]:
    """One problem for each currency: of accounts and their changes (retention), of events (each sum)."""
    problems: list[Problem] = []
    if any(metric.measure in _RETENTIONS for metric in plan.metrics.values()):
        problems += [*_books(plan, records), *_events(plan, _changes(plan, records), "retention")]
    for metric in plan.metrics.values():
        if metric.of is not None:
            chosen = records.shares.filter(fits(metric.of), _foreign(plan), pl.col("amount_minor") != 0)
            problems += _events(plan, chosen, metric.title)
    return problems


def _foreign(plan: Plan) -> pl.Expr:
    return pl.col("currency").fill_null("") != plan.currency


def _changes(plan: Plan, records: Records) -> pl.DataFrame:
    """Events that changed what a measured customer is worth, by an amount that cannot be added to it."""
    window = records.window
    measured = records.book.filter(~_foreign(plan)).select("account")
    return records.facts.events.filter(
        _foreign(plan),
        pl.col("recurring_change_minor") != 0,
        pl.col("date").is_between(window.opening, window.last),
    ).join(measured, on="account", how="semi")


def _books(plan: Plan, records: Records) -> list[Problem]:
    counted = records.book.filter(_foreign(plan)).group_by("currency").agg(pl.len())
    return [
        Problem(
            "book_in_other_currency",
            _sentence(plan, "account", count, "retention", currency),
            f"Import their books in {plan.currency}, or give their owners a plan in that currency.",
            plan=plan.plan,
        )
        for currency, count in counted.iter_rows()
    ]


def _events(plan: Plan, foreign: pl.DataFrame, what: str) -> list[Problem]:
    counted = foreign.group_by(pl.col("currency").fill_null("")).agg(pl.col("event").n_unique())
    return [
        Problem(
            "other_currency",
            _sentence(plan, "event", count, what, currency),
            f"Ask your compensation admin to import amounts in {plan.currency}.",
            plan=plan.plan,
        )
        for currency, count in counted.iter_rows()
    ]


def _sentence(plan: Plan, noun: str, count: int, what: str, currency: str) -> str:
    who, they = (f"1 {noun} is", "it is") if count == 1 else (f"{count} {noun}s are", "they are")
    because = f"because {they} in {currency or 'no currency'} and the plan in {plan.currency}"
    return f"{plan.title}: {who} left out of {what}, {because}."
