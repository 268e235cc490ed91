"""Clocks for tests, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.schedule.clockwork import Clockwork, clockwork, in_memory


@pytest.fixture
def either_clock(engine: Engine) -> Clockwork:
    return clockwork(engine)


@pytest.fixture
def clock() -> Iterator[Clockwork]:
    with in_memory() as made:
        yield made
