"""What becomes of slots that came up, or were missed."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.due import CatchUp, due, seen_after
from bot.schedule.slots import Slot, slots
from tests.schedule.any_rule import unhurried
from tests.schedule.timings import timing, utc

NOON_OF_THE_22ND = utc("2026-10-22 12:00")
HALF_A_DAY = timedelta(hours=12)
THREE_WEEKS = list(slots(timing("every day"), utc("2026-10-01 09:30"), NOON_OF_THE_22ND))


def keys(found: tuple[Slot, ...]) -> list[str]:
    return [slot.key[-2:] for slot in found]


def test_after_three_weeks_all_runs_each_of_them() -> None:
    found = due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.ALL, HALF_A_DAY)
    assert keys(found.run) == [f"{day:02}" for day in range(2, 23)]
    assert found.skipped == ()


def test_after_three_weeks_latest_runs_the_last_and_passes_over_the_others() -> None:
    found = due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.LATEST, HALF_A_DAY)
    assert keys(found.run) == ["22"]
    assert keys(found.skipped) == [f"{day:02}" for day in range(2, 22)]


def test_after_three_weeks_skip_runs_only_what_is_not_too_old() -> None:
    assert keys(due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.SKIP, HALF_A_DAY).run) == ["22"]
    assert keys(due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.SKIP, timedelta(hours=3)).run) == ["22"]
    assert keys(due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.SKIP, timedelta(hours=2)).run) == []
    assert keys(due(THREE_WEEKS, NOON_OF_THE_22ND, CatchUp.SKIP, timedelta(hours=27)).run) == ["21", "22"]


def test_nothing_missed_is_nothing_due() -> None:
    for catch_up in CatchUp:
        assert due([], NOON_OF_THE_22ND, catch_up, HALF_A_DAY).run == ()


@unhurried
@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1)), max_size=30),  # noqa: DTZ001
    st.sampled_from(CatchUp),
    st.integers(0, 50_000),
)
def test_every_slot_is_run_or_passed_over_and_stays_in_order(
    instants: list[datetime], catch_up: CatchUp, minutes: int
) -> None:
    found = [Slot(f"{number}", utc(str(at))) for number, at in enumerate(sorted(instants))]
    what = due(found, utc("2026-02-01"), catch_up, timedelta(minutes=minutes))
    assert [*what.skipped, *what.run] == found
    if catch_up is CatchUp.LATEST and found:
        assert len(what.run) == 1


def test_one_of_two_slots_at_the_same_instant_does_not_hide_the_other() -> None:
    first, second = slots(timing("every day", "00:00", "Pacific/Apia"), utc("2011-12-30"), utc("2011-12-31"))
    assert first.at == second.at
    assert seen_after(first, second) < second.at
    assert seen_after(second, None) == second.at
    again = slots(timing("every day", "00:00", "Pacific/Apia"), seen_after(first, second), second.at)
    assert second in list(again)
