"""The Slack app's manifest, made from what the surfaces declare."""

from collections.abc import Iterable
from typing import Any

from bot.app import SURFACES
from bot.delivery.slack_post import SCOPES
from bot.slack.declared import Shortcut, SlashCommand

DESCRIPTION = "What you earned and why, to the cent. Only you can see it."


def commands() -> list[SlashCommand]:
    """Every slash command of the app."""
    return [command for surface in SURFACES for command in surface.DECLARED.commands]


def shortcuts() -> list[Shortcut]:
    """Every shortcut of the app."""
    return [shortcut for surface in SURFACES for shortcut in surface.DECLARED.shortcuts]


def events() -> list[str]:
    """Every event the app listens to."""
    return _sorted(event for surface in SURFACES for event in surface.DECLARED.events)


def scopes() -> list[str]:
    """Every permission the app's bot needs."""
    declared = [scope for surface in SURFACES for scope in surface.DECLARED.scopes]
    return _sorted([*declared, *SCOPES])


def manifest(url: str | None = None) -> dict[str, Any]:
    """The manifest as Slack takes it. Without `url` the app runs in Socket Mode."""
    address = {} if url is None else {"url": f"{url.rstrip('/')}/slack/events"}
    request = {} if url is None else {"request_url": f"{url.rstrip('/')}/slack/events"}
    return {
        "display_information": {
            "name": "Micdrop",
            "description": DESCRIPTION,
            "background_color": "#1f2a44",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Micdrop", "always_online": True},
            "slash_commands": [
                {
                    "command": command.name,
                    **address,
                    "description": command.description,
                    "usage_hint": command.usage_hint,
                    "should_escape": True,
                }
                for command in commands()
            ],
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": shortcut.kind,
                    "callback_id": shortcut.callback_id,
                    "description": shortcut.description,
                }
                for shortcut in shortcuts()
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": events()},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(set(words))
