"""What a surface needs Slack to know of it. The app's manifest is made of these."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlashCommand:
    """`usage_hint` shows behind the command while it is typed."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True)
class Declared:
    """The commands, events and permissions of one surface."""

    commands: tuple[SlashCommand, ...] = ()
    events: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
