"""What several plan commands begin with: reading a plan's file, or saying what is wrong with it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.mistakes import Mistake, reading_from
from calc.language.reader import read_plan
from calc.plan import Plan

PlanFile = Annotated[Path, typer.Argument(help="The plan's YAML file.", show_default=False)]


def console(stderr: bool = False) -> Console:
    """Prints text as it is, however long its lines."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(printer: Console, lines: list[str]) -> None:
    for line in lines:
        printer.print(line, markup=False)


def read_file(file: Path) -> Plan:
    """The plan in a file. Raises Mistake with every mistake in it and its line."""
    with reading_from(file):
        return read_plan(text_of(file))


def text_of(file: Path) -> str:
    """A file's text. Raises Mistake for one that is not text."""
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{file} is not UTF-8 text. Save it as UTF-8.") from None
    except IsADirectoryError:
        raise Mistake(f"{file} is a folder, not a plan file.") from None


def day_of(text: str) -> date:
    """A day like 2026-01-31. Raises Mistake for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"{text!r} is not a day; write it like 2026-01-31.") from None
