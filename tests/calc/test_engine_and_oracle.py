"""The engine and the oracle, each made apart from the other, agree to the cent."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.calc.worlds.comparing import difference
from tests.calc.worlds.history import after_others
from tests.calc.worlds.names import any_money
from tests.calc.worlds.reduce import smallest
from tests.calc.worlds.world import World, engine, oracle, relaxed, worlds
from tests.examples import examples


def test_the_oracle_is_made_apart_from_the_engine() -> None:
    modules = sorted((Path(__file__).parent / "oracle").glob("*.py"))
    assert modules
    for module in modules:
        assert not re.search(r"^\s*(from|import) (calc|polars)\b", module.read_text("utf-8"), re.MULTILINE)


def apart(world: World) -> str:
    return difference(engine(world), oracle(world))


def agree(world: World) -> None:
    """Fails with a company that is as small as can be, and with what only one of the two says of it."""
    if apart(world):
        world = smallest(world, lambda one: bool(apart(one)))
        pytest.fail(f"{world}\n\n{apart(world)}", pytrace=False)


@given(worlds())
@settings(relaxed, max_examples=examples(40))
def test_they_agree_on_everyday_companies(world: World) -> None:
    agree(world)


@given(worlds(any_money))
@settings(relaxed, max_examples=examples(15))
def test_they_agree_on_amounts_up_to_the_limits(world: World) -> None:
    agree(world)


@given(worlds())
@settings(relaxed, max_examples=examples(5))
def test_they_agree_on_periods_that_follow_others(world: World) -> None:
    agree(after_others(world))


@pytest.mark.slow
@given(worlds())
@settings(relaxed, max_examples=4_000)
def test_they_agree_on_thousands_of_everyday_companies(world: World) -> None:
    agree(world)


@pytest.mark.slow
@given(worlds(any_money))
@settings(relaxed, max_examples=2_000)
def test_they_agree_on_thousands_of_companies_with_amounts_up_to_the_limits(world: World) -> None:
    agree(world)


@pytest.mark.slow
@given(worlds())
@settings(relaxed, max_examples=500)
def test_they_agree_on_hundreds_of_periods_that_follow_others(world: World) -> None:
    agree(after_others(world))
