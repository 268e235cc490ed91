"""`micdrop replay PERIOD`: a published period derived again from what was kept of it, byte for byte."""

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.settled import settled_keys
from bot.periods.replaying import Compared, Replayed, replay
from bot.slack.numbers import count
from bot.slack.text import clean
from bot.store.engine import reading

NAMED = 20


def register(app: typer.Typer) -> None:
    app.command("replay")(replay_period)


def replay_period(
    period: Annotated[str, typer.Argument(help="Like Q3, 2024-Q3 or 2024.", show_default=False)],
    now: Annotated[str | None, typer.Option(help="Ask as if it were this moment.", hidden=True)] = None,
) -> None:
    """Derive a published period again from its kept facts, and compare every statement. Writes nothing."""
    engine, company = open_workspace()
    console = Console(highlight=False, soft_wrap=True)
    different = []
    for key in settled_keys(engine, company, period, the_time(now)):
        with reading(engine) as connection:
            replayed = replay(connection, company, key)
        if replayed.different:
            different.append(_told(replayed))
        else:
            console.print(_same(replayed), markup=False)
    if different:
        raise Mistake("\n".join(different))


def _same(replayed: Replayed) -> str:
    statements = count(len(replayed.statements), "statement comes", "statements come")
    lines = count(replayed.lines, "line", "lines")
    return f"{replayed.period}: {statements} out as published, byte for byte ({lines})."


def _told(replayed: Replayed) -> str:
    """Which statements differ, and which side of them; no amount is told."""
    found = replayed.different
    differ = count(len(found), "statement differs", "statements differ")
    lines = [f"{replayed.period}: {differ} from what was published."]
    for one in found[:NAMED]:
        lines.append(f"  • {clean(one.person)}, {one.currency or 'no currency'}: {_how(one)}")
    if len(found) > NAMED:
        lines.append(f"  … and {len(found) - NAMED} more.")
    return "\n".join(lines)


def _how(one: Compared) -> str:
    if not one.published:
        return "it comes out of the kept facts, but nothing of it was published."
    if not one.derived:
        return "it was published, but does not come out of the kept facts."
    if one.stored != one.published and one.derived == one.published:
        return "its stored lines were changed later; the kept facts still say what was published."
    if one.stored == one.published:
        return "the kept facts say something else than what was published and is stored."
    return "neither the stored lines nor the kept facts say what was published."
