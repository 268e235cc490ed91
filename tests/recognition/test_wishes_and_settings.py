"""`/dropthemic wishes` and `/dropthemic settings`: what one would rather not have, and how it goes here."""

from typing import Any

import pytest

from bot.recognition.settings import Settings, settings_of
from bot.recognition.taking_part import members
from bot.schedule.stored import every
from bot.store.engine import reading
from tests.front_door import said
from tests.recognition.calendar_stage import august
from tests.recognition.stage import WORDS, Stage


def flags(stage: Stage, person: str) -> tuple[bool, bool, bool]:
    query = members.select().where(members.c.slack_user_id == f"U{person.upper()}")
    with reading(stage.door.engine) as connection:
        row = connection.execute(query).mappings().one()
    return bool(row["no_reminders"]), bool(row["no_naming"]), bool(row["no_anniversary"])


def settings(stage: Stage) -> Settings:
    with reading(stage.door.engine) as connection:
        found = settings_of(connection, stage.door.workspace_id)
    assert found is not None
    return found


def test_wishes_are_kept_and_shown_again(either_stage: Stage) -> None:
    stage = either_stage
    outcome = stage.submit("ana", stage.open("ana", "wishes"), wishes=["no_naming", "no_anniversary"])
    assert outcome.view is not None
    assert "without your name in a channel" in said(outcome.view)
    assert flags(stage, "ana") == (False, True, True)
    (block,) = [block for block in stage.open("ana", "wishes")["blocks"] if block["type"] == "input"]
    assert [one["value"] for one in block["element"]["initial_options"]] == ["no_naming", "no_anniversary"]
    stage.submit("ana", stage.open("ana", "wishes"), wishes=[])
    assert flags(stage, "ana") == (False, False, False)


def test_who_is_not_to_be_named_gets_the_word_alone(stage: Stage) -> None:
    stage.submit("ben", stage.open("ben", "wishes"), wishes=["no_naming"])
    stage.give("ana", f"@ben {WORDS}")
    stage.send()
    assert stage.posts() == []
    assert len(stage.told("ben")) == 1


def test_setting_up_makes_the_schedules_once(stage: Stage) -> None:
    def names() -> list[str]:
        with reading(stage.door.engine) as connection:
            return [kept.name for kept in every(connection) if kept.timing()]

    before = names()
    assert before == [
        "recognition_anniversaries", "recognition_ballot_end", "recognition_close",
        "recognition_last_reminder", "recognition_reminder", "recognition_round_up", "recognition_summaries",
    ]  # fmt: skip
    stage.settings(pair_cap=4)
    assert names() == before


def test_an_admin_changes_how_it_goes(either_stage: Stage) -> None:
    stage = either_stage
    view = stage.open("gus", "settings")
    outcome = stage.submit("gus", view, choosing="committee", ties="shared", monthly_allowance="20")
    assert outcome.view is not None
    assert "It holds from now on" in said(outcome.view)
    now = settings(stage)
    assert (now.choosing, now.ties, now.monthly_allowance, now.pair_cap) == ("committee", "shared", 20, 3)
    assert now.channel == stage.wins


def test_a_form_that_is_sent_as_it_was_changes_nothing(stage: Stage) -> None:
    before = settings(stage)
    outcome = stage.submit("gus", stage.open("gus", "settings"))
    assert outcome.view is not None
    assert "Nothing was changed." in said(outcome.view)
    assert settings(stage) == before


@pytest.mark.parametrize(
    ("changes", "block", "words"),
    [
        ({"monthly_allowance": "0"}, "monthly_allowance", "a whole number from 1 to 1000"),
        ({"shortlist_size": "11"}, "shortlist_size", "a whole number from 1 to 10"),
        ({"unrecognised_after_days": "1"}, "unrecognised_after_days", "from 7 to 365"),
        ({"quiet_from": "09:00"}, "quiet_until", "has to differ"),
    ],
)
def test_a_mistake_is_told_at_its_input_and_nothing_changes(
    stage: Stage, changes: dict[str, Any], block: str, words: str
) -> None:
    before = settings(stage)
    outcome = stage.submit("gus", stage.open("gus", "settings"), **changes)
    assert set(outcome.errors) == {block}
    assert words in outcome.errors[block]
    assert settings(stage) == before


def test_everybody_else_reads_how_it_goes_and_who_can_change_it(stage: Stage) -> None:
    words = said(stage.type("cho", "settings"))
    assert "You can name 10 people a month, the same one 3 times at most." in words
    assert "To change this, ask Gus Hall." in words


def test_whoever_is_no_admin_any_more_changes_nothing(stage: Stage) -> None:
    august(stage)
    view = stage.open("gus", "settings")
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE people SET is_admin = 0 WHERE key = 'gus'")
    outcome = stage.submit("gus", view, pair_cap="5")
    assert "Only compensation admins" in outcome.errors["channel"]
    assert settings(stage).pair_cap == 3
