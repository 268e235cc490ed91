"""The week's round-up in the channel: one message, within Slack's limits, however busy the week."""

import pytest

from bot.recognition.company_values import add_value
from bot.recognition.nominations import values as company_values
from bot.slack.limits import violations
from bot.store.engine import writing
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august, begins
from tests.recognition.stage import Stage
from tests.recognition.test_rewards_in_slack import live_texts

FRIDAY = "2024-08-16 16:00"
HOSTILE = "<!channel> <@UANA> & \u202eoof Z̶̡̛͉͇a̵l̷g̴o̶ " + "👩‍👩‍👧‍👦" * 40 + "x" * 40_000


def value(year: Months, tag: str) -> int:
    (row,) = year.rows(company_values, company_values.c.tag == tag)
    return int(row["id"])


def test_the_week_is_told_by_value_with_thanks(either_stage: Stage) -> None:
    year = august(either_stage)
    year.given("hal", "ana", "2024-07-10 10:00")  # so Hal gave before
    year.given("hal", "ben cho", behind="dee eli", value_id=value(year, "grit"), words="Won it back")
    year.given("fay", "jon", words="Just because")
    year.at("2024-08-16 15:59")
    assert either_stage.posts() == []
    year.at(FRIDAY)
    words = said(either_stage.post())
    assert "*2 drops of the mic* this week, and *2 endorsements*." in words
    assert (
        "*#grit*  Never give up\n*Ben Okafor and Cho Park*, from Hal Webb  ·  :microphone: 2\n> Won it"
        in words
    )
    assert "*And just because*\n*Jon Lee*, from Fay Moss\n> Just because" in words
    assert ":sparkles: For the first time ever: *Fay Moss*. Welcome to it!" in words
    assert ":heart: Thank you for giving: Hal Webb and Fay Moss." in words
    assert year.note("recognition_round_up") == "rounded up 2 nominations"


def test_a_week_goes_from_friday_to_friday(stage: Stage) -> None:
    year = august(stage)
    for at in ("2024-08-09 16:00", "2024-08-09 16:01", "2024-08-16 16:00", "2024-08-16 16:01"):
        year.given("hal", "ana", at, words=f"At {at}")
    year.at(FRIDAY)
    words = said(stage.post())
    assert "*2 drops of the mic*" in words
    assert "At 2024-08-09 16:01" in words
    assert "At 2024-08-16 16:00" in words


def test_where_the_clocks_go_back_the_week_is_an_hour_longer(stage: Stage) -> None:
    begins(stage, "2024-10-20 00:00", "Europe/Berlin")
    year = august(stage)
    # From Friday the 25th at 16:00 in summer (14:00 UTC) to Friday the 1st in winter (15:00 UTC).
    year.given("hal", "ana", "2024-10-25 14:01", words="First of the week")
    year.given("hal", "ben", "2024-11-01 15:00", words="Last of the week")
    year.at("2024-10-25 14:00")
    year.at("2024-11-01 15:00")
    words = said(stage.posts()[-1])
    assert "First of the week" in words
    assert "Last of the week" in words


def test_a_quiet_week_says_nothing(stage: Stage) -> None:
    year = august(stage)
    year.at(FRIDAY)
    assert stage.posts() == []
    assert year.note("recognition_round_up") == "nothing was given this week"


def test_of_weeks_that_were_missed_the_latest_is_rounded_up(stage: Stage) -> None:
    year = august(stage)
    year.given("hal", "ana", "2024-08-14 10:00", words="Missed")
    year.given("hal", "ben", "2024-08-21 10:00", words="Rounded up late")
    year.at("2024-08-24 09:00")
    (words,) = year.said_in_channel()
    assert "Rounded up late" in words
    assert "Missed" not in words


def test_who_is_not_to_be_named_in_a_channel_is_not(stage: Stage) -> None:
    year = august(stage)
    year.given("hal", "ana", words="For Ana alone")
    year.given("fay", "ana ben", words="For both")
    year.given("jon", "cho", words="From Jon")
    stage.wish("ana", no_naming=True)
    stage.wish("jon", no_naming=True)
    year.at(FRIDAY)
    words = said(stage.post())
    assert "*3 drops of the mic* this week" in words
    assert "*Ben Okafor and 1 other*, from Fay Moss" in words
    assert "*Cho Park*, from A colleague" in words
    assert "For Ana alone" not in words
    assert "… and 1 more in the channel and in direct messages." in words
    assert "Thank you for giving: Hal Webb, Fay Moss and 1 other." in words
    assert "Jon Lee" not in words


def test_what_was_taken_back_is_not_in_it(stage: Stage) -> None:
    year = august(stage)
    year.given("hal", "ana", words="Stays")
    gone = stage.door.services.engine
    number = year.given("hal", "ben", words="Taken back")
    with gone.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE nominations SET withdrawn_by = 'giver', withdrawn_at = given_at WHERE id = {number}"
        )
    year.at(FRIDAY)
    assert "Taken back" not in said(stage.post())


@pytest.mark.parametrize("values", [2, 60])
def test_the_busiest_week_is_one_message_within_slacks_limits(stage: Stage, values: int) -> None:
    year = august(stage)
    with writing(stage.door.engine) as connection:
        for number in range(values):
            tag, title = f"value{number}", f"Value {number} <!here> with a long title to be read"
            add_value(connection, stage.door.workspace_id, tag, title, stage.door.clock(), "test")
    ids = [row["id"] for row in year.rows(company_values)]
    people = ["ben", "cho", "dee", "eli", "fay", "hal", "jon", "kim", "zoe"]
    for number in range(120):
        year.given(
            people[number % 9],
            " ".join(people[: number % 8 + 1]),
            f"2024-08-15 10:{number % 60:02}",
            words=f"{number} {HOSTILE}",
            value_id=ids[number % len(ids)],
        )
    year.at(FRIDAY)
    post = stage.post()
    assert violations("message", {"text": post.text, "blocks": post.blocks}) == []
    assert "… and 108 more in the channel and in direct messages." in said(post)
    live = "\n".join(live_texts(post))
    assert "<!" not in live
    assert "<@" not in live
    assert "\u202e" not in said(post)


def test_run_again_by_hand_it_is_not_posted_again(stage: Stage) -> None:
    year = august(stage)
    year.given("hal", "ana")
    year.at(FRIDAY)
    year.given("fay", "ben", "2024-08-16 16:30")
    from bot.schedule.by_hand import run_now

    ran = run_now(
        stage.door.engine,
        stage.door.services.jobs,
        stage.door.workspace_id,
        "recognition_round_up",
        stage.door.clock(),
        "person gus",
    )
    assert ran.note == "the round-up of that day is out already"
    stage.send()
    assert len(stage.posts()) == 1
