"""The clock ticks, whatever the ticks do."""

import threading

import pytest
import time_machine
from structlog.testing import capture_logs

from bot.schedule.clock import start_clock, steady_s


def test_it_ticks_at_once_and_again_and_no_more_when_stopped() -> None:
    ticks: list[int] = []
    three = threading.Event()

    def tick() -> None:
        ticks.append(len(ticks))
        if len(ticks) == 3:
            three.set()

    clock = start_clock(tick, every_s=0.05)
    assert three.wait(5)
    clock.stop()
    stopped_at = len(ticks)
    threading.Event().wait(0.2)
    assert len(ticks) == stopped_at


def test_a_tick_that_fails_is_logged_without_its_words_and_the_next_one_comes() -> None:
    twice = threading.Event()
    calls: list[None] = []

    def tick() -> None:
        calls.append(None)
        if len(calls) == 2:
            twice.set()
        raise ValueError("Ana earned $4,213.50")

    with capture_logs() as logs:
        clock = start_clock(tick, every_s=0.05)
        assert twice.wait(5)
        clock.stop()
    assert [entry["event"] for entry in logs][:2] == ["tick failed", "tick failed"]
    assert "4,213.50" not in str(logs)
    assert "ValueError" in logs[0]["error"]


def test_stopping_waits_for_the_tick_under_way() -> None:
    begun, done = threading.Event(), threading.Event()

    def tick() -> None:
        begun.set()
        threading.Event().wait(0.3)
        done.set()

    clock = start_clock(tick, every_s=60)
    assert begun.wait(5)
    clock.stop()
    assert done.is_set()


@pytest.mark.parametrize("every_s", [0.02])
def test_slow_ticks_do_not_pile_up(every_s: float) -> None:
    running = 0
    most = 0
    lock, enough = threading.Lock(), threading.Event()

    def tick() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.1)
        with lock:
            running -= 1
        if most:
            enough.set()

    clock = start_clock(tick, every_s)
    assert enough.wait(5)
    threading.Event().wait(0.3)
    clock.stop()
    assert most == 1


def test_the_steady_clock_goes_on_whatever_the_time_of_day_is_said_to_be() -> None:
    before = steady_s()
    with time_machine.travel("2031-01-01T00:00:00+00:00"):
        after = steady_s()
    assert 0 <= after - before < 60
