"""The two Slacks that delivery is tested with: the sandbox, and one in memory and in virtual time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.delivery.house import House, house_in_memory
from tests.delivery.slack_side import slack

__all__ = ["house", "quick_house", "slack"]


@pytest.fixture
def house(engine: Engine) -> House:
    """A company whose messages go to a fake Slack, on both stores."""
    return House(engine)


@pytest.fixture
def quick_house() -> Iterator[House]:
    """A company whose store is in memory, for many messages where the kind of store does not matter."""
    with house_in_memory() as house:
        yield house
