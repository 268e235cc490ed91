"""The buttons of an answer and of App Home: from period to period, and to every line."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from bot.sandbox.messages import Message
from bot.store.tables import Person
from tests.front_door import FrontDoor, said


def _press(door: FrontDoor, person: str, message: Message, action: str) -> Message:
    """What stands where the message stood, after a button of it."""
    outcome = door.press(person, message, action)
    assert (outcome.problem, outcome.messages) == (None, [])
    (changed,) = outcome.changed
    assert (changed.ts, changed.ephemeral_to, changed.is_app) == (message.ts, message.ephemeral_to, True)
    return changed


def _header(surface: Message | dict[str, Any]) -> str:
    return said(surface).splitlines()[0]


def _buttons(surface: Message | dict[str, Any]) -> dict[str, str]:
    blocks = surface.blocks if isinstance(surface, Message) else surface["blocks"]
    return {
        element["action_id"]: element["text"]["text"]
        for block in blocks or []
        if block["type"] == "actions"
        for element in block["elements"]
    }


def test_the_buttons_go_a_period_back_and_forth_in_the_same_place(company: FrontDoor) -> None:
    answer = company.answer("ana")
    assert _buttons(answer) == {
        "mycomp.lines": "Show every line",
        "mycomp.what_if": "What if …",
        "mycomp.period": "Q2 2024",
    }
    back = _press(company, "ana", answer, "mycomp.period")
    assert _header(back) == "$4,340.00 earned in Q2 2024"
    assert _buttons(back) == {
        "mycomp.lines": "Show every line",
        "mycomp.what_if": "What if …",
        "mycomp.period": "Q1 2024",
        "mycomp.next": "Q3 2024",
    }
    further = _press(company, "ana", back, "mycomp.period")
    assert _header(further) == "$0.00 earned in Q1 2024"
    before = _press(company, "ana", further, "mycomp.period")
    assert "on no pay plan in *Q4 2023*" in said(before)
    again = before
    for header in ("$0.00 earned in Q1", "$4,340.00 earned in Q2", "$5,640.05 so far in Q3"):
        again = _press(company, "ana", again, "mycomp.next")
        assert _header(again) == f"{header} 2024"
    assert said(again) == said(answer)
    assert len(company.world.messages("UANA")) == 1


def test_the_buttons_keep_to_the_kind_of_period_that_was_asked_for(company: FrontDoor) -> None:
    july = _press(company, "ana", company.answer("ana", "August"), "mycomp.period")
    assert _header(july) == "$1,500.05 earned in July 2024"
    assert _buttons(july)["mycomp.next"] == "August 2024"
    half = _press(company, "ana", company.answer("ana", "H2"), "mycomp.period")
    assert _header(half) == "$4,340.00 earned in H1 2024"


def test_there_is_no_way_into_a_period_that_has_not_begun(company: FrontDoor) -> None:
    assert "mycomp.next" not in _buttons(company.answer("ana"))
    assert "mycomp.next" not in _buttons(company.answer("jon"))
    not_begun = company.answer("ana", "Q4 2024")
    assert _buttons(not_begun) == {"mycomp.period": "Q3 2024"}
    assert _header(_press(company, "ana", not_begun, "mycomp.period")).startswith("$5,640.05")


def test_a_managers_buttons_stay_with_the_person_they_asked_about(company: FrontDoor) -> None:
    answer = company.answer("ben", "@ana")
    back = _press(company, "ben", answer, "mycomp.period")
    assert _header(back) == "Ana Ruiz: $4,340.00 earned in Q2 2024"
    forth = _press(company, "ben", back, "mycomp.next")
    assert _header(forth) == "Ana Ruiz: $5,640.05 so far in Q3 2024"


def test_a_button_pressed_later_shows_what_is_so_then(company: FrontDoor) -> None:
    """20,000.00 × 1.5 % = 300.00 more by then."""
    answer = _press(company, "ana", company.answer("ana"), "mycomp.period")
    with company.changing() as ledger:
        ledger.event("R5", "renewal", "2024-08-10", "alder", amount=2_000_000)
    assert _header(_press(company, "ana", answer, "mycomp.next")).startswith("$5,940.05")


def test_whoever_may_no_longer_look_has_the_answer_taken_away(company: FrontDoor) -> None:
    """Ben's place with Ana ends; the answer on his screen is from before."""
    answer = company.answer("ben", "@ana")
    with company.changing() as ledger:
        alone = "UPDATE placements SET manager_id = NULL WHERE person_id = :ana"
        ledger.connection.execute(text(alone), {"ana": ledger.id_of(Person, "ana")})
    taken = _press(company, "ben", answer, "mycomp.period")
    assert "That pay is not yours to see" in said(taken)
    assert "$" not in said(taken)
    modal = company.press("ben", answer, "mycomp.lines").view
    assert modal is not None
    assert "That pay is not yours to see" in said(modal)


