"""What a calculation asks the store of certain days: columns as calc.facts names them."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast, func, literal, or_, select

from bot.store.accounts import Account, Book
from bot.store.base import table_of
from bot.store.events import Credit, Event
from bot.store.exchange import ExchangeRate
from bot.store.metrics import Reading
from bot.store.people import Person

Query = Select[tuple[Any, ...]]

_account, _book, _person = table_of(Account), table_of(Book), table_of(Person)
_event, _credit, _reading = table_of(Event), table_of(Credit), table_of(Reading)
_rate = table_of(ExchangeRate)

# How other facts, and lines, name an event.
_EVENT_ID = _event.c.source + ":" + _event.c.external_id


def books(workspace_id: int, last: date) -> Query:
    """BOOKS: every entry up to a day."""
    row = _book.c
    return (
        select(_account.c.key.label("account"), row.as_of, row.recurring_minor, row.currency)
        .join_from(_book, _account, _account.c.id == row.account_id)
        .where(row.workspace_id == workspace_id, row.as_of <= last)
    )


def books_from(workspace_id: int, opening: date, last: date) -> Query:
    """BOOKS: what each account was worth at the opening, by currency, and every later entry."""
    at_opening = _opening_book(workspace_id, opening).subquery().c
    later = books(workspace_id, last).where(_book.c.as_of > opening)
    parts = select(at_opening.account, at_opening.as_of, at_opening.recurring_minor, at_opening.currency)
    every = parts.union_all(later).subquery().c
    return select(every.account, every.as_of, every.recurring_minor, every.currency)


def _opening_book(workspace_id: int, opening: date) -> Query:
    """The newest entry up to the opening and the changes before that day; without an entry, all changes."""
    book, event = _book.c, _event.c
    newest = (
        select(book.account_id, func.max(book.as_of).label("as_of"))
        .where(book.workspace_id == workspace_id, book.as_of <= opening)
        .group_by(book.account_id)
        .subquery()
    )
    entries = select(book.account_id, book.currency, book.recurring_minor.label("revenue")).join(
        newest, and_(newest.c.account_id == book.account_id, newest.c.as_of == book.as_of)
    )
    changes = (
        select(event.account_id, event.currency, func.sum(event.recurring_change_minor))
        .join(newest, newest.c.account_id == event.account_id, isouter=True)
        .where(
            event.workspace_id == workspace_id,
            event.occurred_on < opening,
            event.recurring_change_minor != 0,
            or_(newest.c.as_of.is_(None), event.occurred_on >= newest.c.as_of),
        )
        .group_by(event.account_id, event.currency)
    )
    parts = entries.union_all(changes).subquery()
    return (
        select(
            _account.c.key.label("account"),
            literal(opening).label("as_of"),
            cast(func.sum(parts.c.revenue), BigInteger).label("recurring_minor"),
            parts.c.currency,
        )
        .join_from(parts, _account, _account.c.id == parts.c.account_id)
        .group_by(_account.c.key, parts.c.currency)
    )


def events(workspace_id: int, start: date | None, last: date) -> Query:
    """EVENTS."""
    row = _event.c
    return (
        select(
            _EVENT_ID.label("event"),
            row.kind,
            row.occurred_on.label("date"),
            _account.c.key.label("account"),
            _person.c.key.label("person"),
            row.parent,
            row.product,
            row.effort,
            row.region,
            row.term_months,
            row.amount_minor,
            row.recurring_change_minor,
            row.previous_minor,
            row.quantity_milli,
            row.currency,
        )
        .join_from(_event, _account, _account.c.id == row.account_id, isouter=True)
        .join(_person, _person.c.id == row.person_id, isouter=True)
        .where(row.workspace_id == workspace_id, _within(row.occurred_on, start, last))
    )


def credits(workspace_id: int, start: date | None, last: date) -> Query:
    """CREDITS, those of the events of these days."""
    row = _credit.c
    return (
        select(_EVENT_ID.label("event"), _person.c.key.label("person"), row.role, row.share_ppm)
        .join_from(_credit, _event, _event.c.id == row.event_id)
        .join(_person, _person.c.id == row.person_id)
        .where(row.workspace_id == workspace_id, _within(_event.c.occurred_on, start, last))
    )


def readings(workspace_id: int, start: date | None, last: date) -> Query:
    """READINGS."""
    row = _reading.c
    return select(
        row.metric,
        row.scope,
        row.scope_key,
        row.on_date.label("date"),
        row.value_num,
        row.value_den,
        row.sample,
    ).where(row.workspace_id == workspace_id, _within(row.on_date, start, last))


def exchange(workspace_id: int, last: date) -> Query:
    """EXCHANGE: all rates up to a day, because one of long ago may be the latest."""
    row = _rate.c
    return select(row.currency, row.to_currency, row.on_date.label("date"), row.rate_num, row.rate_den).where(
        row.workspace_id == workspace_id, row.on_date <= last
    )


def _within(day: ColumnElement[date], start: date | None, last: date) -> ColumnElement[bool]:
    return day <= last if start is None else day.between(start, last)
