"""`micdrop serve`: the app, for a real workspace."""

import sys

import structlog
import typer
from rich.console import Console
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot.app import build_app
from bot.cli.context import open_workspace
from bot.cli.mistakes import Mistake
from bot.periods.freshness import refresh
from bot.runtime import bind_team, build_endpoint, build_services, slack_client, utc_now
from bot.schedule.clock import start_clock
from bot.services import Services
from bot.serving import Serving, serve_http, serve_socket, wait_for_end
from bot.settings import Settings, read_settings
from bot.slack.logs import configure_logging

NO_TOKENS = """Slack is not configured. Set SLACK_BOT_TOKEN, and
  • SLACK_APP_TOKEN for Socket Mode (no public address needed), or
  • SLACK_SIGNING_SECRET for HTTP.
`micdrop manifest` prints the manifest to make the Slack app from; `micdrop demo` needs no Slack at all."""


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve() -> None:
    """Run Micdrop for your Slack workspace: Socket Mode with an app token, else HTTP."""
    settings = read_settings()
    if settings.bot_token is None or not (settings.app_token or settings.signing_secret):
        raise Mistake(NO_TOKENS)
    configure_logging(as_json=settings.log_format == "json", stream=sys.stderr)
    client = slack_client(settings.bot_token.get_secret_value(), settings.slack_api_url)
    team_id, team = who_am_i(client)
    engine, company = open_workspace(settings)
    bind_team(engine, company.id, team_id)
    serving = _start(settings, client, build_services(engine, client))
    clock = start_clock(lambda: _keep_fresh(engine))
    console = Console(stderr=True, highlight=False)
    console.print(f"Micdrop answers in {team} ({serving.address}). Stop it with Ctrl-C.", markup=False)
    wait_for_end()
    clock.stop()
    serving.close()
    engine.dispose()


def _keep_fresh(engine: Engine) -> None:
    for done in refresh(engine, utc_now()):
        structlog.get_logger("micdrop").info("period brought up to date", period=done)


def who_am_i(client: WebClient) -> tuple[str, str]:
    """The team id and name that the bot token belongs to."""
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error")
        raise Mistake(
            f"Slack refuses SLACK_BOT_TOKEN: {code}. Copy it again from the app's OAuth page."
        ) from None
    except OSError as error:
        raise Mistake(f"Slack cannot be reached: {error}") from None
    return str(answer["team_id"]), str(answer["team"])


def _start(settings: Settings, client: WebClient, services: Services) -> Serving:
    if settings.app_token is not None:
        return serve_socket(build_app(services, client), settings.app_token.get_secret_value())
    assert settings.signing_secret is not None
    _, endpoint = build_endpoint(services, client, settings.signing_secret.get_secret_value())
    try:
        return serve_http(endpoint, settings.host, settings.port)
    except OSError as error:
        raise Mistake(f"Port {settings.port} on {settings.host} cannot be used: {error.strerror}.") from None
