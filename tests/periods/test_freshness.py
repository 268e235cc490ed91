"""Periods that people ask for are brought up to date before they ask."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from bot.cli.demo import fill_store
from bot.demo.company import make_company
from bot.periods.freshness import refresh
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import PeriodRow
from bot.store.workspaces import facts_changed

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def kept(engine: Engine) -> dict[str, str]:
    periods = table_of(PeriodRow)
    with reading(engine) as connection:
        rows = connection.execute(select(periods.c.key, periods.c.as_of))
        return {row.key: row.as_of.isoformat() for row in rows}


def test_the_current_and_the_last_period_are_made_fresh_once_a_day_and_after_a_change(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    made = make_company(7, MORNING.date())
    workspace_id = fill_store(sqlite_engine, made, tmp_path, MORNING)
    assert kept(sqlite_engine) == {"2026-Q3": "2026-09-30", "2026-Q4": "2026-11-20"}
    assert refresh(sqlite_engine, MORNING) == []
    # The next day only the quarter that goes on has moved.
    assert refresh(sqlite_engine, NEXT_DAY) == [f"{made.name} 2026-Q4"]
    assert kept(sqlite_engine)["2026-Q4"] == "2026-11-21"
    with writing(sqlite_engine) as connection:
        facts_changed(connection, workspace_id)
    assert refresh(sqlite_engine, NEXT_DAY) == [f"{made.name} 2026-Q4", f"{made.name} 2026-Q3"]


def test_an_empty_store_has_nothing_to_make_fresh(sqlite_engine: Engine) -> None:
    assert refresh(sqlite_engine, MORNING) == []
