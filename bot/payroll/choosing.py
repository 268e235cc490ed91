"""Which periods an admin can export, and how often that was done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.payroll.exporting import exports
from bot.payroll.paid import NOT_YET, label_of
from bot.people.identity import Company
from bot.periods.standing import standings


@dataclass(frozen=True)
class Choice:
    """A published period, with how many exports there are of it."""

    key: str
    label: str
    published_at: datetime
    exports: int


@dataclass(frozen=True)
class Choices:
    """The published periods, the latest first, and of each other one a sentence that says where it stands."""

    published: list[Choice]
    others: list[str]


def choices(connection: Connection, company: Company) -> Choices:
    """What there is to choose from."""
    query = (
        select(exports.c.period_id, func.count().label("number"))
        .where(exports.c.workspace_id == company.id)
        .group_by(exports.c.period_id)
    )
    taken = {row.period_id: row.number for row in connection.execute(query)}
    published, others = [], []
    for standing in reversed(standings(connection, company.id)):
        label = label_of(company, standing, standing.key)
        if standing.published_at is not None:
            published.append(Choice(standing.key, label, standing.published_at, taken.get(standing.id, 0)))
        else:
            others.append(f"{label} {NOT_YET[standing.state]}.")
    return Choices(published, others)
