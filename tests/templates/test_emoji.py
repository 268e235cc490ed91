"""Emoji that people read in our messages."""

import re
from pathlib import Path

import bot.sandbox
from bot.runtime import TEMPLATES

NAME = re.compile(r":([a-z][a-z0-9_]+):")


def test_the_sandbox_draws_every_emoji_of_the_templates() -> None:
    """An unknown one is shown by its name, so nobody would see in the sandbox how a message looks."""
    used = {name for path in TEMPLATES.rglob("*.j2") for name in NAME.findall(path.read_text("utf-8"))}
    page = Path(bot.sandbox.__file__).parent / "page" / "emoji.js"
    drawn = set(page.read_text("utf-8").split())
    assert "microphone" in used
    assert used - drawn == set()
