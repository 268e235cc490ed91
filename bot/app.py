"""The Bolt app, built from its surfaces: the only room that knows them all."""

import logging
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient

from bot import home, mycomp, old_controls
from bot import user_changes as people
from bot.admin import micdrop, new_schedule, outbox, schedules
from bot.announcements import command as announce
from bot.announcements import compose as announce_compose
from bot.announcements import decide as announce_decide
from bot.announcements import settings_modal as announce_settings
from bot.announcements import take_back as announce_take_back
from bot.apologies import apologise, not_delivered, noted
from bot.earnings import home as earnings_home
from bot.earnings import modal, statement, supposing
from bot.payroll import payroll_modal
from bot.questions import adjust_form, answer_forms, ask_modal, asker_buttons
from bot.questions import card as question_card
from bot.questions import list_modal as question_list
from bot.recognition import (
    award_forms,
    award_review,
    ballot_modal,
    committee_modal,
    edit_modal,
    export_button,
    gift_forms,
    gifts_modal,
    give_modal,
    post,
    reactions,
    reward_forms,
    rewards_modal,
    settings_modal,
    shortcuts,
    wishes_modal,
    withdraw_modal,
)
from bot.recognition import command as dropthemic
from bot.review import adjust as review_adjust
from bot.review import listing as review_listing
from bot.review import send_back as review_send_back
from bot.review import statement as review_statement
from bot.review import steps as review_steps
from bot.review import together as review_together
from bot.services import Services
from bot.slack.controls import StaleControl
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.spiffs import command as spiff
from bot.spiffs import decide as spiff_decide
from bot.spiffs import new_modal as spiff_new

# Bolt asks one listener after the other, each for about 10 µs: what Slack sends most stands first, as every
# message and every reaction of a channel does.
SURFACES = (
    mycomp,
    reactions,
    home,
    people,
    statement,
    modal,
    supposing,
    earnings_home,
    ask_modal,
    question_card,
    answer_forms,
    adjust_form,
    asker_buttons,
    question_list,
    micdrop,
    outbox,
    schedules,
    new_schedule,
    payroll_modal,
    dropthemic,
    give_modal,
    edit_modal,
    withdraw_modal,
    post,
    shortcuts,
    ballot_modal,
    award_review,
    award_forms,
    committee_modal,
    rewards_modal,
    reward_forms,
    gifts_modal,
    gift_forms,
    wishes_modal,
    settings_modal,
    export_button,
    announce,
    announce_compose,
    announce_decide,
    announce_take_back,
    announce_settings,
    review_steps,
    review_together,
    review_listing,
    review_statement,
    review_send_back,
    review_adjust,
    spiff,
    spiff_new,
    spiff_decide,
)

# Bolt writes whole requests into its log; ours says what happened, so its own says nothing.
_BOLT_LOG = "bolt"


class _OneTeam(Authorize):
    """The same token for every request, without asking Slack about it."""

    def __init__(self, token: str | None) -> None:
        self._result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    def __call__(self, **_request: object) -> AuthorizeResult:
        return self._result


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
        authorize=_OneTeam(client.token),
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
    )
    for surface in SURFACES:
        surface.register(app, services)
    old_controls.register(app, services)
    _answer_for_errors(app, services)
    return app


def _answer_for_errors(app: App, services: Services) -> None:
    @app.error
    def answer(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        if isinstance(error, StaleControl):
            try:
                return old_controls.answer_old(services, body, client)
            except Exception as failure:
                error = failure
        return apologised(error, body, client)

    def apologised(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        """The person gets an apology, the log the error; one reference leads from one to the other."""
        if "command" in body:
            return ephemeral(
                services.renderer.render("errors/apology", {"reference": noted(services, error)})
            )
        if body["type"] != "event_callback":
            apologise(services, client, body, error)
            return BoltResponse(status=200, body="")
        reference = noted(services, error)
        try:
            shown = services.renderer.render("errors/apology_home", {"reference": reference})
            _tell_in_home(client, body["event"], shown)
        except Exception as failure:
            not_delivered(reference, failure)
        # Slack sends an event again that is not answered well, and all we do at events may be done twice.
        return BoltResponse(status=500, body="")


def _tell_in_home(client: WebClient, event: dict[str, Any], rendered: Rendered) -> None:
    """Only who opens App Home waits for something."""
    if event.get("type") == "app_home_opened":
        client.views_publish(user_id=event["user"], view=rendered.as_view())
