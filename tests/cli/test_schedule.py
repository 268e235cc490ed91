"""`micdrop schedule`, and what `doctor` and `workspace` have to do with it, at the command line."""

import os
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.schedule.jobs import ensure_default_schedules
from bot.schedule.marks import Tick, leave_mark
from bot.store.engine import open_engine, reading, writing
from bot.store.workspaces import ensure_workspace
from tests.cli.conftest import Micdrop, Ran

FRIDAY = (
    "schedule",
    "add",
    "Facts on Friday",
    "--job",
    "old_facts",
    "--rule",
    "Every FRIDAY",
    "--at",
    "16:00",
)


def added(micdrop: Micdrop, *more: str) -> Ran:
    ran = micdrop(*FRIDAY, *more)
    assert ran.code == 0, ran.err
    return ran


def changed(statement: str) -> None:
    """The store, changed behind everybody's back."""
    engine = open_engine(os.environ["DATABASE_URL"])
    with writing(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_without_schedules_it_says_where_they_come_from(micdrop: Micdrop) -> None:
    ran = micdrop("schedule")
    assert (ran.code, ran.out.split(".")[0]) == (0, "There are no schedules yet")
    assert "`micdrop serve` makes the usual ones" in ran.out


def test_a_schedule_is_added_and_shows_its_first_times(micdrop: Micdrop) -> None:
    lines = added(micdrop, "--zone", "europe/berlin", "--option", "days=3").out.splitlines()
    assert lines[0] == "Facts on Friday is added. It runs:"
    assert len(lines) == 4
    assert all(re.fullmatch(r"  Friday, \d+ \w{3} \d{4}, 16:00 CES?T", line) for line in lines[1:])
    listed = micdrop("schedule").out
    assert "Facts on Friday  old_facts  every friday at 16:00 Europe/Berlin" in listed


def test_the_jobs_are_listed_with_their_options(micdrop: Micdrop) -> None:
    ran = micdrop("schedule", "jobs")
    assert ran.code == 0
    assert "old_facts  Tell when facts are old" in ran.out
    assert "    --option days=7" in ran.out


def test_the_next_times_are_as_many_as_one_asks_for(micdrop: Micdrop) -> None:
    added(micdrop)
    assert len(micdrop("schedule", "next", "facts on friday", "-n", "7").out.splitlines()) == 7
    assert len(micdrop("schedule", "next", "Facts on Friday").out.splitlines()) == 5


def test_it_is_run_at_once_and_the_list_says_what_came_of_it(micdrop: Micdrop) -> None:
    added(micdrop)
    ran = micdrop("schedule", "run", "Facts on Friday")
    assert (ran.code, ran.out) == (0, "Facts on Friday has run: no facts are imported yet.\n")
    assert "just now: no facts are imported yet" in micdrop("schedule").out


def test_it_is_paused_resumed_and_removed(micdrop: Micdrop) -> None:
    added(micdrop)
    assert micdrop("schedule", "pause", "Facts on Friday").out == "Facts on Friday is paused.\n"
    assert re.search(r"every friday at 16:00 +– +– +paused", micdrop("schedule").out)
    assert "It is paused, though: `micdrop schedule resume" in micdrop(*FRIDAY[:1], "next", FRIDAY[2]).out
    assert micdrop("schedule", "resume", "Facts on Friday").out.startswith("Facts on Friday runs again.")
    assert micdrop("schedule", "remove", "Facts on Friday").out == "Facts on Friday is removed.\n"
    assert "There are no schedules yet" in micdrop("schedule").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("schedule", "pause", "nothing"), "There is no schedule “nothing”."),
        (("schedule", "next", "nothing"), "There is no schedule “nothing”."),
        (("schedule", "run", "nothing"), "There is no schedule “nothing”."),
        ((*FRIDAY[:4], "old_fact", *FRIDAY[5:]), "Did you mean “old_facts”?"),
        ((*FRIDAY[:6], "evry friday", *FRIDAY[7:]), "Did you mean “every friday”?"),
        ((*FRIDAY[:8], "4 o'clock"), "is not a time of day"),
        ((*FRIDAY, "--zone", "Mars/Olympus"), "is not a time zone"),
        ((*FRIDAY, "--country", "Narnia"), "No holidays are known"),
        ((*FRIDAY, "--catch-up", "some"), "no way to catch up"),
        ((*FRIDAY, "--option", "days=soon"), "is a whole number"),
        ((*FRIDAY, "--option", "days"), "write it like name=value"),
        (("workspace", "--country", "Narnia"), "No holidays are known for a country “Narnia”"),
        (("workspace", "--fallback-channel", "#wins"), "'#wins' is not a channel's id"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(micdrop: Micdrop, arguments: tuple[str, ...], said: str) -> None:
    ran = micdrop(*arguments)
    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err + ran.out


def test_a_name_is_there_once(micdrop: Micdrop) -> None:
    added(micdrop)
    ran = micdrop(*FRIDAY)
    assert ran.code == 1
    assert "There is a schedule “Facts on Friday” already" in ran.err


def test_a_halted_clock_is_told_and_goes_on_once(micdrop: Micdrop) -> None:
    assert micdrop("schedule", "go-on").out == "Schedules go on already: they have not halted.\n"
    added(micdrop)
    engine = open_engine(os.environ["DATABASE_URL"])
    with writing(engine) as connection:
        before = Tick(datetime(2026, 1, 1, tzinfo=UTC), 0.0)
        leave_mark(connection, None, before)
        leave_mark(connection, before, Tick(datetime(2026, 6, 1, 12, 30, tzinfo=UTC), 60.0))
    engine.dispose()
    assert "Halted: nothing runs by itself, for the clock jumped from " in micdrop("schedule").out
    ran = micdrop("doctor")
    assert ran.code == 1
    assert "✗ Schedules are halted, for the clock jumped to 2026-06-01 12:30 UTC" in ran.out
    assert micdrop("schedule", "go-on").out == "Schedules go on, each catching up in its own way.\n"
    assert "somebody at the command line said so on " in micdrop("schedule", "go-on").out
    assert "Halted" not in micdrop("schedule").out


def test_a_failing_schedule_is_told_with_its_place(micdrop: Micdrop) -> None:
    added(micdrop)
    assert "✓ 1 schedule\n" in micdrop("doctor").out
    changed("UPDATE schedules SET failures = 3, last_error = 'KeyError > jobs.py:7 run'")
    out = micdrop("schedule").out
    assert "failing (3)" in out
    assert "Facts on Friday failed 3 times in a row." in out
    assert "  KeyError > jobs.py:7 run" in out
    ran = micdrop("doctor")
    assert ran.code == 1
    assert "✗ Schedule Facts on Friday: it failed 3 times in a row" in ran.out
    changed("UPDATE schedules SET failures = 0, rule = 'every fry day'")
    assert "✗ Schedule Facts on Friday: “every fry day” is not a rule." in micdrop("doctor").out
    assert "cannot run: “every fry day” is not a rule." in " ".join(micdrop("schedule").out.split())


def test_the_workspaces_country_and_zone_move_its_schedules_along(micdrop: Micdrop) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    with writing(engine) as connection:
        ensure_default_schedules(connection, ensure_workspace(connection, "default"), datetime.now(UTC))
    engine.dispose()
    added(micdrop, "--zone", "Asia/Tokyo", "--country", "JP")
    ran = micdrop("workspace", "--country", "germany-by", "--time-zone", "Europe/Berlin")
    assert ran.code == 0
    assert "  public holidays of   DE-BY\n" in ran.out
    assert "Schedules that went by the old ones go by these now: clear_old, held_messages, old_facts." in (
        " ".join(ran.out.split())
    )
    listed = micdrop("schedule").out
    assert "every friday at 16:00 Asia/Tokyo" in listed
    assert "Europe/Berlin" not in listed  # it is the workspace's own
    assert "  public holidays of   no country" in micdrop("workspace", "--country", "none").out


def test_the_fallback_channel_is_set_and_taken_away(micdrop: Micdrop) -> None:
    assert "  fallback channel     none\n" in micdrop("workspace").out
    assert "  fallback channel     C0123ABCD\n" in micdrop("workspace", "--fallback-channel", "C0123ABCD").out
    assert "  fallback channel     none\n" in micdrop("workspace", "--fallback-channel", "none").out


def test_what_no_statement_stands_on_makes_none_out_of_date(micdrop: Micdrop) -> None:
    def revision() -> int:
        engine = open_engine(os.environ["DATABASE_URL"])
        with reading(engine) as connection:
            found = int(connection.execute(text("SELECT facts_revision FROM workspaces")).scalar_one())
        engine.dispose()
        return found

    micdrop("workspace")
    before = revision()
    micdrop("workspace", "--country", "US", "--fallback-channel", "C0123ABCD")
    assert revision() == before
    micdrop("workspace", "--time-zone", "Asia/Tokyo")
    assert revision() == before + 1


def test_an_admins_answer_reads_well_in_a_terminal(filled: Micdrop) -> None:
    assert filled("workspace", "--add-admin", "E1001").code == 0
    ran = filled("ask", "/micdrop", "--as", "E1001")
    assert ran.code == 0, ran.err
    assert "Sending is fine: everything has gone out, and nothing waits." in ran.out
    assert "[Add a schedule]" in ran.out
    assert "Ask them if something should be sent" in filled("ask", "/micdrop outbox", "--as", "E1007").out
