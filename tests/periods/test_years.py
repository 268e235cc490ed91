"""Years of paydays from seeds: people are made whole, what is published stays, a mistake would be found."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Connection, Engine

from bot.periods import calculating, corrections, publishing, reviewing
from bot.periods.adjusted import Made
from bot.periods.restating import Before, with_paid
from bot.store import audit
from calc.facts import Facts
from calc.periods import Period
from tests.figures import Tell
from tests.periods.years.many import Failed, Totals, add, play_many, replay

FEW, MANY = 3, 80
# A few histories have all of these among them.
HAPPENED = (
    "published", "late deals", "changes", "moves", "removals", "cancellations", "payments", "leavers",
    "transfers", "versions", "adjustments", "refusals", "voided", "exports",
)  # fmt: skip

Plant = Callable[[pytest.MonkeyPatch], None]


def all_is_well(totals: Totals) -> None:
    assert not totals.failed, "\n".join(failed.in_words() for failed in totals.failed)


def test_everybody_is_made_whole_in_a_few_histories(tell: Tell) -> None:
    totals = play_many(range(1, 1 + FEW))
    tell(f"years of paydays: {totals.in_words()}")
    all_is_well(totals)


def test_everybody_is_made_whole_on_either_store(engine: Engine) -> None:
    totals = Totals()
    add(totals, 5, engine)
    all_is_well(totals)


@pytest.mark.slow
def test_everybody_is_made_whole_in_many_histories(tell: Tell) -> None:
    totals = play_many(range(1_000, 1_000 + MANY))
    tell(f"years of paydays: {totals.in_words()}")
    all_is_well(totals)
    assert [what for what in HAPPENED if not totals.counts[what]] == []


@pytest.mark.slow
def test_a_seed_always_tells_the_same_history() -> None:
    first, second = told(2), told(2)
    assert len(first) > 10
    assert first == second != told(3)


def told(seed: int) -> list[str]:
    said: list[str] = []
    replay(seed, said.append)
    return said


def forgets_what_earlier_periods_owe(patch: pytest.MonkeyPatch) -> None:
    """What a later period stands on is as it was before anything came in late."""

    def stale(work: Any, facts: Facts, period: Period, before: Before | None, owed: pl.DataFrame) -> Facts:
        return with_paid(work, facts, period, before, owed.clear())

    patch.setattr(corrections, "with_paid", stale)


def pays_a_correction_again(patch: pytest.MonkeyPatch) -> None:
    """What was corrected already is not looked at."""
    patch.setattr(corrections, "FINAL", ())


def lets_an_approval_stand(patch: pytest.MonkeyPatch) -> None:
    """Whatever has changed since."""
    patch.setattr(calculating, "look_again", lambda *_: 0)
    patch.setattr(publishing, "_check_same", lambda *_: None)


def lets_people_approve_their_own(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reviewing, "reviewable", lambda _, __, ids, ___: set(ids))
    patch.setattr(reviewing, "adjusters", lambda *_: {})


def loses_an_adjustment_by_a_recalculation(patch: pytest.MonkeyPatch) -> None:
    def none(_: Connection, __: int, ___: int | None = None) -> Sequence[Made]:
        return []

    patch.setattr(calculating, "adjustments_made", none)


def leaves_approvals_out_of_the_log(patch: pytest.MonkeyPatch) -> None:
    record = audit.record

    def some(of: Connection, one: int, at: datetime, by: str, action: str, *more: Any, **rest: Any) -> None:
        if action != "pay_approved":
            record(of, one, at, by, action, *more, **rest)

    patch.setattr(audit, "record", some)


# Each with the first seed that finds it now, and what it finds.
QUICK_PLANTS: list[tuple[Plant, int, str]] = [
    (forgets_what_earlier_periods_owe, 3, "was paid"),
    (pays_a_correction_again, 1, "was paid"),
    (lets_an_approval_stand, 1, "is not what was approved"),
]
PLANTS: list[tuple[Plant, int, str]] = [
    (lets_people_approve_their_own, 2, "had no right to"),
    (loses_an_adjustment_by_a_recalculation, 1, "is not what stands there"),
    (leaves_approvals_out_of_the_log, 1, "stands in the log 0 times"),
]
CASES = [
    *(pytest.param(*case, id=case[0].__name__) for case in QUICK_PLANTS),
    *(pytest.param(*case, id=case[0].__name__, marks=pytest.mark.slow) for case in PLANTS),
]
ENOUGH = 40


@pytest.mark.parametrize(("plant", "first", "what"), CASES)
def test_a_mistake_is_found(plant: Plant, first: int, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    found = first_failed(first)
    assert found is not None
    assert any(what in wrong for wrong in found.wrongs)


def first_failed(first: int) -> Failed | None:
    for seed in range(first, first + ENOUGH):
        if failed := play_many([seed]).failed:
            return failed[0]
    return None
