"""The commands that keep running, as processes: what each does, and how each ends."""

import time

import pytest
from sqlalchemy import select, update

from bot.delivery.figures import Patience
from bot.sandbox.faults import Fault
from bot.schedule.desk import DEFAULT_NAMES
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import AuditEntry, MessageRow, Pace, Schedule
from tests.delivery.processes.children import Figures
from tests.delivery.processes.ground import Ground
from tests.delivery.processes.proof_job import note
from tests.delivery.processes.which_store import POSTGRESQL_FIRST

messages, paces, schedules = table_of(MessageRow), table_of(Pace), table_of(Schedule)
audit_log = table_of(AuditEntry)

SLOW_S = 1.5


def _owe_to_five_channels(ground: Ground) -> None:
    for number in range(5):
        channel = ground.world.add_channel(f"team-{number}", ["UANA"])
        ground.put(note(f"note/{number}", channel.id))


def _rows(ground: Ground) -> list[tuple[str, int, str | None]]:
    query = select(messages.c.state, messages.c.attempts, messages.c.leased_by).order_by(messages.c.id)
    with reading(ground.engine) as connection:
        return [(row.state, row.attempts, row.leased_by) for row in connection.execute(query)]


@POSTGRESQL_FIRST
def test_a_sender_asked_to_end_finishes_its_call_and_gives_back_the_rest(ground: Ground) -> None:
    sender = ground.start("sender", figures=Figures(patience=Patience()))
    ground.until(lambda: "sender started" in sender.log.read_text())
    ground.world.faults.add(Fault("chat.postMessage", "slow", seconds=SLOW_S, times=5))
    _owe_to_five_channels(ground)
    ground.until(lambda: "sending" in ground.states())
    time.sleep(0.3)
    assert ground.end_all() < SLOW_S + 2
    assert _rows(ground) == [("sent", 1, None), *[("pending", 0, None)] * 4]
    ground.world.faults.clear()
    ground.start("sender")
    assert ground.count_at_end().is_clean


@pytest.mark.slow
def test_a_sender_that_hangs_is_not_waited_for_and_its_message_is_looked_for(sqlite_ground: Ground) -> None:
    ground = sqlite_ground
    ground.world.faults.add(Fault("chat.postMessage", "hang", seconds=30))
    sender = ground.start("sender")
    ground.until(lambda: "sender started" in sender.log.read_text())
    ground.put(note("note", ground.channel()))
    ground.until(lambda: "sending" in ground.states())
    assert ground.end_all() < 10
    ground.start("sender")
    assert ground.count_at_end().is_clean


def test_serve_does_all_in_one_process(sqlite_ground: Ground) -> None:
    ground = sqlite_ground
    ground.put_notes("note", 4)
    ground.schedule("proof", 2)
    served = ground.start("serve", environment={"SLACK_APP_TOKEN": ground.world.identity.app_token})
    assert ground.count_at_end().is_clean
    said = served.log.read_text()
    assert "Micdrop answers, schedules and sends in Brightwater (Socket Mode)." in said
    for part in ("clock", "sender"):
        assert f"{part} started" in said
        assert f"{part} stopped" in said


def test_web_sends_nothing_and_a_clock_neither(sqlite_ground: Ground) -> None:
    ground = sqlite_ground
    ground.put_notes("note", 2)
    ground.schedule("proof", 1)
    web = ground.start("web", environment={"SLACK_APP_TOKEN": ground.world.identity.app_token})
    clock = ground.start("clock", environment={"SLACK_BOT_TOKEN": ""})
    ground.until(lambda: "Micdrop answers in" in web.log.read_text())
    ground.until(lambda: ground.states() == {"pending": 4, "unclear": 2})
    ground.end_all()
    assert "sender" not in web.log.read_text() + clock.log.read_text()
    assert ground.count().lost == 6


def test_a_clock_gives_a_workspace_its_schedules_once(ground: Ground) -> None:
    for _ in range(2):
        clocks = [ground.start("clock") for _ in range(2)]
        ground.until(lambda: all("clock started" in clock.log.read_text() for clock in clocks))  # noqa: B023
        ground.end_all()
    with reading(ground.engine) as connection:
        names = list(connection.execute(select(schedules.c.name).order_by(schedules.c.name)).scalars())
    assert names == sorted(DEFAULT_NAMES)


def test_a_sender_goes_on_where_a_revoked_token_had_stopped_it(sqlite_ground: Ground) -> None:
    ground = sqlite_ground
    ground.put_notes("note", 2)
    with writing(ground.engine) as connection:
        connection.execute(update(paces).where(paces.c.place == "").values(stopped="token_revoked"))
    ground.start("sender")
    assert ground.count_at_end().is_clean
    with reading(ground.engine) as connection:
        resumed = select(audit_log.c.actor).where(audit_log.c.action == "sending_resumed")
        assert list(connection.execute(resumed).scalars()) == ["sender"]


WRONG = ["nowhere:kill", "outbox.claimed", "outbox.claimed:kill:x", "outbox.claimed:hold"]


@pytest.mark.parametrize("spec", WRONG)
def test_a_failpoint_that_there_is_not_is_told(sqlite_ground: Ground, spec: str) -> None:
    sender = sqlite_ground.start("sender", spec)
    assert sender.ended() == 1
    said = sender.log.read_text()
    assert f"MICDROP_FAILPOINT cannot be '{spec}'" in said
    assert "outbox.claimed" in said
    assert "Traceback" not in said


def test_a_sender_without_a_token_says_what_to_set(sqlite_ground: Ground) -> None:
    sender = sqlite_ground.start("sender", environment={"SLACK_BOT_TOKEN": ""})
    assert sender.ended() == 1
    assert "SLACK_BOT_TOKEN" in sender.log.read_text()
