"""The lines of a statement in words for paper, from the same templates that say them in Slack."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader

from bot.earnings.view import Values
from bot.slack.environment import json_environment
from bot.slack.formats import Encoded, TextFormat

TEMPLATE = "payroll/lines.json.j2"
MOST_CHARACTERS = 2_000  # of a value: a reason, a name
MARKS = "*`"  # what makes words bold or fixed in Slack; on paper they are only signs


class LineWords:
    """Says lines; the templates are read once. `templates` is their folder."""

    def __init__(self, templates: Path) -> None:
        environment = json_environment(FileSystemLoader(templates))
        self._template = environment.get_template(TEMPLATE)
        say: Callable[..., Encoded] = _say
        self._words = {"mrkdwn": say, "plain": say}

    def told(self, groups: Sequence[Values], locale: str) -> list[Values]:
        """The groups of a statement (`title` and `lines`, bot.earnings.listing) with each line in words.

        `words` say what it is, `sum` its arithmetic, `amount` what it comes to.
        """
        said = json.loads(self._template.render({"groups": list(groups), "locale": locale, **self._words}))
        return [
            {"title": group["title"], "lines": [_line(line) for line in group["lines"]]} for group in said
        ]


def _line(said: Mapping[str, object]) -> Values:
    words, steps = said["words"], said["sum"]
    assert isinstance(words, dict)
    assert isinstance(steps, list)
    *arithmetic, rule = (step["text"].strip() for step in steps)
    return {"words": words["text"], "sum": f"{' '.join(arithmetic)} · {rule}", "amount": said["amount"]}


def _say(text: str, /, **values: object) -> Encoded:
    """A text of a template with its values in it; only the template's own marks go, not those in a value."""
    return _format(text).fill(values, MOST_CHARACTERS)


@lru_cache(maxsize=512)
def _format(text: str) -> TextFormat:
    return TextFormat("plain_text", "".join(sign for sign in text if sign not in MARKS))
