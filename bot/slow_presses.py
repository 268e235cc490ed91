"""Work that may take longer than Slack waits: the press is answered at once, and the work goes on.

It lives in the process. Whatever is done this way is one transaction, so a crash leaves nothing half done,
and whoever pressed sees that nothing has changed and presses again.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.apologies import apologise
from bot.services import Services

Work = Callable[[dict[str, Any], dict[str, str], WebClient], None]


def on_slow_press(app: App, services: Services, action_id: str, work: Work) -> None:
    """Does `work` when that button is pressed; an error is told like any other."""

    def answered(ack: Ack) -> None:
        ack()

    def done(body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        try:
            work(body, action, client)
        except Exception as error:
            apologise(services, client, body, error)

    app.action(action_id)(ack=answered, lazy=[done])
