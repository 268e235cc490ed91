"""Running a schedule now."""

import pytest
from sqlalchemy import Engine, select, text

from bot.schedule.by_hand import Ran, run_now
from bot.schedule.desk import pause
from bot.schedule.job import Job, Jobs, Occasion
from bot.schedule.refusals import ScheduleRefused
from bot.store import audit
from bot.store.engine import reading, writing
from tests.schedule.clockwork import ACTOR, Clockwork


def run(clock: Clockwork, request: str | None = None, name: str = "say", actor: str = ACTOR) -> Ran:
    return run_now(clock.engine, clock.jobs, clock.workspace_id, name, clock.time.now, actor, request)


def test_it_runs_at_once_and_leaves_the_slots_to_come_as_they_are(either_clock: Clockwork) -> None:
    either_clock.add()
    before = either_clock.kept().seen_through
    assert run(either_clock) == Ran("say", True, "said it")
    assert either_clock.runs() == ["by hand person gus 2026-10-01T09:30:00Z"]
    assert either_clock.kept().seen_through == before
    either_clock.tick("2026-10-02 09:00")
    assert len(either_clock.messages()) == 2


def test_the_same_request_twice_runs_once_and_another_runs_again(either_clock: Clockwork) -> None:
    either_clock.add()
    assert run(either_clock, "block_actions 1.2").done
    assert run(either_clock, "block_actions 1.2") == Ran("say", False, "said it")
    assert run(either_clock, "block_actions 1.3").done
    assert run(either_clock, "block_actions 1.3", actor="person hana").done
    assert len(either_clock.messages()) == 3


def test_without_a_request_key_a_second_has_one_run_of_a_person(clock: Clockwork) -> None:
    clock.add()
    assert [run(clock).done, run(clock).done] == [True, False]
    clock.time.pass_by(seconds=1)
    assert run(clock).done


def test_it_is_noted_who_ran_what(clock: Clockwork) -> None:
    clock.add()
    run(clock, "once")
    run(clock, "once")
    with reading(clock.engine) as connection:
        log = audit.audit_log
        by_hand = log.c.action == "schedule_run_by_hand"
        found = connection.execute(select(log.c.actor, log.c.details).where(by_hand))
        assert [tuple(row) for row in found] == [(ACTOR, '{"name": "say"}')]


def test_a_paused_schedule_can_be_tried_by_hand(clock: Clockwork) -> None:
    clock.add()
    with writing(clock.engine) as connection:
        pause(connection, clock.workspace_id, "say", clock.time.now, ACTOR)
    assert run(clock).done


def test_a_job_that_fails_by_hand_is_told_and_leaves_nothing(clock: Clockwork) -> None:
    clock.add()

    def fail(_occasion: Occasion) -> None:
        raise ValueError("Ana earned $4,213.50")

    clock.breaks = fail
    with pytest.raises(ScheduleRefused) as refused:
        run(clock)
    assert str(refused.value).startswith(
        "“say” did not work, and nothing of it was kept. What went wrong: ValueError > "
    )
    assert "4,213" not in str(refused.value)
    assert clock.runs() == clock.messages() == []
    assert clock.kept().failures == 0


def test_a_name_that_is_not_there_is_told_with_what_is(clock: Clockwork) -> None:
    clock.add("Friday round-up")
    with pytest.raises(ScheduleRefused, match=r"no schedule “friday rondup”\. Did you mean “Friday r"):
        run(clock, name="friday rondup")
    assert run(clock, name=" FRIDAY  round-up ").done


def test_what_takes_long_is_prepared_before_and_outside_of_the_transaction(either_clock: Clockwork) -> None:
    """A preparation can write by itself, which SQLite would not let it do within another transaction."""
    steps: list[str] = []

    def prepare(engine: Engine, occasion: Occasion) -> None:
        with writing(engine) as connection:
            connection.execute(text("UPDATE workspaces SET facts_revision = facts_revision + 1"))
        steps.append(f"prepared {occasion.slot}")

    def do(connection: object, occasion: Occasion) -> str:
        steps.append(f"ran {occasion.slot}")
        return ""

    either_clock.jobs = Jobs([Job("say", "Say", "Says it.", do, prepare)])
    either_clock.restart()
    either_clock.add()
    either_clock.tick("2026-10-02 09:00")
    run(either_clock, "x")
    by_hand = "by hand person gus x"
    assert steps == ["prepared 2026-10-02", "ran 2026-10-02", f"prepared {by_hand}", f"ran {by_hand}"]
