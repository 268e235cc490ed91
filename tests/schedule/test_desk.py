"""What an admin decides about schedules."""

import json
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.schedule.desk import Draft, add, change, move_along, pause, remove, resume
from bot.schedule.jobs import DEFAULTS, ensure_default_schedules
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.stored import schedules, workspaces
from bot.store.audit import audit_log
from bot.store.engine import reading, writing
from tests.schedule.clockwork import ACTOR, Clockwork
from tests.schedule.timings import utc


def draft(**words: Any) -> Draft:
    return Draft(**{"name": "say", "job": "say", "rule": "every friday", "local_time": "09:00", **words})


def added(clock: Clockwork, **words: Any) -> str:
    with writing(clock.engine) as connection:
        return add(connection, clock.jobs, clock.workspace_id, draft(**words), clock.time.now, ACTOR)


def changed(clock: Clockwork, name: str = "say", **changes: object) -> None:
    with writing(clock.engine) as connection:
        change(connection, clock.jobs, clock.workspace_id, name, changes, clock.time.now, ACTOR)


def refused(clock: Clockwork, **words: Any) -> str:
    with pytest.raises(ScheduleRefused) as told:
        added(clock, **words)
    return str(told.value)


def audited(clock: Clockwork) -> list[tuple[str, str, dict[str, Any]]]:
    query = select(audit_log.c.actor, audit_log.c.action, audit_log.c.details).order_by(audit_log.c.id)
    with reading(clock.engine) as connection:
        return [(row.actor, row.action, json.loads(row.details)) for row in connection.execute(query)]


def test_a_schedule_is_kept_in_its_own_words_whatever_it_was_asked_in(either_clock: Clockwork) -> None:
    name = added(
        either_clock,
        name="  Friday   round-up ",
        rule="The last business day of each month",
        local_time="5 pm",
        time_zone="europe/berlin",
        country="de-by",
        catch_up="SKIP",
        skip_after_minutes=60,
        options={"times": 3},
    )
    kept = either_clock.kept("Friday round-up")
    assert name == kept.name
    assert (kept.rule, kept.local_time) == ("last working day of the month", "17:00")
    assert (kept.time_zone, kept.country) == ("Europe/Berlin", "DE-BY")
    assert (kept.catch_up, kept.skip_after_minutes) == ("skip", 60)
    assert kept.given_options() == {"times": 3}
    assert kept.seen_through == either_clock.time.now
    (entry,) = audited(either_clock)
    assert entry[:2] == (ACTOR, "schedule_added")
    assert entry[2]["rule"] == "last working day of the month"


