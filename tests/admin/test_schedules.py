"""`/micdrop schedule`: what happens by itself, and an admin who runs, pauses, looks ahead and removes."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from bot.schedule.marks import halt_of
from bot.store.engine import reading, writing
from tests.admin.outbox_rows import audited
from tests.admin.schedule_rows import halt, kept, made, runs_of, usual
from tests.front_door import FrontDoor, said


def listing(door: FrontDoor, person: str = "gus") -> Message:
    (message,) = door.world.command(f"U{person.upper()}", "/micdrop", "schedule")
    assert message.is_app, message.text
    return message


def modal(door: FrontDoor, person: str = "gus") -> dict[str, Any]:
    view = door.press(person, listing(door, person), "schedule.open").view
    assert view is not None
    return view


def pressed(door: FrontDoor, view: dict[str, Any], action: str, name: str, by: str = "gus") -> dict[str, Any]:
    """The modal after a press on a button of the schedule of that name."""
    outcome = door.press(by, view, action, name)
    assert (outcome.problem, outcome.messages) == (None, [])
    assert outcome.view is not None
    return outcome.view


def test_a_workspace_without_schedules_is_told_where_they_come_from(company: FrontDoor) -> None:
    words = said(listing(company))
    assert "Nothing yet. The usual schedules are made when Micdrop is started" in words
    assert "Add a schedule" in words
    assert "Change or try out" not in words


def test_each_schedule_is_listed_with_what_it_does_and_when(company: FrontDoor) -> None:
    usual(company)
    made(company, "Facts on Friday", time_zone="America/New_York")
    words = said(listing(company))
    assert "*Tell when facts are old*  ·  old_facts\nevery working day at 09:00\n*next* <!date^" in words
    assert "every friday at 16:00, America/New_York\n*next* <!date^1723838400^" in words  # 20:00 in UTC
    assert "Days and times are those of UTC where no other zone is named;" in words


def test_a_schedule_is_run_now_once_however_often_the_button_is_pressed(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    view = modal(company)
    first = pressed(company, view, "schedule.run", "Facts on Friday")
    assert "*Facts on Friday* has run now: the facts are new enough." in said(first)
    assert ", by hand: the facts are new enough" in said(first)
    again = pressed(company, view, "schedule.run", "Facts on Friday")
    assert "*Facts on Friday* has run for that already: the facts are new enough." in said(again)
    company.clock.advance(minutes=1)
    company.world.deliver("interactive", company.world.sent[-1].payload)
    assert len(runs_of(company, "Facts on Friday")) == 1
    pressed(company, again, "schedule.run", "Facts on Friday")
    slots = [slot for slot, _ in runs_of(company, "Facts on Friday")]
    assert len(slots) == 2
    assert all(slot.startswith("by hand person gus ") for slot in slots)
    assert len(audited(company.engine, "schedule_run_by_hand")) == 2


def test_a_run_of_each_admin_is_a_run_of_its_own(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    with writing(company.engine) as connection:
        connection.execute(text("UPDATE people SET is_admin = true WHERE key = 'dee'"))
    for person in ("gus", "dee"):
        pressed(company, modal(company, person), "schedule.run", "Facts on Friday", by=person)
    assert len(runs_of(company, "Facts on Friday")) == 2


def test_a_job_that_fails_is_told_in_words_and_leaves_nothing(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    with writing(company.engine) as connection:
        connection.execute(text("UPDATE schedules SET options = '{\"weeks\": 2}'"))
    words = said(pressed(company, modal(company), "schedule.run", "Facts on Friday"))
    assert "“Facts on Friday” did not work, and nothing of it was kept." in words
    assert "has no option “weeks”" in words
    assert runs_of(company, "Facts on Friday") == []


def test_what_a_feature_made_is_told_of_by_what_it_does(company: FrontDoor) -> None:
    usual(company)
    paused = pressed(company, modal(company), "schedule.pause", "old_facts")
    assert "*Tell when facts are old* is paused" in said(paused)


def test_a_schedule_is_paused_and_resumed(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    paused = pressed(company, modal(company), "schedule.pause", "Facts on Friday")
    assert "*Facts on Friday* is paused" in said(paused)
    assert "paused\nRun now" in said(paused)
    assert kept(company)["Facts on Friday"].paused
    resumed = pressed(company, paused, "schedule.resume", "Facts on Friday")
    assert "*Facts on Friday* runs again. What fell into the pause is left out." in said(resumed)
    assert not kept(company)["Facts on Friday"].paused
    assert [action for _, action, _ in audited(company.engine, "schedule_paused", "schedule_resumed")] == [
        "schedule_paused",
        "schedule_resumed",
    ]


def test_a_second_admin_is_told_that_it_is_paused_already(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    view = modal(company)
    pressed(company, view, "schedule.pause", "Facts on Friday")
    words = said(pressed(company, view, "schedule.pause", "Facts on Friday"))
    assert "“Facts on Friday” is paused already; nothing was changed." in words


def test_the_next_times_are_shown_in_both_zones(company: FrontDoor) -> None:
    made(company, "Facts on Friday", time_zone="Asia/Tokyo")
    times = pressed(company, modal(company), "schedule.next", "Facts on Friday")
    words = said(times)
    assert "*Facts on Friday* runs every friday at 16:00, Asia/Tokyo." in words
    assert words.count("for you <!date^") == 5
    assert "*Friday, 16 August 2024, 16:00*\nfor you <!date^1723791600^" in words
    assert len(company.views("gus")) == 2


def test_a_schedule_is_removed_but_none_of_micdrops_own(company: FrontDoor) -> None:
    usual(company)
    made(company, "Facts on Friday")
    view = modal(company)
    removable = [
        element["value"]
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == "schedule.remove"
    ]
    assert removable == ["Facts on Friday"]
    words = said(pressed(company, view, "schedule.remove", "Facts on Friday"))
    assert "*Facts on Friday* is removed." in words
    assert set(kept(company)) == {"old_facts", "held_messages", "clear_old"}
    company.forge("gus", "schedule.remove", "old_facts", company.views("gus")[0])
    assert "is one of Micdrop's own schedules" in said(company.views("gus")[0])
    assert "old_facts" in kept(company)


def test_a_schedule_that_somebody_removed_meanwhile_is_told(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    view = modal(company)
    pressed(company, view, "schedule.remove", "Facts on Friday")
    for action in ("schedule.run", "schedule.pause", "schedule.next", "schedule.remove"):
        words = said(pressed(company, view, action, "Facts on Friday"))
        assert "There is no schedule “Facts on Friday”." in words


def test_many_schedules_are_paged(company: FrontDoor) -> None:
    for number in range(20):
        made(company, f"Number {number:02}")
    message = listing(company)
    assert "And 8 more." in said(message)
    first = modal(company)
    assert "Page 1 of 2" in said(first)
    second = pressed(company, first, "schedule.later", "2")
    assert "*Number 19*" in said(second)
    after = pressed(company, second, "schedule.pause", "Number 19")
    assert "*Number 19* is paused" in said(after)
    assert "Page 2 of 2" in said(after)
    assert "*Number 00*" in said(pressed(company, after, "schedule.earlier", "1"))


def test_a_failing_and_an_unreadable_schedule_say_so(company: FrontDoor) -> None:
    made(company, "Failing")
    made(company, "Unreadable")
    with writing(company.engine) as connection:
        connection.execute(text("UPDATE schedules SET failures = 3, last_error = 'x' WHERE name = 'Failing'"))
        connection.execute(text("UPDATE schedules SET rule = 'every fry day' WHERE name = 'Unreadable'"))
    words = said(modal(company))
    assert "failed 3 times in a row" in words
    assert "*Unreadable*\n:warning: It cannot run: “every fry day” is not a rule." in words


def test_a_halted_clock_goes_on_when_an_admin_says_so(company: FrontDoor) -> None:
    usual(company)
    value = halt(company)
    message = listing(company)
    assert "*Nothing happens by itself at the moment*, for my clock jumped" in said(message)
    (changed,) = company.press("gus", message, "schedule.go_on", value).changed
    assert "Schedules go on: you said so" in said(changed)
    assert "Nothing happens by itself" not in said(changed)
    with reading(company.engine) as connection:
        assert halt_of(connection) is None
    company.forge("gus", "schedule.go_on", value)
    assert len(audited(company.engine, "clock_went_on")) == 1


def test_the_message_that_tells_of_the_halt_turns_into_what_was_said(company: FrontDoor) -> None:
    value = halt(company)
    button = {"type": "button", "action_id": "schedule.go_on", "value": value, "text": _plain("Go on")}
    company.client.chat_postMessage(
        channel="UGUS", text="Halted", blocks=[{"type": "actions", "elements": [button]}]
    )
    (message,) = company.world.messages("UGUS")
    (changed,) = company.press("gus", message, "schedule.go_on").changed
    assert said(changed).startswith(":white_check_mark: Schedules go on: you said so")
    with writing(company.engine) as connection:
        connection.execute(text("UPDATE people SET is_admin = true WHERE key = 'dee'"))
    company.forge("dee", "schedule.go_on", value)
    assert "Schedules go on already: Gus Hall said so" in said(company.world.messages("UDEE")[-1])


def test_a_button_of_an_older_halt_does_not_let_a_newer_one_go_on(company: FrontDoor) -> None:
    old = halt(company)
    company.forge("gus", "schedule.go_on", old)
    halt(company)
    company.forge("gus", "schedule.go_on", old)
    with reading(company.engine) as connection:
        assert halt_of(connection) is not None


@pytest.mark.parametrize("value", ["", "now", "2024-08-14T15:00:00", "17"])
def test_a_button_that_does_not_say_which_halt_is_of_an_earlier_version(
    company: FrontDoor, value: str
) -> None:
    halt(company)
    company.forge("gus", "schedule.go_on", value)
    assert "from an earlier version of Micdrop" in said(company.world.messages("UGUS")[-1])
    with reading(company.engine) as connection:
        assert halt_of(connection) is not None


def test_what_was_done_stays_done_where_slack_would_not_show_it(company: FrontDoor) -> None:
    made(company, "Facts on Friday")
    view = modal(company)
    company.world.faults.add(Fault("*", "server_error", times=20))
    assert company.press("gus", view, "schedule.pause", "Facts on Friday").problem is None
    assert kept(company)["Facts on Friday"].paused
    assert "listener failed" not in company.logs.getvalue()


def test_it_is_the_same_on_postgresql(either_company: FrontDoor) -> None:
    made(either_company, "Facts on Friday")
    view = modal(either_company)
    ran = pressed(either_company, view, "schedule.run", "Facts on Friday")
    assert "has run now" in said(ran)
    assert "has run for that already" in said(
        pressed(either_company, view, "schedule.run", "Facts on Friday")
    )


def _plain(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}
