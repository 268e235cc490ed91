"""`micdrop plan list`, `new`, `explain` and `schema`: finding a design, copying it, reading it."""

import json
import re
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from bot.cli.mistakes import Mistake
from bot.cli.plan_files import PlanFile, console, read_file, say
from calc.cases import run_case
from calc.designs import GOALS, Design, designs, goals_of, moved
from calc.language.amounts import SYMBOLS, is_currency
from calc.language.document import DocumentError
from calc.language.reader import read_plan
from calc.words.plan import plan_words

WIDTH = 100


def list_designs(
    goal: Annotated[str, typer.Option(help=f"What the company goes for: {', '.join(GOALS)}.")] = "",
) -> None:
    """Show the ready designs, what each is for, and which goals of a company it serves."""
    if goal and goal not in GOALS:
        raise Mistake(f"{goal!r} is not a goal we know. There are: {', '.join(GOALS)}.{_hint(goal, GOALS)}")
    printer = console()
    if goal:
        say(printer, [f"To {GOALS[goal]}:", ""])
    for design in designs():
        served = goals_of(design.plan)
        if not goal or goal in served:
            say(printer, [f"{design.key}  {design.plan.title}"])
            told = f"{design.plan.goal} Serves: {', '.join(sorted(served)) or 'nothing variable'}."
            say(printer, [fill(told, WIDTH, initial_indent="    ", subsequent_indent="    ")])
    say(printer, ["", "Copy one with: micdrop plan new --from KEY my-plan.yaml"])


def new(
    file: PlanFile,
    design: Annotated[str, typer.Option("--from", help="The key of a design; see `micdrop plan list`.")],
    key: Annotated[str, typer.Option(help="The new plan's key; the file's name without it.")] = "",
    title: Annotated[str, typer.Option(help="What people read.")] = "",
    currency: Annotated[
        str, typer.Option(help="What it pays in, like EUR; the same numbers, another sign.")
    ] = "",
    year: Annotated[int, typer.Option(help="Begin on the 1 January of this year.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a copy of a design, comments and cases and all, to make it yours."""
    if file.exists() and not force:
        raise Mistake(f"{file} is there already. Choose another name, or say --force.")
    text = _copied(_design(design), key or _key_of(file), title, currency, year)
    file.write_text(text, encoding="utf-8")
    say(console(), [f"{file} is written. Change what differs, then: micdrop plan check {file}"])


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
    from calc.language.schema import plan_schema

    text = json.dumps(plan_schema(), indent=2, ensure_ascii=False)
    if file is None:
        typer.echo(text)
        return
    file.write_text(f"{text}\n", encoding="utf-8")
    name = file.name
    say(
        console(),
        [f"{file} is written. Put this line first in a plan: # yaml-language-server: $schema={name}"],
    )


def _design(key: str) -> Design:
    found = [design for design in designs() if design.key == key]
    if not found:
        keys = [design.key for design in designs()]
        raise Mistake(f"There is no design {key!r}.{_hint(key, keys)} `micdrop plan list` shows them all.")
    return found[0]


def _copied(design: Design, key: str, title: str, currency: str, year: int) -> str:
    """The design's text with what was asked for. Raises Mistake where a case would no longer come out."""
    text = moved(design.text, year) if year else design.text
    text = re.sub(r"^plan: .*$", f"plan: {key}", text, count=1, flags=re.MULTILINE)
    if title:
        text = re.sub(
            r"^title: .*$", lambda _: f"title: {json.dumps(title)}", text, count=1, flags=re.MULTILINE
        )
    if currency and currency != design.plan.currency:
        text = _in_currency(text, design.plan.currency, currency)
    _still_holds(text, key, currency)
    return text


def _in_currency(text: str, old: str, new: str) -> str:
    if not is_currency(new):
        raise Mistake(f"{new!r} is not a currency; write its three letters, like USD or EUR.")
    # A case about the other currency becomes one about the first.
    text = re.sub(rf"\b{new}\b", old, text)
    signs = {codes[0]: sign for sign, codes in SYMBOLS.items()}
    sign = signs.get(new, f"{new} ")
    text = re.sub(r"^currency: .*$", f"currency: {new}", text, count=1, flags=re.MULTILINE)
    return text.replace(signs[old], sign) if old in signs else text.replace(f"{old} ", sign)


def _still_holds(text: str, key: str, currency: str) -> None:
    why = (
        f" In {currency} its amounts do not fit; copy it without --currency and change them."
        if currency
        else ""
    )
    try:
        plan = read_plan(text)
    except DocumentError as error:
        raise Mistake(f"The copy {key} would have a mistake: {error.mistakes[0]}.{why}") from None
    failed = [case.case for case in plan.cases if not run_case(plan, case).passed]
    if failed:
        raise Mistake(f"The copy's case “{failed[0]}” would no longer come out.{why}")


def _key_of(file: Path) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", file.stem.lower()).strip("-") or "my-plan"


def _hint(word: str, known: object) -> str:
    close = get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]
    return f" Did you mean {close[0]}?" if close else ""
