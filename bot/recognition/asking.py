"""What the words after /dropthemic are given to do their work."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from slack_sdk import WebClient

from bot.people.viewing import Asker
from bot.recognition.door import Entrant
from bot.services import Services
from bot.slack.render import Rendered


@dataclass(frozen=True)
class Asking:
    """Somebody typed the command: `rest` is what they wrote after its first word, "" for nothing more."""

    services: Services
    client: WebClient
    asker: Asker
    entrant: Entrant
    trigger_id: str
    rest: str = ""

    def with_rest(self, rest: str) -> Self:
        return replace(self, rest=rest)


# The answer, or None when a modal has been opened instead.
Answer = Callable[[Asking], Rendered | None]


@dataclass(frozen=True)
class Word:
    """What a first word does. Unless it `takes_more`, it counts only where nothing follows: `/dropthemic me
    and @lee did it` is a nomination."""

    answer: Answer
    takes_more: bool = False
