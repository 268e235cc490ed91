"""What customers are worth a year: from books and recurring changes, in the plan's currency."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.calc.oracle.company import Company
from tests.calc.oracle.days import Row
from tests.calc.oracle.numbers import converted
from tests.calc.oracle.scope import looked_at
from tests.calc.oracle.spans import Window
from tests.calc.oracle.work import Work


@dataclass(frozen=True)
class Worth:
    """Minor units at the window's opening and at its end."""

    opening: int
    now: int


def worth_of(work: Work, account: str, window: Window) -> Worth:
    """In the plan's currency; others are converted by the rate of the window's first day, or left out."""
    opening = now = 0
    for currency, (before, after) in _worth_by_currency(work.company, account, window).items():
        rate = work.company.rate(currency, work.currency, window.first)
        if rate is not None:
            opening += _there(before, rate, currency, work.currency)
            now += _there(after, rate, currency, work.currency)
    return Worth(opening, now)


def revenue_left_out(work: Work, metric: Row, window: Window) -> tuple[bool, bool]:
    """Whether there is revenue, and whether there are changes to customers that count, in currencies that
    could not be converted."""
    books = changes = False
    company = work.company
    for account in {*company.books_of, *company.events_of}:
        if not looked_at(company, metric, account):
            continue
        for currency, (before, _) in _worth_by_currency(company, account, window).items():
            if company.rate(currency, work.currency, window.first) is not None:
                continue
            books |= before > 0
            changed = any(_changes(company, account, window.first, window.last, currency))
            changes |= changed and worth_of(work, account, window).opening > 0
    return books, changes


def _there(amount: int, rate: Fraction, currency: str, other: str) -> int:
    return amount if currency == other else converted(amount, rate, currency, other)


def _worth_by_currency(company: Company, account: str, window: Window) -> dict[str, tuple[int, int]]:
    """At the opening and at the end, each currency by itself and in its own minor units."""
    books = [row for row in company.books_of.get(account, []) if row["as_of"] <= window.first]
    newest = max(books, key=lambda row: row["as_of"]) if books else None
    since = newest["as_of"] if newest else date.min
    currencies = {event["currency"] for event in company.events_of.get(account, [])}
    currencies |= {newest["currency"]} if newest else set()
    found = {}
    for currency in currencies:
        kept = newest["recurring_minor"] if newest and newest["currency"] == currency else 0
        day_before = min(window.first - timedelta(days=1), window.last)
        opening = kept + sum(_changes(company, account, since, day_before, currency))
        found[currency] = (
            opening,
            opening + sum(_changes(company, account, window.first, window.last, currency)),
        )
    return found


def _changes(company: Company, account: str, first: date, last: date, currency: str) -> list[int]:
    return [
        event["recurring_change_minor"] or 0
        for event in company.events_of.get(account, [])
        if first <= event["date"] <= last and event["currency"] == currency
    ]
