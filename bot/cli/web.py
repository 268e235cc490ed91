"""`micdrop web`: answers Slack, and leaves schedules and sending to other processes."""

import typer

from bot.cli.parts import check_way_in, web_part
from bot.cli.running import asked_to_end, connect, run_until_asked, settings_of_process, tell
from bot.runtime import build_services


def register(app: typer.Typer) -> None:
    app.command()(web)


def web() -> None:
    """Answer Slack, and nothing else: clock and sender do the rest. Any number may run."""
    with asked_to_end() as asked:
        settings = settings_of_process()
        check_way_in(settings)
        connected = connect(settings)
        part, address = web_part(connected, build_services(connected.engine, connected.client))
        tell(f"Micdrop answers in {connected.team} ({address}). Stop it with Ctrl-C.")
        run_until_asked(asked, [part], connected.engine)
