"""What became known by an act, and which amounts of money are in it, as people and machines write them."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox.courier import Reply
from tests.access.ground import Ground
from tests.access.kinds import ANAS

# Of a call to Slack, what people read, and what goes with it unseen; not ids and moments, which have digits.
READ = ("text", "blocks", "attachments", "metadata", "view", "title", "filename", "initial_comment", "topic")
# A number that stands by itself: not within a digest or a name. Rather one too many than one too few.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z_])"
    r"(?P<whole>\d{1,3}(?:[,.'\u00a0\u202f\u2009 ]\d{3})+|\d+)(?:[.,](?P<cents>\d\d)(?!\d))?"
    r"(?![0-9A-Za-z_])"
)


def minors_in(text: str) -> set[int]:
    """All amounts that a text may name, in minor units: 4,340.00 and 4340.00 and 4 340,00 are 434,000; a
    number without cents may be either units or cents."""
    found: set[int] = set()
    for number in _NUMBER.finditer(text):
        whole = int(re.sub(r"\D", "", number["whole"]))
        if number["cents"]:
            found.add(whole * 100 + int(number["cents"]))
        else:
            found |= {whole, whole * 100}
    return found


def hers_in(text: str) -> set[int]:
    """Ana's amounts in a text, in cents."""
    return minors_in(text) & ANAS


def what_is_read(args: Mapping[str, Any]) -> str:
    """A call to Slack as text."""
    read = {name: args[name] for name in READ if name in args}
    return json.dumps(read, ensure_ascii=False, default=str)


class Witness:
    """Notes all that the app says from now on."""

    def __init__(self, ground: Ground) -> None:
        self._world = ground.door.world
        self._before = len(self._world.calls)

    def shown(self, reply: Reply) -> str:
        """The app's answer, and what it said by calls to Slack."""
        answer = reply.answer.body.decode() if reply.answer is not None else ""
        calls = self._world.calls[self._before :]
        return "\n".join([_plain(answer), *(what_is_read(call.args) for call in calls)])


def _plain(answer: str) -> str:
    """An answer as people read it, with its letters as they are."""
    try:
        return json.dumps(json.loads(answer), ensure_ascii=False)
    except ValueError:
        return answer
