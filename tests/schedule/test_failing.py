"""Jobs that fail are tried again, less and less often, and told of once."""

from datetime import timedelta

from sqlalchemy import select, text, update
from structlog.testing import capture_logs

from bot import failpoints
from bot.schedule.job import Jobs, Occasion
from bot.schedule.jobs import own_jobs
from bot.schedule.stored import schedules
from bot.store.engine import reading, writing
from tests.schedule.clockwork import Clockwork, outbox, people
from tests.schedule.timings import utc

NINE = utc("2026-10-02 09:00")
SECRET = "Ana earned $4,213.50"


def fail(_occasion: Occasion) -> None:
    raise ValueError(SECRET)


def minutes_of_tries(clock: Clockwork, minutes: int) -> list[int]:
    """At which minutes after nine the job was tried."""
    clock.time.at("2026-10-02 09:00")
    tries = []
    for minute in range(minutes):
        before = len(clock.said)
        clock.tick()
        tries += [minute] * (len(clock.said) - before)
        clock.time.pass_by(minutes=1)
    return tries


def test_a_job_that_fails_leaves_nothing_and_is_tried_less_and_less_often(either_clock: Clockwork) -> None:
    either_clock.add()
    either_clock.breaks = fail
    assert minutes_of_tries(either_clock, 70) == [0, 1, 3, 7, 15, 31, 63]
    assert either_clock.runs() == []
    assert either_clock.messages("say/%") == []
    kept = either_clock.kept()
    assert (kept.failures, kept.retry_at) == (7, NINE + timedelta(minutes=63 + 60))


def test_the_longest_wait_is_an_hour(clock: Clockwork) -> None:
    clock.add()
    clock.breaks = fail
    assert minutes_of_tries(clock, 300)[-3:] == [123, 183, 243]


def test_the_fifth_failure_is_told_to_every_admin_who_works_here_once(either_clock: Clockwork) -> None:
    either_clock.add()
    either_clock.breaks = fail
    minutes_of_tries(either_clock, 15)
    assert either_clock.messages() == []
    either_clock.tick()
    told = either_clock.messages()
    assert [row.person_id for row in told] == ids(either_clock, "gus", "hana")
    about = f"failing/{either_clock.kept().id}/2026-10-02/"
    assert all(row.key.startswith(about) for row in told)
    assert told[0].title == "Schedule “say” keeps failing"
    assert "has failed 5 times in a row" in told[0].body
    minutes_of_tries(either_clock, 1)
    either_clock.tick("2026-10-02 20:00")
    assert len(either_clock.messages()) == 2


def test_no_word_of_an_error_is_kept_logged_or_told(clock: Clockwork) -> None:
    clock.add()
    clock.breaks = fail
    with capture_logs() as logs:
        minutes_of_tries(clock, 16)
    kept = clock.kept().last_error or ""
    assert kept.startswith("ValueError > ")
    said = [str(logs), kept, *(row.body + row.text for row in clock.messages())]
    assert not [text for text in said if "4,213" in text or "Ana" in text]
    assert [entry["event"] for entry in logs] == ["schedule failed"] * 5


def test_once_it_works_again_the_failures_are_forgotten(clock: Clockwork) -> None:
    clock.add()
    clock.breaks = fail
    minutes_of_tries(clock, 4)
    clock.breaks = lambda _: None
    clock.tick("2026-10-02 09:07")
    kept = clock.kept()
    assert (kept.failures, kept.last_error, kept.retry_at) == (0, None, None)
    assert clock.runs() == ["2026-10-02"]


def test_a_schedule_that_fails_holds_up_no_other(clock: Clockwork) -> None:
    clock.add("bad")
    clock.add("good")

    def fail_bad(occasion: Occasion) -> None:
        if occasion.schedule_name == "bad":
            raise ValueError

    clock.breaks = fail_bad
    clock.tick("2026-10-02 09:00")
    assert clock.runs(name="good") == ["2026-10-02"]
    assert clock.kept("bad").failures == 1


def test_when_the_next_slot_comes_the_latest_is_tried_and_all_keeps_to_the_first(clock: Clockwork) -> None:
    clock.add("latest")
    clock.add("all", catch_up="all")
    clock.breaks = fail
    clock.tick("2026-10-02 09:00")
    clock.tick("2026-10-03 09:00")
    clock.breaks = lambda _: None
    clock.tick("2026-10-03 10:00")
    assert clock.runs(name="latest") == ["2026-10-03"]
    assert clock.runs("skipped", "latest") == ["2026-10-02"]
    assert clock.runs(name="all") == ["2026-10-02", "2026-10-03"]


def test_a_wait_that_was_set_by_a_clock_gone_wrong_is_not_kept_to(clock: Clockwork) -> None:
    clock.add()
    clock.breaks = fail
    clock.tick("2026-10-02 09:00")
    with writing(clock.engine) as connection:
        connection.execute(update(schedules).values(retry_at=utc("2026-10-05 09:00")))
    clock.tick("2026-10-02 09:01")
    assert clock.kept().failures == 2


def test_a_commit_whose_answer_is_lost_is_no_failure(clock: Clockwork) -> None:
    """The database had committed, and the connection broke before it could say so."""
    clock.add()

    def lose(place: str) -> None:
        if place == "clock.ran":
            raise OSError

    failpoints.arm(lose)
    try:
        clock.tick("2026-10-02 09:00")
    finally:
        failpoints.arm(None)
    assert clock.runs() == ["2026-10-02"]
    assert clock.kept().failures == 0


def test_words_that_can_no_longer_be_read_are_a_failure_with_their_sentence(clock: Clockwork) -> None:
    clock.add()
    with writing(clock.engine) as connection:
        connection.execute(update(schedules).values(rule="every blue moon"))
    clock.tick("2026-10-02 09:00")
    kept = clock.kept()
    assert kept.failures == 1
    assert (kept.last_error or "").startswith("“every blue moon” is not a rule.")
    clock.tick("2026-10-02 09:00")
    assert clock.kept().failures == 1


def test_a_job_that_this_version_does_not_know_is_a_failure_that_names_it(clock: Clockwork) -> None:
    clock.add()
    clock.jobs = Jobs(own_jobs(outbox()))
    clock.restart()
    clock.tick("2026-10-02 09:00")
    assert (clock.kept().last_error or "").startswith("There is no job “say”.")


def test_options_that_are_no_longer_known_are_a_failure(clock: Clockwork) -> None:
    clock.add()
    with writing(clock.engine) as connection:
        connection.execute(text("""UPDATE schedules SET options = '{"volume": 11}'"""))
    clock.tick("2026-10-02 09:00")
    assert "has no option “volume”" in (clock.kept().last_error or "")


def ids(clock: Clockwork, *keys: str) -> list[int]:
    with reading(clock.engine) as connection:
        query = select(people.c.id).where(people.c.key.in_(keys)).order_by(people.c.id)
        return list(connection.execute(query).scalars())
