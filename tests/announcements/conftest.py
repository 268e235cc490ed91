"""The company at the app's door, with a channel for announcements."""

import pytest

from tests.announcements.stage import Stage, set_up
from tests.front_door import FrontDoor
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company


@pytest.fixture(autouse=True)
def nothing_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms do when an announcement is approved is tested with them."""
    monkeypatch.setattr("bot.runtime.spiff_hooks", lambda _outbox: {})


@pytest.fixture
def stage(company: FrontDoor) -> Stage:
    return set_up(company)


@pytest.fixture
def either_stage(either_company: FrontDoor) -> Stage:
    """On SQLite and on PostgreSQL."""
    return set_up(either_company)


@pytest.fixture
def checked(stage: Stage) -> Stage:
    """Where somebody else approves."""
    stage.settings(announcements_need_checker=True)
    return stage
