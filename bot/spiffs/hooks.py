"""What contests do at the approval of an announcement of winners, and when it is recalled."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Engine

from bot.announcements.announcing import Hooks, Renewed
from bot.announcements.rows import Announcement
from bot.delivery.outbox import Outbox
from bot.spiffs.checking import instant_is_true, podium_is_true
from bot.spiffs.giving import give, take_back


def spiff_hooks(outbox: Outbox) -> Mapping[str, Hooks]:
    """By kind of announcement."""

    def hooks(still_true: Callable[[Engine, Announcement, datetime], Renewed | None]) -> Hooks:
        return Hooks(
            still_true=still_true,
            approved=lambda connection, announcement, now: give(connection, outbox, announcement, now),
            recalled=lambda connection, announcement, now: take_back(connection, outbox, announcement, now),
        )

    return {"podium": hooks(podium_is_true), "instant": hooks(instant_is_true)}
