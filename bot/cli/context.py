"""What most commands begin with: settings, store and workspace."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine

from bot.cli.mistakes import Mistake
from bot.people.company import company_of
from bot.people.identity import Company
from bot.runtime import open_store, utc_now
from bot.settings import Settings, read_settings
from bot.store.engine import writing
from bot.store.workspaces import ensure_workspace


def open_workspace(settings: Settings | None = None) -> tuple[Engine, Company]:
    """The store of this environment and its workspace, made when it is not there yet."""
    settings = settings or read_settings()
    engine = open_store(settings.database_url)
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, settings.workspace)
    return engine, company_of(engine, workspace_id)


def the_time(text: str | None) -> datetime:
    """The moment to work at: now, or what `--now` says (ISO, with a zone)."""
    if text is None:
        return utc_now()
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment
    raise Mistake(f"{text!r} is not a moment with a time zone; write it like 2026-09-30T17:00:00+00:00")
