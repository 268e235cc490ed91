"""When something breaks inside: the person gets an apology, the log its place, and nobody an amount."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import text

from bot.sandbox.faults import Fault
from bot.store.engine import writing
from tests.front_door import FrontDoor, said

REFERENCE = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}\b")
POISON = '{"poison": "$5,640.05 564005 Ana Ruiz'  # a kept statement that can't be read any more


def _poison(door: FrontDoor) -> None:
    with writing(door.engine) as connection:
        connection.execute(text("UPDATE statements SET summary = :poison"), {"poison": POISON})


def _logged(door: FrontDoor) -> list[dict[str, Any]]:
    """The errors that are ours; Slack's library tells of its own, by their place alone."""
    lines = [json.loads(line) for line in door.logs.getvalue().splitlines()]
    return [line for line in lines if line["level"] == "error" and "reference" in line]


def _check_apology(door: FrontDoor, words: str) -> None:
    """The words hold the reference of the one error in the log, which holds its place and no value."""
    assert "Sorry, that went wrong on my side, and nothing was changed." in words
    (line,) = _logged(door)
    assert line["event"] == "listener failed"
    assert REFERENCE.findall(words) == [line["reference"]]
    assert line["error"].startswith("JSONDecodeError > ")
    assert "earnings/kept.py" in line["error"]
    for private in ("poison", "5,640", "564005", "Ruiz", "Q2", "UANA", "payload", "Traceback", "Expecting"):
        assert private not in door.logs.getvalue()


def test_a_command_that_fails_is_apologised_for(company: FrontDoor) -> None:
    company.ask("ana")
    _poison(company)
    message = company.answer("ana", "Q2")
    _check_apology(company, said(message))
    assert REFERENCE.search(message.text)


@pytest.mark.parametrize("action", ["mycomp.period", "mycomp.lines"])
def test_a_button_that_fails_is_apologised_for_beside_the_message(company: FrontDoor, action: str) -> None:
    answer = company.answer("ana")
    _poison(company)
    outcome = company.press("ana", answer, action)
    assert (outcome.problem, outcome.changed, outcome.view) == (None, [], None)
    (apology,) = outcome.messages
    assert apology.ephemeral_to == "UANA"
    _check_apology(company, said(apology))


def test_a_button_that_fails_where_the_app_is_no_member_is_apologised_for_there(company: FrontDoor) -> None:
    """Commands work in every conversation, also in one that the app cannot post to."""
    place = company.world.add_channel("two-of-us", ["UANA", "UCHO"], is_private=True, with_app=False)
    answer = company.answer("ana", channel=place.id)
    _poison(company)
    (apology,) = company.press("ana", answer, "mycomp.period").messages
    assert (apology.channel, apology.ephemeral_to) == (place.id, "UANA")
    assert company.world.messages("UCHO", place.id) == []
    _check_apology(company, said(apology))


def test_a_button_in_home_that_fails_is_apologised_for_by_a_direct_message(company: FrontDoor) -> None:
    home = company.home("ana")
    _poison(company)
    outcome = company.press("ana", home, "home.period")
    assert outcome.problem is None
    (apology,) = outcome.messages
    _check_apology(company, said(apology))
    assert company.world.home("UANA") == home


def test_a_page_that_fails_is_apologised_for_by_a_direct_message(company: FrontDoor) -> None:
    with company.changing() as ledger:
        for number in range(30):
            ledger.event(f"N{number}", "renewal", "2024-08-07", "alder", amount=10_000)
    modal = company.every_line("ana")
    _poison(company)
    (apology,) = company.press("ana", modal, "lines.later").messages
    _check_apology(company, said(apology))


def test_an_app_home_that_fails_to_open_holds_the_apology_and_is_tried_again(company: FrontDoor) -> None:
    company.ask("ana")
    _poison(company)
    home, reply = company.world.visit_home("UANA")
    assert home is not None
    assert reply.answer is not None
    assert reply.answer.status == 500  # so Slack sends the event again
    _check_apology(company, said(home))
    with writing(company.engine) as connection:
        connection.execute(text("DELETE FROM periods"))  # what is not there is calculated anew
    again, reply = company.world.visit_home("UANA")
    assert again is not None
    assert reply.problem is None
    assert said(again).startswith("$5,640.05")


def test_an_event_that_fails_is_sent_again_until_it_is_done(company: FrontDoor) -> None:
    """Ana became a guest, and the store could not write it down at first."""
    company.ask("ana")
    with writing(company.engine) as connection:
        refuse = "CREATE TRIGGER busy BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'busy'); END"
        connection.execute(text(refuse))
    reply = company.world.change_user("UANA", is_restricted=True)
    assert reply.answer is not None
    assert reply.answer.status == 500
    with writing(company.engine) as connection:
        connection.execute(text("DROP TRIGGER busy"))
    company.clock.advance(minutes=1)
    assert company.world.event(company.world.sent[-1].payload).status == 200
    assert "You are a guest" in company.ask("ana")


@pytest.mark.parametrize("where", ["a button", "a button in Home", "opening Home"])
def test_an_apology_that_cannot_be_delivered_is_logged_with_its_reference(
    company: FrontDoor, where: str
) -> None:
    answer, home = company.answer("ana"), company.home("ana")
    _poison(company)
    company.world.faults.add(Fault("*", "server_error", times=20))
    if where == "a button":
        company.press("ana", answer, "mycomp.period")
    elif where == "a button in Home":
        company.press("ana", home, "home.period")
    else:
        company.world.visit_home("UANA")
    failed, undelivered = _logged(company)
    assert (failed["event"], undelivered["event"]) == ("listener failed", "apology not delivered")
    assert failed["reference"] == undelivered["reference"]
    assert "5,640" not in company.logs.getvalue()


def test_references_differ_from_failure_to_failure(company: FrontDoor) -> None:
    company.ask("ana")
    _poison(company)
    references = {REFERENCE.findall(company.ask("ana"))[0] for _ in range(5)}
    assert len(references) == 5
    assert references == {line["reference"] for line in _logged(company)}
