"""`micdrop sender`: sends what the outbox holds, and leaves answering and schedules to other processes."""

import threading

import typer

from bot.cli.parts import sender_of
from bot.cli.running import asked_to_end, connect, run_until_asked, settings_of_process, tell
from bot.runtime import build_outbox


def register(app: typer.Typer) -> None:
    app.command()(sender)


def sender() -> None:
    """Send what the outbox holds. Any number may run; each message is sent by one of them."""
    with asked_to_end() as asked:
        connected = connect(settings_of_process())
        part = sender_of(connected, build_outbox(), threading.Event())
        tell(f"Micdrop sends in {connected.team}. Stop it with Ctrl-C.")
        run_until_asked(asked, [part], connected.engine)
