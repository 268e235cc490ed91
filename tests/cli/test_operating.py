"""What docs/operating.md tells people to type is there to be typed."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Micdrop

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "operating.md").read_text("utf-8")
# In blocks a line is one command; in a sentence it stands between backticks.
TYPED = re.findall(r"^micdrop ([^#\n]+)|`micdrop ([^`]+)`", TEXT, re.MULTILINE)
GROUPS = ("outbox", "schedule")


def commands() -> list[tuple[str, ...]]:
    """Each command with its options, without what they are given."""
    found = set()
    for line in filter(None, (block or inline for block, inline in TYPED)):
        words = re.sub(r'"[^"]*"', "x", line).split()
        depth = 2 if words[0] in GROUPS and len(words) > 1 and words[1].islower() else 1
        options = sorted(word for word in words[depth:] if word.startswith("-"))
        found.add((" ".join(words[:depth]), *options))
    return sorted(found)


def test_there_are_commands_to_check() -> None:
    assert len(commands()) > 15


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_a_command_and_its_options_are_there(micdrop: Micdrop, command: tuple[str, ...]) -> None:
    name, *options = command
    ran = micdrop(*name.split(), "--help")
    assert ran.code == 0, ran.err
    for option in options:
        assert option in ran.out


@pytest.mark.parametrize("group", GROUPS)
def test_every_command_about_it_is_told(micdrop: Micdrop, group: str) -> None:
    listed = re.findall(r"^│ ([a-z-]+) ", micdrop(group, "--help").out, re.MULTILINE)
    there = [name for name in listed if not name.startswith("--")]
    assert len(there) >= 4
    told = {name for name, *_ in commands()}
    assert {f"{group} {name}" for name in there} - told <= {"schedule resume"}
