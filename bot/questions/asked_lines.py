"""The line that a question is about: as it is pressed in a list, and as it is found again later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, select

from bot.earnings.kept import Kept
from bot.earnings.listing import period_lines, title_of
from bot.people.identity import Caller, Company
from bot.periods.digests import line_refs
from bot.periods.kept_lines import ADJUSTMENT
from bot.slack.dates import day
from bot.store.accounts import Account
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.periods import Line, PeriodRow, Statement
from calc.period_text import read_period
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
accounts = table_of(Account)

# What was done with what was earned, where it is not simply paid.
_ENTRIES = {
    "cap": "over the cap",
    "floor": "up to the floor",
    "hold": "held until it is paid",
    "release": "paid in",
    "clawback": "taken back",
    "prize": "prize",
    "draw": "advance",
    "recovery": "advance paid back",
    "guarantee": "guaranteed",
    "carry": "carried over",
}


@dataclass(frozen=True)
class AskedLine:
    """A line as it stands: `period` is the key of the one that pays it, `ref` its reference
    (bot.periods.digests), `about` what it is in words, without any amount."""

    period: str
    state: str
    ref: str
    about: str
    currency: str
    amount_minor: int
    statement_id: int
    position: int


def line_numbered(
    engine: Engine, subject: Caller, period: Period, number: int, now: datetime
) -> AskedLine | None:
    """A person's line by its number from 1 in the list of that period; None when it is gone."""
    rows, _ = period_lines(engine, subject, period, now)
    if not 1 <= number <= len(rows):
        return None
    row = rows[number - 1]
    with reading(engine) as connection:
        found = _lines_of(connection, subject.company, statements.c.id == row["statement_id"])
    return next((one for one in found if one.position == row["position"]), None)


def line_now(
    connection: Connection, company: Company, person_id: int, period_key: str, ref: str
) -> AskedLine | None:
    """A person's line by its reference as the store has it; None when a calculation has taken it away."""
    here = (
        (periods.c.workspace_id == company.id)
        & (periods.c.key == period_key)
        & (statements.c.person_id == person_id)
    )
    return next((one for one in _lines_of(connection, company, here) if one.ref == ref), None)


def number_of(engine: Engine, subject: Caller, period: Period, ref: str, now: datetime) -> int | None:
    """The line's number in the list of its period, as bot.earnings.why takes it; None when it is gone."""
    rows, _ = period_lines(engine, subject, period, now)
    with reading(engine) as connection:
        line = line_now(connection, subject.company, subject.id, period.key, ref)
    if line is None:
        return None
    places = [(row["statement_id"], row["position"]) for row in rows]
    here = (line.statement_id, line.position)
    return places.index(here) + 1 if here in places else None


def period_named(company: Company, key: str, now: datetime) -> Period | None:
    """The period of that key by the company's calendar."""
    return read_period(key, company.today(now), company.calendar)


def label_of(company: Company, key: str, now: datetime) -> str:
    """What people call the period of that key."""
    period = period_named(company, key, now)
    return key if period is None else company.calendar.label(period)


def _lines_of(connection: Connection, company: Company, where: ColumnElement[bool]) -> list[AskedLine]:
    """All lines of some statements, each with its reference among those of its statement."""
    by_statement: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(_QUERY.where(where)).mappings():
        by_statement.setdefault(row["statement_id"], []).append({str(name): row[name] for name in row})
    found: list[AskedLine] = []
    for rows in by_statement.values():
        first = rows[0]
        kept = Kept(first["statement_id"], first["currency"], 0, json.loads(first["summary"]))
        refs = line_refs(rows)
        found += [_asked(company, row, kept, ref) for row, ref in zip(rows, refs, strict=True)]
    return found


def _asked(company: Company, row: Mapping[str, Any], kept: Kept, ref: str) -> AskedLine:
    return AskedLine(
        period=row["period_key"],
        state=row["period_state"],
        ref=ref,
        about=_in_words(company, row, title_of(row, kept)),
        currency=row["currency"],
        amount_minor=row["amount_minor"],
        statement_id=row["statement_id"],
        position=row["position"],
    )


def _in_words(company: Company, row: Mapping[str, Any], title: str) -> str:
    entry = row["entry"]
    done = _ENTRIES.get(entry, "" if entry in ("pay", ADJUSTMENT) else entry)
    on = day(row["occurred_on"], company.locale) if row["occurred_on"] else ""
    about = "" if entry == ADJUSTMENT and not row["corrects"] else row["about"] or ""
    words = (title, row["account_name"] or row["account"] or row["event"] or about, done, on)
    return " · ".join(word for word in words if word)


_QUERY: Select[Any] = (
    select(
        lines,
        accounts.c.name.label("account_name"),
        statements.c.summary,
        periods.c.key.label("period_key"),
        periods.c.state.label("period_state"),
    )
    .join_from(lines, statements, statements.c.id == lines.c.statement_id)
    .join(periods, periods.c.id == statements.c.period_id)
    .join(
        accounts,
        (accounts.c.key == lines.c.account) & (accounts.c.workspace_id == lines.c.workspace_id),
        isouter=True,
    )
    .order_by(lines.c.statement_id, lines.c.position)
)
