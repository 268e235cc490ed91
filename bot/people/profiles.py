"""Asking Slack who a user is, and who is in a user group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people.identity import SlackProfile, profile_from

# What is raised while Slack does not answer.
NO_ANSWER = (SlackApiError, OSError)

_NOBODY = frozenset({"user_not_found", "user_not_visible"})
_NO_GROUP = frozenset({"no_such_subteam", "subteam_not_found", "invalid_arguments"})


@dataclass(frozen=True)
class Profile:
    """A Slack user as Slack tells of them now. `time_zone` is an IANA name, "" where Slack names none."""

    user_id: str
    name: str
    time_zone: str
    slack: SlackProfile


class Profiles(Protocol):
    """Slack's word on its users. May raise SlackApiError or OSError while Slack does not answer."""

    def user(self, user_id: str) -> Profile | None:
        """None for a user whom Slack does not know, or does not show."""

    def group(self, group_id: str) -> tuple[str, ...] | None:
        """The ids of a user group's members; None when there is no such group."""


class SlackProfiles:
    """The real one. Asks Slack each time it is asked."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def user(self, user_id: str) -> Profile | None:
        user = _answer(lambda: self._client.users_info(user=user_id), "user", _NOBODY)
        return read_profile(user_id, user) if isinstance(user, Mapping) else None

    def group(self, group_id: str) -> tuple[str, ...] | None:
        users = _answer(lambda: self._client.usergroups_users_list(usergroup=group_id), "users", _NO_GROUP)
        return tuple(str(user) for user in users) if isinstance(users, list) else None


def read_profile(user_id: str, user: Mapping[str, Any]) -> Profile:
    """Reads the `user` object of users.info."""
    inner = user.get("profile")
    told: Mapping[str, Any] = inner if isinstance(inner, Mapping) else {}
    names = (told.get("real_name"), user.get("real_name"), told.get("display_name"), user.get("name"))
    name = next((str(name).strip() for name in names if name and str(name).strip()), "Somebody")
    return Profile(user_id, name, str(user.get("tz") or ""), profile_from(user))


def _answer(ask: Callable[[], Any], key: str, nothing: frozenset[str]) -> object:
    try:
        return ask()[key]
    except SlackApiError as error:
        if error.response.get("error") in nothing:
            return None
        raise
