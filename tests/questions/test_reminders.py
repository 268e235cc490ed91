"""Who lets people wait for more than three working days gets a note, once in three working days."""

import pytest
from sqlalchemy import select

from bot.questions.reminders import working_days_after
from bot.schedule.stored import schedules
from bot.schedule.working_days import WorkingDays
from bot.store.engine import reading
from tests.front_door import said
from tests.questions.desk import Desk
from tests.store.ledger import day

REMINDED = "for more than three working days"


def _notes(desk: Desk, person: str) -> int:
    return sum(REMINDED in said(one) for one in desk.dms(person))


def test_the_first_note_comes_on_the_fourth_working_day(desk: Desk) -> None:
    """Asked on Wednesday 14 August: Thursday, Friday and Monday pass."""
    desk.ask(expected="1,600")
    desk.scheduled()
    for moment, notes in (("2024-08-16 09:31", 0), ("2024-08-19 09:31", 0), ("2024-08-20 09:31", 1)):
        desk.at(moment)
        assert _notes(desk, "ben") == notes
    note = desk.dm("ben", REMINDED)
    assert "1 question about pay has waited for your answer for more than three working days." in said(note)
    assert "*Ana Ruiz* · Renewals · Alder · 10 Jul 2024 · Q3 2024 · waiting for 6 days" in said(note)
    assert note.text == "1 question about pay waits for your answer."
    assert "$" not in said(note)
    shown = desk.door.press("ben", note, "question.list").view
    assert shown is not None
    assert "*Ana Ruiz*" in said(shown)


def test_the_next_note_comes_three_working_days_later(desk: Desk) -> None:
    desk.ask()
    desk.scheduled()
    for moment, notes in (
        ("2024-08-20 09:31", 1),
        ("2024-08-21 09:31", 1),
        ("2024-08-22 09:31", 1),
        ("2024-08-23 09:31", 2),
    ):
        desk.at(moment)
        desk.at(moment)
        assert _notes(desk, "ben") == notes


def test_a_second_question_does_not_bring_a_second_note_in_between(desk: Desk) -> None:
    desk.ask()
    desk.door.clock.advance(days=1)
    desk.ask(line=2)
    desk.scheduled()
    desk.at("2024-08-20 09:31")
    desk.at("2024-08-21 09:31")
    assert _notes(desk, "ben") == 1
    desk.at("2024-08-23 09:31")
    assert "2 questions about pay have waited" in said(desk.dm("ben", REMINDED))


def test_what_is_answered_waits_no_more_and_asked_again_it_waits_anew(desk: Desk) -> None:
    desk.ask()
    desk.answer()
    desk.scheduled()
    desk.at("2024-08-20 09:31")
    assert _notes(desk, "ben") == 0
    desk.again()
    desk.at("2024-08-23 09:31")
    assert _notes(desk, "ben") == 0
    desk.at("2024-08-26 09:31")
    assert _notes(desk, "ben") == 1


def test_handed_on_all_admins_but_the_asker_are_reminded(desk: Desk) -> None:
    desk.becomes_admin("ana")
    desk.becomes_admin("kim")
    desk.ask()
    desk.fill("ben", "question.hand_on", words="")
    desk.scheduled()
    desk.at("2024-08-20 09:31")
    assert [_notes(desk, one) for one in ("gus", "kim", "ana", "ben")] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("first", "last", "country", "days"),
    [
        ("2024-08-14", "2024-08-14", None, 0),
        ("2024-08-14", "2024-08-19", None, 3),
        ("2024-08-16", "2024-08-18", None, 0),
        ("2024-12-23", "2024-12-30", "DE", 3),  # without both days of Christmas
        ("2024-08-19", "2024-08-14", None, 0),
    ],
)
def test_working_days_are_those_of_the_country(first: str, last: str, country: str | None, days: int) -> None:
    assert working_days_after(day(first), day(last), WorkingDays(country)) == days


def test_the_schedule_is_given_once(either_desk: Desk) -> None:
    for _ in range(2):
        either_desk.scheduled()
    with reading(either_desk.door.engine) as connection:
        (row,) = connection.execute(select(schedules)).mappings()
    assert (row["name"], row["rule"], row["local_time"]) == (
        "question_reminders",
        "every working day",
        "09:30",
    )
