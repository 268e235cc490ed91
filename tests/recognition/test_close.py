"""The close of a month: once, in time or late, with what was given until then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.recognition.month_rows import months
from bot.schedule.by_hand import run_now
from tests.front_door import said
from tests.recognition.award_desk import CLOSE, busy
from tests.recognition.calendar_stage import august, begins
from tests.recognition.stage import Stage, nominations


def test_the_close_makes_the_award_of_whoever_most_people_stand_behind(either_stage: Stage) -> None:
    year = august(either_stage)
    busy(year)
    year.at("2024-08-30 16:59")
    assert year.rows(months) == []
    year.at(CLOSE)
    assert year.month()["state"] == "chosen"
    assert year.awards() == [("ana", "preview")]
    assert year.note("recognition_close") == "August 2024: the award waits for approval"
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert "By nominations and endorsements: 4 points of support, the most of all." in shown
    assert "> ben says well done to ana\n— Ben Okafor, and 2 others behind it" in shown
    assert year.said_in_channel() == []


def test_it_is_closed_once_however_often_the_clock_comes_by(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    for at in (CLOSE, "2024-08-30 17:01", "2024-08-31 09:00", "2024-09-02 09:00"):
        year.at(at)
    assert len(year.rows(months)) == 1
    assert len(year.keys("award/%/preview/%")) == 1


def test_of_two_clocks_that_close_it_at_once_one_does(either_stage: Stage) -> None:
    year = august(either_stage)
    busy(year)
    other = august(either_stage)
    either_stage.door.clock.now = datetime(2024, 8, 30, 17, 0, tzinfo=UTC)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda clock: clock.ticker.tick(), (year, other)))
    assert [row["month"] for row in year.rows(months)] == ["2024-08"]
    assert year.awards() == [("ana", "preview")]
    assert len(year.keys("award/%/preview/%")) == 1


def test_what_is_given_after_the_close_counts_for_the_next_month(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    year.at(CLOSE)
    number = stage.give("ana", "@cho closed the renewal that nobody thought would close")
    assert stage.row(number)["month"] == "2024-09"
    assert stage.row(number)["giver_month"] == "2024-08"


def test_after_downtime_the_month_closes_late_but_as_it_was_in_time(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    late = year.given("fay", "cho", "2024-08-30 18:00", behind="ana ben eli dee")
    year.given("dee", "cho", "2024-09-02 08:00", month="2024-09")
    year.at("2024-09-03 12:00")
    assert year.awards() == [("ana", "preview")]
    assert stage.row(late)["month"] == "2024-09"
    assert year.month()["closed_at"].isoformat() == "2024-08-30T17:00:00+00:00"


def test_endorsements_after_the_close_came_too_late(stage: Stage) -> None:
    year = august(stage)
    year.given("ben", "ana", "2024-08-15 10:00")
    year.given("fay", "cho", "2024-08-15 11:00")
    with_late = year.given("fay", "jon", "2024-08-15 12:00")
    year.endorsed(with_late, "dee", "2024-08-31 10:00")
    year.at("2024-09-03 12:00")
    assert year.awards() == [("ana", "preview")]


def test_months_that_were_missed_are_closed_one_after_the_other(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    year.given("ana", "fay", "2024-09-10 10:00")
    for week in ("2024-09-03 09:00", "2024-09-30 17:00"):
        year.at(week)
    assert [(row["month"], row["state"]) for row in year.rows(months)] == [
        ("2024-08", "chosen"),
        ("2024-09", "chosen"),
    ]


def test_a_month_whose_close_never_came_is_closed_with_the_next(stage: Stage) -> None:
    year = august(stage)
    year.given("ana", "fay", "2024-07-10 10:00")
    busy(year)
    year.at(CLOSE)
    assert [row["month"] for row in year.rows(months)] == ["2024-07", "2024-08"]
    assert year.awards() == [("fay", "preview"), ("ana", "preview")]


def test_by_hand_the_earliest_month_that_is_open_is_closed(stage: Stage) -> None:
    year = august(stage)
    year.given("ana", "fay", "2024-07-10 10:00")
    busy(year)
    door = stage.door
    for expected in (["2024-07"], ["2024-07", "2024-08"], ["2024-07", "2024-08"]):
        door.clock.advance(minutes=1)
        run_now(
            door.engine,
            door.services.jobs,
            door.workspace_id,
            "recognition_close",
            door.clock(),
            "person gus",
        )
        assert [row["month"] for row in year.rows(months)] == expected
    year.at(CLOSE)
    assert year.note("recognition_close") == "August 2024 is closed already"


def test_a_nomination_that_was_taken_back_is_as_if_never_given(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    withdrawn = year.given("dee", "cho", behind="ana ben eli fay jon")
    with stage.door.engine.begin() as connection:
        gone = nominations.update().where(nominations.c.id == withdrawn)
        connection.execute(gone.values(withdrawn_at=stage.door.clock(), withdrawn_by="giver"))
    year.at(CLOSE)
    assert year.awards() == [("ana", "preview")]


def test_a_month_without_nominations_is_told_kindly_to_hosts_and_managers_alone(stage: Stage) -> None:
    year = august(stage)
    year.at(CLOSE)
    assert year.month()["state"] == "empty"
    told = {person for person in ("gus", "dee", "ben", "eli", "ana", "cho") if year.dms(person)}
    assert told == {"gus", "dee", "ben", "eli"}
    assert "*August 2024 was a quiet month.* Nobody dropped the mic" in said(year.dm("dee", "quiet"))
    assert year.said_in_channel() == []
    assert year.note("recognition_close") == "August 2024: nobody to give it to; told 4 people"


def test_a_month_whose_nominated_all_left_is_told_so(stage: Stage) -> None:
    year = august(stage)
    year.given("ana", "ida")
    year.at(CLOSE)
    assert year.month()["state"] == "empty"
    assert "1 person was nominated, but nobody of them is here any more." in said(year.dm("gus", "no award"))


def test_who_stood_first_but_left_is_passed_over_and_the_hosts_are_told(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    year.given("dee", "ida", behind="fay eli cho ben jon")
    year.at(CLOSE)
    assert year.awards() == [("ana", "preview")]
    shown = said(year.dm("gus", "*Ana Ruiz* stands first"))
    assert ":wave: Ida Voss stood first, but left before the announcement." in shown
    assert "By nominations and endorsements: 4 points of support." in shown


@pytest.mark.parametrize(
    ("zone", "month", "before", "at"),
    [
        ("Europe/Berlin", "2024-10", "2024-10-31 15:59", "2024-10-31 16:00"),  # after the clocks went back
        ("America/New_York", "2025-03", "2025-03-31 20:59", "2025-03-31 21:00"),  # after they went forward
        ("Australia/Lord_Howe", "2024-10", "2024-10-31 05:59", "2024-10-31 06:00"),  # by half an hour
    ],
)
def test_it_closes_at_five_on_the_workspaces_clocks(
    stage: Stage, zone: str, month: str, before: str, at: str
) -> None:
    begins(stage, f"{month}-25 12:00", zone)
    year = august(stage)
    year.given("ana", "fay", f"{month}-10 10:00")
    year.at(before)
    assert month not in [row["month"] for row in year.rows(months)]
    year.at(at)
    assert year.month(month)["state"] == "chosen"
