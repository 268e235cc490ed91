"""Keeping a form open that something is wrong with."""

import json
from collections.abc import Mapping

from slack_bolt import BoltResponse


def errors_in_form(errors: Mapping[str, str]) -> BoltResponse:
    """The form stays, with a sentence at each input that something is wrong with."""
    body = json.dumps({"response_action": "errors", "errors": errors})
    return BoltResponse(status=200, body=body, headers={"content-type": ["application/json;charset=utf-8"]})
