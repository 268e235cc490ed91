"""Answers in the response to a request, as Slack reads them there."""

import json

from slack_bolt import BoltResponse

from bot.slack.render import Rendered

_JSON = {"content-type": ["application/json;charset=utf-8"]}


def ephemeral(rendered: Rendered) -> BoltResponse:
    """Shown only to whoever typed the command, and gone with a reload.

    A listener returns it instead of calling Bolt's ack(), which would copy every block once more.
    """
    answer = {"response_type": "ephemeral", "text": rendered.text, "blocks": rendered.blocks}
    return BoltResponse(status=200, body=json.dumps(answer), headers=_JSON)
