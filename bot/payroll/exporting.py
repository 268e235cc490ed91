"""Taking what a published period pays out of the store, for payroll: checked, compared with the export
before, and on record before anything leaves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from bot.payroll.news import Content, News, check_pay, content_of, news_since, packed
from bot.payroll.paid import Payroll, paid
from bot.payroll.rows import PayRow, pay_rows
from bot.payroll.tie_out import tie_out
from bot.people.identity import Company
from bot.periods.standing import held_standing
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.received import first_time
from bot.store.reviews import Export

exports = table_of(Export)

FORMATS = ("csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Taken:
    """An export: `number` counts those of the period from 1; `before` is when the one before it was taken,
    None for the first; `rows` are its pay, checked."""

    payroll: Payroll
    number: int
    at: datetime
    before: datetime | None
    news: News
    rows: Sequence[PayRow]

    @property
    def without_own_id(self) -> int:
        """How many people have no payroll id, so that their key stands in its place."""
        return sum(not payee.own_id for payee in self.payroll.payees)


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: the period's key, the formats, who (as the audit log calls them). `once` names
    the request, where it may come twice."""

    key: str
    formats: Sequence[str]
    actor: str
    once: str = ""


def take(engine: Engine, company: Company, wanted: Wanted, now: datetime) -> Taken | None:
    """Takes an export of a period, and notes it in the audit log.

    None for a request that was answered before. ExportRefused for a period that is not published, and for one
    in which anything does not tie out; nothing is noted then. All is read and checked before the store is
    held for writing, for that takes a while; what is published stays as it is meanwhile.
    """
    with reading(engine) as connection:
        payroll = paid(connection, company, wanted.key)
        tie_out(connection, payroll, pay_rows(payroll, {}))
    with writing(engine) as connection:
        if wanted.once and not first_time(connection, company.id, wanted.once, now):
            return None
        return _noted(connection, company, wanted, payroll, now)


def _noted(
    connection: Connection, company: Company, wanted: Wanted, payroll: Payroll, now: datetime
) -> Taken:
    """Whoever notes an export holds the period, so that two exports do not get one number."""
    held_standing(connection, company.id, wanted.key)
    content = content_of(payroll)
    last = _last(connection, payroll.standing.id)
    before: Content | None = json.loads(last["content"]) if last is not None else None
    if before is not None:
        check_pay(before, content, payroll.label)
    news = news_since(before, content)
    number = last["number"] + 1 if last is not None else 1
    who = {"number": number, "at": now, "actor": wanted.actor}
    _keep(connection, company.id, payroll.standing.id, who, content)
    details = {
        "period": wanted.key,
        "number": number,
        "formats": list(wanted.formats),
        "people": len(payroll.payees),
        "new": len(news.people) + len(news.rewards),
    }
    audit.record(connection, company.id, now, wanted.actor, "payroll_exported", details=details)
    rows = pay_rows(payroll, news.people)
    return Taken(payroll, number, now, last["at"] if last is not None else None, news, rows)


def _last(connection: Connection, period_id: int) -> RowMapping | None:
    columns = (exports.c.number, exports.c.at, exports.c.content)
    here = select(*columns).where(exports.c.period_id == period_id)
    return connection.execute(here.order_by(exports.c.number.desc()).limit(1)).mappings().first()


def _keep(
    connection: Connection, workspace_id: int, period_id: int, who: Mapping[str, object], content: Content
) -> None:
    text, digest = packed(content)
    row = {"workspace_id": workspace_id, "period_id": period_id, "content": text, "digest": digest}
    connection.execute(insert(exports).values({**row, **who}))
