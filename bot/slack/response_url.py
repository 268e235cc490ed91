"""Answers to the address that comes with a press: they reach the person also where the app is no member."""

from http.client import HTTPException

from slack_sdk.webhook import WebhookClient

from bot.slack.render import Rendered

# Slack waits three seconds for us, and an apology has to fit in as well.
TIMEOUT_S = 2


def answer_at(response_url: str, rendered: Rendered, *, replace: bool) -> bool:
    """Shows a message to whoever pressed, in the place of the old one or beside it; whether Slack took it.

    It is sent once: what is sent again after a broken connection may be there twice.
    """
    client = WebhookClient(response_url, timeout=TIMEOUT_S, retry_handlers=[])
    try:
        answer = client.send(
            text=rendered.text,
            blocks=rendered.blocks,
            response_type="ephemeral",
            replace_original=replace,
        )
    except (OSError, HTTPException):
        return False
    return answer.status_code == 200