def test_without_a_zone_or_country_it_has_the_workspaces(clock: Clockwork) -> None:
    with writing(clock.engine) as connection:
        connection.execute(update(workspaces).values(time_zone="America/New_York", country="US"))
    added(clock)
    added(clock, name="always", country="none")
    assert (clock.kept().time_zone, clock.kept().country) == ("America/New_York", "US")
    assert clock.kept("always").country is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"rule": "every fryday"}, "“fryday” is not a day to go by. Did you mean “friday”?"),
        ({"local_time": "25:00"}, "“25:00” is not a time of day; write it like 09:00 or 17:30."),
        ({"time_zone": "Berlin"}, "“Berlin” is not a time zone; write one like Europe/Berlin."),
        ({"country": "Atlantis"}, "No holidays are known for a country “Atlantis”"),
        (
            {"job": "sya"},
            "There is no job “sya”. Did you mean “say”? Jobs are old_facts, held_messages",
        ),
        ({"catch_up": "some"}, "“some” is no way to catch up: write all, latest, or skip"),
        ({"skip_after_minutes": -1}, "What is skipped is older than 0 minutes to a year of them."),
        ({"skip_after_minutes": 10**9}, "What is skipped is older than 0 minutes to a year of them."),
        ({"name": " "}, "A schedule's name has 1 to 60 letters, in one line."),
        ({"name": "x" * 61}, "A schedule's name has 1 to 60 letters, in one line."),
        ({"name": "a\u202eb"}, "A schedule's name has 1 to 60 letters, in one line."),
        ({"options": {"tims": 2}}, "say has no option “tims”; it has times, word. Did you mean “times”?"),
        ({"options": {"times": "2"}}, "The option times of say is a whole number, not “2”."),
        ({"options": {"times": True}}, "The option times of say is a whole number, not “True”."),
        ({"options": {"word": 2}}, "The option word of say is text, not “2”."),
        ({"job": "clear_old", "options": {"days": 2}}, "clear_old has no option “days”; it has none."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_added(clock: Clockwork, words: dict[str, Any], told: str) -> None:
    assert told in refused(clock, **words)
    assert clock.all_kept() == []
    assert audited(clock) == []


def test_a_name_is_taken_in_whatever_letters(either_clock: Clockwork) -> None:
    added(either_clock)
    assert refused(either_clock, name=" SAY ") == (
        "There is a schedule “say” already; change it, or choose another name."
    )


def test_a_change_keeps_the_rest_and_begins_now(either_clock: Clockwork) -> None:
    added(either_clock, rule="every day")
    either_clock.time.at("2026-10-05 12:00")
    changed(either_clock, "SAY", rule="Every Monday", local_time="13:00")
    kept = either_clock.kept()
    assert (kept.rule, kept.local_time, kept.time_zone) == ("every monday", "13:00", "UTC")
    assert kept.seen_through == utc("2026-10-05 12:00")
    assert audited(either_clock)[-1] == (
        ACTOR,
        "schedule_changed",
        {"name": "say", "rule": "every monday", "local_time": "13:00"},
    )


def test_a_change_of_what_it_does_leaves_its_slots_alone(clock: Clockwork) -> None:
    added(clock, rule="every day", catch_up="latest")
    clock.time.at("2026-10-05 12:00")
    changed(clock, catch_up="all", options={"times": 2}, skip_after_minutes=5)
    kept = clock.kept()
    assert kept.seen_through < clock.time.now
    assert (kept.catch_up, kept.given_options(), kept.skip_after_minutes) == ("all", {"times": 2}, 5)
    clock.tick()
    assert len(clock.runs()) == 4


def test_a_change_to_what_is_is_told(clock: Clockwork) -> None:
    added(clock)
    with pytest.raises(ScheduleRefused, match="“say” is like that already; nothing was changed"):
        changed(clock, rule="EVERY FRIDAY", local_time="9 am")
    assert [action for _, action, _ in audited(clock)] == ["schedule_added"]


def test_a_mistaken_change_is_told_and_nothing_is_changed(clock: Clockwork) -> None:
    added(clock)
    before = clock.kept()
    with pytest.raises(ScheduleRefused, match="not a time zone"):
        changed(clock, time_zone="Mars", local_time="10:00")
    assert clock.kept() == before


@pytest.mark.parametrize("field", ["job", "workspace_id", "paused"])
def test_what_a_schedule_is_cannot_be_changed(clock: Clockwork, field: str) -> None:
    added(clock)
    with pytest.raises(ValueError, match=f"a schedule's {field} cannot be changed"):
        changed(clock, **{field: "x"})


def test_words_that_can_no_longer_be_read_can_be_mended(clock: Clockwork) -> None:
    added(clock)
    with writing(clock.engine) as connection:
        connection.execute(update(schedules).values(rule="every blue moon"))
    changed(clock, rule="every friday")
    assert clock.kept().timing()


def test_pausing_and_resuming_is_noted_and_done_once(either_clock: Clockwork) -> None:
    added(either_clock)
    here = (either_clock.workspace_id, "Say", either_clock.time.now, ACTOR)
    for switch, paused, as_it_is in ((pause, True, "paused already"), (resume, False, "not paused")):
        with writing(either_clock.engine) as connection:
            assert switch(connection, *here) == "say"
        with writing(either_clock.engine) as connection, pytest.raises(ScheduleRefused, match=as_it_is):
            switch(connection, *here)
        assert either_clock.kept().paused is paused
    actions = [action for _, action, _ in audited(either_clock)]
    assert actions == ["schedule_added", "schedule_paused", "schedule_resumed"]


def test_a_removed_schedule_is_gone_with_its_runs(either_clock: Clockwork) -> None:
    added(either_clock, rule="every day")
    either_clock.tick("2026-10-02 09:00")
    with writing(either_clock.engine) as connection:
        remove(connection, either_clock.workspace_id, "say", either_clock.time.now, ACTOR)
    assert either_clock.all_kept() == []
    assert either_clock.runs() == []
    assert audited(either_clock)[-1][1:] == ("schedule_removed", {**audited(either_clock)[0][2]})
    either_clock.tick("2026-10-03 09:00")
    assert len(either_clock.messages()) == 1


def test_what_would_come_back_is_paused_rather_than_removed(clock: Clockwork) -> None:
    with writing(clock.engine) as connection:
        ensure_default_schedules(connection, clock.workspace_id, clock.time.now)
        for name, *_ in DEFAULTS:
            with pytest.raises(ScheduleRefused, match="would come back"):
                remove(connection, clock.workspace_id, name, clock.time.now, ACTOR)
            pause(connection, clock.workspace_id, name, clock.time.now, ACTOR)
        ensure_default_schedules(connection, clock.workspace_id, clock.time.now)
    assert [kept.paused for kept in clock.all_kept()] == [True] * 3


def not_there(clock: Clockwork, name: str, workspace_id: int) -> str:
    with writing(clock.engine) as connection, pytest.raises(ScheduleRefused) as told:
        pause(connection, workspace_id, name, clock.time.now, ACTOR)
    return str(told.value)


def test_a_name_that_is_not_there_is_told_with_what_is(clock: Clockwork) -> None:
    told = not_there(clock, "say", clock.workspace_id)
    assert told == "There is no schedule “say”. There are none yet."
    added(clock)
    told = not_there(clock, "sya", clock.workspace_id)
    assert told == "There is no schedule “sya”. Did you mean “say”? Schedules are say."


def test_schedules_of_another_workspace_are_not_there(clock: Clockwork) -> None:
    added(clock)
    assert "There are none yet" in not_there(clock, "say", clock.workspace_id + 1)


def test_schedules_that_kept_to_the_workspace_move_along_with_it(clock: Clockwork) -> None:
    added(clock)
    added(clock, name="in tokyo", time_zone="Asia/Tokyo", country="JP")
    clock.time.at("2026-10-05 12:00")
    with writing(clock.engine) as connection:
        connection.execute(update(workspaces).values(time_zone="Europe/Berlin", country="DE"))
        moved = move_along(connection, clock.workspace_id, ("UTC", None), clock.time.now, ACTOR)
    assert moved == ["say"]
    kept = clock.kept()
    assert (kept.time_zone, kept.country, kept.seen_through) == ("Europe/Berlin", "DE", clock.time.now)
    assert (clock.kept("in tokyo").time_zone, clock.kept("in tokyo").country) == ("Asia/Tokyo", "JP")
    assert audited(clock)[-1][2] == {"name": "say", "time_zone": "Europe/Berlin", "country": "DE"}
