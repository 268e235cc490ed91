"""What makes a request of Slack's the same request, however often and at whichever process it arrives."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def request_key(body: Mapping[str, Any]) -> str:
    """Names a request by what Slack gave it: the same for a retry, a replay, a form that is sent twice.

    `body` is a command's fields, an interaction or an event's envelope. Two presses of one button are two
    requests, as Slack tells them apart; whoever must not do something twice looks at the state of things.
    A form counts with what is filled in: after a correction it is another one.
    """
    kind = str(body.get("type", "command"))
    if kind == "event_callback" and body.get("event_id"):
        return f"event {body['event_id']}"
    view = body.get("view")
    if kind in ("view_submission", "view_closed") and isinstance(view, Mapping) and view.get("hash"):
        return f"{kind} {view['id']} {view['hash']} {_digest(view.get('state'))}"
    if body.get("trigger_id"):
        return f"{kind} {body['trigger_id']}"
    return f"{kind} {_digest(body)}"


def _digest(value: object) -> str:
    """Stands for a value without telling it."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]
