"""A large month of drop the mic: everybody in teams of seven, all of it given in its last week."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, event, insert

from bot.delivery.outbox import Outbox
from bot.recognition.jobs import recognition_jobs
from bot.recognition.nominations import endorsements, nominations, receivers
from bot.recognition.settings import change_settings
from bot.recognition.taking_part import members, people
from bot.schedule.job import Occasion
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.people import Placement, Team
from bot.store.workspaces import ensure_workspace

MONTH_END = datetime(2026, 11, 30, 17, tzinfo=UTC)
WORDS = "Stayed until the last ticket of the migration was answered, and taught the rest of us how. " * 2


@dataclass(frozen=True)
class Large:
    """A workspace in which much was given."""

    engine: Engine
    workspace_id: int
    outbox: Outbox

    def run(self, job: str, slot: str = "2026-11-30") -> str:
        """Runs a job of the clock in a transaction of its own."""
        found = next(one for one in recognition_jobs(self.outbox) if one.name == job)
        day = date.fromisoformat(slot)
        occasion = Occasion(
            self.workspace_id, 1, job, slot, MONTH_END, day, MONTH_END, found.options, late=False
        )
        with writing(self.engine) as connection:
            return found.run(connection, occasion)


def large_month(
    engine: Engine, outbox: Outbox, people_count: int, nominations_count: int, **settings: object
) -> Large:
    """So many people, so many nominations, and three endorsements of each on average."""
    chance = random.Random(11)
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, f"Large {people_count}")
        chosen = {"channel": "C0WINS", **settings}
        change_settings(connection, workspace_id, chosen, MONTH_END - timedelta(days=60), "bench")
        member_ids = _people(connection, workspace_id, people_count)
        _given(connection, workspace_id, member_ids, nominations_count, chance)
    return Large(engine, workspace_id, outbox)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    statements: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _people(connection: Connection, workspace_id: int, number: int) -> list[int]:
    own = {"workspace_id": workspace_id}
    begins = date(2020, 1, 1)
    teams = [{**own, "key": f"t{one}", "name": f"Team {one}"} for one in range(number // 7 + 1)]
    team_ids = _inserted(connection, table_of(Team), teams)
    rows = [
        {
            **own,
            "key": f"p{one}",
            "name": f"Person {one}",
            "email": "",
            "is_admin": one == 0,
            "start_date": begins,
        }
        for one in range(number)
    ]
    person_ids = _inserted(connection, people, rows)
    places = [
        {
            **own, "person_id": person, "role": "csm", "team_id": team_ids[one // 7], "region": "",
            "manager_id": person_ids[one // 7 * 7], "from_date": begins,
        }
        for one, person in enumerate(person_ids)
    ]  # fmt: skip
    connection.execute(insert(table_of(Placement)), places)
    taking_part = [
        {
            **own, "slack_user_id": f"U{one:06}", "person_id": person, "name": f"Person {one}",
            "time_zone": "UTC", "standing": "member", "seen_at": MONTH_END,
        }
        for one, person in enumerate(person_ids)
    ]  # fmt: skip
    return _inserted(connection, members, taking_part)


def _given(
    connection: Connection, workspace_id: int, who: list[int], number: int, chance: random.Random
) -> None:
    own = {"workspace_id": workspace_id}
    week = 7 * 24 * 60 - 1
    rows = [
        {
            **own, "giver_id": chance.choice(who), "month": "2026-11", "giver_month": "2026-11",
            "words": WORDS, "request_key": str(one), "edition": 0,
            "given_at": MONTH_END - timedelta(minutes=chance.randrange(week)),
        }
        for one in range(number)
    ]  # fmt: skip
    ids = _inserted(connection, nominations, rows)
    named = [
        {**own, "nomination_id": one, "member_id": member}
        for one, row in zip(ids, rows, strict=True)
        for member in {chance.choice(who) for _ in range(chance.choice((1, 1, 2, 3)))} - {row["giver_id"]}
    ]
    connection.execute(insert(receivers), named)
    behind = [
        {**own, "nomination_id": one, "member_id": member, "origin": "button", "at": row["given_at"]}
        for one, row in zip(ids, rows, strict=True)
        for member in {chance.choice(who) for _ in range(chance.randrange(7))}
    ]
    connection.execute(insert(endorsements), behind)


def _inserted(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Inserts them; their numbers, in order."""
    found = connection.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    return list(found.scalars())
