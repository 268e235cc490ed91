"""Changing what was said, taking it back, and what becomes of it when somebody deletes its post."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from bot.sandbox.acts.stage import Outcome
from bot.store.awards import RecognitionMonth
from bot.store.base import table_of
from bot.store.engine import writing
from tests.front_door import said
from tests.recognition.calendar_stage import august
from tests.recognition.stage import WORDS, Stage

NEW_WORDS = "kept the customer when everybody else had given up"


def edit_form(stage: Stage, person: str, number: int) -> dict[str, Any]:
    view = stage.choose(person, "edit", number).view
    assert view is not None
    assert view["callback_id"] == "recognition.edited"
    return view


def taken_back(stage: Stage, person: str, number: int) -> Outcome:
    """Chosen from the menu on the post, and confirmed."""
    view = stage.choose(person, "withdraw", number).view
    assert view is not None
    assert view["callback_id"] == "recognition.withdrawn"
    return stage.submit(person, view)


def close_month(stage: Stage, month: str) -> None:
    with writing(stage.door.engine) as connection:
        row = {
            "workspace_id": stage.door.workspace_id,
            "month": month,
            "state": "committee",
            "choosing": "committee",
            "ties": "in_turn",
            "closed_at": stage.door.clock(),
        }
        connection.execute(insert(table_of(RecognitionMonth)).values(row))


def test_what_was_said_is_changed_everywhere(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.give("ana", f"@ben @cho {WORDS} #grit")
    stage.send()
    view = edit_form(stage, "ana", number)
    done = stage.submit("ana", view, who=["UCHO", "UFAY"], words=NEW_WORDS, value="care")
    assert done.view is not None
    assert "Changed. It is for *Cho Park and Fay Moss*" in said(done.view)
    stage.send()
    assert stage.receivers(number) == ["cho", "fay"]
    assert stage.row(number)["edition"] == 1
    post = stage.post()
    assert post.edited
    assert post.text == f"Ana Ruiz dropped the mic for Cho Park and Fay Moss: {NEW_WORDS}"
    assert "*#care* Customers first" in said(post)
    assert stage.told("ben") == []
    assert NEW_WORDS in stage.told("cho")[0]
    assert NEW_WORDS in stage.told("fay")[0]


def test_a_round_up_that_went_out_meanwhile_has_the_new_words(stage: Stage) -> None:
    year = august(stage)
    stage.door.clock.now = datetime(2024, 8, 16, 15, 55, tzinfo=UTC)
    number = stage.give("ana", f"@ben {WORDS} #grit")
    stage.send()
    view = edit_form(stage, "ana", number)
    year.at("2024-08-16 16:00")
    assert f"> {WORDS}" in year.said_in_channel()[-1]
    stage.submit("ana", view, who=["UCHO"], words=NEW_WORDS)
    stage.send()
    assert f"*Cho Park*, from Ana Ruiz\n> {NEW_WORDS}" in year.said_in_channel()[-1]


def test_the_form_starts_with_what_was_said(stage: Stage) -> None:
    number = stage.give("ana", f"@ben @cho {WORDS} #grit https://x.example/7")
    stage.send()
    blocks = {
        block.get("block_id"): block.get("element") for block in edit_form(stage, "ana", number)["blocks"]
    }
    assert blocks["who"]["initial_users"] == ["UBEN", "UCHO"]
    assert blocks["words"]["initial_value"] == f"{WORDS} #grit https://x.example/7"
    assert blocks["value"]["initial_option"]["value"] == "grit"
    assert blocks["link"]["initial_value"] == "https://x.example/7"


def test_it_is_changed_for_ten_minutes_and_no_longer(stage: Stage) -> None:
    number = stage.give("ana", f"@ben {WORDS}")
    given_at = stage.row(number)["given_at"]
    stage.send()
    stage.door.clock.now = given_at
    stage.door.clock.advance(minutes=10)
    view = edit_form(stage, "ana", number)
    stage.door.clock.advance(seconds=1)
    done = stage.submit("ana", view, words=NEW_WORDS)
    assert done.view is not None
    assert "It can be changed for 10 minutes after it was sent, and those have passed." in said(done.view)
    outcome = stage.choose("ana", "edit", number)
    assert "those have passed" in said(outcome.messages[0])
    assert stage.row(number)["words"] == WORDS
    taken_back(stage, "ana", number)
    assert stage.row(number)["withdrawn_by"] == "giver"


def test_an_edit_is_as_fair_as_a_nomination(stage: Stage) -> None:
    stage.settings(monthly_allowance=2, pair_cap=1)
    number = stage.give("ana", f"@ben @cho {WORDS}")
    stage.send()
    view = edit_form(stage, "ana", number)
    done = stage.submit("ana", view, who=["UANA", "UBEN", "UCHO", "UFAY"], words="Wow")
    assert done.errors == {
        "who": "You can't drop the mic for yourself. Somebody else surely will. "
        "That names 3 people, and you can name 2 more people this month.",
        "words": "Say a little more of what they did: at least 20 characters in your own words.",
    }
    done = stage.submit("ana", view, who=["UBEN", "UFAY"], words=NEW_WORDS)
    assert stage.receivers(number) == ["ben", "fay"]


def test_of_two_forms_the_second_does_not_undo_the_first(stage: Stage) -> None:
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    first, second = edit_form(stage, "ana", number), edit_form(stage, "ana", number)
    stage.submit("ana", first, words=NEW_WORDS)
    done = stage.submit("ana", second, words=f"{WORDS} twice")
    assert done.view is not None
    assert "It was changed meanwhile, so nothing was done." in said(done.view)
    assert stage.row(number)["words"] == NEW_WORDS


def test_anybody_else_is_told_kindly_that_it_is_not_theirs(stage: Stage) -> None:
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    for what in ("edit", "withdraw"):
        outcome = stage.choose("cho", what, number)
        assert outcome.view is None
        (message,) = outcome.messages
        assert message.ephemeral_to == "UCHO"
        assert "That one is not yours, so only its giver can change it or take it back." in said(message)


def test_what_was_taken_back_is_gone_everywhere(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.give("ana", f"@ben @cho {WORDS}")
    stage.send()
    done = taken_back(stage, "ana", number)
    assert done.view is not None
    assert "It is taken back." in said(done.view)
    stage.send()
    assert stage.posts() == []
    assert (stage.told("ben"), stage.told("cho")) == ([], [])
    assert said(stage.type("ana", "me")).count(WORDS) == 0
    assert WORDS not in said(stage.door.home("dee"))


def test_what_is_taken_back_before_it_went_out_is_never_long_there(stage: Stage) -> None:
    answer = stage.type("ana", f"@ben {WORDS}")
    view = stage.press("ana", "recognition.withdraw", answer).view
    assert view is not None
    stage.submit("ana", view)
    again = stage.submit("ana", view)
    assert again.view is not None
    assert "It has been taken back, and its post goes too." in said(again.view)
    stage.send()
    assert (stage.posts(), stage.told("ben")) == ([], [])


def test_once_its_month_is_closed_it_stays(stage: Stage) -> None:
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    view = stage.choose("ana", "withdraw", number).view
    assert view is not None
    close_month(stage, "2024-08")
    done = stage.submit("ana", view)
    assert done.view is not None
    assert "Its month has been closed and counted, so it stays as it is." in said(done.view)
    assert "closed and counted" in said(stage.choose("ana", "edit", number).messages[0])
    assert stage.row(number)["withdrawn_at"] is None
    assert stage.row(stage.give("ana", f"@cho {WORDS}"))["month"] == "2024-09"


def test_a_deleted_post_takes_the_nomination_with_it(either_stage: Stage) -> None:
    stage = either_stage
    stage.door.world.change_user("UGUS", is_admin=True)
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    post = stage.post()
    stage.door.world.delete("UGUS", post)
    assert stage.row(number)["withdrawn_by"] == "deleted"
    gone = {"type": "message", "subtype": "message_deleted", "channel": stage.wins, "deleted_ts": post.ts}
    for _ in range(2):
        assert stage.door.world.event(gone).status == 200
    stage.send()
    assert stage.told("ben") == []
    assert list(stage.states("delete").values()) == ["sent"]
    assert WORDS not in said(stage.door.home("dee"))
    assert "You can name 9 more people" in said(stage.type("ana", f"@cho {WORDS}"))


def test_a_post_with_replies_that_is_deleted_leaves_a_stone_and_counts_as_deleted(stage: Stage) -> None:
    stage.door.world.change_user("UGUS", is_admin=True)
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    stage.door.world.say("UCHO", stage.wins, "Bravo", thread_ts=stage.post().ts)
    stage.door.world.delete("UGUS", stage.post())
    assert stage.row(number)["withdrawn_by"] == "deleted"


def test_a_post_that_we_delete_ourselves_is_not_taken_for_deleted(stage: Stage) -> None:
    """Slack tells us of that too."""
    number = stage.give("ana", f"@ben @fay {WORDS}")
    stage.send()
    post = stage.post()
    stage.wish("ben", no_naming=True)
    stage.submit("ana", edit_form(stage, "ana", number), who=["UBEN"], words=WORDS)
    stage.send()
    assert stage.posts() == []
    gone = {"type": "message", "subtype": "message_deleted", "channel": stage.wins, "deleted_ts": post.ts}
    stage.door.world.event(gone)
    assert stage.row(number)["withdrawn_at"] is None


def test_a_post_that_goes_and_comes_back_is_a_new_one(stage: Stage) -> None:
    number = stage.give("ana", f"@ben @fay {WORDS}")
    stage.send()
    first = stage.post()
    stage.wish("ben", no_naming=True)
    view = edit_form(stage, "ana", number)
    stage.submit("ana", view, who=["UBEN"], words=WORDS)
    stage.send()
    stage.door.forge("ana", "recognition.edit", str(number))
    stage.submit("ana", stage.door.views("ana")[-1], who=["UCHO", "UBEN"], words=WORDS)
    stage.send()
    second = stage.post()
    assert second.ts != first.ts
    assert second.text.startswith("Ana Ruiz dropped the mic for Cho Park and 1 other: ")
    assert [len(stage.told(person)) for person in ("ben", "cho", "fay")] == [1, 1, 0]


def test_a_value_of_a_control_that_means_nothing_is_taken_for_an_old_one(stage: Stage) -> None:
    stage.give("ana", f"@ben {WORDS}")
    reply = stage.door.forge("ana", "recognition.edit", "nonsense")
    assert reply.answer is not None
    assert reply.answer.status == 200
    assert stage.states("edit") == {}
