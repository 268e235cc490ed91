"""What most commands begin with: settings, store and workspace."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from bot.cli.mistakes import Mistake
from bot.people.identity import Company
from bot.runtime import open_store, utc_now
from bot.settings import Settings, read_settings
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.workspaces import Workspace, ensure_workspace
from calc.periods import FiscalCalendar, PeriodKind

workspaces = table_of(Workspace)


def open_workspace(settings: Settings | None = None) -> tuple[Engine, Company]:
    """The store of this environment and its workspace, made when it is not there yet."""
    settings = settings or read_settings()
    engine = open_store(settings.database_url)
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, settings.workspace)
    return engine, company(engine, workspace_id)


def company(engine: Engine, workspace_id: int) -> Company:
    """A workspace as its use cases see it."""
    with reading(engine) as connection:
        row = connection.execute(select(workspaces).where(workspaces.c.id == workspace_id)).mappings().one()
    return Company(
        id=row["id"],
        name=row["name"],
        time_zone=ZoneInfo(row["time_zone"]),
        locale=row["locale"],
        calendar=FiscalCalendar(row["fiscal_year_start_month"]),
        pay_period=PeriodKind(row["pay_period"]),
        facts_revision=row["facts_revision"],
        facts_through=row["facts_through"],
        facts_imported_at=row["facts_imported_at"],
    )


def the_time(text: str | None) -> datetime:
    """The moment to work at: now, or what `--now` says (ISO, with a zone)."""
    if text is None:
        return utc_now()
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment
    raise Mistake(f"{text!r} is not a moment with a time zone; write it like 2026-09-30T17:00:00+00:00")
