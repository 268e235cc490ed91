"""`micdrop plan new`: a copy of a ready design, to make it yours."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, day_of, say
from calc.cases import run_case
from calc.designs import Design, Wishes, copied, designs
from calc.language.document import DocumentError
from calc.language.reader import read_plan


def register(app: typer.Typer) -> None:
    app.command()(new)


def new(
    design: Annotated[str, typer.Option("--from", help="The key of a design; see `micdrop plan list`.")],
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; KEY.yaml without.", show_default=False)
    ] = None,
    key: Annotated[str, typer.Option(help="The new plan's key; the file's name without it.")] = "",
    title: Annotated[str, typer.Option(help="What people read.")] = "",
    currency: Annotated[
        str, typer.Option(help="What it pays in, like EUR; the same numbers with another sign.")
    ] = "",
    start: Annotated[
        str, typer.Option(help="The first day it is in force, like 2026-01-01; cases move by whole years.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a copy of a design, comments and cases and all, to make it yours."""
    chosen = _design(design)
    name = key or (_key_of(file) if file else chosen.key)
    target = file or Path(f"{name}.yaml")
    if target.exists() and not force:
        raise Mistake(f"{target} is there already. Choose another name, or say --force.")
    wishes = Wishes(name, title, currency.upper(), day_of(start) if start else None)
    target.write_text(_holding(chosen, wishes), encoding="utf-8")
    say(console(), [f"{target} is written. Change what differs, then: micdrop plan check {target}"])


def _design(key: str) -> Design:
    found = {design.key: design for design in designs()}
    if key not in found:
        close = get_close_matches(key, found, n=1)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise Mistake(f"There is no design {key!r}. {hint}`micdrop plan list` shows them all.")
    return found[key]


def _holding(design: Design, wishes: Wishes) -> str:
    """The copy's text. Raises Mistake where its cases would no longer come out."""
    try:
        text = copied(design, wishes)
        plan = read_plan(text)
    except ValueError as error:
        raise Mistake(f"{error}.") from None
    except DocumentError as error:
        raise Mistake(f"The copy would have a mistake: {error.mistakes[0]} {_why(wishes)}".rstrip()) from None
    failed = [case.case for case in plan.cases if not run_case(plan, case).passed]
    if failed:
        raise Mistake(f"The copy's case “{failed[0]}” would no longer come out. {_why(wishes)}".rstrip())
    return text


def _why(wishes: Wishes) -> str:
    """What to do about it."""
    if wishes.start is not None and (wishes.start.month, wishes.start.day) != (1, 1):
        begin = f"{wishes.start.year}-01-01"
        return f"Its cases have days of their own: begin it on {begin}, then change `from:` and the cases."
    if wishes.currency:
        return f"Its amounts do not fit {wishes.currency}: copy it without --currency, then change them."
    return ""


def _key_of(file: Path) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", file.stem.lower()).strip("-") or "my-plan"
