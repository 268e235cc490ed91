"""The parts that the running commands are put together from: web, clock and sender."""

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import Engine

from bot.app import build_app
from bot.cli.mistakes import Mistake
from bot.cli.running import Connected, Part
from bot.delivery.desk import resume
from bot.delivery.outbox import Outbox
from bot.delivery.sender import Sender
from bot.runtime import build_endpoint, build_post, build_sender, build_ticker, utc_now
from bot.schedule.clock import start_clock
from bot.schedule.jobs import ensure_default_schedules
from bot.services import Services
from bot.serving import Serving, nothing, serve_http, serve_socket
from bot.settings import Settings
from bot.store.engine import writing

NO_WAY_IN = """Slack cannot reach Micdrop. Set SLACK_BOT_TOKEN, and
  • SLACK_APP_TOKEN for Socket Mode (no public address needed), or
  • SLACK_SIGNING_SECRET for HTTP.
`micdrop manifest` prints the manifest to make the Slack app from; `micdrop demo` needs no Slack at all."""


def check_way_in(settings: Settings) -> None:
    """Raises Mistake when Slack could not reach us by any way."""
    if settings.bot_token is None or not (settings.app_token or settings.signing_secret):
        raise Mistake(NO_WAY_IN)


def web_part(
    connected: Connected, services: Services, afterwards: Callable[[], None] = nothing
) -> tuple[Part, str]:
    """Answers Slack; with the address to tell a person. `afterwards` is called after each request."""
    serving = _serve(connected, services, afterwards)
    return Part("web", serving.close), serving.address


def clock_part(
    engine: Engine, workspace_id: int, outbox: Outbox, clock: Callable[[], datetime] = utc_now
) -> Part:
    """Does what is due, every minute; a workspace without Micdrop's own schedules gets them."""
    log, stopping = structlog.get_logger("micdrop"), threading.Event()
    with writing(engine) as connection:
        ensure_default_schedules(connection, workspace_id, clock())
    ticking = start_clock(build_ticker(engine, outbox, stopping.is_set, clock).tick)
    log.info("clock started")

    def stop() -> None:
        stopping.set()
        ticking.stop()
        log.info("clock stopped")

    return Part("clock", stop)


def sender_part(sender: Sender, name: str, nudge: threading.Event) -> Part:
    """Sends what the outbox holds; whoever sets `nudge` has put something that should not wait."""
    log, stopping = structlog.get_logger("micdrop"), threading.Event()
    thread = threading.Thread(target=sender.run, args=(stopping, nudge), name="sender", daemon=True)
    thread.start()
    log.info("sender started", sender=name)

    def stop() -> None:
        stopping.set()
        nudge.set()
        thread.join()
        log.info("sender stopped", sender=name)

    return Part("sender", stop)


def sender_of(connected: Connected, outbox: Outbox, nudge: threading.Event) -> Part:
    """The sender of a Slack team, which may go on where Slack had stopped it: its token has just worked."""
    settings, engine, workspace_id = connected.settings, connected.engine, connected.company.id
    assert settings.bot_token is not None
    post = build_post(settings.bot_token.get_secret_value(), settings.slack_api_url)
    name = settings.sender_name or f"{socket.gethostname()}:{os.getpid()}"
    with writing(engine) as connection:
        resume(connection, workspace_id, utc_now(), "sender")
    return sender_part(build_sender(engine, outbox, {workspace_id: post}, name), name, nudge)


def _serve(connected: Connected, services: Services, afterwards: Callable[[], None]) -> Serving:
    settings, client = connected.settings, connected.client
    if settings.app_token is not None:
        token = settings.app_token.get_secret_value()
        return serve_socket(build_app(services, client), token, afterwards)
    assert settings.signing_secret is not None
    _, endpoint = build_endpoint(services, client, settings.signing_secret.get_secret_value())
    try:
        return serve_http(endpoint, settings.host, settings.port, afterwards)
    except OSError as error:
        raise Mistake(f"Port {settings.port} on {settings.host} cannot be used: {error.strerror}.") from None
