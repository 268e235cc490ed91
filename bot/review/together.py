"""Approving all of some people's pay at once, by the buttons on a card."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.review.carried import together_of
from bot.review.deciding import Deciding
from bot.review.door import let_in, tell
from bot.review.notes import decided_note
from bot.services import Services
from bot.slack.declared import Declared

CLEAN, ALL = "review.approve_clean", "review.approve_all"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds both buttons; each carries whose pay it is, and as what it was shown."""

    def approve(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            deciding = Deciding(services.engine, services.outbox)
            decided = deciding.approve_together(visit.caller, together_of(action), visit.now)
            tell(services, client, body, decided_note(decided, visit.caller.company))

    app.action(CLEAN)(approve)
    app.action(ALL)(approve)
