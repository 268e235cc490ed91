"""docs/questions.md tells what the code does."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.questions.jobs import REMINDERS
from bot.questions.lists import SETTLED_SHOWN
from bot.questions.reminders import PATIENCE_DAYS
from bot.questions.rows import ANSWERED, OPEN, REOPENED, RESOLVED
from bot.questions.shown import MOST_WORDS_CHARACTERS
from bot.runtime import TEMPLATES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "questions.md").read_text("utf-8")


STATES = (OPEN, ANSWERED, RESOLVED, REOPENED)
FIGURES = (
    f"**{MOST_WORDS_CHARACTERS:,}** characters",
    f"more than **{PATIENCE_DAYS}** working days",
    f"in the last {SETTLED_SHOWN.days} days",
    f"schedule `{REMINDERS}`",
)


@pytest.mark.parametrize("words", FIGURES + tuple(f"| {state} |" for state in STATES))
def test_the_figures_and_words_are_those_of_the_code(words: str) -> None:
    assert words in TEXT


def test_every_button_has_the_name_that_people_see() -> None:
    names: set[str] = set()
    for golden in (TEMPLATES / "questions").rglob("golden.json"):
        for block in _blocks(json.loads(golden.read_text("utf-8"))):
            for element in [*block.get("elements", []), block.get("accessory", {})]:
                if element.get("action_id", "").startswith("question."):
                    names.add(element["text"]["text"])
    assert len(names) > 5
    assert {name for name in names if name not in TEXT} <= {"Open", "See them"}


def _blocks(golden: dict[str, Any]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = golden.get("blocks") or golden["view"]["blocks"]
    return blocks
