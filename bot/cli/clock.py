"""`micdrop clock`: runs what is scheduled, and leaves answering and sending to other processes."""

import typer

from bot.cli.context import open_workspace
from bot.cli.parts import clock_part
from bot.cli.running import asked_to_end, run_until_asked, settings_of_process, tell
from bot.runtime import build_outbox


def register(app: typer.Typer) -> None:
    app.command()(clock)


def clock() -> None:
    """Run what is due by the schedules. Any number may run; each slot is run once. It needs no Slack."""
    with asked_to_end() as asked:
        engine, company = open_workspace(settings_of_process())
        part = clock_part(engine, company.id, build_outbox())
        tell("Micdrop keeps its schedules. Stop it with Ctrl-C.")
        run_until_asked(asked, [part], engine)
