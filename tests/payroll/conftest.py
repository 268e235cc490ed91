"""A company that has paid its first quarter."""

import pytest
from sqlalchemy import Engine

from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import either_company as either_company
from tests.payroll.office import Office


@pytest.fixture
def office(engine: Engine) -> Office:
    """On both kinds of database."""
    return Office.paid(engine)


@pytest.fixture
def one_office(sqlite_engine: Engine) -> Office:
    """Where the kind of database does not matter."""
    return Office.paid(sqlite_engine)
