"""Both kinds of database keep the same promises: no lost update, one state while reading, aware instants."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store.base import table_of
from bot.store.engine import StoreError, open_engine, reading, wal_is_safe, writing
from bot.store.tables import Person
from bot.store.workspaces import Workspace, ensure_workspace, facts_changed

workspaces, people = table_of(Workspace), table_of(Person)
WAIT_S = 10


def _workspace(engine: Engine) -> int:
    with writing(engine) as connection:
        return ensure_workspace(connection, "Acme")


def _revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(workspaces.c.facts_revision)).scalar_one())


def _together(*works: Callable[[], None]) -> list[BaseException]:
    """Runs all at once; what they raised."""
    raised: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
        assert not thread.is_alive()
    return raised


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 35, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_only_an_sqlite_without_the_reset_bug_keeps_a_write_ahead_log(
    version: tuple[int, ...], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize("safe", [True, False])
def test_the_journal_is_the_one_that_this_sqlite_can_be_trusted_with(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, safe: bool
) -> None:
    monkeypatch.setattr("bot.store.engine.wal_is_safe", lambda _version: safe)
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('journal') / 'a.db'}")
    with reading(engine) as connection:
        kept = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    engine.dispose()
    assert kept == (["wal", 1] if safe else ["truncate", 2])


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root@localhost/pay", "in SQLite or PostgreSQL, not in mysql"),
        ("micdrop.db", "DATABASE_URL is not a database address; use sqlite:///micdrop.db"),
    ],
)
def test_another_kind_of_database_is_refused_with_what_to_use(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_engine(url)


def test_an_sqlite_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr("sqlite3.sqlite_version", "3.34.1")
    with pytest.raises(StoreError, match=r"SQLite 3\.34\.1 is too old"):
        open_engine("sqlite://")


def test_a_database_in_memory_is_one_and_the_same_for_every_connection() -> None:
    engine = open_engine("sqlite://")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE kept (number INTEGER)"))
        connection.execute(text("INSERT INTO kept VALUES (7)"))
    with reading(engine) as connection:
        assert connection.execute(text("SELECT number FROM kept")).scalar() == 7
    engine.dispose()


def test_a_row_cannot_refer_to_what_is_not_there(engine: Engine) -> None:
    nowhere = Person(workspace_id=404, key="ana", name="Ana", start_date=date(2024, 1, 1))
    row = nowhere.model_dump(exclude={"id"})
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(people).values(row))


def test_two_who_read_then_write_at_once_lose_no_update(engine: Engine) -> None:
    """Eight times each reads the number and writes one more: 0 + 2 × 8 = 16."""
    workspace_id = _workspace(engine)

    def count_up() -> None:
        for _ in range(8):
            with writing(engine) as connection:
                own = workspaces.c.id == workspace_id
                query = select(workspaces.c.facts_revision).where(own).with_for_update()
                seen = connection.execute(query).scalar_one()
                connection.execute(update(workspaces).where(own).values(facts_revision=seen + 1))

    assert _together(count_up, count_up) == []
    assert _revision(engine) == 16


def test_a_writer_waits_for_another_instead_of_failing(engine: Engine) -> None:
    workspace_id = _workspace(engine)
    began, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def slow() -> None:
        with writing(engine) as connection:
            facts_changed(connection, workspace_id)
            began.set()
            assert go_on.wait(WAIT_S)
            order.append("slow")

    def quick() -> None:
        assert began.wait(WAIT_S)
        threading.Timer(0.1, go_on.set).start()
        with writing(engine) as connection:
            facts_changed(connection, workspace_id)
            order.append("quick")

    assert _together(slow, quick) == []
    assert order == ["slow", "quick"]
    assert _revision(engine) == 2


def test_whoever_reads_sees_one_state_however_often_they_look(engine: Engine) -> None:
    workspace_id = _workspace(engine)
    looked, changed = threading.Event(), threading.Event()
    seen: list[int] = []

    def read_twice() -> None:
        query = select(workspaces.c.facts_revision)
        with reading(engine) as connection:
            seen.append(connection.execute(query).scalar_one())
            looked.set()
            changed.wait(0.3)  # where a reader keeps writers out, they have to wait for us
            seen.append(connection.execute(query).scalar_one())

    def change() -> None:
        assert looked.wait(WAIT_S)
        with writing(engine) as connection:
            facts_changed(connection, workspace_id)
        changed.set()

    assert _together(read_twice, change) == []
    assert seen == [0, 0]
    assert _revision(engine) == 1


def test_what_fails_halfway_leaves_nothing_behind(engine: Engine) -> None:
    workspace_id = _workspace(engine)

    def fail_halfway() -> None:
        with writing(engine) as connection:
            facts_changed(connection, workspace_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert _revision(engine) == 0


def test_an_instant_without_a_time_zone_is_refused(engine: Engine) -> None:
    workspace_id = _workspace(engine)
    with (
        pytest.raises(StatementError, match="a naive datetime cannot be stored"),
        writing(engine) as connection,
    ):
        facts_changed(connection, workspace_id, datetime(2024, 8, 14, 15, 0))  # noqa: DTZ001
    assert _revision(engine) == 0


def test_an_instant_comes_back_aware_and_in_utc(engine: Engine) -> None:
    """17:30 two hours east of Greenwich is 15:30 there."""
    workspace_id = _workspace(engine)
    with writing(engine) as connection:
        east = timezone(timedelta(hours=2))
        facts_changed(connection, workspace_id, datetime(2024, 8, 14, 17, 30, tzinfo=east))
    with reading(engine) as connection:
        kept = connection.execute(select(workspaces.c.facts_imported_at)).scalar_one()
    assert kept == datetime(2024, 8, 14, 15, 30, tzinfo=UTC)
    assert kept.tzinfo is UTC
