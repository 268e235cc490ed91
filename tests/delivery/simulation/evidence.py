"""What a history leaves behind: the store's rows, and what is in Slack of each message."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select

from bot.delivery.desk import DROPPED
from bot.delivery.mending import HELD, MEND
from bot.delivery.outbox import mark_of
from bot.delivery.states import messages
from bot.schedule.stored import runs
from bot.store.audit import audit_log
from bot.store.engine import reading
from tests.delivery.fake_slack import Posted
from tests.delivery.simulation.people import TOLD
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

Row = Mapping[str, Any]


@dataclass
class Evidence:
    """`changes` are the keys of the changes in the audit log, `dropped` the numbers of the messages that an
    admin took out. `posts` has Slack's posts by the key of their message, `strange` those of no message."""

    world: World
    weather: Weather
    rows: list[Row]
    runs: list[Row]
    changes: list[str]
    dropped: set[int]
    posts: dict[str, list[Posted]]
    strange: list[Posted]
    by_id: dict[int, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {row["id"]: row for row in self.rows}

    def waits_for_a_person(self, row: Row) -> bool:
        """Whether it follows what is held, or what itself does so."""
        parent = self.by_id.get(row["follows_id"])
        return parent is not None and (parent["state"] == "held" or self.waits_for_a_person(parent))

    def follows_what_is_gone(self, row: Row) -> bool:
        parent = self.by_id.get(row["follows_id"])
        return parent is not None and parent["state"] in ("dead", "dropped")

    def visible(self, row: Row) -> list[Posted]:
        """Where it can be seen in Slack."""
        return [post for post in self.posts[row["key"]] if not post.deleted]

    def in_states(self, *states: str) -> Iterator[Row]:
        return (row for row in self.rows if row["state"] in states)


def tells_of_trouble(row: Row) -> bool:
    """Whether it tells that another message did not get out; of itself nobody is told."""
    return str(row["key"]).startswith((f"{HELD}/", f"{MEND}/"))


def gather(world: World, weather: Weather) -> Evidence:
    rows = _all_of(world, messages)
    log = [(row["action"], json.loads(row["details"])) for row in _all_of(world, audit_log)]
    keys = {mark_of(world.company.workspace_id, row["key"]): row["key"] for row in rows}
    posts: dict[str, list[Posted]] = {row["key"]: [] for row in rows}
    strange = []
    for post in weather.posts():
        if post.mark in keys:
            posts[keys[post.mark]].append(post)
        else:
            strange.append(post)
    changes = [details["key"] for action, details in log if action == TOLD]
    dropped = {details["message"] for action, details in log if action == DROPPED}
    return Evidence(world, weather, rows, _all_of(world, runs), changes, dropped, posts, strange)


def _all_of(world: World, table: Table) -> list[Row]:
    mine = table.c.workspace_id == world.company.workspace_id
    with reading(world.store.engine) as connection:
        rows = connection.execute(select(table).where(mine).order_by(table.c.id)).mappings()
        return [dict(row) for row in rows]
