"""Why events that a commission is about are not paid: told for each person, without amounts."""

import polars as pl

from calc.components.rates import rate_names
from calc.components.work import Work
from calc.results import Problem
from calc.words.kinds import all_kinds, one_kind


def in_other_currency(shares: pl.DataFrame, work: Work) -> list[Problem]:
    """One problem for each payee and currency."""
    counted = shares.group_by("payee", "currency").agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "other_currency",
            f"{work.component.title}: {_events(count)} in {currency or 'no currency'} not paid, because the "
            f"plan pays in {work.plan.currency} and there is no exchange rate for the day.",
            f"Ask your compensation admin to import an exchange rate, or amounts in {work.plan.currency}.",
            person=person,
            plan=work.plan.plan,
            component=work.name,
            event=event,
        )
        for person, currency, count, event in counted.iter_rows()
    ]


def without_rate(shares: pl.DataFrame, work: Work) -> list[Problem]:
    """One problem for each payee and kind of event that no rate fits."""
    asked = rate_names(work.component)
    counted = shares.group_by("payee", *asked).agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "no_rate",
            f"{work.component.title}: {_told(row['len'], row['kind'])}{_described(row, asked)} not paid, "
            f"because the plan has no rate for {'it' if row['len'] == 1 else 'them'}.",
            "Ask your compensation admin whether the plan should have one.",
            person=row["payee"],
            plan=work.plan.plan,
            component=work.name,
            event=row["event"],
        )
        for row in counted.iter_rows(named=True)
    ]


def too_large(lines: pl.DataFrame, work: Work) -> list[Problem]:
    """One problem for each line whose amount does not fit."""
    return [
        Problem(
            "amount_too_large",
            f"The amount for {event} is too large to be kept, so it is not paid.",
            "Check the amount of that event.",
            person=person,
            plan=work.plan.plan,
            component=work.name,
            event=event,
        )
        for person, event in lines.select("payee", "event").iter_rows()
    ]


def _described(row: dict[str, str | None], asked: list[str]) -> str:
    parts = [f"{column} {row[column]}" for column in asked if column != "kind" and row[column]]
    return f" ({', '.join(parts)})" if parts else ""


def _told(count: int, kind: str | None) -> str:
    kinds = [kind] if kind else []
    return f"1 {one_kind(kinds)}" if count == 1 else f"{count} {all_kinds(kinds, nothing='events')}"


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
