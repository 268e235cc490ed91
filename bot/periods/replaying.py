"""Deriving a published period again from what was kept of it, to see that it comes out byte for byte."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.people.identity import Company
from bot.periods.digests import stored_digests
from bot.periods.inputs import derive
from bot.periods.keeping import draft_digests
from bot.periods.kept_facts import kept_inputs
from bot.periods.kept_lines import stored_lines
from bot.periods.standing import standing_of
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.periods import Statement

statements, people = table_of(Statement), table_of(Person)


class ReplayRefused(Exception):
    """A period that cannot be derived again; the text says why and what to do."""


@dataclass(frozen=True)
class Compared:
    """One statement's digest: as it was published, of the lines that are stored now, and as it is derived
    again ("" where there is none)."""

    person: str
    currency: str
    published: str
    stored: str
    derived: str

    @property
    def same(self) -> bool:
        return self.published == self.stored == self.derived


@dataclass(frozen=True)
class Replayed:
    """`lines` is how many were derived."""

    period: str
    lines: int
    statements: list[Compared]

    @property
    def different(self) -> list[Compared]:
        return [one for one in self.statements if not one.same]


def replay(connection: Connection, company: Company, key: str) -> Replayed:
    """Derives a published period again, and writes nothing. ReplayRefused for one that is not published, and
    KeptFactsBroken when what was kept is not what was written."""
    standing = standing_of(connection, company.id, key)
    if standing is None or not standing.final:
        raise ReplayRefused(f"{key} is not published, so nothing of it was kept to be derived again.")
    _, drafts = derive(kept_inputs(connection, standing.id))
    derived = draft_digests(drafts)
    stored = _stored(connection, standing.id)
    found = [
        Compared(*one, *stored.get(one, ("", "")), derived.get(one, ""))
        for one in sorted({*stored, *derived})
    ]
    return Replayed(key, drafts.lines.height, found)


def _stored(connection: Connection, period_id: int) -> dict[tuple[str, str], tuple[str, str]]:
    """By person and currency, the digest that was published, and that of what is stored now."""
    row = statements.c
    query = (
        select(row.id, people.c.key, row.currency, row.total_minor, row.summary, row.digest)
        .join_from(statements, people, people.c.id == row.person_id)
        .where(row.period_id == period_id)
    )
    kept = connection.execute(query).all()
    heads = {one.id: (one.currency, one.total_minor, json.loads(one.summary)["plans"]) for one in kept}
    now = stored_digests(stored_lines(connection, period_id), heads)
    return {(one.key, one.currency): (one.digest, now[one.id]) for one in kept}
