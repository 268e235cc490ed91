"""Buttons, forms, shortcuts and commands of an earlier version: told kindly, wherever somebody used one."""

import re
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.services import Services
from bot.slack.replies import ephemeral, in_place_of_form
from bot.slack.showing import show_beside

_ANY = re.compile("")
_KINDS = {"view_submission": "form", "shortcut": "shortcut", "message_action": "shortcut"}


def register(app: App, services: Services) -> None:
    """Takes whatever no surface has taken; to be called after all of them."""

    def unknown(body: dict[str, Any], client: WebClient) -> BoltResponse:
        return answer_old(services, body, client)

    for listen in (app.action, app.view, app.shortcut, app.command):
        listen(_ANY)(unknown)


def answer_old(services: Services, body: dict[str, Any], client: WebClient) -> BoltResponse:
    """Says that what was used is of an earlier version, where the person who used it will see it.

    Nothing of the request is repeated. SlackApiError or OSError when Slack would not show it.
    """
    if "command" in body:
        return ephemeral(services.renderer.render("errors/old_control", {"what": "command"}))
    what = _KINDS.get(body["type"], "button")
    modal = services.renderer.render("errors/old_control_modal", {"what": what})
    if what == "form":
        return in_place_of_form(modal)
    show_beside(client, body, services.renderer.render("errors/old_control", {"what": what}), modal)
    return BoltResponse(status=200, body="")
