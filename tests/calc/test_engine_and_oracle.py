"""The engine and the oracle, each made apart from the other, agree to the cent."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.calc.worlds.names import any_money
from tests.calc.worlds.reduce import smallest
from tests.calc.worlds.world import (
    World,
    engine,
    lines_of,
    measures_of,
    oracle,
    problems_of,
    relaxed,
    totals_of,
    worlds,
)


def test_the_oracle_is_made_apart_from_the_engine() -> None:
    modules = sorted((Path(__file__).parent / "oracle").glob("*.py"))
    assert modules
    for module in modules:
        assert not re.search(r"^\s*(from|import) (calc|polars)\b", module.read_text("utf-8"), re.MULTILINE)


def differ(world: World) -> bool:
    made, told = engine(world), oracle(world)
    return any(part(made) != part(told) for part in (lines_of, totals_of, measures_of, problems_of))


def agree(world: World) -> None:
    if differ(world):
        world = smallest(world, differ)
        made, told = engine(world), oracle(world)
        assert lines_of(made) == lines_of(told), world
        assert measures_of(made) == measures_of(told), world
        assert problems_of(made) == problems_of(told), world
        assert totals_of(made) == totals_of(told), world


@given(worlds())
@settings(relaxed, max_examples=100)
def test_they_agree_on_everyday_companies(world: World) -> None:
    agree(world)


@given(worlds(any_money))
@settings(relaxed, max_examples=60)
def test_they_agree_on_amounts_up_to_the_limits(world: World) -> None:
    agree(world)


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
