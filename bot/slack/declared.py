"""What a surface needs Slack to know of it. The app's manifest is made of these."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class SlashCommand:
    """`usage_hint` shows behind the command while it is typed."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """An entry of Slack's own menus: `kind` is "global", or "message" for one on a message."""

    kind: Literal["global", "message"]
    callback_id: str
    name: str
    description: str


@dataclass(frozen=True)
class Declared:
    """The commands, shortcuts, events and permissions of one surface."""

    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
