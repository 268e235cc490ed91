"""What no version knows any more, a button, form, shortcut or command, is told kindly to whoever uses it."""

import json
from typing import Any

import pytest

from bot.sandbox.courier import Reply
from bot.sandbox.faults import Fault
from tests.front_door import FrontDoor, said
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.store.brightwater import TEAM_ID
from tests.store.rows import rows_of

OLD = "from an earlier version of Micdrop"
FRESH = "Type `/mycomp` for a fresh one"


def _messages(door: FrontDoor, person: str) -> list[str]:
    return [said(message) for message in door.world.messages(f"U{person.upper()}")]


def _deliver(door: FrontDoor, person: str, **body: Any) -> Reply:
    user = {"id": f"U{person.upper()}"}
    trigger = door.world.workspace.triggers.issue(user["id"])
    payload = {"team": {"id": TEAM_ID}, "user": user, "trigger_id": trigger, **body}
    return door.world.deliver("interactive", payload)


@pytest.mark.parametrize("person", ["ana", "lou", "oda"])
def test_a_button_nobody_knows_is_told_beside_its_message(company: FrontDoor, person: str) -> None:
    rows = rows_of(company.engine)
    assert company.forge(person, "mycomp.bonus_chart", "2023").problem is None
    (words,) = _messages(company, person)
    assert words.startswith(f"This button is {OLD}. {FRESH}")
    assert rows_of(company.engine) == rows
    assert "sorry" not in words.lower()
    assert "listener failed" not in company.logs.getvalue()


def test_a_button_whose_message_cannot_be_answered_is_told_in_a_modal(company: FrontDoor) -> None:
    company.world.faults.add(Fault("response_url", "server_error", times=1))
    company.forge("ana", "mycomp.bonus_chart", "2023")
    (modal,) = company.views("ana")
    assert f"This button is {OLD}" in said(modal)


def test_a_button_nobody_knows_in_a_modal_is_told_on_top_of_it(company: FrontDoor) -> None:
    modal = company.every_line("ana")
    company.forge("ana", "lines.chart", "1", modal)
    below, top = company.views("ana")
    assert below["id"] == modal["id"]
    assert f"This button is {OLD}" in said(top)


def test_where_three_modals_are_open_it_takes_the_place_of_the_top_one(company: FrontDoor) -> None:
    company.every_line("ana")
    with company.world.workspace.lock:
        for _ in range(2):
            top = company.world.workspace.views.push("UANA", company.views("ana")[0])
    company.forge("ana", "lines.chart", "1", top)
    stack = company.views("ana")
    assert len(stack) == 3
    assert OLD in said(stack[-1])


def test_a_button_nobody_knows_in_app_home_is_told_in_a_modal(company: FrontDoor) -> None:
    home = company.home("ana")
    company.forge("ana", "home.chart", "1", home)
    (modal,) = company.views("ana")
    assert OLD in said(modal)
    assert company.world.home("UANA") == home


def test_a_form_nobody_knows_changes_into_the_word_that_it_is_old(company: FrontDoor) -> None:
    form = company.modal("ana", "")  # of every line, which nobody ever submits
    outcome = company.world.submit("UANA", {**form, "callback_id": "nominate_2023"})
    assert outcome.problem is None
    assert outcome.view is not None
    assert f"This form is {OLD}, and nothing was sent." in said(outcome.view)


@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
def test_a_shortcut_nobody_knows_is_told_in_a_modal(company: FrontDoor, kind: str) -> None:
    assert _deliver(company, "ana", type=kind, callback_id="thank_2023").problem is None
    (modal,) = company.views("ana")
    assert f"This shortcut is {OLD}" in said(modal)


def test_a_command_nobody_knows_is_told_in_its_answer(company: FrontDoor) -> None:
    fields = {"command": "/mybonus", "team_id": TEAM_ID, "user_id": "UANA", "text": "Q3", "channel_id": "D1"}
    reply = company.world.deliver("command", fields)
    assert reply.answer is not None
    shown = json.loads(reply.answer.body)
    assert shown["response_type"] == "ephemeral"
    assert f"This command is {OLD}" in said({"blocks": shown["blocks"]})


@pytest.mark.parametrize("action", ["mycomp.lines", "mycomp.period", "mycomp.next", "mycomp.what_if"])
def test_a_known_button_with_a_value_that_names_no_period_is_told_kindly(
    company: FrontDoor, action: str
) -> None:
    company.forge("ana", action, "period:17")
    (words,) = _messages(company, "ana")
    assert OLD in words


@pytest.mark.parametrize("action", ["home.lines", "home.period", "home.now", "home.what_if"])
def test_so_is_one_in_app_home(company: FrontDoor, action: str) -> None:
    company.forge("ana", action, "period:17", company.home("ana"))
    (modal,) = company.views("ana")
    assert OLD in said(modal)


@pytest.mark.parametrize("value", ["", "two", "-1", "1.5", "١", "9" * 30])
@pytest.mark.parametrize("action", ["lines.later", "lines.earlier", "lines.why"])
def test_a_button_in_a_modal_with_no_number_is_told_on_top_of_it(
    company: FrontDoor, action: str, value: str
) -> None:
    company.forge("ana", action, value, company.modal("ana", "2024-Q3"))
    assert OLD in said(company.views("ana")[-1])


def test_a_modal_of_an_earlier_version_is_told_by_its_metadata(company: FrontDoor) -> None:
    company.forge("ana", "lines.later", "2", company.modal("ana", "period:17"))
    assert OLD in said(company.views("ana")[-1])


def test_a_form_with_metadata_of_an_earlier_version_is_told_in_its_place(company: FrontDoor) -> None:
    view = company.press("ana", company.answer("ana"), "mycomp.what_if").view
    assert view is not None
    outcome = company.world.submit(
        "UANA", {**view, "private_metadata": "17"}, {"kind": "upsell", "amount": "100"}
    )
    assert outcome.view is not None
    assert f"This form is {OLD}" in said(outcome.view)


def test_when_even_that_cannot_be_said_there_is_an_apology_in_the_log(company: FrontDoor) -> None:
    modal = company.every_line("ana")
    company.world.faults.add(Fault("*", "server_error", times=20))
    company.forge("ana", "lines.later", "two", modal)
    assert "apology not delivered" in company.logs.getvalue()


def test_nothing_of_what_was_pressed_is_repeated(company: FrontDoor) -> None:
    logged, calls = len(company.logs.getvalue()), len(company.world.calls)
    company.forge("ana", "hush.hush", "$5,640.05 <!channel>")
    told = company.logs.getvalue()[logged:] + "".join(json.dumps(c.args) for c in company.world.calls[calls:])
    for private in ("hush", "5,640", "<!channel>"):
        assert private not in told
