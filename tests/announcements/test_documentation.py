"""docs/announcements.md tells what the code does."""

from pathlib import Path

import pytest

from bot.announcements.filling import MOST_PEOPLE
from bot.announcements.wording import MOST_TITLE_CHARACTERS, MOST_WORDS_CHARACTERS, VARIABLES
from bot.periods.pay_settings import PaySettings

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "announcements.md").read_text("utf-8")


@pytest.mark.parametrize(
    "sentence",
    [
        f"At most {MOST_WORDS_CHARACTERS:,} characters as Slack counts them",
        f"and a title of {MOST_TITLE_CHARACTERS}",
        f"which names up to {MOST_PEOPLE} people",
    ],
)
def test_the_numbers_are_those_of_the_code(sentence: str) -> None:
    assert sentence in TEXT


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_named(name: str) -> None:
    assert f"`{{{name}}}`" in TEXT


def test_it_starts_without_a_second_nod() -> None:
    assert "It starts without." in TEXT
    assert PaySettings().announcements_need_checker is False
