"""Clocks that are put back do nothing twice; one that jumps far ahead stops and asks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.schedule.desk import go_on
from bot.schedule.marks import Halt, Tick, halt_of, jumped_from, marks
from bot.schedule.running import Runner
from bot.store.engine import reading, writing
from tests.schedule.clockwork import ACTOR, Clockwork, outbox
from tests.schedule.timings import utc

NOON = utc("2026-10-02 12:00")
HOUR = timedelta(hours=1)


def halt(clock: Clockwork) -> Halt | None:
    with reading(clock.engine) as connection:
        return halt_of(connection)


def let_go_on(clock: Clockwork) -> bool:
    with writing(clock.engine) as connection:
        return go_on(connection, clock.workspace_id, clock.time.now, ACTOR).done


@pytest.mark.parametrize(
    ("ahead", "believed"),
    [(timedelta(0), True), (-9 * HOUR, True), (24 * HOUR, True), (24 * HOUR + timedelta(seconds=1), False)],
)
def test_while_a_process_runs_it_believes_a_day(ahead: timedelta, believed: bool) -> None:
    tick = Tick(NOON + timedelta(minutes=1) + ahead, 160)
    came_from = jumped_from(NOON, Tick(NOON, 100), tick)
    assert came_from == (None if believed else NOON + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("down_days", "believed"), [(0, True), (21, True), (35, True), (36, False), (-3, True)]
)
def test_at_its_start_it_believes_five_weeks(down_days: int, believed: bool) -> None:
    came_from = jumped_from(NOON, None, Tick(NOON + timedelta(days=down_days), 5))
    assert came_from == (None if believed else NOON)


def test_a_process_that_slept_for_a_month_has_not_jumped() -> None:
    month = timedelta(days=30)
    assert jumped_from(NOON, Tick(NOON, 100), Tick(NOON + month, 100 + month.total_seconds())) is None


def test_two_small_jumps_that_another_process_has_seen_are_not_one_large_one() -> None:
    seen_by_other = NOON + 12 * HOUR
    assert jumped_from(seen_by_other, Tick(NOON, 0), Tick(NOON + 37 * HOUR, 12 * 3_600)) is None
    assert jumped_from(NOON, Tick(NOON, 0), Tick(NOON + 37 * HOUR, 12 * 3_600)) == NOON + 12 * HOUR


def test_the_first_tick_of_a_new_database_is_believed() -> None:
    assert jumped_from(None, None, Tick(NOON, 5)) is None
    assert jumped_from(None, Tick(NOON - timedelta(days=900), 5), Tick(NOON, 6)) is None


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_wrong_for_an_hour_runs_nothing_twice(clock: Clockwork, hours: int) -> None:
    clock.add()
    clock.add("late", at="09:30", catch_up="all")
    clock.tick("2026-10-02 08:45")
    for turn in (hours, -hours):
        clock.time.set_by(hours=turn)
        for _ in range(26):
            clock.time.pass_by(minutes=5)
            clock.tick()
    assert halt(clock) is None
    for name in ("say", "late"):
        assert clock.runs(name=name) == ["2026-10-02"]
    assert clock.runs("skipped") == []
    assert len(clock.messages()) == 2


def test_a_jump_ahead_in_a_running_process_halts_everything_and_asks(either_clock: Clockwork) -> None:
    either_clock.add()
    either_clock.tick("2026-10-01 10:00")
    either_clock.time.set_by(days=3)
    either_clock.tick()
    assert halt(either_clock) == Halt(
        at=utc("2026-10-04 10:00"), jumped_from=utc("2026-10-01 10:00"), jumped_to=utc("2026-10-04 10:00")
    )
    assert either_clock.runs() == []
    told = either_clock.messages("halted/%")
    assert len(told) == 2
    assert '"value":"2026-10-04T10:00:00+00:00"' in told[0].body.replace(": ", ":")
    either_clock.restart()
    either_clock.tick("2026-10-05 10:00")
    assert either_clock.runs() == []
    assert len(either_clock.messages()) == 2


def test_once_somebody_says_that_the_time_is_right_it_goes_on(either_clock: Clockwork) -> None:
    either_clock.add(catch_up="all")
    either_clock.tick("2026-10-01 10:00")
    either_clock.time.set_by(days=3)
    either_clock.tick()
    assert let_go_on(either_clock)
    assert halt(either_clock) is None
    either_clock.time.pass_by(minutes=1)
    either_clock.tick()
    assert either_clock.runs() == ["2026-10-02", "2026-10-03", "2026-10-04"]
    assert not let_go_on(either_clock)


def test_a_second_process_does_not_ask_again_what_was_answered(clock: Clockwork) -> None:
    clock.add()
    other = clock.another_clock()
    clock.tick("2026-10-01 10:00")
    other.tick()
    clock.time.set_by(days=3)
    clock.tick()
    assert let_go_on(clock)
    other.tick()
    assert halt(clock) is None
    assert clock.runs() == ["2026-10-04"]


def test_after_the_time_was_set_right_it_goes_on_as_if_nothing_had_been(clock: Clockwork) -> None:
    clock.add()
    clock.tick("2026-10-01 10:00")
    clock.time.set_by(days=300)
    clock.tick()
    clock.time.set_by(days=-300)
    clock.tick()
    assert halt(clock) is not None
    assert let_go_on(clock)
    clock.tick("2026-10-02 09:00")
    assert clock.runs() == ["2026-10-02"]


def test_five_weeks_down_are_caught_up_with_and_more_are_asked_about(clock: Clockwork) -> None:
    clock.add()
    clock.tick("2026-10-01 10:00")
    clock.restart()
    clock.tick("2026-11-05 09:30")
    assert clock.runs() == ["2026-11-05"]
    clock.restart()
    clock.tick("2026-12-11 09:30")
    assert halt(clock) is not None
    assert clock.runs() == ["2026-11-05"]


def test_a_clock_in_the_middle_of_a_tick_begins_nothing_once_all_is_halted(clock: Clockwork) -> None:
    clock.add(catch_up="all")
    other = clock.another_clock()
    other.tick()
    clock.time.at("2026-10-03 09:30")
    runner, now = Runner(clock.engine, clock.jobs, outbox()), clock.time.now
    assert runner.step(clock.kept().id, now) == utc("2026-10-03 09:00")
    clock.time.set_by(days=3)
    other.tick()
    assert halt(clock) is not None
    assert runner.step(clock.kept().id, now) is None
    assert clock.runs() == ["2026-10-02"]


def test_the_mark_does_not_go_back_with_the_time(clock: Clockwork) -> None:
    clock.tick("2026-10-02 12:00")
    clock.time.set_by(hours=-2)
    clock.tick()
    with reading(clock.engine) as connection:
        assert connection.execute(select(marks.c.ticked_at)).scalar_one() == utc("2026-10-02 12:00")


def test_the_button_of_an_earlier_halt_does_not_answer_a_later_one(clock: Clockwork) -> None:
    clock.tick("2026-10-01 10:00")
    clock.time.set_by(days=3)
    clock.tick()
    with writing(clock.engine) as connection:
        earlier = utc("2026-09-01 10:00")
        assert not go_on(connection, clock.workspace_id, clock.time.now, ACTOR, earlier).done
        assert halt_of(connection) is not None
        first = go_on(connection, clock.workspace_id, clock.time.now, ACTOR, clock.time.now)
        again = go_on(connection, clock.workspace_id, clock.time.now, "person hana", clock.time.now)
    assert first.done
    assert (again.done, again.actor, again.at) == (False, ACTOR, clock.time.now)
