"""What the sandbox's rooms share: JSON, and the two ways of saying no."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

NOTE = "This is a local sandbox, not Slack."


class SlackError(Exception):
    """A Web API answer of `ok: false`. `error` is Slack's code, `messages` say more where Slack does."""

    def __init__(self, error: str, messages: Sequence[str] = ()) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)

    def body(self) -> Json:
        answer: Json = {"ok": False, "error": self.error}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer


class RefusedError(ValueError):
    """Something a person (or a test acting for one) cannot do here; the message is a sentence for them."""
