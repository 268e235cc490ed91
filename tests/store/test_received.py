"""What was received has its effect once, whoever brings it and however many at a time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.messages import Received
from bot.store.received import first_time, moves_on
from bot.store.workspaces import ensure_workspace

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
received = table_of(Received)


def _workspace(engine: Engine, name: str = "Acme") -> int:
    with writing(engine) as connection:
        return ensure_workspace(connection, name)


def _first(engine: Engine, workspace_id: int, key: str) -> bool:
    with writing(engine) as connection:
        return first_time(connection, workspace_id, key, NOW)


def test_the_same_key_counts_once_in_a_workspace(engine: Engine) -> None:
    acme, bolt = _workspace(engine), _workspace(engine, "Bolt")
    assert [_first(engine, acme, key) for key in ("a", "a", "b", "a")] == [True, False, True, False]
    assert _first(engine, bolt, "a")


def test_what_failed_may_come_again(engine: Engine) -> None:
    acme = _workspace(engine)

    def fail() -> None:
        with writing(engine) as connection:
            assert first_time(connection, acme, "a", NOW)
            raise RuntimeError("the effect did not come about")

    with pytest.raises(RuntimeError):
        fail()
    assert _first(engine, acme, "a")


def test_of_eight_at_once_one_is_first(engine: Engine) -> None:
    acme = _workspace(engine)
    rounds = 10
    firsts: list[str] = []
    barrier = threading.Barrier(8)

    def bring() -> None:
        for number in range(rounds):
            barrier.wait()
            if _first(engine, acme, f"event {number}"):
                firsts.append(f"event {number}")

    threads = [threading.Thread(target=bring) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(firsts) == [f"event {number}" for number in range(rounds)]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(received)).scalar_one() == rounds


def test_only_what_is_later_moves_on(engine: Engine) -> None:
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Brightwater")
        micro, second = timedelta(microseconds=1), timedelta(seconds=1)
        assert moves_on(connection, workspace_id, "a", NOW)
        assert not moves_on(connection, workspace_id, "a", NOW)
        assert not moves_on(connection, workspace_id, "a", NOW - second)
        assert moves_on(connection, workspace_id, "a", NOW + micro)
        assert moves_on(connection, workspace_id, "b", NOW - second)
        assert not moves_on(connection, workspace_id, "a", NOW + second, second)
        assert moves_on(connection, workspace_id, "a", NOW + second + 2 * micro, second)
