"""Requests as Slack signs them."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_727_705_100
FORM = "application/x-www-form-urlencoded"

COMMAND = {
    "team_id": "T012AB3CD",
    "channel_id": "C012AB3CD",
    "user_id": "U012AB3CD",
    "command": "/mycomp",
    "text": "Q3 2024 & more",
    "response_url": "https://hooks.slack.com/commands/T012AB3CD/1/abc",
    "trigger_id": "1.2.abc",
}
CLICK = {
    "type": "block_actions",
    "user": {"id": "U012AB3CD"},
    "actions": [{"action_id": "why", "value": "é 😀"}],
}
EVENT = {
    "type": "event_callback",
    "event_id": "Ev1",
    "event": {"type": "app_home_opened", "user": "U012AB3CD"},
}


def signature(body: bytes, timestamp: str = str(NOW), secret: str = SECRET) -> str:
    return (
        "v0="
        + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    )


def headers(body: bytes, content_type: str = FORM, timestamp: str = str(NOW)) -> dict[str, str]:
    return {
        "Host": "micdrop.example",
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(body, timestamp),
    }


def form(fields: dict[str, str]) -> bytes:
    return urlencode(fields).encode()


def interaction(payload: Any) -> bytes:
    return form({"payload": json.dumps(payload)})
