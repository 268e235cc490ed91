"""A quick question gets the answer that SQLAlchemy itself would give, value for value."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, bindparam, select

from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.quick import QuickQuery
from bot.store.tables import Person, Target
from bot.store.workspaces import Workspace, ensure_workspace, facts_changed
from tests.store.ledger import Ledger

workspaces, people, targets = table_of(Workspace), table_of(Person), table_of(Target)
NOW = datetime(2024, 8, 14, 15, 0, 0, 123456, tzinfo=UTC)


def _workspace(engine: Engine, name: str = "Acme") -> int:
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, name, slack_team_id=f"T{name}")
        ledger = Ledger(connection, workspace_id, NOW)
        ledger.person("ana", "Ana Ruiz", start=date(2023, 5, 1), is_admin=True)
        ledger.person("bo", "Bo 'quoted' \"%s\" ✓", end="2024-02-29")
        ledger.target("quota", "person", "ana", 2**62, 2**62 - 1)
    return workspace_id


def _both_ways(engine: Engine, query: Any, **values: object) -> tuple[list[Any], list[Any]]:
    with reading(engine) as connection:
        slow = [tuple(row) for row in connection.execute(query, values)]
    return QuickQuery(query).rows(engine, values), slow


def test_text_numbers_days_instants_and_gaps_come_back_the_same(engine: Engine) -> None:
    workspace_id = _workspace(engine)
    with writing(engine) as connection:
        facts_changed(connection, workspace_id, NOW, date(2024, 8, 13))
    query = (
        select(people, workspaces.c.facts_imported_at, workspaces.c.facts_through, targets.c.value_num)
        .join_from(people, workspaces, workspaces.c.id == people.c.workspace_id)
        .join(targets, targets.c.scope_key == people.c.key, isouter=True)
        .where(people.c.workspace_id == bindparam("workspace"), people.c.start_date <= bindparam("day"))
        .order_by(people.c.key)
    )
    quick, slow = _both_ways(engine, query, workspace=workspace_id, day=date(2024, 1, 1))
    assert quick == slow
    assert [list(map(type, row)) for row in quick] == [list(map(type, row)) for row in slow]
    (ana, bo) = quick
    assert ana[-3:] == (NOW, date(2024, 8, 13), 2**62)
    assert bo[-1] is None
    assert date(2024, 2, 29) in bo


def test_a_value_that_is_asked_for_twice_is_given_once(engine: Engine) -> None:
    _workspace(engine)
    word: Any = bindparam("word")
    query = select(people.c.key).where((people.c.key == word) | (people.c.name == word))
    assert _both_ways(engine, query, word="ana") == ([("ana",)], [("ana",)])


def test_values_are_never_part_of_the_question(engine: Engine) -> None:
    _workspace(engine)
    query = select(people.c.key).where(people.c.name == bindparam("name"))
    assert _both_ways(engine, query, name="' OR '1' = '1") == ([], [])
    assert _both_ways(engine, query, name="Bo 'quoted' \"%s\" ✓") == ([("bo",)], [("bo",)])


def test_the_answer_is_what_was_committed_last(engine: Engine) -> None:
    workspace_id = _workspace(engine)
    question = QuickQuery(select(workspaces.c.facts_revision).where(workspaces.c.id == bindparam("id")))
    for revision in range(3):
        assert question.rows(engine, {"id": workspace_id}) == [(revision,)]
        with writing(engine) as connection:
            facts_changed(connection, workspace_id)
    # Also while somebody is about to change it, and has not yet.
    with writing(engine) as connection:
        facts_changed(connection, workspace_id)
        assert question.rows(engine, {"id": workspace_id}) == [(3,)]


def test_one_question_serves_several_databases(engine: Engine, sqlite_engine: Engine) -> None:
    question = QuickQuery(select(people.c.key, people.c.is_admin).order_by(people.c.key))
    _workspace(engine)
    assert question.rows(engine, {}) == [("ana", True), ("bo", False)]
    assert question.rows(sqlite_engine, {}) == []
    assert question.rows(engine, {}) == [("ana", True), ("bo", False)]
