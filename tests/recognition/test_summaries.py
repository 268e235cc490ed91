"""The month for each manager, in private: who gave, who received, who was not recognised, between whom."""

from typing import Any

from bot.recognition.summary_shape import OTHERS, Report, grouped, summarise
from bot.sandbox.messages import Message
from bot.slack.limits import violations
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage

FIRST = "2024-09-02 09:00"  # the first working day of September


def chart(message: Message) -> dict[str, Any]:
    (block,) = [block for block in message.blocks or [] if block["type"] == "data_visualization"]
    return dict(block)


def told(year: Months, manager: str) -> Message:
    return year.dm(manager, "August 2024 in recognition")


def test_each_manager_reads_of_their_own_people(either_stage: Stage) -> None:
    year = august(either_stage)
    year.given("ana", "fay")
    year.given("ana", "cho")
    year.given("fay", "cho jon")
    year.given("eli", "ana", "2024-07-20 10:00")
    year.at(FIRST)
    words = said(told(year, "ben"))
    assert "For you alone, about the 3 people who report to you." in words
    assert "*Gave:* Ana Ruiz (2)" in words
    assert "*Received:* Cho Park (2) and Jon Lee" in words
    assert "Each of your people was recognised in the last 60 days." in words
    assert year.note("recognition_summaries") == "told 3 managers of August 2024"
    assert not any("in recognition" in said(one) for key in ("ana", "gus") for one in year.dms(key))


def test_who_was_not_recognised_for_60_days_is_told_kindly(stage: Stage) -> None:
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET start_date = '2024-07-05' WHERE key = 'jon'")
    year = august(stage)
    year.given("fay", "cho", "2024-07-04 00:00")  # 60 days before
    year.given("fay", "ana", "2024-07-03 22:00")  # longer ago
    year.at(FIRST)
    words = said(told(year, "ben"))
    assert "*Not recognised for 60 days:* Ana Ruiz\nThat says nothing about their work" in words
    assert "Jon Lee" not in words  # who is new


def test_how_recognition_crosses_teams_is_a_chart_with_the_same_in_words(stage: Stage) -> None:
    year = august(stage)
    year.given("ana", "fay kim")
    year.given("cho", "ana")
    year.given("fay", "ana")
    year.given("oda", "ana")
    year.at(FIRST)
    message = told(year, "ben")
    shown = chart(message)["chart"]
    assert shown["axis_config"]["categories"] == ["1. Team Red", "2. Team Blue", "3. No team"]
    series = {one["name"]: [point["value"] for point in one["data"]] for one in shown["series"]}
    assert series == {"Your people received": [1, 1, 1], "Your people gave": [2, 1, 0]}
    words = said(message)
    assert "Of 3 drops of the mic for your people 2 came from outside their own teams." in words
    assert "1. *Team Red*: received 1 from there, gave 2 to there" in words
    assert violations("message", {"text": message.text, "blocks": message.blocks}) == []


def test_a_month_in_which_nothing_was_given_has_no_chart(stage: Stage) -> None:
    year = august(stage)
    year.at(FIRST)
    words = said(told(year, "ben"))
    assert "*Gave:* nobody." in words
    assert "*Not recognised for 60 days:* Ana Ruiz, Cho Park and Jon Lee" in words
    assert "data_visualization" not in str(told(year, "ben").blocks)


def test_it_is_told_once_and_not_to_who_left(stage: Stage) -> None:
    year = august(stage)
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET end_date = '2024-08-31' WHERE key = 'eli'")
    year.at(FIRST)
    from bot.schedule.by_hand import run_now

    door = stage.door
    again = run_now(
        door.engine, door.services.jobs, door.workspace_id, "recognition_summaries", door.clock(), "gus"
    )
    assert again.note == "told 0 managers of August 2024"
    assert year.dms("eli") == []
    assert len([one for one in year.dms("ben") if "in recognition" in said(one)]) == 1


def test_many_teams_are_the_busiest_and_the_others() -> None:
    reports = [Report("Ana", 1, True)]
    namings = [(number, 1) for number in range(2, 22) for _ in range(number)]
    teams = {number: f"Team {number}" for number in range(1, 22)}
    summary = summarise(reports, *grouped(namings), teams, most_teams=8)
    assert [one.team for one in summary.crossings] == [
        *(f"Team {number}" for number in range(21, 14, -1)),
        OTHERS,
    ]
    assert sum(one.received for one in summary.crossings) == summary.received_in_all == len(namings)
    assert summary.from_own == 0


def test_hostile_names_of_teams_and_people_fit_and_are_inert(stage: Stage) -> None:
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql(
            "UPDATE teams SET name = '<!channel> & <@UANA> the very same long name of all'"
        )
    year = august(stage)
    year.given("ana", "fay zoe")
    year.given("zoe", "ana")
    year.at(FIRST)
    message = told(year, "eli")
    assert violations("message", {"text": message.text, "blocks": message.blocks}) == []
    categories = chart(message)["chart"]["axis_config"]["categories"]
    assert len(set(categories)) == len(categories)
