"""Frames go into tables and come back the same, from both kinds of database."""

from datetime import date

import polars as pl
from sqlalchemy import Engine, select

from bot.store.base import table_of
from bot.store.bulk import delete_rows, insert_frame, read_frame, update_frame
from bot.store.engine import reading, writing
from bot.store.tables import Person
from bot.store.workspaces import ensure_workspace

people = table_of(Person)
ROWS = pl.DataFrame(
    {
        "key": ["ana", "ben", 'o"neil', "线, \n2"],
        "name": ["", "NULL", "\\N", "'; --%s"],
        "email": ["", "", "a,b", "t"],
        "slack_user_id": [None, "", "U1", "U2"],
        "is_admin": [True, False, False, True],
        "start_date": [date(2026, 1, 1), date(1970, 1, 1), date(2199, 12, 31), date(2024, 2, 29)],
        "end_date": [None, date(2026, 1, 31), None, None],
    }
)


def _stored(engine: Engine, *where: object) -> pl.DataFrame:
    query = select(*(people.c[column] for column in ROWS.columns)).order_by(people.c.id)
    with reading(engine) as connection:
        return read_frame(connection, query.where(*where))  # type: ignore[arg-type]


def _filled(engine: Engine) -> None:
    with writing(engine) as connection:
        workspace = ensure_workspace(connection, "Acme")
        insert_frame(connection, people, ROWS.with_columns(pl.lit(workspace).alias("workspace_id")))


def test_what_goes_in_comes_back(engine: Engine) -> None:
    _filled(engine)
    assert _stored(engine).equals(ROWS)


def test_a_query_may_hold_values(engine: Engine) -> None:
    _filled(engine)
    found = _stored(engine, people.c.key.in_(["ana", 'o"neil']), people.c.start_date > date(2026, 1, 1))
    assert found["key"].to_list() == ['o"neil']


def test_a_query_without_rows_gives_the_columns_all_the_same(engine: Engine) -> None:
    assert _stored(engine).equals(ROWS.clear())


def test_only_the_named_rows_and_columns_are_updated(engine: Engine) -> None:
    _filled(engine)
    with writing(engine) as connection:
        ids = read_frame(connection, select(people.c.id, people.c.key))
        change = ids.filter(pl.col("key") == "ben").select("id", pl.lit("Ben").alias("name"), end_date=None)
        update_frame(connection, people, change.with_columns(pl.col("end_date").cast(pl.Date)))
    assert _stored(engine)["name"].to_list() == ["", "Ben", "\\N", "'; --%s"]
    assert _stored(engine)["end_date"].null_count() == 4


def test_only_the_named_rows_are_deleted(engine: Engine) -> None:
    _filled(engine)
    with writing(engine) as connection:
        ids = read_frame(connection, select(people.c.id).where(people.c.key != "ana"))
        delete_rows(connection, people, ids["id"])
        delete_rows(connection, people, ids["id"])
    assert _stored(engine)["key"].to_list() == ["ana"]


def test_progress_tells_how_many_rows_are_in(sqlite_engine: Engine) -> None:
    heard: list[int] = []
    with writing(sqlite_engine) as connection:
        workspace = ensure_workspace(connection, "Acme")
        rows = ROWS.with_columns(pl.lit(workspace).alias("workspace_id"))
        insert_frame(connection, people, rows, heard.append)
    assert heard == [4]
