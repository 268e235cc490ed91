"""What the forms of the review have in common."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.review.carried import Subject
from bot.review.statement import statement
from bot.review.visit import Visit
from bot.services import Services


def show_below(
    services: Services, client: WebClient, visit: Visit, view: Mapping[str, Any], subject: Subject
) -> None:
    """The pay that the form was opened from is shown as it is now, if it is there still."""
    below = view.get("previous_view_id")
    if not below:
        return
    try:
        client.views_update(view_id=below, view=statement(services, visit, subject).as_view())
    except (SlackApiError, OSError):
        return  # closed meanwhile, or it shows what was there until it is opened again
