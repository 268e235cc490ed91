"""Work anniversaries: at nine on the clocks of whoever celebrates, unless they would rather not."""

import pytest

from bot.delivery.states import messages
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.calendar_stage import begins as nothing_before
from tests.recognition.stage import Stage


def begins(stage: Stage, key: str, day: str) -> None:
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql(f"UPDATE people SET start_date = '{day}' WHERE key = '{key}'")


def known(year: Months, key: str, zone: str = "Europe/London") -> None:
    number = year.member(key)
    with year.stage.door.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE members SET time_zone = '{zone}' WHERE id = {number}")


def due(year: Months) -> dict[str, str]:
    rows = year.rows(messages, messages.c.key.like("anniversary/%"))
    return {row["place"]: f"{row['due_at']:%Y-%m-%d %H:%M}" for row in rows}


def test_somebody_is_celebrated_at_nine_on_their_own_clocks(either_stage: Stage) -> None:
    begins(either_stage, "ana", "2021-08-20")
    year = august(either_stage)
    known(year, "ana", "America/New_York")
    year.at("2024-08-19 01:00")
    assert due(year) == {either_stage.wins: "2024-08-20 13:00"}
    year.at("2024-08-20 12:59")
    assert either_stage.posts() == []
    year.at("2024-08-20 13:00")
    words = said(either_stage.post())
    assert ":tada: *3 years with Brightwater!* Happy work anniversary, <@UANA>." in words
    year.at("2024-08-21 13:00")
    assert len(either_stage.posts()) == 1
    view = either_stage.press("ben", "recognition.open_for").view
    assert view is not None
    assert view["blocks"][1]["element"]["initial_users"] == ["UANA"]


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Pacific/Kiritimati", "2024-08-19 19:00"),
        ("Pacific/Niue", "2024-08-20 20:00"),
        ("Asia/Kathmandu", "2024-08-20 03:15"),
    ],
)
def test_it_is_put_in_time_wherever_somebody_is(stage: Stage, zone: str, at: str) -> None:
    begins(stage, "ana", "2021-08-20")
    year = august(stage)
    known(year, "ana", zone)
    year.at("2024-08-19 01:00", send=False)
    assert due(year) == {stage.wins: at}


@pytest.mark.parametrize(
    ("year_now", "day"), [("2024", "2024-02-29"), ("2025", "2025-02-28"), ("2026", "2026-02-28")]
)
def test_who_began_on_29_february_celebrates_every_year(stage: Stage, year_now: str, day: str) -> None:
    begins(stage, "ana", "2020-02-29")
    nothing_before(stage, f"{year_now}-02-25 00:00")
    year = august(stage)
    known(year, "ana")
    for date in range(25, 29):
        year.at(f"{year_now}-02-{date} 01:00", send=False)
    year.at(f"{year_now}-03-01 01:00", send=False)
    assert due(year) == {stage.wins: f"{day} 09:00"}


def test_somebody_whose_slack_user_is_not_known_is_called_by_name(stage: Stage) -> None:
    begins(stage, "kim", "2023-08-20")
    year = august(stage)
    year.at("2024-08-19 01:00")
    year.at("2024-08-20 09:00")
    assert "*1 year with Brightwater!* Happy work anniversary, Kim Yun." in said(stage.post())


def test_the_first_day_and_who_has_left_are_no_anniversary(stage: Stage) -> None:
    begins(stage, "kim", "2024-08-20")
    begins(stage, "ida", "2020-08-20")
    year = august(stage)
    year.at("2024-08-19 01:00", send=False)
    assert due(year) == {}


def test_who_would_rather_not_is_not_celebrated(stage: Stage) -> None:
    begins(stage, "ana", "2021-08-20")
    begins(stage, "ben", "2021-08-20")
    year = august(stage)
    known(year, "ana")
    known(year, "ben")
    stage.wish("ana", no_anniversary=True)
    stage.wish("ben", no_naming=True)
    year.at("2024-08-19 01:00")
    year.at("2024-08-20 09:00")
    assert stage.posts() == []
    assert not any("Happy work anniversary" in said(one) for one in year.dms("ana"))
    assert "*3 years with Brightwater!* Happy work anniversary, Ben Okafor." in said(year.dm("ben", "years"))


def test_a_wish_takes_out_what_waits(stage: Stage) -> None:
    begins(stage, "ana", "2021-08-20")
    year = august(stage)
    known(year, "ana")
    year.at("2024-08-19 01:00")
    stage.submit("ana", stage.open("ana", "wishes"), wishes=["no_anniversary"])
    year.at("2024-08-20 09:00")
    assert stage.posts() == []


@pytest.mark.parametrize(
    ("back", "told"),
    [
        ("2024-08-20 12:00", "2024-08-20 12:00"),
        ("2024-08-20 20:00", "2024-08-21 08:00"),  # 21:00 in London: at nine there the next morning
        ("2024-08-23 08:00", "2024-08-23 08:00"),
        ("2024-08-23 08:01", ""),
        ("2024-08-24 12:00", ""),
    ],
)
def test_after_downtime_it_is_said_late_but_not_weeks_later(stage: Stage, back: str, told: str) -> None:
    begins(stage, "ana", "2021-08-20")
    year = august(stage)
    known(year, "ana")
    year.at(back, send=False)
    assert due(year) == ({stage.wins: told} if told else {})
