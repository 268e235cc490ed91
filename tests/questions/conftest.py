"""The company at the app's door, with a sender."""

import pytest

from tests.front_door import FrontDoor
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company
from tests.questions.desk import Desk, set_up


@pytest.fixture
def desk(company: FrontDoor) -> Desk:
    return set_up(company)


@pytest.fixture
def either_desk(either_company: FrontDoor) -> Desk:
    """On SQLite and on PostgreSQL."""
    return set_up(either_company)
