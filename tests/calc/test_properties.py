"""What must hold of every company, tried on random ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.properties import PROPERTIES, Property
from tests.calc.worlds.names import any_money, everyday_money
from tests.calc.worlds.world import relaxed, worlds

each = pytest.mark.parametrize(("holds", "word"), PROPERTIES, ids=[one.__name__ for one, _ in PROPERTIES])


@each
@given(data=st.data())
@settings(relaxed, max_examples=3)
def test_it_holds_of_everyday_companies_that(holds: Property, word: str, data: st.DataObject) -> None:
    holds(data.draw(worlds(everyday_money, word)))


@each
@given(data=st.data())
@settings(relaxed, max_examples=1)
def test_it_holds_of_amounts_up_to_the_limits_that(holds: Property, word: str, data: st.DataObject) -> None:
    holds(data.draw(worlds(any_money, word)))


@pytest.mark.slow
@each
@given(data=st.data())
@settings(relaxed, max_examples=400)
def test_it_holds_of_very_many_companies_that(holds: Property, word: str, data: st.DataObject) -> None:
    holds(data.draw(worlds(data.draw(st.sampled_from([everyday_money, any_money])), word)))
