"""Where a contest is announced, and who looks after it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.people.company import fallback_channel
from bot.people.identity import Company
from bot.periods.pay_settings import pay_settings
from bot.recognition.settings import settings_of
from bot.spiffs.rows import started_by_plan


@dataclass(frozen=True)
class Place:
    """`channel` is its Slack id, "" where nobody has chosen any; `host_id` is who started the contest, None
    where that is for the admins."""

    channel: str
    host_id: int | None


def place_of(connection: Connection, company: Company, plan: str) -> Place:
    """Of the contests of a plan: what was chosen when it was started; else the workspace's channel for
    announcements, that of drop the mic, or the one that takes what others refuse."""
    started = started_by_plan(connection, company.id, plan)
    if started is not None:
        return Place(started.channel, started.host_id)
    recognition = settings_of(connection, company.id)
    channel = (
        pay_settings(connection, company.id).channel
        or (recognition.channel if recognition is not None else "")
        or fallback_channel(connection, company.id)
        or ""
    )
    return Place(channel, None)


NO_CHANNEL = "no channel is chosen for {title}: `/announce settings` has one"
