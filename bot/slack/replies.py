"""Answers in the response to a request, as Slack reads them there."""

import json
from collections.abc import Sequence

from slack_bolt import BoltResponse

from bot.slack.render import Rendered

_JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


def ephemeral(rendered: Rendered) -> BoltResponse:
    """Shown only to whoever typed the command, and gone with a reload.

    A listener returns it instead of calling Bolt's ack(), which would copy every block once more.
    """
    text, blocks = json.dumps(rendered.text), rendered.blocks_json
    body = f'{{"response_type":"ephemeral","text":{text},"blocks":{blocks}}}'
    return BoltResponse(status=200, body=body, headers=_JSON)


def in_place_of_form(rendered: Rendered) -> BoltResponse:
    """A modal that takes the place of the form that was sent."""
    body = json.dumps({"response_action": "update", "view": rendered.as_view()})
    return BoltResponse(status=200, body=body, headers=_JSON)
