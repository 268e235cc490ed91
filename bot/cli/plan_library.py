"""`micdrop plan list`, `explain` and `schema`: finding a design, and reading it."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from bot.cli.mistakes import Mistake
from bot.cli.plan_files import PlanFile, console, read_file, say
from calc.designs import Design, designs, served_by
from calc.goals import GOALS
from calc.language.schema import plan_schema
from calc.words.plan import plan_words

WIDTH = 100


def register(app: typer.Typer) -> None:
    app.command("list")(list_designs)
    app.command("explain")(explain_plan)
    app.command()(schema)


def list_designs(
    goal: Annotated[str, typer.Option(help=f"What the company goes for: {', '.join(GOALS)}.")] = "",
) -> None:
    """Show the ready designs: what each is for, how it pays, where it comes from, which goals it fits."""
    known = {design.key: design for design in designs()}
    if goal and goal not in GOALS:
        close = get_close_matches(goal, GOALS, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise Mistake(f"{goal!r} is not a goal we know. There are: {', '.join(GOALS)}.{hint}")
    printer = console()
    if goal:
        say(printer, [f"To {GOALS[goal].aim}, the nearest first:", ""])
    for key in GOALS[goal].designs if goal else known:
        say(printer, list(_told(known[key], goal)))
    say(printer, ["", "Copy one with: micdrop plan new --from KEY my-plan.yaml"])
    if not goal:
        say(printer, [f"By what it is for: micdrop plan list --goal {'|'.join(GOALS)}"])


def _told(design: Design, goal: str) -> Iterator[str]:
    """What it is called and for, and why it fits."""
    plan = design.plan
    pays = dict.fromkeys(part.pay for part in plan.components.values())
    yield f"{design.key}  {plan.title}  ({', '.join(pays)})"
    if goal:
        yield _indented(f"Why: {GOALS[goal].designs[design.key]}")
    yield _indented(f"What it is for: {plan.goal}")
    if not goal:
        yield _indented(f"Fits: {', '.join(served_by(design.key))}")
    yield _indented(f"Where it comes from: {plan.source}")


def _indented(text: str) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent="    ", subsequent_indent="    ")


def explain_plan(file: PlanFile) -> None:
    """Say a plan in words, as the people on it would read it."""
    printer = console()
    for section in plan_words(read_file(file)):
        say(printer, [section.title, "=" * len(section.title)])
        say(printer, [fill(sentence, WIDTH) for sentence in section.sentences])
        say(printer, [""])


def schema(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; without, it is printed.")] = None,
) -> None:
    """Print the JSON Schema of plans, with which editors complete and check as one writes."""
    text = json.dumps(plan_schema(), indent=2, ensure_ascii=False)
    if file is None:
        typer.echo(text)
        return
    file.write_text(f"{text}\n", encoding="utf-8")
    first = f"# yaml-language-server: $schema={file.name}"
    say(console(), [f"{file} is written. Put this line first in a plan: {first}"])
