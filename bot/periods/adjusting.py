"""Adding to somebody's pay, or taking off, with a reason: an own line on their statement, which survives
every recalculation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.people.access import may_review
from bot.people.actors import actor_of
from bot.people.identity import Caller, Company
from bot.periods.adjusted import ADJUSTMENTS, Made, adjusted_summary, made_lines
from bot.periods.calculating import make_fresh
from bot.periods.digests import line_texts, statement_digest
from bot.periods.gathering import begun
from bot.periods.keeping import adjustments_made
from bot.periods.kept_lines import ADJUSTMENT, COLUMNS, stored_lines, stored_shape
from bot.periods.standing import held_standing, paying_period
from bot.periods.statements import Summary
from bot.periods.voiding import look_again
from bot.store import audit
from bot.store.base import table_of
from bot.store.bulk import insert_frame
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.reviews import Adjustment
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
adjustments, people = table_of(Adjustment), table_of(Person)

MOST_MINOR = 10**14
MOST_PPM = 10_000_000  # ten times what the statement comes to
MOST_REASON_CHARACTERS = 500


class AdjustmentRefused(Exception):
    """An adjustment that cannot be; the text says why and what to do, and has no amount."""


@dataclass(frozen=True)
class Wanted:
    """An adjustment as somebody asks for it: `amount_minor` of `currency`, or `percent_ppm` of what the
    person's statement in that currency comes to without adjustments. Either may be below zero."""

    person_id: int
    currency: str
    reason: str
    amount_minor: int | None = None
    percent_ppm: int | None = None
    question_id: int | None = None


@dataclass(frozen=True)
class Kept:
    """An adjustment that stands on a person's statement; `by` is the name of whoever made it."""

    id: int
    made: Made
    made_by: int
    by: str
    at: datetime


def add(
    connection: Connection, company: Company, maker: Caller, wanted: Wanted, key: str, now: datetime
) -> Period:
    """Puts an adjustment on a person's statement of the period that pays now; returns that period.

    `key` names the request: the same again changes nothing. It stands beside what the period came to when it
    was last calculated. What was approved of that person is put aside, and `maker` cannot approve it. Raises
    AdjustmentRefused.
    """
    _check(connection, maker, wanted, now)
    period, period_id = _open_period(connection, company, now)
    row = {
        "workspace_id": company.id,
        "key": key,
        "period_id": period_id,
        "person_id": wanted.person_id,
        "kind": "amount" if wanted.percent_ppm is None else "percent",
        "amount_minor": wanted.amount_minor,
        "percent_ppm": wanted.percent_ppm,
        "currency": wanted.currency,
        "reason": wanted.reason.strip(),
        "made_by": maker.id,
        "made_at": now,
        "question_id": wanted.question_id,
    }
    here = and_(adjustments.c.workspace_id == company.id, adjustments.c.key == key)
    if connection.execute(select(adjustments.c.id).where(here)).first() is not None:
        return period
    connection.execute(insert(adjustments).values(row))
    _after(connection, maker, period, period_id, wanted.person_id, now, "adjustment_made")
    return period


def withdraw(
    connection: Connection, company: Company, viewer: Caller, adjustment_id: int, now: datetime
) -> bool:
    """Takes an adjustment off again; False when somebody has done so. Raises AdjustmentRefused.

    Whoever may review the person's pay may, while the period is not published.
    """
    row = adjustments.c
    here = and_(row.workspace_id == company.id, row.id == adjustment_id)
    found = connection.execute(select(row.person_id, row.period_id).where(here)).first()
    if found is None or not may_review(connection, viewer, found.person_id, company.today(now)):
        raise AdjustmentRefused("This adjustment is not yours to take off.")
    period, period_id = _open_period(connection, company, now)
    if period_id != found.period_id:
        raise AdjustmentRefused(
            "The period of this adjustment is published; make another one that undoes it."
        )
    gone = {"withdrawn_by": viewer.id, "withdrawn_at": now}
    changed = update(adjustments).where(here, row.withdrawn_at.is_(None)).values(gone)
    if connection.execute(changed).rowcount == 0:
        return False
    _after(connection, viewer, period, period_id, found.person_id, now, "adjustment_withdrawn")
    return True


def adjustments_of(connection: Connection, period_id: int, person_id: int) -> list[Kept]:
    """What people added to or took off a person's pay of a period, in the order in which they did."""
    row = adjustments.c
    query = (
        select(row.id, row.made_by, people.c.name, row.made_at)
        .join_from(adjustments, people, people.c.id == row.made_by)
        .where(row.period_id == period_id, row.person_id == person_id, row.withdrawn_at.is_(None))
        .order_by(row.id)
    )
    made = {one.number: one for one in adjustments_made(connection, period_id, person_id)}
    return [
        Kept(one.id, made[one.id], one.made_by, one.name, one.made_at) for one in connection.execute(query)
    ]


