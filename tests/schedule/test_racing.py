"""Several clocks at once, on both stores: one slot, one run, one message."""

import threading

from bot.schedule.by_hand import run_now
from bot.schedule.job import Occasion
from tests.schedule.clockwork import Clockwork
from tests.schedule.timings import utc

RACERS = 3
SCHEDULES, DAYS = 10, 10
NAMES = [f"say {number}" for number in range(SCHEDULES)]


def race(clock: Clockwork, done: threading.Event) -> list[BaseException]:
    """Clocks tick in threads of their own until everything is done. Returns what went wrong."""
    start = threading.Barrier(RACERS)
    wrong: list[BaseException] = []

    def racer() -> None:
        ticker = clock.another_clock()
        start.wait(10)
        try:
            while not done.is_set():
                ticker.tick()
        except BaseException as error:
            wrong.append(error)
            done.set()

    threads = [threading.Thread(target=racer) for _ in range(RACERS)]
    for thread in threads:
        thread.start()
    done.wait(60)
    done.set()
    for thread in threads:
        thread.join(30)
    return wrong


def all_runs(clock: Clockwork) -> list[list[str]]:
    return [clock.runs(name=name) for name in NAMES]


def test_three_clocks_and_a_hundred_slots_are_a_hundred_runs_and_messages(either_clock: Clockwork) -> None:
    for name in NAMES:
        either_clock.add(name, catch_up="all")
    either_clock.time.at("2026-10-11 09:30")
    done = threading.Event()

    def enough(_occasion: Occasion) -> None:
        if len(either_clock.said) >= SCHEDULES * DAYS:
            # The last run is not committed yet; what a racer does wrong it does right after it.
            threading.Timer(0.3, done.set).start()

    either_clock.breaks = enough
    assert race(either_clock, done) == []
    assert all_runs(either_clock) == [[f"2026-10-{day:02}" for day in range(2, 12)]] * SCHEDULES
    assert len(either_clock.messages()) == SCHEDULES * DAYS
    assert len(either_clock.said) == SCHEDULES * DAYS


def test_clocks_that_pass_over_slots_at_once_record_each_once(either_clock: Clockwork) -> None:
    for name in NAMES:
        either_clock.add(name)
    either_clock.time.at("2026-10-11 09:30")
    done = threading.Event()
    either_clock.breaks = lambda _: (
        threading.Timer(0.3, done.set).start() if len(either_clock.said) >= SCHEDULES else None
    )
    assert race(either_clock, done) == []
    assert all_runs(either_clock) == [["2026-10-11"]] * SCHEDULES
    for name in NAMES:
        assert either_clock.runs("skipped", name) == [f"2026-10-{day:02}" for day in range(2, 11)]
    assert len(either_clock.said) == SCHEDULES


def test_a_double_click_in_two_processes_runs_once(either_clock: Clockwork) -> None:
    either_clock.add()
    start = threading.Barrier(2)
    results: list[bool] = []

    def press() -> None:
        start.wait(10)
        now, key = either_clock.time.now, "block_actions 12.34"
        ran = run_now(
            either_clock.engine, either_clock.jobs, either_clock.workspace_id, "say", now, "person gus", key
        )
        results.append(ran.done)

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == [False, True]
    assert len(either_clock.messages()) == 1


def test_two_clocks_that_fail_at_once_count_one_failure(either_clock: Clockwork) -> None:
    either_clock.add()
    either_clock.time.at("2026-10-02 09:00")
    both = threading.Barrier(2)

    def fail(_occasion: Occasion) -> None:
        raise OSError

    either_clock.breaks = fail

    def tick() -> None:
        ticker = either_clock.another_clock()
        both.wait(10)
        ticker.tick()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert either_clock.kept().failures == 1
    assert either_clock.kept().retry_at == utc("2026-10-02 09:01")
    assert either_clock.runs() == []
