"""Slots become runs, once, with their messages."""

import pytest
from sqlalchemy import delete, update

from bot.schedule.desk import change, pause, resume
from bot.schedule.stored import move_on, schedules
from bot.schedule.ticking import Ticker
from bot.store.engine import writing
from tests.schedule.clockwork import ACTOR, Clockwork, messages, outbox, runs
from tests.schedule.timings import utc

THREE_WEEKS = [f"2026-10-{day:02}" for day in range(2, 23)]


def test_a_slot_is_run_once_with_its_message_and_a_note_of_it(either_clock: Clockwork) -> None:
    either_clock.add()
    for at in ("2026-10-02 08:59", "2026-10-02 09:00", "2026-10-02 09:01", "2026-10-02 09:02"):
        either_clock.tick(at)
    assert either_clock.runs() == ["2026-10-02"]
    (said,) = either_clock.messages()
    assert (said.state, said.created_at) == ("pending", utc("2026-10-02 09:00"))
    assert either_clock.kept().seen_through == utc("2026-10-02 09:00")


def test_nothing_is_run_for_the_time_before_a_schedule_was_added(clock: Clockwork) -> None:
    clock.add(at="09:00")
    clock.tick("2026-10-01 23:59")
    assert clock.runs() == []
    clock.add("later", at="23:58")
    clock.tick("2026-10-02 00:10")
    assert clock.runs(name="later") == []


@pytest.mark.parametrize(
    ("catch_up", "minutes", "done"),
    [
        ("all", 720, THREE_WEEKS),
        ("latest", 720, ["2026-10-22"]),
        ("skip", 720, ["2026-10-22"]),
        ("skip", 60, []),
    ],
)
def test_after_three_weeks_down_a_schedule_does_what_it_says(
    either_clock: Clockwork, catch_up: str, minutes: int, done: list[str]
) -> None:
    either_clock.add(catch_up=catch_up, skip_after_minutes=minutes)
    either_clock.restart()
    either_clock.tick("2026-10-22 12:00")
    assert either_clock.runs() == done
    assert either_clock.runs("skipped") == [day for day in THREE_WEEKS if day not in done]
    assert len(either_clock.messages()) == len(done)
    either_clock.tick("2026-10-22 12:01")
    assert either_clock.said == done


def test_what_is_late_says_so_and_its_message_is_first_looked_for(clock: Clockwork) -> None:
    clock.add(catch_up="all")
    clock.tick("2026-10-03 09:01")
    first, second = clock.messages()
    assert (first.state, first.look_since) == ("unclear", utc("2026-10-02 09:00"))
    assert (second.state, second.look_since) == ("pending", None)


def test_a_restored_backup_runs_again_but_its_messages_are_first_looked_for(either_clock: Clockwork) -> None:
    """The store of 08:00 comes back at 11:00: what was said at nine is in Slack, and nobody here knows it."""
    either_clock.add()
    either_clock.tick("2026-10-02 09:00")
    (said,) = either_clock.messages()
    with writing(either_clock.engine) as connection:
        connection.execute(delete(messages))
        connection.execute(delete(runs))
        connection.execute(update(schedules).values(seen_through=utc("2026-10-02 08:00")))
    either_clock.restart()
    either_clock.tick("2026-10-02 11:00")
    (again,) = either_clock.messages()
    assert (again.key, again.digest) == (said.key, said.digest)
    assert (again.state, again.look_since) == ("unclear", utc("2026-10-02 09:00"))


def test_slots_of_several_schedules_are_run_in_the_order_of_their_times(clock: Clockwork) -> None:
    clock.add("nine", at="09:00", catch_up="all")
    clock.add("noon", at="12:00", catch_up="all")
    order: list[tuple[str, str]] = []
    clock.breaks = lambda occasion: order.append((occasion.slot, occasion.schedule_name))
    clock.tick("2026-10-03 13:00")
    days = ("2026-10-01", "2026-10-02", "2026-10-03")
    assert order == [(day, name) for day in days for name in ("nine", "noon")][1:]


