"""What every workspace has by itself: telling of old facts and stuck messages, and clearing up."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.delivery.outbox import Channel, Outgoing, Urgency
from bot.schedule.by_hand import run_now
from bot.schedule.desk import change
from bot.schedule.jobs import ensure_default_schedules
from bot.schedule.stored import runs, workspaces
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.messages import Received
from bot.store.workspaces import ensure_workspace
from tests.schedule.clockwork import ACTOR, Clockwork, messages, outbox, people
from tests.schedule.timings import utc

received = table_of(Received)


@pytest.fixture
def begun(clock: Clockwork) -> Clockwork:
    """With the schedules that every workspace has; it is Thursday, 1 October 2026."""
    ensure(clock)
    return clock


@pytest.fixture
def begun_on_either(either_clock: Clockwork) -> Clockwork:
    """The same on both kinds of store."""
    ensure(either_clock)
    return either_clock


def ensure(clock: Clockwork) -> None:
    with writing(clock.engine) as connection:
        ensure_default_schedules(connection, clock.workspace_id, clock.time.now)


def facts_through(clock: Clockwork, day: str) -> None:
    with writing(clock.engine) as connection:
        connection.execute(update(workspaces).values(facts_through=date.fromisoformat(day)))


def put(clock: Clockwork, key: str, state: str, **columns: object) -> None:
    outgoing = Outgoing(
        key=key,
        title=f"Title of {key}",
        to=Channel("C1"),
        surface="schedule/old_facts",
        values={"facts_through": "2026-10-01", "age_days": 1, "locale": "en_US"},
        urgency=Urgency.POST,
    )
    with writing(clock.engine) as connection:
        number = outbox().put(connection, clock.workspace_id, outgoing, clock.time.now)
        change_to = update(messages).where(messages.c.id == number)
        connection.execute(change_to.values(state=state, **columns))


def note(clock: Clockwork, job: str) -> str:
    query = select(runs.c.note).order_by(runs.c.id.desc()).limit(1)
    kept = next(kept for kept in clock.all_kept() if kept.name == job)
    with reading(clock.engine) as connection:
        return str(connection.execute(query.where(runs.c.schedule_id == kept.id)).scalar_one())


def test_a_workspace_gets_them_once_in_its_own_zone_and_country(begun_on_either: Clockwork) -> None:
    begun = begun_on_either
    with writing(begun.engine) as connection:
        connection.execute(update(workspaces).values(time_zone="Europe/Berlin", country="DE-BY"))
    ensure(begun)
    assert [(kept.name, kept.rule, kept.local_time, kept.time_zone) for kept in begun.all_kept()] == [
        ("clear_old", "every day", "03:00", "UTC"),
        ("held_messages", "every working day", "09:00", "UTC"),
        ("old_facts", "every working day", "09:00", "UTC"),
    ]
    with reading(begun.engine) as connection:
        assert len(connection.execute(select(audit_log)).all()) == 3
        assert all(kept.timing() for kept in begun.all_kept())


def test_a_later_workspace_gets_its_own_zone_and_country(either_clock: Clockwork) -> None:
    with writing(either_clock.engine) as connection:
        connection.execute(update(workspaces).values(time_zone="Europe/Berlin", country="DE-BY"))
    ensure(either_clock)
    assert {(kept.time_zone, kept.country) for kept in either_clock.all_kept()} == {
        ("Europe/Berlin", "DE-BY")
    }


def test_old_facts_are_told_to_each_admin_once_a_week(begun: Clockwork) -> None:
    facts_through(begun, "2026-09-25")
    begun.tick("2026-10-02 09:00")
    assert begun.messages() == []
    assert note(begun, "old_facts") == "the facts are new enough"
    begun.tick("2026-10-05 09:00")  # Monday; they are ten days old
    told = begun.messages()
    assert [row.key.rpartition("/")[0] for row in told] == ["old_facts/2026-W41"] * 2
    assert "10 days old" in told[0].body
    assert "25 Sep 2026" in told[0].body
    assert note(begun, "old_facts") == "told 2 admins"
    for at in ("2026-10-06 09:00", "2026-10-09 09:00", "2026-10-11 09:00"):
        begun.tick(at)
    assert len(begun.messages()) == 2
    assert note(begun, "old_facts") == "the admins have been told already"
    begun.tick("2026-10-12 09:00")
    assert len(begun.messages()) == 4


def test_how_old_facts_may_be_can_be_chosen(begun: Clockwork) -> None:
    facts_through(begun, "2026-09-30")
    with writing(begun.engine) as connection:
        changes = {"options": {"days": 1}}
        change(connection, begun.jobs, begun.workspace_id, "old_facts", changes, begun.time.now, ACTOR)
    begun.tick("2026-10-02 09:00")
    assert len(begun.messages("old_facts/%")) == 2


def test_without_any_facts_there_is_nothing_to_tell(begun: Clockwork) -> None:
    begun.tick("2026-10-02 09:00")
    assert note(begun, "old_facts") == "no facts are imported yet"
    assert begun.messages() == []


def test_what_is_told_late_is_first_looked_for(begun: Clockwork) -> None:
    facts_through(begun, "2026-09-01")
    put(begun, "one", "dead")
    begun.tick("2026-10-02 11:00")
    told = [row for row in begun.messages() if row.key != "one"]
    # What is told once a week, since Monday.
    assert [(row.state, row.look_since) for row in told] == [("unclear", utc("2026-09-28 09:00"))] * 4


def test_on_a_monday_nothing_can_have_been_told_and_nobody_looks(begun: Clockwork) -> None:
    facts_through(begun, "2026-09-01")
    put(begun, "one", "dead")
    begun.tick("2026-10-05 09:00")
    assert {row.state for row in begun.messages() if row.key != "one"} == {"pending"}


def test_where_nobody_is_an_admin_the_run_says_so(begun: Clockwork) -> None:
    facts_through(begun, "2026-09-01")
    with writing(begun.engine) as connection:
        connection.execute(update(people).values(is_admin=False))
    begun.tick("2026-10-02 09:00")
    assert note(begun, "old_facts") == "there is no admin to tell"


def test_stuck_messages_are_told_of_by_their_titles(begun: Clockwork) -> None:
    put(begun, "one", "held")
    put(begun, "two", "dead", last_error="not_in_channel")
    put(begun, "three", "pending")
    begun.tick("2026-10-02 09:00")
    (told, _) = begun.messages("held_messages/%")
    assert "2 messages wait for you." in told.body
    assert "Title of one (arrived?)" in told.body
    assert "Title of two" in told.body
    assert "Title of three" not in told.body


def test_the_same_stuck_messages_are_told_of_once_a_week_and_others_at_once(begun: Clockwork) -> None:
    put(begun, "one", "dead")
    begun.tick("2026-10-05 09:00")
    begun.tick("2026-10-06 09:00")
    assert len(begun.messages("held_messages/%")) == 2
    put(begun, "two", "dead")
    begun.tick("2026-10-07 09:00")
    assert len(begun.messages("held_messages/%")) == 4
    begun.tick("2026-10-08 09:00")
    assert len(begun.messages("held_messages/%")) == 4
    begun.tick("2026-10-12 09:00")
    assert len(begun.messages("held_messages/%")) == 6


def test_what_tells_of_stuck_messages_and_is_stuck_itself_is_not_told_of(begun: Clockwork) -> None:
    for key in ("held_messages/2026-W40/x/1", "delivery/mend/C1/is_archived/1", "delivery/held/C1/1"):
        put(begun, key, "dead")
    begun.tick("2026-10-02 09:00")
    assert note(begun, "held_messages") == "no message is stuck"


def test_many_stuck_messages_are_counted_and_the_first_ten_named(begun: Clockwork) -> None:
    for number in range(13):
        put(begun, f"{number:02}", "dead")
    begun.tick("2026-10-02 09:00")
    body = begun.messages("held_messages/%")[0].body
    assert "13 messages could not be sent." in body
    assert "Title of 09" in body
    assert "Title of 10" not in body
    assert "And 3 more." in body


def test_old_messages_are_emptied_and_old_requests_forgotten(begun_on_either: Clockwork) -> None:
    begun = begun_on_either
    long_ago, not_so_long_ago = utc("2026-07-03 02:00"), utc("2026-07-10 02:00")
    put(begun, "sent long ago", "sent", sent_at=long_ago)
    put(begun, "sent", "sent", sent_at=not_so_long_ago)
    put(begun, "dropped long ago", "dropped", created_at=long_ago)
    put(begun, "waits since long", "pending", created_at=long_ago)
    put(begun, "died long ago", "dead", created_at=long_ago)
    with writing(begun.engine) as connection:
        for key, days in (("old", 8), ("new", 6)):
            at = utc("2026-10-02 03:00") - timedelta(days=days)
            connection.execute(insert(received).values(workspace_id=begun.workspace_id, key=key, at=at))
    begun.tick("2026-10-02 03:00")
    emptied = {row.key for row in begun.messages() if not row.text and row.body == "null"}
    assert emptied == {"sent long ago", "dropped long ago"}
    with reading(begun.engine) as connection:
        assert list(connection.execute(select(received.c.key)).scalars()) == ["new"]
    assert note(begun, "clear_old") == "emptied 2 messages, forgot 1 request"
    begun.tick("2026-10-04 03:00")
    assert note(begun, "clear_old") == "emptied 0 messages, forgot 1 request"


def test_one_workspace_says_and_clears_nothing_of_another(begun: Clockwork) -> None:
    put(begun, "one", "dead")
    with writing(begun.engine) as connection:
        other_id = ensure_workspace(connection, "Other")
        ensure_default_schedules(connection, other_id, begun.time.now)
    other = Clockwork(begun.engine, other_id, begun.time)
    ran = run_now(other.engine, other.jobs, other_id, "held_messages", begun.time.now, ACTOR)
    assert ran.note == "no message is stuck"
