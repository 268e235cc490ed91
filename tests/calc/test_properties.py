"""What must hold of every company, tried on random ones."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from tests.calc.properties import PROPERTIES
from tests.calc.worlds.names import any_money
from tests.calc.worlds.world import World, relaxed, worlds

Property = Callable[[World], None]
each = pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)


@each
@given(world=worlds())
@settings(relaxed, max_examples=30)
def test_it_holds_of_everyday_companies_that(holds: Property, world: World) -> None:
    holds(world)


@each
@given(world=worlds(any_money))
@settings(relaxed, max_examples=15)
def test_it_holds_of_amounts_up_to_the_limits_that(holds: Property, world: World) -> None:
    holds(world)


@pytest.mark.slow
@each
@given(world=worlds(any_money))
@settings(relaxed, max_examples=800)
def test_it_holds_of_very_many_companies_that(holds: Property, world: World) -> None:
    holds(world)
