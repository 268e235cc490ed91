"""The company at the app's door, on its way to payday."""

import pytest

from tests.front_door import FrontDoor
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company
from tests.review.stage import Stage, set_up


@pytest.fixture
def stage(company: FrontDoor) -> Stage:
    """On SQLite."""
    return set_up(company)


@pytest.fixture
def either_stage(either_company: FrontDoor) -> Stage:
    """On SQLite and on PostgreSQL."""
    return set_up(either_company)


@pytest.fixture
def in_review(stage: Stage) -> Stage:
    """The second quarter of 2024 is in review, and everybody has their card."""
    stage.begin()
    return stage
