"""How schedules stand, and when they will run."""

import pytest
from sqlalchemy import update

from bot.schedule.board import Line, board, preview, preview_draft
from bot.schedule.by_hand import run_now
from bot.schedule.desk import Draft, change, pause
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.stored import schedules
from bot.store.engine import writing
from tests.schedule.clockwork import ACTOR, Clockwork
from tests.schedule.timings import utc, walls


def line(clock: Clockwork, name: str = "say") -> Line:
    lines = board(clock.engine, clock.jobs, clock.workspace_id, clock.time.now).lines
    return next(line for line in lines if line.name == name)


def test_a_line_says_when_it_runs_next_and_what_came_of_it_last(either_clock: Clockwork) -> None:
    either_clock.add(rule="every friday", time_zone="Europe/Berlin")
    new = line(either_clock)
    assert (new.title, new.rule, new.last) == ("Say it", "every friday", None)
    assert new.next_at == utc("2026-10-02 07:00")
    either_clock.tick("2026-10-02 07:00")
    after = line(either_clock)
    assert after.last is not None
    assert (after.last.slot, after.last.note) == ("2026-10-02", "said it")
    assert after.last.ran_at == utc("2026-10-02 07:00")
    assert after.next_at == utc("2026-10-09 07:00")


def test_schedules_are_listed_by_name_and_of_one_workspace(clock: Clockwork) -> None:
    for name in ("b", "a"):
        clock.add(name)
    shown = board(clock.engine, clock.jobs, clock.workspace_id, clock.time.now)
    assert [line.name for line in shown.lines] == ["a", "b"]
    assert shown.halt is None
    assert board(clock.engine, clock.jobs, clock.workspace_id + 1, clock.time.now).lines == []


def test_a_paused_line_has_no_next_but_can_be_previewed(clock: Clockwork) -> None:
    clock.add()
    with writing(clock.engine) as connection:
        pause(connection, clock.workspace_id, "say", clock.time.now, ACTOR)
    assert line(clock).next_at is None
    found = preview(clock.engine, clock.workspace_id, "say", 2, clock.time.now)
    assert walls(found) == ["2026-10-02 09:00", "2026-10-03 09:00"]


def test_a_run_by_hand_is_the_last_and_slots_passed_over_are_not(clock: Clockwork) -> None:
    clock.add()
    run_now(clock.engine, clock.jobs, clock.workspace_id, "say", clock.time.now, ACTOR, "once")
    clock.add("skipping", catch_up="skip", skip_after_minutes=5)
    clock.tick("2026-10-02 10:00")
    assert line(clock, "skipping").last is None
    clock.restart()
    last = line(clock).last
    assert last is not None
    assert last.slot == "2026-10-02"


def test_a_day_that_has_had_its_run_is_not_shown_as_next(clock: Clockwork) -> None:
    clock.add()
    clock.tick("2026-10-02 09:00")
    with writing(clock.engine) as connection:
        now = clock.time.now
        change(connection, clock.jobs, clock.workspace_id, "say", {"local_time": "17:00"}, now, ACTOR)
    assert line(clock).next_at == utc("2026-10-03 17:00")
    found = preview(clock.engine, clock.workspace_id, "say", 1, clock.time.now)
    assert walls(found) == ["2026-10-03 17:00"]


def test_what_was_run_ahead_of_its_time_is_not_shown_again(clock: Clockwork) -> None:
    clock.add()
    clock.time.set_by(hours=24)
    clock.tick()
    clock.time.set_by(hours=-24)
    assert clock.runs() == ["2026-10-02"]
    assert line(clock).next_at == utc("2026-10-03 09:00")


def test_what_was_added_while_the_clock_was_ahead_begins_when_the_time_has_come(clock: Clockwork) -> None:
    clock.time.set_by(days=10)
    clock.add()
    clock.time.set_by(days=-10)
    assert line(clock).next_at == utc("2026-10-12 09:00")


def test_a_failing_line_says_so(clock: Clockwork) -> None:
    clock.add()

    def fail(_occasion: object) -> None:
        raise ValueError

    clock.breaks = fail
    clock.tick("2026-10-02 09:00")
    failing = line(clock)
    assert (failing.failures, failing.retry_at) == (1, utc("2026-10-02 09:01"))
    assert (failing.last_error or "").startswith("ValueError")


def test_words_that_cannot_be_read_spoil_no_other_line(clock: Clockwork) -> None:
    clock.add("bad")
    clock.add("good")
    with writing(clock.engine) as connection:
        connection.execute(update(schedules).where(schedules.c.name == "bad").values(rule="every blue moon"))
    assert line(clock, "bad").unreadable.startswith("“every blue moon” is not a rule.")
    assert line(clock, "bad").next_at is None
    assert line(clock, "good").unreadable == ""
    with pytest.raises(ScheduleRefused, match="is not a rule"):
        preview(clock.engine, clock.workspace_id, "bad", 1, clock.time.now)


def test_the_board_shows_that_everything_is_halted(clock: Clockwork) -> None:
    clock.add()
    clock.tick()
    clock.time.set_by(days=2)
    clock.tick()
    halt = board(clock.engine, clock.jobs, clock.workspace_id, clock.time.now).halt
    assert halt is not None
    assert halt.jumped_to == clock.time.now


def test_a_schedule_can_be_previewed_before_it_is_added(clock: Clockwork) -> None:
    draft = Draft("x", "say", "first day of the quarter + 3 working days", "9 am", "America/New_York", "US")
    found = preview_draft(clock.engine, clock.jobs, clock.workspace_id, draft, 2, clock.time.now)
    assert walls(found, "America/New_York") == ["2026-10-06 09:00", "2027-01-06 09:00"]
    assert clock.all_kept() == []
    bad = Draft("x", "say", "every day", "noon")
    with pytest.raises(ScheduleRefused, match="not a time of day"):
        preview_draft(clock.engine, clock.jobs, clock.workspace_id, bad, 2, clock.time.now)


@pytest.mark.parametrize("number", [0, -1, 51])
def test_how_many_slots_can_be_shown_is_told(clock: Clockwork, number: int) -> None:
    clock.add()
    with pytest.raises(ScheduleRefused, match=f"Between 1 and 50 slots can be shown, not {number}"):
        preview(clock.engine, clock.workspace_id, "say", number, clock.time.now)
