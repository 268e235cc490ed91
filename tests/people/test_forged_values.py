"""What a button carries can be forged: names of nobody, and periods that are none. (Who sees what is in
tests/access.)"""

import json

import pytest

from tests.front_door import FrontDoor


def _pressed(door: FrontDoor, person: str, value: str) -> str:
    """What the app says to a press of the button of a period that carries that."""
    before = len(door.world.calls)
    assert door.forge(person, "mycomp.period", value).problem is None
    return json.dumps([call.args for call in door.world.calls[before:]])


@pytest.mark.parametrize("value", ["2024-Q3 nobody", "2024-Q3 ANA", "2024-Q3  ana", "2024-Q3 ' OR '1'='1"])
def test_a_forged_name_of_nobody_is_refused_even_to_the_admin(shared_company: FrontDoor, value: str) -> None:
    shown = _pressed(shared_company, "gus", value)
    assert "That pay is not yours to see" in shown
    assert "$" not in shown


@pytest.mark.parametrize("value", ["", "garbage", "9999-Q9", "<!channel>", "garbage ana"])
def test_a_forged_period_shows_no_pay_and_says_that_it_is_old(shared_company: FrontDoor, value: str) -> None:
    shown = _pressed(shared_company, "ben", value)
    assert "This button is from an earlier version of Micdrop." in shown
    assert "$" not in shown


def test_a_forged_period_of_anothers_is_refused_before_it_is_read(shared_company: FrontDoor) -> None:
    assert "That pay is not yours to see" in _pressed(shared_company, "cho", "garbage ana")
