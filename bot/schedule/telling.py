"""Telling the admins of a workspace something that they should know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.people.access import admin_ids
from bot.schedule.zones import local_day, zone_or_utc
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.store.base import table_of
from bot.store.workspaces import Workspace

workspaces = table_of(Workspace)


@dataclass(frozen=True)
class Notice:
    """What every admin gets as a direct message. `key` is completed by whose message it is; the rest is as in
    bot.delivery.outbox.Outgoing. The values get the workspace's `locale` besides their own."""

    key: str
    title: str
    surface: str
    values: Mapping[str, object]
    since: datetime | None = None


@dataclass(frozen=True)
class Told:
    """How many admins are told now, and how many had been told before under the same key."""

    now: int
    before: int

    def in_words(self) -> str:
        """For the note of a run."""
        if self.now:
            return f"told {count(self.now, 'admin', 'admins')}"
        return "the admins have been told already" if self.before else "there is no admin to tell"


def tell_admins(
    connection: Connection, outbox: Outbox, workspace_id: int, notice: Notice, now: datetime
) -> Told:
    """Puts it into the outbox for each admin who has not been told under that key."""
    here = select(workspaces.c.locale, workspaces.c.time_zone).where(workspaces.c.id == workspace_id)
    company = connection.execute(here).one()
    today = local_day(now, zone_or_utc(company.time_zone))
    asked = admin_ids(connection, workspace_id, today)
    told = 0
    for person_id in asked:
        outgoing = Outgoing(
            key=f"{notice.key}/{person_id}",
            title=notice.title,
            to=Person(person_id),
            surface=notice.surface,
            values={**notice.values, "locale": company.locale},
            urgency=Urgency.NOTICE,
            since=notice.since,
        )
        told += outbox.put_if_new(connection, workspace_id, outgoing, now) is not None
    return Told(told, len(asked) - told)


def moment_values(at: datetime, zone: ZoneInfo) -> dict[str, object]:
    """A moment for templates: ISO text for Slack, and words for where Slack can't show it in local time."""
    local = at.astimezone(zone)
    return {"at": at.isoformat(), "words": f"{day(local.date(), 'en_US')}, {local:%H:%M}"}