def test_app_home_shows_ones_own_pay(company: FrontDoor) -> None:
    home = company.home("ana")
    assert _header(home) == "$5,640.05 so far in Q3 2024"
    assert "Renewals\n*$1,500.05* · 1 line" in said(home)
    assert "Only you can see this page." in said(home)
    (call,) = [call for call in company.world.calls if call.method == "views.publish"]
    assert call.args["user_id"] == "UANA"


def test_app_home_goes_back_and_returns_to_now(company: FrontDoor) -> None:
    home = company.home("ana")
    for action, header in (
        ("home.period", "$4,340.00 earned in Q2 2024"),
        ("home.period", "$0.00 earned in Q1 2024"),
        ("home.now", "$5,640.05 so far in Q3 2024"),
    ):
        outcome = company.press("ana", home, action)
        assert (outcome.problem, outcome.messages) == (None, [])
        shown = company.world.home("UANA")
        assert shown is not None
        assert _header(shown) == header
        home = shown


def test_app_home_before_the_first_plan_leads_back_to_now(company: FrontDoor) -> None:
    home: dict[str, Any] | None = company.home("ana")
    for action in ("home.period", "home.period", "home.period", "home.now"):
        assert home is not None
        company.press("ana", home, action)
        home = company.world.home("UANA")
        assert home is not None
        assert ("on no pay plan in *Q4 2023*" in said(home)) or "2024" in _header(home)
    assert home is not None
    assert _header(home) == "$5,640.05 so far in Q3 2024"


def test_app_home_opens_every_line(company: FrontDoor) -> None:
    outcome = company.press("ana", company.home("ana"), "home.lines")
    assert outcome.view is not None
    assert "Your 3 lines." in said(outcome.view)


def test_app_home_is_new_each_time_it_opens(company: FrontDoor) -> None:
    """On 20 August the renewal that is dated ahead counts: 5,640.05 + 10,000.00 × 1.5 % = 5,790.05."""
    with company.changing() as ledger:
        ledger.event("R6", "renewal", "2024-08-20", "alder", amount=1_000_000)
    assert _header(company.home("ana")).startswith("$5,640.05")
    company.clock.now = datetime(2024, 8, 20, 9, tzinfo=UTC)
    assert _header(company.home("ana")).startswith("$5,790.05")


@pytest.mark.parametrize(("person", "words"), [("jon", "on no pay plan"), ("oda", "I don't know you yet")])
def test_app_home_says_why_there_is_nothing(company: FrontDoor, person: str, words: str) -> None:
    home = company.home(person)
    assert words in said(home)
    assert "$" not in said(home)


def test_the_messages_tab_is_not_the_home_tab(company: FrontDoor) -> None:
    event = {"type": "app_home_opened", "user": "UANA", "tab": "messages", "channel": "D1"}
    assert company.world.event(event).status == 200
    assert company.world.home("UANA") is None
