"""The people of the sandbox, as Slack describes them."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.shapes import Json, RefusedError

STRANGER_TEAM_ID = "T0ELSEWHERE"
# Dark enough for white initials to be read on any of them.
COLOURS = ("9c2f5f", "0f6e63", "7a4fb5", "a8470f", "1f5fa8", "4b6a12", "b0323c", "2f6f8f", "6b5a2a", "5b4bc4")


@dataclass(frozen=True)
class SandboxUser:
    """One person. `tz` is an IANA zone; a single-channel guest is ultra-restricted, another restricted."""

    id: str
    name: str
    real_name: str
    email: str
    title: str = ""
    tz: str = "Europe/London"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    is_admin: bool = False

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted

    @property
    def color(self) -> str:
        """Six hex digits, always the same for the same id."""
        return COLOURS[zlib.crc32(self.id.encode()) % len(COLOURS)]


class People:
    """Everyone by id, in the order given. Not locked by itself."""

    def __init__(self, users: Iterable[SandboxUser]) -> None:
        self._by_id: dict[str, SandboxUser] = {}
        for user in users:
            if user.id in self._by_id:
                raise RefusedError(f"Two people have the id {user.id}. Give each person an id of their own.")
            ZoneInfo(user.tz)
            self._by_id[user.id] = user

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._by_id

    def find(self, user_id: str) -> SandboxUser | None:
        return self._by_id.get(user_id)

    def get(self, user_id: str) -> SandboxUser:
        """Raises RefusedError for an id that nobody has."""
        user = self._by_id.get(user_id)
        if user is None:
            raise RefusedError(f"There is nobody with the id {user_id or '(empty)'} here.")
        return user

    def everyone(self) -> list[SandboxUser]:
        return list(self._by_id.values())

    def change(self, user_id: str, **changes: Any) -> SandboxUser:
        """Replaces fields of one person, e.g. `deleted=True`; the id stays."""
        if "id" in changes:
            raise RefusedError("A person's id never changes.")
        changed = replace(self.get(user_id), **changes)
        self._by_id[user_id] = changed
        return changed


def home_team(user: SandboxUser, team_id: str) -> str:
    """The team a person belongs to: a stranger's is another, wherever we meet."""
    return STRANGER_TEAM_ID if user.is_stranger else team_id


def slack_user(user: SandboxUser, team_id: str, now: datetime) -> Json:
    """`user` as users.info tells it. Of a deactivated person Slack leaves out the zone and the roles."""
    body: Json = {
        "id": user.id,
        "team_id": home_team(user, team_id),
        "name": user.name,
        "deleted": user.deleted,
        "profile": _profile(user, team_id),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if not user.deleted:
        body |= _roles(user) | _zone(user, now)
    if user.is_stranger:
        body["is_stranger"] = True
    return body


def page_user(user: SandboxUser) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "is_guest": user.is_guest,
        "is_bot": user.is_bot,
        "deleted": user.deleted,
        "tz": user.tz,
        "color": f"#{user.color}",
    }


def _profile(user: SandboxUser, team_id: str) -> Json:
    first, _, last = user.real_name.partition(" ")
    profile = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "first_name": first,
        "last_name": last,
        "team": home_team(user, team_id),
    }
    # Bots have no address, and Slack keeps that of another organisation's people to itself.
    if user.email and not user.is_bot and not user.is_stranger:
        profile["email"] = user.email
    return profile


def _roles(user: SandboxUser) -> Json:
    return {
        "color": user.color,
        "real_name": user.real_name,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": True,
    }


def _zone(user: SandboxUser, now: datetime) -> Json:
    local = now.astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    return {
        "tz": user.tz,
        "tz_label": local.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
    }
