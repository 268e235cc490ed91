"""What contestants are called, and how Slack knows them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from bot.store.base import table_of
from bot.store.people import Person, Team
from bot.store.recognition import Member
from calc.prize_tables import ContestTable

people, teams, members = table_of(Person), table_of(Team), table_of(Member)

UNNAMED = "A colleague"


@dataclass(frozen=True)
class Somebody:
    """A person of the company. `user_id` is "" while Slack's is not known; `no_naming` when they would rather
    not be named in a channel; `last_day` is that at work."""

    id: int
    key: str
    name: str
    user_id: str
    last_day: date | None
    no_naming: bool

    def left_by(self, day: date) -> bool:
        """Whether they are not at work any more on a day."""
        return self.last_day is not None and self.last_day < day

    @property
    def in_channel(self) -> str:
        """What they are called where everybody reads it."""
        return UNNAMED if self.no_naming else self.name


@dataclass(frozen=True)
class Names:
    """People by their keys, and what teams are called by theirs."""

    people: Mapping[str, Somebody]
    teams: Mapping[str, str]

    def of(self, table: ContestTable, key: str) -> str:
        """A contestant's name. Linked teams have one key together, which is read as it is."""
        if table.teams:
            return self.teams.get(key, key)
        return self.people[key].name if key in self.people else key

    def in_channel(self, table: ContestTable, key: str) -> str:
        """The same, where everybody reads it."""
        if not table.teams and key in self.people:
            return self.people[key].in_channel
        return self.of(table, key)

    def user_in_channel(self, table: ContestTable, key: str, today: date) -> str:
        """The Slack user to mention; "" for teams, for who has left and for who would rather not be named."""
        found = None if table.teams else self.people.get(key)
        return "" if found is None else user_in_channel(found, today)


def user_in_channel(person: Somebody, today: date) -> str:
    """The Slack user to mention in a channel; "" where there is none to mention."""
    return "" if person.no_naming or person.left_by(today) else person.user_id


def names_in(connection: Connection, workspace_id: int, keys: Collection[str]) -> Names:
    """Those of these people, by key, who are in the store, and all teams."""
    named = select(teams.c.key, teams.c.name).where(teams.c.workspace_id == workspace_id)
    found = {one.key: one for one in somebodies(connection, workspace_id, keys)}
    return Names(found, {row.key: row.name for row in connection.execute(named)})


def somebodies(connection: Connection, workspace_id: int, keys: Iterable[str]) -> list[Somebody]:
    """People by their keys, in the order of their names."""
    rather_not = (
        select(members.c.person_id, func.count().label("wishes"))
        .where(members.c.workspace_id == workspace_id, members.c.no_naming.is_(True))
        .group_by(members.c.person_id)
        .subquery()
    )
    wanted = set(keys)
    query = (
        select(
            people.c.id,
            people.c.key,
            people.c.name,
            people.c.slack_user_id,
            people.c.end_date,
            rather_not.c.wishes,
        )
        .join_from(people, rather_not, rather_not.c.person_id == people.c.id, isouter=True)
        .where(people.c.workspace_id == workspace_id)
        .order_by(people.c.name, people.c.id)
    )
    return [
        Somebody(row.id, row.key, row.name, row.slack_user_id or "", row.end_date, bool(row.wishes))
        for row in connection.execute(query)
        if row.key in wanted
    ]
