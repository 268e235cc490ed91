"""Who the workspace and the app are: ids, names and the secrets they share."""

import re
from dataclasses import dataclass, field

from bot.sandbox.shapes import RefusedError


@dataclass(frozen=True)
class Command:
    """A slash command as the app's manifest declares it; `name` starts with a slash."""

    name: str
    description: str
    usage_hint: str = ""
    should_escape: bool = True

    def __post_init__(self) -> None:
        if not re.fullmatch(r"/[a-z0-9_-]{1,31}", self.name):
            raise RefusedError(f"{self.name!r} is not a slash command: write it like /mycomp.")


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut as the manifest declares it. `kind` is "global" or "message"."""

    kind: str
    callback_id: str
    name: str

    def __post_init__(self) -> None:
        if self.kind not in ("global", "message"):
            raise RefusedError(f"A shortcut is global or message, not {self.kind!r}.")


@dataclass(frozen=True)
class Author:
    """Who wrote a message: a person, the app, another app's bot, or the sandbox itself.

    `app_id` and `bot_id` are those of an app or bot.
    """

    id: str
    name: str
    is_app: bool = False
    app_id: str = ""
    bot_id: str = ""


SANDBOX = Author("USANDBOX", "Sandbox")


EVENTS = frozenset({"app_home_opened", "message", "reaction_added", "reaction_removed", "user_change"})


@dataclass(frozen=True)
class Identity:
    """The secrets are those the app is started with; they never leave this machine."""

    team_id: str
    team_name: str
    app_name: str
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    subscriptions: frozenset[str] = EVENTS
    app_id: str = "A0SANDBOX"
    app_user_id: str = "U0SANDBOXAPP"
    bot_id: str = "B0SANDBOX"
    verification_token: str = field(default="sandbox-verification", repr=False)

    @property
    def team_domain(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.team_name.lower()).strip("-") or "sandbox"

    @property
    def app_author(self) -> Author:
        return Author(self.app_user_id, self.app_name, True, self.app_id, self.bot_id)

    def command(self, name: str) -> Command | None:
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, kind: str, callback_id: str) -> Shortcut | None:
        wanted = (kind, callback_id)
        return next((each for each in self.shortcuts if (each.kind, each.callback_id) == wanted), None)