def test_a_day_that_was_left_out_of_the_calendar_has_its_run_beside_the_next_day(clock: Clockwork) -> None:
    clock.time.now = utc("2011-12-29 00:00")
    clock.add(at="00:00", time_zone="Pacific/Apia", catch_up="all")
    clock.add("latest", at="00:00", time_zone="Pacific/Apia")
    clock.tick("2011-12-30 10:00")
    clock.tick("2011-12-30 10:01")
    assert clock.runs() == ["2011-12-29", "2011-12-30", "2011-12-31"]
    assert clock.runs(name="latest") == ["2011-12-31"]
    assert clock.runs("skipped", "latest") == ["2011-12-29", "2011-12-30"]
    assert clock.kept().seen_through == utc("2011-12-30 10:00")


def test_a_paused_schedule_runs_nothing_and_begins_again_from_when_it_is_resumed(
    clock: Clockwork,
) -> None:
    clock.add(catch_up="all")
    with writing(clock.engine) as connection:
        pause(connection, clock.workspace_id, "say", clock.time.now, ACTOR)
    clock.tick("2026-10-04 09:30")
    assert clock.runs() == clock.runs("skipped") == []
    with writing(clock.engine) as connection:
        resume(connection, clock.workspace_id, "say", clock.time.now, ACTOR)
    clock.tick("2026-10-05 09:00")
    assert clock.runs() == ["2026-10-05"]


def test_a_day_has_one_run_even_if_the_schedule_is_put_off_to_later_that_day(clock: Clockwork) -> None:
    clock.add()
    clock.tick("2026-10-02 09:00")
    with writing(clock.engine) as connection:
        changes, now = {"local_time": "17:00"}, clock.time.now
        change(connection, clock.jobs, clock.workspace_id, "say", changes, now, ACTOR)
    clock.tick("2026-10-02 17:00")
    clock.tick("2026-10-03 17:00")
    assert clock.runs() == ["2026-10-02", "2026-10-03"]


def test_a_clock_that_is_asked_to_stop_begins_no_other_slot(clock: Clockwork) -> None:
    clock.add(catch_up="all")
    clock.ticker = clock.another_clock(stopping=lambda: len(clock.said) == 2)
    clock.tick("2026-10-22 12:00")
    assert clock.runs() == THREE_WEEKS[:2]
    clock.restart()
    clock.tick()
    assert clock.runs() == THREE_WEEKS


def minutely(clock: Clockwork) -> tuple[Ticker, list[list[str]]]:
    """A clock that notes, each minute, what has been run by then."""
    time, seen = clock.time, []
    ticker = Ticker(
        clock.engine,
        clock.jobs,
        outbox(),
        lambda: time.now,
        lambda: time.steady_s,
        afterwards=lambda _now: seen.append(clock.runs()),
    )
    return ticker, seen


def test_what_is_done_every_minute_comes_after_what_is_due(clock: Clockwork) -> None:
    clock.add()
    ticker, seen = minutely(clock)
    clock.time.at("2026-10-02 09:00")
    ticker.tick()
    assert seen == [["2026-10-02"]]


def test_while_all_is_halted_nothing_is_done_every_minute_either(clock: Clockwork) -> None:
    ticker, seen = minutely(clock)
    ticker.tick()
    clock.time.set_by(days=3)
    ticker.tick()
    assert len(seen) == 1


def test_how_far_a_schedule_has_come_does_not_go_back(clock: Clockwork) -> None:
    clock.add()
    number = clock.kept().id
    with writing(clock.engine) as connection:
        move_on(connection, number, utc("2026-10-05 09:00"))
        move_on(connection, number, utc("2026-10-04 09:00"))
    assert clock.kept().seen_through == utc("2026-10-05 09:00")
