"""What Slack hands out for a short while: trigger ids (3 s, once) and response URLs (30 minutes, 5 uses)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.ids import Ids
from bot.sandbox.shapes import SlackError

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_URL_LIFE = timedelta(minutes=30)
RESPONSE_URL_USES = 5
# Used and expired ones are remembered this many deep, to answer "expired" rather than "never heard of".
KEPT = 2_000


@dataclass
class Trigger:
    user: str
    expires_at: datetime
    spent: bool = False


@dataclass
class ResponseUrl:
    """Answers go to `user` in `channel`; `message_ts` is the message whose button was pressed, if any."""

    user: str
    channel: str
    expires_at: datetime
    message_ts: str | None = None
    uses_left: int = RESPONSE_URL_USES


class Triggers:
    """Not locked by itself."""

    def __init__(self, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._ids, self._clock = ids, clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str) -> str:
        number = self._ids.next("", 10)
        # The time in it keeps apart two sandboxes in front of one store.
        trigger_id = f"{number}.{number[::-1]}.{int(self._ids.ts().replace('.', '')):032x}"
        self._issued[trigger_id] = Trigger(user_id, self._clock() + TRIGGER_LIFE)
        _forget_oldest(self._issued)
        return trigger_id

    def spend(self, trigger_id: str) -> str:
        """Whose trigger it is. Raises SlackError when it is unknown, used or older than 3 s."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.spent:
            raise SlackError("exchanged_trigger_id")
        if self._clock() > trigger.expires_at:
            raise SlackError("expired_trigger_id")
        trigger.spent = True
        return trigger.user


class ResponseUrls:
    """Not locked by itself."""

    def __init__(self, ids: Ids, clock: Callable[[], datetime]) -> None:
        self._ids, self._clock = ids, clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user_id: str, channel: str, message_ts: str | None = None) -> str:
        token = self._ids.next("R", 6)
        expires_at = self._clock() + RESPONSE_URL_LIFE
        self._issued[token] = ResponseUrl(user_id, channel, expires_at, message_ts)
        _forget_oldest(self._issued)
        return token

    def spend(self, token: str) -> ResponseUrl:
        """Raises SlackError for an unknown one, after 30 minutes, and from the sixth use on."""
        url = self._issued.get(token)
        if url is None:
            raise SlackError("invalid_url")
        if self._clock() > url.expires_at:
            raise SlackError("expired_url")
        if url.uses_left == 0:
            raise SlackError("used_url")
        url.uses_left -= 1
        return url


def _forget_oldest(issued: dict[str, Any]) -> None:
    while len(issued) > KEPT:
        del issued[next(iter(issued))]
