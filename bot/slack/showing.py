"""Where the answer to a press goes: in the place of what was pressed, or beside it, whatever that was."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.logs import described
from bot.slack.render import Rendered
from bot.slack.response_url import answer_at


def is_in_view(body: dict[str, Any]) -> bool:
    """Whether it was a modal or App Home that somebody pressed in."""
    return "view" in body


def is_ephemeral(body: dict[str, Any]) -> bool:
    """Whether it was a message that only this person sees."""
    return bool(body.get("container", {}).get("is_ephemeral"))


def show_instead(client: WebClient, body: dict[str, Any], shown: Rendered) -> bool:
    """Puts `shown`, a modal for a modal or a message for a message, where the press was. Whether that worked.

    Nothing is lost when it is done twice, and nothing raises: what was decided is decided.
    """
    if is_in_view(body) is (shown.view is None):
        return False
    if is_ephemeral(body):
        return answer_at(str(body.get("response_url")), shown, replace=True)
    try:
        if is_in_view(body):
            client.views_update(view_id=body["view"]["id"], view=shown.as_view())
        else:
            place = body["container"]
            client.chat_update(
                channel=place["channel_id"],
                ts=place["message_ts"],
                text=shown.text,
                blocks=shown.blocks or [],
            )
    except (SlackApiError, OSError):
        return False
    return True


def show_beside(client: WebClient, body: dict[str, Any], message: Rendered, modal: Rendered) -> None:
    """Shows something new to whoever pressed, and leaves what they pressed as it is.

    That is `message` beside a message, and `modal` over a view or where a message cannot be answered.
    SlackApiError or OSError when Slack would show neither.
    """
    answerable = not is_in_view(body) and body.get("response_url")
    if answerable and answer_at(body["response_url"], message, replace=False):
        return
    show_modal(client, body, modal)


def show_modal(client: WebClient, body: Mapping[str, Any], modal: Rendered) -> None:
    """Opens a modal: over the one that was pressed in, if there is one, or in its place when no more fit.

    SlackApiError or OSError when Slack would not show it.
    """
    in_modal = body.get("view", {}).get("type") == "modal"
    show = client.views_push if in_modal else client.views_open
    try:
        show(trigger_id=body["trigger_id"], view=modal.as_view())
    except SlackApiError:
        if not in_modal:
            raise
        # Three are open already, and none may be added.
        client.views_update(view_id=body["view"]["id"], view=modal.as_view())


def show_done(
    client: WebClient, body: dict[str, Any], instead: Rendered, message: Rendered, modal: Rendered
) -> None:
    """Shows what was done: in the place of the press, else beside it. Nothing raises, for it is done."""
    if show_instead(client, body, instead):
        return
    try:
        show_beside(client, body, message, modal)
    except (SlackApiError, OSError) as error:
        structlog.get_logger("micdrop").warning("what was done could not be shown", error=described(error))
