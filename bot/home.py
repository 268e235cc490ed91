"""App Home: what each feature has to show there, one after the other."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings import home as pay
from bot.earnings.buttons import NOW
from bot.people.viewing import Asker
from bot.questions import home_part as questions
from bot.recognition import home_wall as recognition
from bot.review import home as review
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slack.limits.surface import VIEW_BLOCKS
from bot.slack.render import Rendered

SHOW_PERIOD = "home.period"
SHOW_NOW = "home.now"

DECLARED = Declared(events=("app_home_opened",))


def register(app: App, services: Services) -> None:
    """Adds the opening of App Home, and the buttons that show it at another time."""

    @app.event("app_home_opened")
    def opened(event: dict[str, str], body: dict[str, str], client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            asker = services.asker(body["team_id"], event["user"], body)
            _publish(client, event["user"], home(services, asker, NOW))

    def show_period(ack: Ack, body: dict[str, object], action: dict[str, str], client: WebClient) -> None:
        ack()
        asker = services.asker_of(body)
        _publish(client, asker.user_id, home(services, asker, value_of(action)))

    app.action(SHOW_PERIOD)(show_period)
    app.action(SHOW_NOW)(show_period)


def home(services: Services, asker: Asker, value: str) -> Rendered:
    """The home of whoever asks, with their pay at the period that `value` names."""
    parts = [
        pay.part(services, asker, value),
        review.part(services, asker),
        questions.part(services, asker),
        recognition.part(services, asker),
    ]
    return together([part for part in parts if part is not None])


def together(parts: list[Rendered]) -> Rendered:
    """One home of several, a line between them. Where they are too many blocks, the last part is cut."""
    blocks: list[dict[str, Any]] = []
    for part in parts:
        line = [{"type": "divider"}] if blocks else []
        blocks += [*line, *part.as_view()["blocks"]]
    view = {**parts[0].as_view(), "blocks": blocks[:VIEW_BLOCKS]}
    return Rendered("\n".join(part.text for part in parts), None, view)


def _publish(client: WebClient, user_id: str, rendered: Rendered) -> None:
    client.views_publish(user_id=user_id, view=rendered.as_view())
