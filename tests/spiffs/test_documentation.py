"""docs/spiffs.md tells what the code does."""

from pathlib import Path

import pytest

from bot.runtime import build_announcing, build_outbox
from bot.spiffs.command import WORDS
from bot.spiffs.filling import MOST_PRIZES
from bot.spiffs.giving import TRIED_FOR
from bot.spiffs.jobs import spiff_jobs
from bot.spiffs.patterns import PATTERNS, Pattern
from bot.spiffs.schedules import INSTANT, STANDINGS, USUAL, WINNERS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "spiffs.md").read_text("utf-8")
JOBS = {job.name: job for job in spiff_jobs(build_announcing(build_outbox()))}


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one.key)
def test_every_pattern_is_named(pattern: Pattern) -> None:
    assert pattern.title in TEXT


@pytest.mark.parametrize("word", [word for word in WORDS if word.isalpha()])
def test_every_word_of_the_command_is_told(word: str) -> None:
    assert f"`/spiff {word}`" in TEXT


def test_every_schedule_is_told_with_its_usual_time() -> None:
    told = {STANDINGS: "Every Friday at 15:00", INSTANT: "every working day at 10:00", WINNERS: "at 09:15"}
    for usual in USUAL:
        assert f"`{usual.job}`" in TEXT
        assert usual.local_time in told[usual.name]
        assert told[usual.name] in TEXT
        for option in JOBS[usual.job].options:
            assert f"`{option}`" in TEXT


def test_the_numbers_are_those_of_the_code() -> None:
    assert MOST_PRIZES == 5
    assert "Up to five for a contest" in TEXT
    assert f"for {TRIED_FOR.days} days" in TEXT
    assert f"for events of the last {JOBS[INSTANT].options['days']} days" in TEXT
    assert f"more than {JOBS[WINNERS].options['look_back_days']} days ago" in TEXT
    assert JOBS[WINNERS].options["working_days"] == 3
    assert "On the third working day after its end" in TEXT
