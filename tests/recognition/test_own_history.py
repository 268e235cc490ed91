"""`/dropthemic me`, `/dropthemic help`, and the wall in App Home."""

from typing import Any

from sqlalchemy import insert

from bot.recognition.command import WORDS as WORDS_OF_COMMAND
from bot.recognition.settings import change_settings
from bot.sandbox.faults import Fault
from bot.store.awards import Award, RecognitionMonth
from bot.store.base import table_of
from bot.store.engine import writing
from tests.front_door import FrontDoor, said
from tests.recognition.stage import WORDS, Stage


def announce(stage: Stage, month: str, winner: str) -> None:
    """A month that is over, with somebody who has been named before as its winner."""
    with writing(stage.door.engine) as connection:
        workspace_id, now = stage.door.workspace_id, stage.door.clock()
        row: dict[str, Any] = {"workspace_id": workspace_id, "month": month, "state": "announced"}
        row |= {"choosing": "committee", "ties": "in_turn", "closed_at": now}
        months = table_of(RecognitionMonth)
        new = connection.execute(insert(months).values(row).returning(months.c.id)).scalar_one()
        user = f"U{winner.upper()}"
        member = connection.exec_driver_sql(
            f"SELECT id FROM members WHERE slack_user_id = '{user}'"
        ).scalar_one()
        award = {"workspace_id": workspace_id, "month_id": new, "member_id": member, "state": "announced"}
        blank = {"words": "", "reasons": "", "how": "", "edition": 0}
        connection.execute(insert(table_of(Award)).values({**award, **blank}))


def test_me_says_what_i_gave_and_got_and_what_is_left(either_stage: Stage) -> None:
    stage = either_stage
    stage.settings(monthly_allowance=5)
    stage.give("ana", f"@ben @cho {WORDS} #grit")
    stage.give("ben", f"@ana {WORDS} and smiled")
    stage.send()
    stage.press("fay", "recognition.endorse", stage.posts()[0])
    words = said(stage.type("ana", "me"))
    assert "Your mic in August 2024" in words
    assert "*You named*\n2 people" in words
    assert "*You can still name*\n3 people" in words
    assert "*You were named*\n1 time in all" in words
    assert f"*Ben Okafor* \n{WORDS} and smiled" in words
    assert f"*Ben Okafor and Cho Park* #grit\n{WORDS}\n" in words
    assert "🎤 1 person stands behind it" in words
    assert "*You stand behind*\n1 post of others" in said(stage.type("fay", "ME"))


def test_me_is_for_who_has_done_nothing_yet_too(stage: Stage) -> None:
    words = said(stage.type("oda", "me"))
    assert "Nothing yet, as far as I know. It often begins with giving." in words
    assert "Nothing yet. Who did something lately that others should know of?" in words


def test_me_shows_the_latest_and_counts_the_rest(stage: Stage) -> None:
    for number in range(7):
        stage.give("ana", f"@{('ben', 'cho', 'fay')[number % 3]} {WORDS}, number {number}")
        stage.door.clock.advance(minutes=1)
    words = said(stage.type("ana", "me"))
    assert "number 6" in words
    assert "number 2" in words
    assert "number 1" not in words
    assert "And 2 earlier." in words


def test_help_says_how_it_works_here(stage: Stage) -> None:
    stage.settings(monthly_allowance=4, pair_cap=1, edit_minutes=0)
    words = said(stage.type("ana", "help"))
    assert f"It is posted in <#{stage.wins}>, and they are told." in words
    assert "*#grit* Never give up" in words
    assert "You can name 4 people a month, the same one at most 1 time." in words
    assert "change it for" not in words
    assert [word for word in WORDS_OF_COMMAND if f"`/dropthemic {word}`" not in words] == ["help", "?"]


def test_words_that_begin_like_a_command_are_a_nomination(stage: Stage) -> None:
    number = stage.give("ana", f"me and @ben worked on it and he {WORDS}")
    assert stage.receivers(number) == ["ben"]


def test_the_wall_is_under_ones_pay_in_app_home(stage: Stage) -> None:
    stage.give("ben", f"@fay {WORDS} #care")
    announce(stage, "2024-07", "fay")
    words = said(stage.door.home("ana"))
    assert words.index("5,640.05") < words.index("🎤 Drop the mic")
    assert "*1 nomination* this month. You can name 10 more people." in words
    assert "*Ben Okafor* for *Fay Moss* #care" in words
    assert ":trophy: *Fay Moss* won in July 2024" in words


def test_who_is_on_no_plan_or_no_list_sees_the_wall(stage: Stage) -> None:
    stage.give("ben", f"@fay {WORDS}")
    for person in ("jon", "oda"):
        words = said(stage.door.home(person))
        assert f"*Ben Okafor* for *Fay Moss* \n{WORDS}" in words
    assert "You are on no pay plan" in said(stage.door.home("jon"))
    assert "I don't know you yet. Pay is shown to people" in said(stage.door.home("oda"))


def test_guests_see_no_wall(stage: Stage) -> None:
    stage.give("ben", f"@fay {WORDS}")
    assert "Drop the mic" not in said(stage.door.home("lou"))


def test_the_wall_names_nobody_who_does_not_want_it(stage: Stage) -> None:
    for person in ("ben", "fay"):
        stage.type(person, "me")
        stage.wish(person, no_naming=True)
    announce(stage, "2024-07", "fay")
    stage.give("ana", f"@fay {WORDS} for nobody to see")
    stage.give("ben", f"@fay @cho {WORDS}")
    words = said(stage.door.home("dee"))
    assert "*A colleague* for *Cho Park and 1 other*" in words
    assert "for nobody to see" not in words
    assert ":trophy: *A colleague* won in July 2024" in words
    assert "Fay Moss" not in words
    assert "Ben Okafor" not in words


def test_another_period_keeps_the_wall(stage: Stage) -> None:
    home = stage.door.home("ana")
    stage.door.press("ana", home, "home.period")
    again = stage.door.world.home("UANA")
    assert again is not None
    assert "4,340.00" in said(again)
    assert "🎤 Drop the mic" in said(again)


def test_before_it_is_set_up_only_an_admin_reads_of_it_in_app_home(company: FrontDoor) -> None:
    assert "Drop the mic" not in said(company.home("ana"))
    assert "Run `micdrop recognition setup" in said(company.home("gus"))
    with writing(company.engine) as connection:
        wins = company.world.channel("wins").id
        change_settings(connection, company.workspace_id, {"channel": wins}, company.clock(), "test")
    assert "Here you will read what people say of one another." in said(company.home("ana"))


def test_pay_is_shown_even_where_slack_says_nothing_about_the_rest(stage: Stage) -> None:
    stage.door.answer("ana")
    stage.door.world.faults.add(Fault("users.info", "slack_error"))
    words = said(stage.door.home("ana"))
    assert "5,640.05" in words
    assert "Slack doesn't tell me who you are" in words
