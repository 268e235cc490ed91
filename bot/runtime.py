"""Putting the pieces together: engine, client, services, app and endpoint, made once for a process."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

import structlog
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine, select, text, update

from bot.announcements.announcing import Announcing
from bot.announcements.catching_up import catch_up as catch_up_announcements
from bot.app import build_app
from bot.delivery.figures import Pacing, Patience
from bot.delivery.outbox import Outbox
from bot.delivery.post import Post
from bot.delivery.sender import Sender
from bot.delivery.slack_post import CALL_TIMEOUT_S, SlackPost
from bot.people.company import every_company
from bot.people.identity import LookUp, SlackProfile, profile_from
from bot.people.profiles import SlackProfiles
from bot.periods.freshness import refresh
from bot.questions.jobs import question_jobs
from bot.questions.schedules import ensure_schedules as ensure_question_schedules
from bot.recognition.jobs import recognition_jobs
from bot.review.catching_up import catch_up
from bot.review.jobs import review_jobs
from bot.review.schedules import ensure_schedules
from bot.schedule.clock import steady_s
from bot.schedule.job import Jobs
from bot.schedule.jobs import own_jobs
from bot.schedule.ticking import Ticker
from bot.services import Services
from bot.slack.guard import Guard, ReplayMemory
from bot.slack.http import SlackEndpoint
from bot.slack.logs import reference_id
from bot.slack.render import Renderer
from bot.spiffs.hooks import spiff_hooks
from bot.spiffs.jobs import spiff_jobs
from bot.spiffs.running import RunningTables
from bot.spiffs.schedules import ensure_schedules as ensure_spiff_schedules
from bot.store.base import table_of
from bot.store.engine import StoreError, open_engine, reading, writing
from bot.store.migrate import migrate
from bot.store.people import Person
from bot.store.workspaces import Workspace

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# Slack waits three seconds for us: a question to Slack itself has to end soon enough to say that it failed.
SLACK_TIMEOUT_S = 2
LOCAL_TEAM = "T0LOCAL"

people, workspaces = table_of(Person), table_of(Workspace)


def utc_now() -> datetime:
    """The present, aware."""
    return datetime.now(UTC)


def open_store(url: str) -> Engine:
    """The engine of a database, brought to the newest tables."""
    engine = open_engine(url)
    migrate(engine)
    return engine


def slack_client(token: str, base_url: str, timeout_s: int = SLACK_TIMEOUT_S) -> WebClient:
    """A client that never sends a call twice by itself: only we can tell whether that is safe."""
    return WebClient(token=token, base_url=base_url, timeout=timeout_s, retry_handlers=[])


def build_services(
    engine: Engine,
    client: WebClient,
    clock: Callable[[], datetime] = utc_now,
    randomness: Random | None = None,
    remember_links: bool = True,
) -> Services:
    """The services of a process that talks to one Slack team."""
    source = randomness or SystemRandom()
    renderer = Renderer(TEMPLATES)
    renderer.load()
    outbox = Outbox(renderer)
    return Services(
        engine=engine,
        renderer=renderer,
        clock=clock,
        look_up=look_up_with(client),
        new_reference=lambda: reference_id(source),
        outbox=outbox,
        announcing=build_announcing(outbox),
        jobs=build_jobs(outbox),
        profiles=SlackProfiles(client),
        running=RunningTables(engine),
        remember_links=remember_links,
    )


def build_endpoint(
    services: Services, client: WebClient, signing_secret: str, clock: Callable[[], float] = time.time
) -> tuple[App, SlackEndpoint]:
    """The app behind its guarded HTTP endpoint."""
    app = build_app(services, client)
    guard = Guard(signing_secret, clock, ReplayMemory())
    endpoint = SlackEndpoint(
        app,
        guard,
        structlog.get_logger("micdrop"),
        ready=lambda: _answers(services.engine),
        randomness=SystemRandom(),
    )
    return app, endpoint


def build_outbox() -> Outbox:
    """The outbox of a process without surfaces."""
    return Outbox(Renderer(TEMPLATES))


def build_announcing(outbox: Outbox) -> Announcing:
    """Announcements, with what every room does at the approval of its own kinds."""
    return Announcing(outbox, spiff_hooks(outbox))


def build_jobs(outbox: Outbox) -> Jobs:
    """Everything that can be scheduled."""
    return Jobs(
        [
            *own_jobs(outbox),
            *recognition_jobs(outbox),
            *review_jobs(outbox),
            *question_jobs(outbox),
            *spiff_jobs(build_announcing(outbox)),
        ]
    )


def build_post(token: str, base_url: str) -> Post:
    """The way to the Slack team of a bot token."""
    return SlackPost(slack_client(token, base_url, CALL_TIMEOUT_S))


def build_sender(
    engine: Engine,
    outbox: Outbox,
    posts: Mapping[int, Post],
    name: str,
    clock: Callable[[], datetime] = utc_now,
    patience: Patience | None = None,
    pacing: Pacing | None = None,
) -> Sender:
    """A sender for the workspaces that there are `posts` for, by their number."""
    return Sender(
        engine, posts.get, outbox, clock, steady_s, SystemRandom(), name, patience=patience, pacing=pacing
    )


def build_ticker(
    engine: Engine,
    outbox: Outbox,
    stopping: Callable[[], bool],
    clock: Callable[[], datetime] = utc_now,
) -> Ticker:
    """A clock that runs what is scheduled, and keeps what people read up to date.

    Workspaces that have not the schedules of payday get them.
    """
    jobs = build_jobs(outbox)
    _schedule_payday(engine, clock())
    return Ticker(
        engine, jobs, outbox, clock, steady_s, lambda now: _keep_fresh(engine, outbox, now), stopping
    )


def look_up_with(client: WebClient) -> LookUp:
    """Asks users.info; a user that Slack does not know, or does not show us, is nobody."""

    def look_up(user_id: str) -> SlackProfile | None:
        try:
            user = client.users_info(user=user_id).get("user")
        except SlackApiError as error:
            if error.response.get("error") in ("user_not_found", "user_not_visible"):
                return None
            raise
        return profile_from(user) if isinstance(user, dict) else None

    return look_up


def bind_team(engine: Engine, workspace_id: int, team_id: str) -> None:
    """Ties a workspace to its Slack team, once. StoreError when it belongs to another already.

    A workspace that only the sandbox or the command line has spoken for is free; the Slack users it knows
    from there are forgotten.
    """
    here = workspaces.c.id == workspace_id
    with writing(engine) as connection:
        bound = connection.execute(select(workspaces.c.slack_team_id).where(here)).scalar_one()
        if bound == team_id:
            return
        if bound is not None and not bound.startswith(LOCAL_TEAM):
            raise StoreError(
                f"this database belongs to the Slack team {bound}, but the token is of team {team_id}. "
                "Use another DATABASE_URL or MICDROP_WORKSPACE for that team."
            )
        connection.execute(update(workspaces).where(here).values(slack_team_id=team_id))
        connection.execute(
            update(people).where(people.c.workspace_id == workspace_id).values(slack_user_id=None)
        )


def local_team(engine: Engine, workspace_id: int) -> str:
    """The Slack team of a workspace; while it has none, one that stands in for it on this machine."""
    here = workspaces.c.id == workspace_id
    with writing(engine) as connection:
        bound = connection.execute(select(workspaces.c.slack_team_id).where(here)).scalar_one()
        if bound is None:
            bound = f"{LOCAL_TEAM}{workspace_id}"
            connection.execute(update(workspaces).where(here).values(slack_team_id=bound))
    return str(bound)


def _keep_fresh(engine: Engine, outbox: Outbox, now: datetime) -> None:
    for done in refresh(engine, now):
        structlog.get_logger("micdrop").info("period brought up to date", period=done)
    for shown in catch_up(engine, outbox, now):
        structlog.get_logger("micdrop").info("review brought up to date", period=shown)
    for told in catch_up_announcements(engine, outbox, now):
        structlog.get_logger("micdrop").info("cards of an announcement brought up to date", announcement=told)


def _schedule_payday(engine: Engine, now: datetime) -> None:
    for company in every_company(engine):
        with writing(engine) as connection:
            ensure_schedules(connection, company, now)
            ensure_spiff_schedules(connection, company, now)
            ensure_question_schedules(connection, company, now)


def _answers(engine: Engine) -> bool:
    with reading(engine) as connection:
        return connection.execute(text("SELECT 1")).scalar() == 1
