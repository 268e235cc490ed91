"""A period's pay and its review, as those who look at it see it: everybody with what stands out, how their
review stands, and whose turn it is."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from bot.people.access import reviewers
from bot.people.identity import Company
from bot.periods.digests import person_digest
from bot.periods.pay_settings import pay_settings
from bot.periods.reviewing import adjusters
from bot.periods.standing import Standing, period_of, standings
from bot.periods.statements import Summary
from bot.review.figures import (
    CHANGED,
    MOST_EARLIER,
    Attained,
    Figure,
    Figures,
    Flag,
    Limits,
    Stated,
    Totals,
    figures,
)
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.periods import Statement
from bot.store.reviews import Review

people, statements, reviews = table_of(Person), table_of(Statement), table_of(Review)
_deciders = people.alias("deciders")

WAITING, APPROVED, SENT_BACK = "waiting", "approved", "sent_back"


@dataclass(frozen=True)
class Stands:
    """How a person's review stands: a row of reviews with the name of who decided.

    `voided` when it waits again because it is not what was decided about; `changed` says what of it is other
    (bot.periods.voiding.changes), nothing where only its make-up is."""

    id: int
    person_id: int
    state: str
    edition: int
    reason: str
    voided: bool
    changed: list[dict[str, Any]]
    decided_by: int | None
    decider: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Turns:
    """By person, who looks at their pay; None stands for the admins. `natural` is who would, had nobody
    adjusted it, and `adjusters` who has."""

    turn: Mapping[int, int | None]
    natural: Mapping[int, int | None]
    adjusters: Mapping[int, set[int]]

    def whose(self, person_id: int) -> set[int]:
        """Everybody whose card shows that person, the admins aside."""
        found = (self.turn.get(person_id), self.natural.get(person_id))
        return {one for one in found if one is not None}

    def by_card(self) -> dict[int, list[int]]:
        """By whoever looks at anybody's pay, the people whom their card shows."""
        found: dict[int, list[int]] = {}
        for person_id in self.turn:
            for reviewer_id in self.whose(person_id):
                found.setdefault(reviewer_id, []).append(person_id)
        return found


@dataclass(frozen=True)
class Entry:
    """A person on the sheet. `digest` is of all their statements; `review` is None before it has begun."""

    person_id: int
    key: str
    name: str
    left_on: date | None
    digest: str
    figure: Figure
    review: Stands | None

    @property
    def state(self) -> str:
        return self.review.state if self.review else ""

    @property
    def edition(self) -> int:
        return self.review.edition if self.review else 0

    @property
    def flags(self) -> tuple[Flag, ...]:
        voided = self.review is not None and self.review.voided
        return (*([Flag(CHANGED)] if voided else []), *self.figure.flags)


@dataclass(frozen=True)
class Sheet:
    """`entries` are in the order of names."""

    entries: dict[int, Entry]
    figures: Figures


def read_sheet(
    connection: Connection, company: Company, standing: Standing, only: Collection[int] | None = None
) -> Sheet:
    """The sheet of a period: of everybody in it, or of some."""
    rows = connection.execute(_stated(standing.id, only)).all()
    settings = pay_settings(connection, company.id)
    limits = Limits(settings.outlier_percent, settings.attainment_percent)
    stated = [_statement(row.person_id, row.currency, row.total_minor, row.summary) for row in rows]
    found = figures(stated, _earlier(connection, company, standing, only), limits)
    kept = reviews_of(connection, standing.id, only)
    digests: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        digests.setdefault(row.person_id, []).append((row.currency, row.digest))
    named = {row.person_id: row for row in rows}
    entries = {
        person_id: Entry(
            person_id=person_id,
            key=row.key,
            name=row.name,
            left_on=row.end_date,
            digest=person_digest(digests[person_id]),
            figure=found.people[person_id],
            review=kept.get(person_id),
        )
        for person_id, row in named.items()
    }
    return Sheet(entries, found)


def reviews_of(
    connection: Connection, period_id: int, only: Collection[int] | None = None
) -> dict[int, Stands]:
    """By person, how their review stands."""
    columns = (reviews.c[name] for name in _REVIEW)
    query = (
        select(*columns, _deciders.c.name.label("decider"))
        .join_from(reviews, _deciders, _deciders.c.id == reviews.c.decided_by, isouter=True)
        .where(reviews.c.period_id == period_id)
    )
    if only is not None:
        query = query.where(reviews.c.person_id.in_(list(only)))
    return {row["person_id"]: _stands(row) for row in connection.execute(query).mappings()}


def turns_of(
    connection: Connection, company: Company, standing: Standing, person_ids: Iterable[int], today: date
) -> Turns:
    """Whose turn it is with each of some people."""
    ids = list(person_ids)
    by_adjustment = adjusters(connection, standing.id)
    natural = reviewers(connection, company, ids, today)
    adjusted = [person_id for person_id in ids if by_adjustment.get(person_id)]
    moved = reviewers(connection, company, adjusted, today, by_adjustment) if adjusted else {}
    return Turns({**natural, **moved}, natural, by_adjustment)


def names_of(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """By person, their name."""
    query = select(people.c.id, people.c.name).where(people.c.id.in_(list(person_ids)))
    return {row.id: row.name for row in connection.execute(query)}


def _stands(row: RowMapping) -> Stands:
    voided = row["state"] == WAITING and bool(row["changed"])
    changed = json.loads(row["changed"]) if voided else []
    return Stands(**{**row, "voided": voided, "changed": changed, "decider": row["decider"] or ""})


def _statement(person_id: int, currency: str, total_minor: int, summary: str) -> Stated:
    said: Summary = json.loads(summary)
    problems = tuple(problem["message"] for problem in said["problems"])
    attained = tuple(
        Attained(measure["title"], measure["attained_num"] or 0, measure["attained_den"])
        for measure in said["measures"]
        if measure["attained_den"]
    )
    return Stated(person_id, currency, total_minor, problems, attained)


def _stated(period_id: int, only: Collection[int] | None) -> Select[Any]:
    row, person = statements.c, people.c
    query = (
        select(
            row.person_id, person.key, person.name, person.end_date,
            row.currency, row.total_minor, row.summary, row.digest,
        )
        .join_from(statements, people, person.id == row.person_id)
        .where(row.period_id == period_id)
        .order_by(person.name, person.id, row.currency)
    )  # fmt: skip
    return query if only is None else query.where(row.person_id.in_(list(only)))


def _earlier(
    connection: Connection, company: Company, standing: Standing, only: Collection[int] | None
) -> list[Totals]:
    """What was paid in the periods before, the last one first; nothing for one that was never calculated."""
    by_key = {one.key: one.id for one in standings(connection, company.id)}
    period, wanted = period_of(company, standing), []
    for _ in range(MOST_EARLIER):
        period = company.calendar.before(period)
        wanted.append(by_key.get(period.key, 0))
    row = statements.c
    query = select(row.period_id, row.person_id, row.currency, row.total_minor).where(
        row.period_id.in_(wanted)
    )
    if only is not None:
        query = query.where(row.person_id.in_(list(only)))
    found: dict[int, dict[tuple[int, str], int]] = {period_id: {} for period_id in wanted}
    for period_id, person_id, currency, total_minor in connection.execute(query).all():
        found[period_id][person_id, currency] = total_minor
    return [found[period_id] for period_id in wanted]


_REVIEW = ("id", "person_id", "state", "edition", "reason", "changed", "decided_by", "decided_at")
