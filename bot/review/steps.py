"""The steps that an admin takes with a whole period, by the buttons on its card: begin the review, publish,
close."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.review.door import let_admin_in, standing_named, tell
from bot.review.finishing import close, publish
from bot.review.notes import begun_note, finished_note
from bot.review.starting import start
from bot.review.values import Values
from bot.review.visit import Visit
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slow_presses import on_slow_press

START, PUBLISH, CLOSE = "review.start", "review.publish", "review.close"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the three buttons."""

    def stepping(action_id: str) -> None:
        def step(body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
            visit = let_admin_in(services, client, body)
            if visit is not None:
                tell(services, client, body, taken(services, visit, action_id, value_of(action)))

        on_slow_press(app, services, action_id, step)

    for action_id in (START, PUBLISH, CLOSE):
        stepping(action_id)


def taken(services: Services, visit: Visit, action_id: str, key: str) -> Values:
    """Takes the step with the period of that key; what came of it."""
    _, period = standing_named(services, visit, key)
    company = visit.caller.company
    label = company.calendar.label(period)
    having = (services.engine, services.outbox, company, period, visit.actor, visit.now)
    if action_id == START:
        return begun_note(start(*having), company, label)
    if action_id == PUBLISH:
        return finished_note("published", publish(*having), company, label)
    return finished_note("closed", close(*having), company, label)
