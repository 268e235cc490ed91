"""`/micdrop`: how the app is doing, in one answer, and the way to everything else."""

import pytest

from bot.delivery import lanes
from bot.sandbox.messages import Message
from bot.store.engine import writing
from tests.admin.outbox_rows import keep
from tests.admin.schedule_rows import halt, made, usual
from tests.front_door import FrontDoor, said
from tests.store.brightwater import NOW


def micdrop(door: FrontDoor, words: str = "") -> Message:
    (message,) = door.world.command("UGUS", "/micdrop", words)
    assert message.is_app, message.text
    assert message.ephemeral_to == "UGUS"
    return message


def test_all_is_well(company: FrontDoor) -> None:
    usual(company)
    message = micdrop(company)
    words = said(message)
    assert words.startswith("All is well\nSending is fine: everything has gone out, and nothing waits.")
    assert "*Clear up*\nnext <!date^1723690800^" in words  # 3:00 tomorrow
    assert message.text == "All is well."


def test_what_waits_for_a_decision_comes_first(company: FrontDoor) -> None:
    for title, state in (("Winners", "held"), ("Ballot", "dead"), ("Nudge", "pending")):
        keep(company.engine, company.workspace_id, title, state, NOW)
    message = micdrop(company)
    assert said(message).startswith("2 messages need a decision")
    assert message.text == "Messages wait for your decision."
    view = company.press("gus", message, "outbox.open").view
    assert view is not None
    assert "*Winners*" in said(view)


def test_stopped_sending_is_told_and_let_go_from_there(company: FrontDoor) -> None:
    with writing(company.engine) as connection:
        lanes.open_lanes(connection, company.workspace_id, NOW)
        lanes.stop(connection, company.workspace_id, "token_revoked", NOW)
    message = micdrop(company)
    assert said(message).startswith("I need your help\n:warning: *Sending stopped*")
    (changed,) = company.press("gus", message, "outbox.resume").changed
    assert "Messages go out again: you said so" in said(changed)


def test_a_halted_clock_is_told_and_let_go_from_there(company: FrontDoor) -> None:
    usual(company)
    halt(company)
    message = micdrop(company)
    assert said(message).startswith("I need your help\n:warning: *Nothing happens by itself")
    (changed,) = company.press("gus", message, "schedule.go_on").changed
    assert "Schedules go on: you said so" in said(changed)


def test_from_there_to_the_schedules_and_to_a_new_one(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    message = micdrop(company)
    view = company.press("gus", message, "schedule.open").view
    assert view is not None
    assert "*Facts on Friday*" in said(view)
    view = company.press("gus", message, "schedule.add").view
    assert view is not None
    assert view["callback_id"] == "new_schedule"


def test_many_schedules_fit(company: FrontDoor) -> None:
    for number in range(60):
        made(company, f"Number {number:02} " + "x" * 40)
    assert "And 52 more." in said(micdrop(company))


@pytest.mark.parametrize(
    ("words", "said_then"),
    [
        ("outbox", "What I have to send"),
        ("  OUTBOX ", "What I have to send"),
        ("schedule", "What I do by myself"),
        ("schedules", "What I do by myself"),
        ("help", "Looking after Micdrop"),
        ("sing & <dance>", "I don't know what *sing &amp; &lt;dance&gt;* is about."),
    ],
)
def test_each_word_has_its_answer(company: FrontDoor, words: str, said_then: str) -> None:
    assert said_then in said(micdrop(company, words))
