"""When it goes: at a moment, whatever the clocks do, and what {month} says then."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.people.company import change_company
from bot.store.engine import writing
from tests.announcements.stage import Stage, later
from tests.front_door import said

BERLIN = ZoneInfo("Europe/Berlin")


def seconds_at(moment: datetime) -> int:
    return int(moment.timestamp())


@pytest.mark.parametrize("fold", [0, 1])
def test_in_the_hour_that_comes_twice_it_goes_at_the_one_that_was_picked(stage: Stage, fold: int) -> None:
    stage.door.clock.now = datetime(2024, 10, 26, 12, 0, tzinfo=UTC)
    picked = datetime(2024, 10, 27, 2, 30, tzinfo=BERLIN, fold=fold)
    preview = stage.preview("dee", send_at=seconds_at(picked))
    assert f"<!date^{seconds_at(picked)}^" in said(preview)
    stage.send_off("dee", preview)
    stage.door.clock.now = picked.astimezone(UTC).replace(minute=29, second=30)
    stage.deliver()
    assert stage.posts() == []
    stage.door.clock.now = picked.astimezone(UTC).replace(second=1)
    stage.deliver()
    assert len(stage.posts()) == 1


def test_the_month_is_that_of_the_day_on_which_it_goes_where_the_company_is(stage: Stage) -> None:
    with writing(stage.door.engine) as connection:
        changes = {"time_zone": "Asia/Tokyo", "fiscal_year_start_month": 2}
        change_company(connection, stage.door.workspace_id, changes, stage.door.clock(), "test")
    new_month_there = datetime(2024, 8, 31, 16, 0, tzinfo=UTC)
    preview = stage.preview("dee", title="{month}, {quarter}, {year}", send_at=seconds_at(new_month_there))
    assert "📣 September 2024, Q3 FY2025, FY2025" in said(preview)


@pytest.mark.parametrize("hours", [-1, 24 * 400])
def test_a_time_that_has_passed_or_is_too_far_is_refused(stage: Stage, hours: int) -> None:
    errors = stage.errors("dee", send_at=later(stage, hours))
    assert errors == {
        "send_at": "Choose a time that is yet to come, within a year; or none, to post it at once."
    }


def test_a_nod_after_its_time_lets_it_go_at_once_and_the_card_said_so(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    stage.write("ben", send_at=later(stage))
    stage.deliver()
    assert "To go out <!date^" in said(stage.card("dee"))
    stage.door.clock.advance(hours=5)
    assert "is on its way to" in stage.noted("dee", "approve")
    stage.deliver()
    assert len(stage.posts()) == 1


def test_the_time_is_kept_when_something_else_is_changed_after_it_has_passed(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    number = stage.write("ben", send_at=later(stage))
    sends_at = stage.announcement(number).send_at
    stage.deliver()
    stage.door.clock.advance(hours=5)
    form = stage.press("dee", "change").view
    assert form is not None
    outcome = stage.submit("dee", form, words="Better late")
    assert dict(outcome.errors) == {}
    assert stage.announcement(number).send_at == sends_at
    stage.deliver()
    assert "has passed: it goes out as soon as it is approved" in said(stage.card("ben"))
