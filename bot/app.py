"""The Bolt app, built from its surfaces: the only room that knows them all."""

import logging
from typing import Any

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.earnings import home, modal, mycomp
from bot.people import surface as people
from bot.services import Services
from bot.slack.logs import described
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral

SURFACES = (mycomp, modal, home, people)

# Bolt writes whole requests into its log; ours says what happened, so its own says nothing.
_BOLT_LOG = "bolt"


def build_app(services: Services, client: WebClient) -> App:
    """The app with every surface. Requests reach it verified (bot.slack.guard) or by Socket Mode.

    `client` carries the bot's token; nothing asks Slack about it here.
    """
    logger = logging.getLogger(_BOLT_LOG)
    logger.disabled = True
    app = App(
        name="micdrop",
        logger=logger,
        client=client,
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=None, bot_token=client.token, bot_id=None, bot_user_id=None
        ),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=True,
    )
    for surface in SURFACES:
        surface.register(app, services)
    _apologise_for_errors(app, services)
    return app


def _apologise_for_errors(app: App, services: Services) -> None:
    log = structlog.get_logger("micdrop")

    @app.error
    def apologise(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        """The person gets an apology, the log the error; one reference leads from one to the other."""
        reference = services.new_reference()
        log.error("listener failed", reference=reference, error=described(error))
        sorry = services.renderer.render("errors/apology", {"reference": reference})
        if "command" in body:
            return ephemeral(sorry)
        if body.get("type") == "block_actions":
            _tell(client, body, sorry)
        return BoltResponse(status=200, body="")


def _tell(client: WebClient, body: dict[str, Any], rendered: Rendered) -> None:
    """Shows words only to whoever pressed: where they pressed, or by DM when that was no message."""
    user = body["user"]["id"]
    if channel := body.get("channel", {}).get("id"):
        client.chat_postEphemeral(channel=channel, user=user, text=rendered.text, blocks=rendered.blocks)
    else:
        client.chat_postMessage(channel=user, text=rendered.text, blocks=rendered.blocks)
