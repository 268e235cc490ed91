"""The figures that bonuses stand on: retention, sums and readings, at a scope."""

from datetime import date
from fractions import Fraction

from tests.calc.oracle.days import Facts, Row, Span, covers
from tests.calc.oracle.people import place_on
from tests.calc.oracle.plans import RETENTIONS, fits

Figure = tuple[int, int]


def scope_key(facts: Facts, metric: Row, person: str, day: date) -> str | None:
    """Whose results count for the person; None when the person is in no such team or region."""
    if metric["scope"] == "company":
        return ""
    if metric["scope"] == "person":
        return person
    return place_on(facts, person, metric["scope"], day) or None


def measured(facts: Facts, parts: list[Row], plan: Row, metric: Row, key: str, span: Span) -> Figure | None:
    """Numerator and denominator; None when there is nothing to measure."""
    if metric["measure"] in RETENTIONS:
        return _retention(facts, plan["currency"], metric, key, span)
    if metric["measure"] == "sum":
        return _sum(facts, parts, plan["currency"], metric, key), 1
    return _reading(facts, metric, key, span)


def target_of(facts: Facts, name: str, metric: Row, key: str, span: Span) -> Fraction | None:
    """The imported target in force on the last counted day, the newest of several; else the plan's own."""
    imported = [
        row
        for row in facts["targets"]
        if (row["metric"], row["scope"], row["scope_key"] or "") == (name, metric["scope"], key)
        and covers(row, span.last)
    ]
    if imported:
        newest = max(imported, key=lambda row: row["from_date"])
        return Fraction(newest["value_num"], newest["value_den"])
    target: Fraction | None = metric["target"]
    return target


def opening(facts: Facts, account: str, currency: str, start: date) -> int:
    """What the customer was worth a year, in one currency, when the period opened."""
    books = [row for row in facts["books"] if row["account"] == account and row["as_of"] <= start]
    if not books:
        return _changes(facts, account, currency, date.min, start)
    newest = max(books, key=lambda row: row["as_of"])
    kept = newest["recurring_minor"] if newest["currency"] == currency else 0
    return int(kept) + _changes(facts, account, currency, newest["as_of"], start)


def foreign_changes(facts: Facts, currency: str, span: Span) -> bool:
    """Whether a customer with revenue in the currency had a change in another one in the period."""
    return any(
        event["recurring_change_minor"]
        and event["currency"] != currency
        and span.start <= event["date"] <= span.last
        and opening(facts, event["account"], currency, span.start) > 0
        for event in facts["events"]
        if event["account"]
    )


def foreign_sums(parts: list[Row], plan: Row) -> bool:
    """Whether a sum of the plan chooses credited events that are in another currency."""
    sums = [metric for metric in plan["metrics"].values() if metric["measure"] == "sum"]
    return any(
        part["amount_minor"] and part["currency"] != plan["currency"] and fits(metric["of"], part)
        for metric in sums
        for part in parts
    )


def _changes(facts: Facts, account: str, currency: str, first: date, before: date) -> int:
    """Recurring changes of an account from a day on and before another."""
    return sum(
        event["recurring_change_minor"] or 0
        for event in facts["events"]
        if event["account"] == account and event["currency"] == currency and first <= event["date"] < before
    )


def _retention(facts: Facts, currency: str, metric: Row, key: str, span: Span) -> Figure | None:
    starting = left = 0
    for account in _customers(facts, metric["scope"], key, span.start):
        worth = opening(facts, account, currency, span.start)
        if worth <= 0:
            continue
        day_after = date.fromordinal(span.last.toordinal() + 1)
        now = max(0, worth + _changes(facts, account, currency, span.start, day_after))
        starting += worth
        left += min(worth, now) if metric["measure"] == "gross_retention" else now
    return (left, starting) if starting else None


def _customers(facts: Facts, scope: str, key: str, day: date) -> set[str]:
    """Accounts with an owner in the scope on the day; for the company, all there are."""
    if scope == "company":
        return {row["account"] for table in ("accounts", "owners", "books") for row in facts[table]} | {
            row["account"] for row in facts["events"] if row["account"]
        }
    return {
        row["account"]
        for row in facts["owners"]
        if covers(row, day)
        and (row["person"] if scope == "person" else place_on(facts, row["person"], scope, day)) == key
    }


def _sum(facts: Facts, parts: list[Row], currency: str, metric: Row, key: str) -> int:
    total = 0
    for part in parts:
        if part["currency"] != currency or not fits(metric["of"], part):
            continue
        scope = metric["scope"]
        whose = {"company": "", "person": part["person"]}.get(scope)
        if whose is None:
            whose = place_on(facts, part["person"], scope, part["date"])
        if whose == key:
            total += part["amount"]
    return total


def _reading(facts: Facts, metric: Row, key: str, span: Span) -> Figure | None:
    found = [
        row
        for row in facts["readings"]
        if (row["metric"], row["scope"], row["scope_key"] or "") == (metric["reading"], metric["scope"], key)
        and span.start <= row["date"] <= span.last
    ]
    if not found:
        return None
    latest = max(found, key=lambda row: row["date"])
    return latest["value_num"], latest["value_den"]