def _check(connection: Connection, maker: Caller, wanted: Wanted, now: datetime) -> None:
    if wanted.person_id == maker.id:
        raise AdjustmentRefused("Nobody adjusts their own pay: your manager or an admin can.")
    if not may_review(connection, maker, wanted.person_id, maker.company.today(now)):
        raise AdjustmentRefused("This person's pay is not yours to adjust.")
    reason = wanted.reason.strip()
    if not reason:
        raise AdjustmentRefused("Say why: the reason stands on the statement beside the amount.")
    if len(reason) > MOST_REASON_CHARACTERS:
        raise AdjustmentRefused(
            f"The reason has {len(reason)} characters; {MOST_REASON_CHARACTERS} are the most."
        )
    if (wanted.amount_minor is None) == (wanted.percent_ppm is None):
        raise AdjustmentRefused("An adjustment is either an amount or a percentage.")
    size = abs(wanted.amount_minor or wanted.percent_ppm or 0)
    if size == 0:
        raise AdjustmentRefused("An adjustment of nothing changes nothing; write an amount or a percentage.")
    if size > (MOST_MINOR if wanted.percent_ppm is None else MOST_PPM):
        raise AdjustmentRefused("That is more than an adjustment can be. Is there a digit too many?")


def _open_period(connection: Connection, company: Company, now: datetime) -> tuple[Period, int]:
    """The period that pays now, held, with the number of its row; calculated first if it never was.

    Of a large company that takes longer than a form may; what came in since it was calculated waits for the
    next time, which puts the adjustment beside it.
    """
    today = company.today(now)
    period = paying_period(connection, company, today)
    standing = held_standing(connection, company.id, period.key)
    if standing is None:
        make_fresh(begun(connection, company.id, today, now), period)
        standing = held_standing(connection, company.id, period.key)
        assert standing is not None  # it was just calculated
    return period, standing.id


def _after(
    connection: Connection,
    actor: Caller,
    period: Period,
    period_id: int,
    person_id: int,
    now: datetime,
    action: str,
) -> None:
    workspace_id = actor.company.id
    _restate(connection, workspace_id, period_id, person_id, period)
    look_again(connection, workspace_id, period_id, now)
    details = {"period": period.key}
    audit.record(connection, workspace_id, now, actor_of(actor), action, person_id, details)


def _restate(
    connection: Connection, workspace_id: int, period_id: int, person_id: int, period: Period
) -> None:
    """Writes a person's statements with the adjustments that stand now, as a recalculation would."""
    made = adjustments_made(connection, period_id, person_id)
    for currency in {one.currency for one in made}:
        _ensure_statement(connection, workspace_id, period_id, person_id, currency)
    own = stored_lines(connection, period_id, person_id)
    here = and_(statements.c.period_id == period_id, statements.c.person_id == person_id)
    columns = (statements.c.id, statements.c.currency, statements.c.summary)
    for row in connection.execute(select(*columns).where(here)).all():
        mine = [one for one in made if one.currency == row.currency]
        kept = own.filter(pl.col("statement_id") == row.id).drop("statement_id")
        _restate_one(connection, workspace_id, row, kept, mine, period)


def _restate_one(
    connection: Connection,
    workspace_id: int,
    row: Any,
    own: pl.DataFrame,
    made: Sequence[Made],
    period: Period,
) -> None:
    """One statement: `own` are its lines as stored, of which those that people made are written anew."""
    summary: Summary = json.loads(row.summary)
    base_minor = sum(
        part["amount_minor"] for part in summary["components"] if part["component"] != ADJUSTMENTS
    )
    kept = own.filter((pl.col("entry") != ADJUSTMENT) | (pl.col("corrects") != ""))
    place = pl.col("position") + kept.height
    fresh = stored_shape(made_lines(base_minor, made, period.start)).with_columns(place).select(COLUMNS)
    adjusting = pl.concat([kept.filter(pl.col("entry") == ADJUSTMENT), fresh])
    adjusted_minor = int(adjusting["amount_minor"].sum())
    summary = adjusted_summary(summary, adjusting.height, adjusted_minor)
    here = statements.c.id == row.id
    if not summary["plans"] and not kept.height and not fresh.height:
        connection.execute(delete(statements).where(here))
        return
    gone = and_(lines.c.statement_id == row.id, lines.c.position > kept.height)
    connection.execute(delete(lines).where(gone))
    if fresh.height:
        ids = (pl.lit(workspace_id).alias("workspace_id"), pl.lit(row.id).alias("statement_id"))
        insert_frame(connection, lines, fresh.select(*ids, pl.all()))
    values = _values(row.currency, base_minor + adjusted_minor, summary, pl.concat([kept, fresh]))
    connection.execute(update(statements).where(here).values(values))


def _values(currency: str, total_minor: int, summary: Summary, own: pl.DataFrame) -> dict[str, object]:
    return {
        "currency": currency,
        "total_minor": total_minor,
        "summary": json.dumps(summary, ensure_ascii=False),
        "digest": statement_digest(currency, total_minor, summary["plans"], line_texts(own)),
    }


def _ensure_statement(
    connection: Connection, workspace_id: int, period_id: int, person_id: int, currency: str
) -> None:
    """Who is on no plan of that currency gets a statement with nothing on it."""
    row = statements.c
    here = and_(row.period_id == period_id, row.person_id == person_id, row.currency == currency)
    if connection.execute(select(row.id).where(here)).first() is not None:
        return
    nothing = Summary(plans=[], components=[], measures=[], problems=[], notes=[])
    values = _values(currency, 0, nothing, pl.DataFrame())
    ids = {"workspace_id": workspace_id, "period_id": period_id, "person_id": person_id}
    connection.execute(insert(statements).values(**ids, **values))
