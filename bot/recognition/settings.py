"""How a workspace drops the mic: where, how much and how often, and who decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.recognition.fair_play import Limits
from bot.recognition.schedules import ensure_schedules
from bot.store import audit
from bot.store.base import table_of
from bot.store.recognition import RecognitionSettings

rows = table_of(RecognitionSettings)

CHOOSING = ("most_endorsed", "ballot", "committee")
TIES = ("in_turn", "shared")

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,30}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_NUMBERS = {
    "monthly_allowance": (1, 1000),
    "pair_cap": (1, 1000),
    "least_characters": (0, 1000),
    "shortlist_size": (1, 10),
    "ballot_working_days": (1, 10),
    "edit_minutes": (0, 24 * 60),
    "most_reminders": (0, 31),
    "unrecognised_after_days": (7, 365),
}
_CHOICES = {"choosing": CHOOSING, "ties": TIES}


class RecognitionRefused(Exception):
    """Something about recognition that cannot be as asked; the text says why and what it takes."""


@dataclass(frozen=True)
class Settings:
    """See bot.store.recognition.RecognitionSettings."""

    channel: str
    monthly_allowance: int
    pair_cap: int
    least_characters: int
    guests_may: bool
    choosing: str
    ties: str
    shortlist_size: int
    ballot_working_days: int
    edit_minutes: int
    most_reminders: int
    quiet_until: str
    quiet_from: str
    unrecognised_after_days: int

    @property
    def limits(self) -> Limits:
        return Limits(self.monthly_allowance, self.pair_cap, self.least_characters, self.guests_may)


def settings_of(connection: Connection, workspace_id: int, *, held: bool = False) -> Settings | None:
    """A workspace's settings; None while recognition is not set up there.

    `held` keeps them, and with them the open month, as they are until the transaction ends: whoever closes a
    month locks them, and waits for those who are giving just now.
    """
    query = select(*(rows.c[name] for name in Settings.__dataclass_fields__))
    query = query.where(rows.c.workspace_id == workspace_id)
    row = connection.execute(query.with_for_update(read=True) if held else query).mappings().first()
    return None if row is None else Settings(**row)


def change_settings(
    connection: Connection, workspace_id: int, changes: Mapping[str, object], now: datetime, actor: str
) -> Settings:
    """Changes settings, or sets recognition up with the channel among them, defaults for the rest, and its
    schedules.

    RecognitionRefused for what cannot be. Noted in the audit log.
    """
    for name, value in changes.items():
        check_setting(name, value)
    before = settings_of(connection, workspace_id)
    if before is None:
        if "channel" not in changes:
            raise RecognitionRefused(
                "Drop the mic needs a channel for its posts, by its id like C0123ABCD. Slack shows it at the "
                "end of the channel's details."
            )
        row = {**_defaults(), **changes, "workspace_id": workspace_id}
        connection.execute(insert(rows).values(row))
        ensure_schedules(connection, workspace_id, now, actor)
    else:
        connection.execute(update(rows).where(rows.c.workspace_id == workspace_id).values(**changes))
    audit.record(connection, workspace_id, now, actor, "recognition_changed", details=changes)
    after = settings_of(connection, workspace_id)
    assert after is not None
    if after.quiet_from == after.quiet_until and {"quiet_from", "quiet_until"} & changes.keys():
        raise RecognitionRefused(
            "Reminders need some time of the day: quiet_until has to differ from quiet_from."
        )
    return after


def _defaults() -> dict[str, object]:
    blank = RecognitionSettings(workspace_id=0, channel="").model_dump()
    return {name: blank[name] for name in Settings.__dataclass_fields__}


def check_setting(name: str, value: object) -> None:
    """RecognitionRefused when a setting cannot have that value."""
    if name in _NUMBERS:
        least, most = _NUMBERS[name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise RecognitionRefused(
                f"{_said(name)} is a whole number from {least} to {most}, not {value!r}."
            )
    elif name in _CHOICES:
        if value not in _CHOICES[name]:
            raise RecognitionRefused(f"{_said(name)} is one of {', '.join(_CHOICES[name])}, not {value!r}.")
    elif name in ("quiet_until", "quiet_from"):
        if not _TIME.fullmatch(str(value)):
            raise RecognitionRefused(f"{_said(name)} is a time of day like 09:00, not {value!r}.")
    elif name == "guests_may":
        if not isinstance(value, bool):
            raise RecognitionRefused(f"{_said(name)} is yes or no, not {value!r}.")
    elif name != "channel":
        known = ", ".join(Settings.__dataclass_fields__)
        raise RecognitionRefused(f"Drop the mic has no setting {name!r}; it has {known}.")
    elif not _CHANNEL_ID.fullmatch(str(value)):
        raise RecognitionRefused(
            f"{value!r} is not a channel's id; write it like C0123ABCD. Slack shows it at the end of the "
            "channel's details."
        )


def _said(name: str) -> str:
    return name.replace("_", " ").capitalize()
