"""What somebody reads when something went wrong that nobody foresaw, and what the log keeps of it."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.services import Services
from bot.slack.logs import described
from bot.slack.render import Rendered
from bot.slack.response_url import answer_at


def noted(services: Services, error: Exception) -> str:
    """Puts the error into the log; gives the reference that leads from the apology to it."""
    reference = services.new_reference()
    structlog.get_logger("micdrop").error("listener failed", reference=reference, error=described(error))
    return reference


def apologise(
    services: Services,
    client: WebClient,
    body: Mapping[str, Any],
    error: Exception,
    surface: str = "errors/apology",
) -> None:
    """Says so to whoever pressed or sent something, to them alone. Nothing raises any more."""
    reference = noted(services, error)
    try:
        _tell(client, body, services.renderer.render(surface, {"reference": reference}))
    except Exception as failure:
        not_delivered(reference, failure)


def not_delivered(reference: str, failure: Exception) -> None:
    """The log says that the person does not know."""
    log = structlog.get_logger("micdrop")
    log.error("apology not delivered", reference=reference, error=described(failure))


def _tell(client: WebClient, body: Mapping[str, Any], rendered: Rendered) -> None:
    """Beside the message, or by DM where that does not work."""
    response_url = body.get("response_url")
    if not (response_url and answer_at(str(response_url), rendered, replace=False)):
        client.chat_postMessage(channel=body["user"]["id"], text=rendered.text, blocks=rendered.blocks)
