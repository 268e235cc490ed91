"""Histories from seeds: nothing is lost, nothing is doubled, and a mistake would be found."""

from collections.abc import Callable, Iterable
from datetime import datetime

import pytest
from sqlalchemy import Connection

from bot.delivery import desk, reconcile, sender, states
from bot.delivery.claimed import Claimed
from bot.delivery.dispatch import Dispatch
from bot.delivery.mending import Mending
from bot.delivery.post import Letter, Outcome, Unclear
from bot.delivery.record import Recorder
from bot.schedule import stored
from tests.delivery.simulation import troubles
from tests.delivery.simulation.many import Failed, Totals, play_many, replay
from tests.delivery.simulation.weather import Weather
from tests.figures import Tell

FEW, MANY = 60, 1_500
# A few histories have all of these among them.
HAPPENED = (
    "crashes", "store failures", "stalls", "downtimes", "revoked tokens", "removals", "restores", "jumps",
    "job failures", "broken off", "decisions", "sent", "dead", "dropped", "held",
)  # fmt: skip

Plant = Callable[[pytest.MonkeyPatch], None]


def all_is_well(totals: Totals, tell: Tell) -> None:
    tell(f"simulation: {totals.in_words()}")
    assert not totals.failed, "\n".join(failed.in_words() for failed in totals.failed)
    assert [what for what in HAPPENED if not totals.counts[what]] == []


def test_no_message_is_lost_or_doubled_in_a_few_histories(tell: Tell) -> None:
    all_is_well(play_many(range(1, 1 + FEW)), tell)


@pytest.mark.slow
def test_no_message_is_lost_or_doubled_in_many_histories(tell: Tell) -> None:
    all_is_well(play_many(range(1_000, 1_000 + MANY)), tell)


def test_a_seed_always_tells_the_same_history() -> None:
    first, second = told(2), told(2)
    assert len(first) > 10
    assert first == second != told(3)


def takes_unclear_for_absent(patch: pytest.MonkeyPatch) -> None:
    """It does not look before it tries again."""

    def wait(_: Recorder, connection: Connection, message: Claimed, outcome: Unclear, now: datetime) -> bool:
        return states.waits(connection, message, now, outcome.why)

    patch.setattr(Recorder, "_doubt", wait)


def forgets_its_run(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stored, "begin_run", lambda *_: True)


def trusts_a_backup(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sender, "doubt_backlog", lambda *_: 0)


def tells_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Mending, "tell_refused", lambda *_: None)


def posts_again_by_itself(patch: pytest.MonkeyPatch) -> None:
    send = Weather.send

    def impatient(self: Weather, letter: Letter) -> Outcome:
        outcome = send(self, letter)
        return send(self, letter) if isinstance(outcome, Unclear) else outcome

    patch.setattr(Weather, "send", impatient)


def believes_what_it_does_not_find(patch: pytest.MonkeyPatch) -> None:
    def sent(_: Recorder, connection: Connection, message: Claimed, now: datetime) -> bool:
        return states.sent(connection, message, message.place, "1.000001", now)

    patch.setattr(Recorder, "absent", sent)


def does_not_look_at_its_lease(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Dispatch, "_has_time", lambda *_: True)


def forgets_what_it_passes_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stored, "skip_slots", lambda *_: None)


def sends_again_what_a_lost_day_may_have_sent(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(desk._AFRESH, "state", "pending")


def looks_in_one_place_only(patch: pytest.MonkeyPatch) -> None:
    """What went to the fallback channel, before a backup was restored, goes to its own."""
    patch.setattr(reconcile, "_elsewhere", lambda *_: None)


def is_held_up_right_before_the_call(patch: pytest.MonkeyPatch) -> None:
    """No mistake, but the one thing that nobody can rule out: so nobody promises it."""
    patch.setattr(troubles, "CALLING_STALLS_S", (900.0,))


TWICE, SLOTS = "is in Slack 2 times", "had the slots"
# Each with the first seed that finds it now, and what it finds. Some take a history of the rarer kind.
QUICK_PLANTS = [
    (takes_unclear_for_absent, 8, TWICE),
    (forgets_its_run, 1, SLOTS),
    (tells_nobody, 2, "no admin was told"),
]
PLANTS = [
    (trusts_a_backup, 12, TWICE),
    (posts_again_by_itself, 2, "after the call before"),
    (believes_what_it_does_not_find, 1, "counts as sent and is not in Slack"),
    (does_not_look_at_its_lease, 9, "s after its claim"),
    (forgets_what_it_passes_over, 1, SLOTS),
    (sends_again_what_a_lost_day_may_have_sent, 67, TWICE),
    (looks_in_one_place_only, 277, TWICE),
    (is_held_up_right_before_the_call, 3, TWICE),
]
ENOUGH = 800
CASES = [
    *(pytest.param(*case, id=case[0].__name__) for case in QUICK_PLANTS),
    *(pytest.param(*case, id=case[0].__name__, marks=pytest.mark.slow) for case in PLANTS),
]


@pytest.mark.parametrize(("plant", "first", "what"), CASES)
def test_a_mistake_is_found_and_its_seed_shows_it_again(
    plant: Plant, first: int, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    failed = first_failed(range(first, first + ENOUGH), what)
    assert f"seed {failed.seed}:" in failed.in_words()
    lines: list[str] = []
    assert replay(failed.seed, lines.append) == failed.wrongs
    assert [line for line in lines if what in line] != []
    monkeypatch.undo()
    assert replay(failed.seed, lines.append) == ()


def first_failed(seeds: Iterable[int], what: str) -> Failed:
    for seed in seeds:
        for failed in play_many([seed]).failed:
            if any(what in wrong for wrong in failed.wrongs):
                return failed
    raise AssertionError(f"no history in {seeds} finds it")


def told(seed: int) -> list[str]:
    """A history, line by line."""
    lines: list[str] = []
    assert replay(seed, lines.append) == ()
    return lines
