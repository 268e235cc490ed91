"""Who looks after the award: hosts who still work here, or else the admins."""

from datetime import date

import pytest
from sqlalchemy import Engine

from bot.people.recognition_access import hosts_of
from bot.recognition.hosts import set_host
from bot.recognition.settings import RecognitionRefused
from bot.store.engine import writing
from tests.store.brightwater import NOW, write_company

TODAY = date(2024, 8, 14)


def test_without_hosts_the_admins_look_after_it(engine: Engine) -> None:
    workspace_id = write_company(engine)
    with writing(engine) as connection:
        assert [(host.key, host.chosen) for host in hosts_of(connection, workspace_id, TODAY)] == [
            ("gus", False)
        ]
        assert set_host(connection, workspace_id, "ben", True, NOW, "test") == "Ben Okafor"
        set_host(connection, workspace_id, "ben", True, NOW, "test")
        set_host(connection, workspace_id, "ana", True, NOW, "test")
        found = [(host.key, host.chosen) for host in hosts_of(connection, workspace_id, TODAY)]
        assert found == [("ana", True), ("ben", True)]
        set_host(connection, workspace_id, "ana", False, NOW, "test")
        set_host(connection, workspace_id, "ana", False, NOW, "test")
        assert [host.key for host in hosts_of(connection, workspace_id, TODAY)] == ["ben"]


def test_a_host_who_left_is_none_any_more(engine: Engine) -> None:
    workspace_id = write_company(engine)
    with writing(engine) as connection:
        set_host(connection, workspace_id, "ida", True, NOW, "test")
        assert [host.key for host in hosts_of(connection, workspace_id, TODAY)] == ["gus"]
        assert [host.key for host in hosts_of(connection, workspace_id, date(2024, 6, 30))] == ["ida"]


def test_nobody_unknown_becomes_a_host(engine: Engine) -> None:
    workspace_id = write_company(engine)
    with writing(engine) as connection, pytest.raises(RecognitionRefused, match="Nobody here has the key"):
        set_host(connection, workspace_id, "zorro", True, NOW, "test")
