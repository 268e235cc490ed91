"""`micdrop serve`: the whole of Micdrop in one process, for a real workspace."""

import threading

import typer

from bot.cli.parts import check_way_in, clock_part, sender_of, web_part
from bot.cli.running import asked_to_end, connect, run_until_asked, settings_of_process, tell
from bot.runtime import build_services


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve() -> None:
    """Run all of Micdrop for your Slack workspace: Socket Mode with an app token, else HTTP."""
    with asked_to_end() as asked:
        settings = settings_of_process()
        check_way_in(settings)
        connected = connect(settings)
        services = build_services(connected.engine, connected.client)
        nudge = threading.Event()
        web, address = web_part(connected, services, afterwards=nudge.set)
        clock = clock_part(connected.engine, connected.company.id, services.outbox)
        sender = sender_of(connected, services.outbox, nudge)
        tell(f"Micdrop answers, schedules and sends in {connected.team} ({address}). Stop it with Ctrl-C.")
        run_until_asked(asked, [web, clock, sender], connected.engine)
