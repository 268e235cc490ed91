"""The two Slacks that delivery is tested with: the sandbox, and one in memory and in virtual time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.delivery.house import House, house_in_memory
from tests.delivery.slack_side import slack

__all__ = ["either_house", "house", "slack"]


@pytest.fixture
def house() -> Iterator[House]:
    """A company whose messages go to a fake Slack. Its store is in memory, and so quickly made; what the two
    kinds of store do in ways of their own is for `either_house`."""
    with house_in_memory() as house:
        yield house


@pytest.fixture
def either_house(engine: Engine) -> House:
    """The same on SQLite and on PostgreSQL."""
    return House(engine)
