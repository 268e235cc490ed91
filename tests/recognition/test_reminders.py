"""A nudge to those who gave nothing: not too often, not at night, not against their wish."""

from datetime import datetime
from typing import Any

import pytest

from bot.delivery.states import messages
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage

MIDDLE, LAST = "2024-08-15 10:00", "2024-08-28 10:00"


def reminded(year: Months) -> dict[str, str]:
    """Who is reminded, and when in UTC."""
    rows = year.rows(messages, messages.c.key.like("reminder/%"))
    return {row["place"].removeprefix("U").lower(): f"{row['due_at']:%d %H:%M}" for row in rows}


def met(stage: Stage, *keys: str) -> Months:
    """These take part in August, and gave nothing yet."""
    year = august(stage)
    for key in keys:
        year.member(key)
    return year


def zone(stage: Stage, key: str, name: str) -> None:
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE members SET time_zone = '{name}' WHERE slack_user_id = 'U{key.upper()}'"
        )


def test_who_gave_nothing_this_month_is_reminded(either_stage: Stage) -> None:
    year = met(either_stage, "ana", "ben", "cho")
    year.given("ben", "ana")
    year.given("cho", "ana", "2024-07-20 10:00")
    year.at(MIDDLE)
    assert set(reminded(year)) == {"ana", "cho"}
    assert year.note("recognition_reminder") == "reminded 2 people"
    words = said(year.dm("cho", "You have not dropped the mic in August 2024 yet."))
    assert "You can name 10 people a month. Only you see this." in words


def test_what_was_taken_back_was_not_given(stage: Stage) -> None:
    year = met(stage, "ana")
    number = year.given("ben", "ana")
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE nominations SET withdrawn_by = 'giver', withdrawn_at = given_at WHERE id = {number}"
        )
    year.at(MIDDLE)
    assert set(reminded(year)) == {"ana", "ben"}


def test_a_person_whose_slack_user_is_known_is_reminded_too(stage: Stage) -> None:
    year = met(stage)
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET slack_user_id = 'UJON' WHERE key = 'jon'")
        ledger.connection.exec_driver_sql(
            "UPDATE people SET slack_user_id = 'UIDA' WHERE key = 'ida'"  # who has left
        )
    year.at(MIDDLE)
    assert set(reminded(year)) == {"jon"}


@pytest.mark.parametrize("standing", ["guest", "outsider", "bot", "deactivated"])
def test_nobody_is_reminded_who_may_not_give(stage: Stage, standing: str) -> None:
    year = met(stage, "ana")
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE members SET standing = '{standing}'")
    year.at(MIDDLE)
    assert reminded(year) == {}


def test_a_reminder_waits_for_the_end_of_the_quiet_hours_of_each(stage: Stage) -> None:
    year = met(stage, "ana", "ben", "cho")
    zone(stage, "ana", "America/Los_Angeles")  # 3:00 there
    zone(stage, "ben", "Asia/Tokyo")  # 19:00 there
    zone(stage, "cho", "Nowhere/Atall")
    year.at(MIDDLE, send=False)
    assert reminded(year) == {"ana": "15 16:00", "ben": "16 00:00", "cho": "15 10:00"}
    year.at("2024-08-15 15:59")
    assert year.dms("ana") == []
    year.at("2024-08-15 16:00")
    assert year.dm("ana", "You have not dropped the mic")


def test_there_are_so_many_a_month_and_no_more(either_stage: Stage) -> None:
    year = met(either_stage, "ana")
    either_stage.settings(most_reminders=1)
    year.at(MIDDLE)
    year.at(LAST)
    assert len(year.keys("reminder/%")) == 1
    year.at("2024-09-15 10:00")  # a Sunday, and another month
    assert len(year.keys("reminder/%")) == 2


def test_with_none_a_month_there_is_none(stage: Stage) -> None:
    year = met(stage, "ana")
    stage.settings(most_reminders=0)
    year.at(MIDDLE)
    assert reminded(year) == {}


def test_the_button_ends_reminders_and_takes_out_what_waits(stage: Stage) -> None:
    year = met(stage, "ana", "ben")
    zone(stage, "ben", "Asia/Tokyo")
    year.at(MIDDLE)
    outcome = stage.door.press("ana", year.dm("ana", "You have not dropped"), "wishes.no_reminders")
    assert "no reminders" in said(outcome.messages[0])
    year.at(LAST)
    assert [key for key in year.keys("reminder/%") if key.startswith(f"reminder/{year.member('ana')}/")] == [
        f"reminder/{year.member('ana')}/2024-08-15"
    ]


def test_a_wish_takes_out_the_reminder_that_waits(stage: Stage) -> None:
    year = met(stage, "ben")
    zone(stage, "ben", "Asia/Tokyo")
    year.at(MIDDLE)
    stage.submit("ben", stage.open("ben", "wishes"), wishes=["no_reminders"])
    (row,) = year.rows(messages, messages.c.key.like("reminder/%"))
    assert (row["state"], row["last_error"]) == ("dropped", "not_wanted")
    year.at("2024-08-16 09:00")
    assert year.dms("ben") == []


def test_after_the_close_nobody_is_reminded_of_that_month(stage: Stage) -> None:
    year = met(stage, "ana")
    year.given("ben", "cho")
    from bot.schedule.by_hand import run_now

    door = stage.door
    run_now(door.engine, door.services.jobs, door.workspace_id, "recognition_close", door.clock(), "gus")
    year.at(MIDDLE)
    assert reminded(year) == {}
    assert year.note("recognition_reminder") == "August 2024 is over"


def test_a_reminder_that_was_missed_for_weeks_is_not_made_up_for(stage: Stage) -> None:
    year = met(stage, "ana")
    year.at("2024-09-03 10:00")
    assert reminded(year) == {}
    assert year.note("recognition_last_reminder") == "August 2024 is over"


def test_the_last_reminder_comes_two_working_days_before_the_close(stage: Stage) -> None:
    year = met(stage, "ana")
    year.at(LAST)
    rows: list[Any] = year.rows(messages, messages.c.key.like("reminder/%"))
    assert [row["created_at"] for row in rows] == [datetime.fromisoformat("2024-08-28T10:00:00+00:00")]
