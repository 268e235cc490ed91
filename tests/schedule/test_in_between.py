"""What changes between a clock's look at a schedule and its run is seen before the run."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Engine

from bot.schedule.desk import pause, resume
from bot.schedule.job import Jobs, Occasion
from bot.schedule.running import Runner
from bot.store.engine import writing
from tests.schedule.clockwork import ACTOR, Clockwork, outbox
from tests.schedule.timings import utc


def with_preparation(clock: Clockwork, prepare: Callable[[Engine, Occasion], None] | None) -> None:
    say = replace(clock.jobs.named("say"), prepare=prepare)
    clock.jobs = Jobs([say])
    clock.restart()


def test_a_schedule_that_is_paused_after_a_tick_has_begun_is_not_run(clock: Clockwork) -> None:
    clock.add()
    clock.time.at("2026-10-02 09:00")
    runner = Runner(clock.engine, clock.jobs, outbox())
    assert runner.upcoming(clock.time.now) == [(utc("2026-10-02 09:00"), clock.kept().id)]
    with writing(clock.engine) as connection:
        pause(connection, clock.workspace_id, "say", clock.time.now, ACTOR)
    assert runner.step(clock.kept().id, clock.time.now) is None
    assert clock.said == []


def test_what_has_just_failed_is_not_even_prepared(clock: Clockwork) -> None:
    prepared: list[str] = []

    def prepare(_engine: Engine, occasion: Occasion) -> None:
        prepared.append(occasion.slot)
        raise ValueError

    with_preparation(clock, prepare)
    clock.add()
    clock.time.at("2026-10-02 09:00")
    runner = Runner(clock.engine, clock.jobs, outbox())
    for _ in range(2):
        runner.step(clock.kept().id, clock.time.now)
    assert prepared == ["2026-10-02"]


def test_a_schedule_that_is_paused_while_its_job_prepares_is_not_run(either_clock: Clockwork) -> None:
    def prepare(engine: Engine, _occasion: Occasion) -> None:
        with writing(engine) as connection:
            pause(connection, either_clock.workspace_id, "say", either_clock.time.now, ACTOR)

    with_preparation(either_clock, prepare)
    either_clock.add(catch_up="all")
    either_clock.tick("2026-10-03 09:00")
    assert either_clock.said == either_clock.runs() == []


def test_a_clock_that_prepares_while_another_is_quicker_leaves_it_the_slot(
    either_clock: Clockwork,
) -> None:
    def prepare(_engine: Engine, _occasion: Occasion) -> None:
        with_preparation(either_clock, None)
        either_clock.tick()

    with_preparation(either_clock, prepare)
    either_clock.add(catch_up="all")
    either_clock.tick("2026-10-03 09:00")
    assert either_clock.said == either_clock.runs() == ["2026-10-02", "2026-10-03"]
    assert either_clock.kept().failures == 0


def test_a_schedule_that_begins_anew_while_its_job_prepares_leaves_the_slot(either_clock: Clockwork) -> None:
    def prepare(engine: Engine, _occasion: Occasion) -> None:
        for switch in (pause, resume):
            with writing(engine) as connection:
                switch(connection, either_clock.workspace_id, "say", either_clock.time.now, ACTOR)

    with_preparation(either_clock, prepare)
    either_clock.add()
    either_clock.tick("2026-10-02 09:00")
    assert either_clock.said == either_clock.runs() == []


def test_a_clock_that_prepares_while_another_fails_does_not_try_at_once(
    either_clock: Clockwork,
) -> None:
    def fail(_occasion: Occasion) -> None:
        raise ValueError

    def prepare(_engine: Engine, _occasion: Occasion) -> None:
        with_preparation(either_clock, None)
        either_clock.tick()

    with_preparation(either_clock, prepare)
    either_clock.breaks = fail
    either_clock.add()
    either_clock.tick("2026-10-02 09:00")
    assert either_clock.said == ["2026-10-02"]
    assert either_clock.kept().failures == 1


def test_two_clocks_that_fail_while_they_prepare_count_one_failure(either_clock: Clockwork) -> None:
    def fail(_engine: Engine, _occasion: Occasion) -> None:
        raise ValueError

    def prepare(_engine: Engine, _occasion: Occasion) -> None:
        with_preparation(either_clock, fail)
        either_clock.tick()
        raise ValueError

    with_preparation(either_clock, prepare)
    either_clock.add()
    either_clock.tick("2026-10-02 09:00")
    assert either_clock.kept().failures == 1
