"""Arguments of a Web API call, which come as a form's text or as JSON."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from bot.sandbox.shapes import Json, SlackError


class Args:
    def __init__(self, values: Mapping[str, object]) -> None:
        self.values: Json = dict(values)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Empty when absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        return self.values.get(name) in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int) -> int:
        if not self.has(name):
            return default
        try:
            return int(self.text(name))
        except ValueError:
            raise SlackError("invalid_arguments", [f"[ERROR] {name} has to be a number"]) from None

    def parsed(self, name: str, error: str) -> object:
        """JSON, whether it came as text or parsed, or None. Raises SlackError `error` for broken text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None

    def microseconds(self, name: str, error: str) -> int | None:
        """A Slack timestamp as whole microseconds; None when absent."""
        if not self.has(name):
            return None
        try:
            return int(Decimal(self.text(name)) * 1_000_000)
        except (InvalidOperation, ValueError, OverflowError):
            raise SlackError(error) from None
