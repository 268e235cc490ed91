"""What a published period pays, to whom, as payroll has to know it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, select

from bot.payroll.refusals import ExportRefused
from bot.payroll.taxable import TaxableReward, taxable_rewards
from bot.people.identity import Company
from bot.periods.kept_lines import stored_lines
from bot.periods.standing import Standing, standing_of
from bot.periods.statements import Summary
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.periods import Statement
from bot.store.reviews import Review

people, statements, reviews = table_of(Person), table_of(Statement), table_of(Review)

NEVER_CALCULATED = "has not been calculated yet, so there is nothing to export"
# By state, what keeps a period from being exported.
NOT_YET = {
    "open": "is still open; it can be exported once it is published",
    "calculated": "waits for its review; it can be exported once it is published",
    "in_review": "is in review; it can be exported once it is published",
    "approved": "is approved, but not published; publish it first",
}


@dataclass(frozen=True)
class Payee:
    """`payroll_id` is what payroll calls them: their key, where it has nothing else (`own_id` is false)."""

    id: int
    key: str
    name: str
    payroll_id: str
    own_id: bool


@dataclass(frozen=True)
class PaidStatement:
    """A person's published statement in one currency, as it is stored now.

    `currency` is "" where no plan was in force: then nothing is paid on it.
    """

    id: int
    payee: Payee
    currency: str
    total_minor: int
    summary: Summary
    digest: str


@dataclass(frozen=True)
class Payroll:
    """Everything that an export of a period is made of.

    `label` is what people call the period, `lines` are those of all statements, as stored
    (bot.periods.kept_lines); `approved` is the digest that each person's pay was approved with, by their id.
    """

    standing: Standing
    label: str
    published_at: datetime
    statements: list[PaidStatement]
    lines: pl.DataFrame
    approved: Mapping[int, str]
    rewards: list[TaxableReward]

    @property
    def payees(self) -> list[Payee]:
        """Everybody who is in it, by payroll id."""
        found = {one.payee.id: one.payee for one in self.statements}
        return sorted(found.values(), key=lambda payee: (payee.payroll_id, payee.key))


def paid(connection: Connection, company: Company, key: str) -> Payroll:
    """A published period. ExportRefused for any other."""
    standing = standing_of(connection, company.id, key)
    label = label_of(company, standing, key)
    if standing is None or standing.published_at is None:
        why = NEVER_CALCULATED if standing is None else NOT_YET[standing.state]
        raise ExportRefused(f"{label} {why}.")
    return Payroll(
        standing=standing,
        label=label,
        published_at=standing.published_at,
        statements=_statements(connection, standing.id),
        lines=stored_lines(connection, standing.id),
        approved=_approved(connection, standing.id),
        rewards=taxable_rewards(connection, company, standing.start, standing.end),
    )


def label_of(company: Company, standing: Standing | None, key: str) -> str:
    """What people call a period; its key where the calendar has changed since."""
    if standing is None:
        return key
    period = company.calendar.containing(standing.start, company.pay_period)
    return company.calendar.label(period) if period.key == key else key


def _statements(connection: Connection, period_id: int) -> list[PaidStatement]:
    row = statements.c
    query = (
        select(
            *(row.id, row.person_id, row.currency, row.total_minor, row.summary, row.digest),
            *(people.c.key, people.c.name, people.c.payroll_id),
        )
        .join_from(statements, people, people.c.id == row.person_id)
        .where(row.period_id == period_id)
        .order_by(people.c.key, row.currency)
    )
    found = []
    for one in connection.execute(query):
        payee = Payee(one.person_id, one.key, one.name, one.payroll_id or one.key, bool(one.payroll_id))
        summary: Summary = json.loads(one.summary)
        found.append(PaidStatement(one.id, payee, one.currency, one.total_minor, summary, one.digest))
    return found


def _approved(connection: Connection, period_id: int) -> dict[int, str]:
    here = (reviews.c.period_id == period_id) & (reviews.c.state == "approved")
    rows = connection.execute(select(reviews.c.person_id, reviews.c.digest).where(here))
    return {row.person_id: row.digest for row in rows}
