"""User groups: several people under one @handle."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.shapes import Json, RefusedError


@dataclass(frozen=True)
class UserGroup:
    """`handle` is what people type after the @; `members` are ids of people."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]
    disabled: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"S[A-Z0-9]{1,30}", self.id):
            raise RefusedError(f"{self.id!r} is not the id of a user group: write it like S0CSTEAM.")


class Groups:
    """All of them, in the order given. Not locked by itself."""

    def __init__(self, groups: Iterable[UserGroup]) -> None:
        self._by_id = {group.id: group for group in groups}

    def find(self, group_id: str) -> UserGroup | None:
        return self._by_id.get(group_id)

    def named(self, handle: str) -> UserGroup | None:
        return next((group for group in self._by_id.values() if group.handle == handle), None)

    def everyone(self) -> list[UserGroup]:
        return list(self._by_id.values())


def slack_group(group: UserGroup, team_id: str) -> Json:
    """`group` as usergroups.list tells it."""
    return {
        "id": group.id,
        "team_id": team_id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_delete": int(group.disabled),
        "user_count": len(group.members),
    }
