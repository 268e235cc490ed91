"""The post to the real Slack, through slack_sdk's WebClient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.delivery.post import Accepted, CannotLook, Later, Letter, Looked, Outcome, Refused, Stopped, Unclear
from bot.delivery.slack_answers import NOT_SLACKS, Failure, asked, read
from bot.delivery.slack_reading import find_marks, marked, unread
from bot.people.identity import profile_from, refusal_of

# What the client that sends is given for each step of a call: to connect, and for each part of the answer.
CALL_TIMEOUT_S = 8
# What the bot has to be allowed: to post, to open direct messages, and to look for its own posts everywhere.
SCOPES = (
    "chat:write",
    "im:write",
    "im:history",
    "channels:history",
    "groups:history",
    "metadata.message:read",
    "users:read",
)
WITHOUT_TS = "ok without a ts"
# Nobody has the address, or it is none.
_NOBODY = frozenset({"invalid_arguments", "user_not_found", "user_not_visible", "users_not_found"})


@dataclass(frozen=True)
class _Bot:
    bot_id: str
    team_id: str


class SlackPost:
    """One workspace's Slack, reached with its bot token."""

    def __init__(self, client: WebClient) -> None:
        """ValueError for a client that repeats calls by itself: after a broken connection it posts twice."""
        if client.retry_handlers:
            raise ValueError(
                "A client that posts must not repeat a call by itself. Make it with retry_handlers=[]."
            )
        self._client = client
        self._bot: _Bot | None = None

    def send(self, letter: Letter) -> Outcome:
        """Sends, edits, deletes or publishes, once."""
        if letter.kind == "post":
            return self._post(letter)
        if letter.kind == "home":
            return self._publish(letter)
        if letter.kind in ("edit", "delete"):
            return self._change(letter)
        return Refused("unknown_kind")

    def look(
        self, place: str, marks: Sequence[str], since: datetime, thread_ts: str | None
    ) -> Looked | CannotLook | Later | Stopped:
        """Which of `marks` our own messages in a conversation carry, from `since` on, read to the end."""
        bot = self._who_we_are()
        if not isinstance(bot, _Bot):
            return unread(bot)
        channel = self._conversation(place)
        if not isinstance(channel, str):
            return unread(channel)
        return find_marks(self._client, bot.bot_id, channel, marks, since, thread_ts)

    def find_user(self, email: str) -> str | Later | Stopped | None:
        """The id of the active member with that email; None for nobody, and for whom the app turns away."""
        if not email:
            return None
        bot = self._who_we_are()
        if not isinstance(bot, _Bot):
            return _not_now(bot)
        answer = read(self._client.users_lookupByEmail, email=email)
        if isinstance(answer, Refused) and answer.error in _NOBODY:
            return None
        if not isinstance(answer, dict):
            return _not_now(answer)
        user = answer.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        if not isinstance(user, dict) or not isinstance(user_id, str):
            return Later(NOT_SLACKS)
        return None if refusal_of(profile_from(user), bot.team_id) else user_id

    def _post(self, letter: Letter) -> Outcome:
        answer = asked(
            self._client.chat_postMessage,
            channel=letter.place,
            text=letter.text,
            blocks=letter.blocks,
            thread_ts=letter.thread_ts,
            metadata=marked(letter.mark),
            unfurl_links=False,
            unfurl_media=False,
        )
        if not isinstance(answer, dict):
            return answer
        channel, ts = answer.get("channel"), answer.get("ts")
        if not isinstance(ts, str) or not ts:
            return Unclear(WITHOUT_TS)
        return Accepted(channel if isinstance(channel, str) and channel else letter.place, ts)

    def _publish(self, letter: Letter) -> Outcome:
        answer = asked(self._client.views_publish, user_id=letter.place, view=letter.view)
        return Accepted("", "") if isinstance(answer, dict) else answer

    def _change(self, letter: Letter) -> Outcome:
        """An edit keeps the metadata that it does not mention, and so the mark; blocks it would keep, too."""
        channel = self._conversation(letter.place)
        if not isinstance(channel, str):
            return Later(channel.why) if isinstance(channel, Unclear) else channel
        if letter.kind == "edit":
            answer = asked(
                self._client.chat_update,
                channel=channel,
                ts=letter.ts,
                text=letter.text,
                blocks=letter.blocks or [],
            )
        else:
            answer = asked(self._client.chat_delete, channel=channel, ts=letter.ts)
            if answer == Refused("message_not_found"):
                answer = {}
        return Accepted(channel, letter.ts or "") if isinstance(answer, dict) else answer

    def _conversation(self, place: str) -> str | Failure:
        """The id of the conversation; only posting takes a person's id for the DM with them."""
        if not place.startswith(("U", "W")):
            return place
        answer = read(self._client.conversations_open, users=place)
        if not isinstance(answer, dict):
            return answer
        opened = answer.get("channel")
        channel = opened.get("id") if isinstance(opened, dict) else None
        return channel if isinstance(channel, str) and channel else Unclear(NOT_SLACKS)

    def _who_we_are(self) -> _Bot | Failure:
        """Asked once, as it never changes for a token."""
        if self._bot is not None:
            return self._bot
        answer = read(self._client.auth_test)
        if not isinstance(answer, dict):
            return answer
        bot_id, team_id = answer.get("bot_id"), answer.get("team_id")
        if not isinstance(team_id, str):
            return Unclear(NOT_SLACKS)
        if not isinstance(bot_id, str):
            return Refused("not_a_bot_token")
        self._bot = _Bot(bot_id, team_id)
        return self._bot


def _not_now(failure: Failure) -> Later | Stopped:
    """Nobody is called unknown because Slack did not say."""
    if isinstance(failure, Later | Stopped):
        return failure
    return Later(failure.error if isinstance(failure, Refused) else failure.why)
