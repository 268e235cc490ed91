"""The company at the app's door, with a channel for announcements."""

import pytest

from tests.front_door import FrontDoor
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company
from tests.spiffs.stage import EVERYBODY, RENEWALS, Stage, set_up


@pytest.fixture
def stage(company: FrontDoor) -> Stage:
    """Without any contest."""
    return set_up(company)


@pytest.fixture
def either_stage(either_company: FrontDoor) -> Stage:
    """The same on SQLite and on PostgreSQL."""
    return set_up(either_company)


@pytest.fixture
def cup(stage: Stage) -> Stage:
    """With the renewal cup of the quarter, in which everybody on a plan is."""
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    return stage


@pytest.fixture
def either_cup(either_stage: Stage) -> Stage:
    """On SQLite and on PostgreSQL."""
    either_stage.load(RENEWALS, "renewals", *EVERYBODY)
    return either_stage
