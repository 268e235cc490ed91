"""Awards that take a turn: passed over, shared, of somebody who left or would rather not be named."""

import pytest

from bot.recognition.award_rows import awards
from bot.recognition.catalogue import rewards
from bot.sandbox.faults import Fault
from bot.slack.limits import violations
from tests.front_door import said
from tests.recognition.award_desk import CLOSE, answer, busy, card, closed, host, press, says
from tests.recognition.calendar_stage import august
from tests.recognition.stage import Stage
from tests.recognition.test_rewards_in_slack import live_texts

WORDS = "Ana kept every promise."


def test_passing_over_gives_it_to_the_next_one(stage: Stage) -> None:
    year = closed(stage)
    press(year, "award.pass_over")
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("ben", "preview")]
    assert "*Ana Ruiz* was passed over." in said(year.dm("gus", "passed over"))
    shown = said(year.dm("gus", "*Ben Okafor* stands first"))
    assert "A tie: level with 1 other on 1 point of support." in shown
    assert "It was settled by who got there earlier." in shown


def test_when_nobody_is_left_the_hosts_are_told_and_nothing_is_announced(stage: Stage) -> None:
    year = closed(stage)
    for _ in range(3):
        press(year, "award.pass_over")
        stage.send()
    assert year.month()["state"] == "empty"
    assert "*There is no award for August 2024 after all.*" in said(year.dm("gus", "after all"))
    assert year.said_in_channel() == []


def test_a_winner_who_left_before_the_approval_is_passed_over(stage: Stage) -> None:
    card(stage, stock=1)
    year = closed(stage)
    year.leaves("ana")
    told = answer(press(year, "award.approve"))
    assert "Nothing was announced: Ana Ruiz is not with us any more." in told
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("ben", "preview")]
    assert ":wave: Ana Ruiz stood first, but left" in said(year.dm("gus", "*Ben Okafor* stands first"))
    assert year.said_in_channel() == []


def test_where_slack_does_not_say_what_was_known_of_the_winner_counts(stage: Stage) -> None:
    year = closed(stage)
    press(year, "award.edit")  # so that we know Gus
    stage.door.world.faults.add(Fault("users.info", "server_error", times=5))
    assert "It is on its way to the channel." in answer(press(year, "award.approve"))


def test_the_preview_never_goes_to_whoever_may_win(stage: Stage) -> None:
    host(stage, "ana", "dee")
    year = closed(stage)
    assert year.dms("ana") == []
    assert year.dm("dee", "stands first")
    assert [one for one in year.dms("gus") if "stands first" in said(one)] == []


def test_where_the_only_host_wins_the_other_admins_decide(stage: Stage) -> None:
    host(stage, "ana")
    year = closed(stage)
    assert year.dms("ana") == []
    assert year.dm("gus", "stands first")
    told = stage.door.forge("ana", "award.approve", "1 0")
    assert told.problem is None
    assert year.awards() == [("ana", "preview")]


@pytest.mark.parametrize("action", ["award.approve", "award.pass_over", "award.edit", "award.words"])
def test_nobody_else_decides(stage: Stage, action: str) -> None:
    year = closed(stage)
    (row,) = year.rows(awards)
    stage.door.forge("cho", action, f"{row['id']} {row['edition']}")
    assert year.awards() == [("ana", "preview")]
    (message,) = stage.door.world.messages("UCHO")
    assert "This is for the hosts of the award" in said(message)
    assert "Ana" not in said(message)


def test_who_shares_the_award_is_announced_together(stage: Stage) -> None:
    year = august(stage, ties="shared")
    year.given("ben", "ana")
    year.given("fay", "cho")
    year.at(CLOSE)
    assert year.awards() == [("ana", "preview"), ("cho", "preview")]
    assert "It is shared with Cho Park." in said(year.dm("gus", "*Ana Ruiz* stands first"))
    first = answer(press(year, "award.approve", words="*Ana Ruiz* stands first"))
    assert "announced together with the others who share it" in first
    stage.send()
    assert year.said_in_channel() == []
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    (post,) = year.said_in_channel()
    assert "*<@UANA>* shares the mic!" in post
    assert "*<@UCHO>* shares the mic!" in post
    assert "A tie, and it is shared: level on 1 point of support." in post


def test_who_shares_it_and_leaves_before_the_others_are_approved_is_left_out(stage: Stage) -> None:
    number = card(stage, stock=2)
    year = august(stage, ties="shared")
    year.given("ben", "ana")
    year.given("fay", "cho")
    year.at(CLOSE)
    form = press(year, "award.reward", words="*Ana Ruiz* stands first").view
    assert form is not None
    stage.door.world.submit("UGUS", form, {"reward": str(number)})
    stage.send()
    press(year, "award.approve", words="*Ana Ruiz* stands first")
    assert year.gifts() == [("ana", "promised")]
    year.leaves("ana")
    press(year, "award.approve", words="*Cho Park* stands first")
    stage.send()
    assert year.awards() == [("ana", "passed_over"), ("cho", "announced")]
    assert year.gifts() == [("ana", "declined")]
    assert year.rows(rewards)[0]["stock"] == 2
    (post,) = year.said_in_channel()
    assert "UANA" not in post


def test_a_winner_who_would_rather_not_be_named_is_not(stage: Stage) -> None:
    year = august(stage)
    busy(year)
    stage.wish("ana", no_naming=True)
    year.at(CLOSE)
    says(year, "gus", WORDS)
    press(year, "award.approve")
    stage.send()
    (post,) = year.said_in_channel()
    assert "It goes to 1 colleague* who would rather not be named here." in post
    for name in ("Ana", "UANA", "well done to ana"):
        assert name not in post
    assert WORDS in said(year.dm("ana", "is yours"))
    assert "A colleague" in said(stage.type("cho", "winners"))


def test_winners_are_remembered(stage: Stage) -> None:
    assert "Nobody yet: the first month is still open." in said(stage.type("cho", "winners"))
    year = closed(stage)
    assert "Nobody yet" in said(stage.type("cho", "winners"))
    press(year, "award.approve")
    assert "*August 2024*  ·  Ana Ruiz" in said(stage.type("cho", "winners"))


def test_every_nomination_can_be_read_before_deciding(stage: Stage) -> None:
    year = august(stage)
    for number in range(40):
        year.given("ben", "ana", f"2024-08-15 10:{number:02}", words=f"Reason number {number:02} to say so")
    year.at(CLOSE)
    view = press(year, "award.words").view
    assert view is not None
    assert said(view).count("Reason number") == 30
    assert "And 10 more." in said(view)


def test_hostile_words_and_names_are_inert_and_fit(stage: Stage) -> None:
    hostile = "<!channel> <@UBEN> & \u202eoof " + "👩‍👩‍👧‍👦" * 30 + "Z\u0334\u0321" * 200 + "x" * 30_000
    year = august(stage)
    for giver in ("ben", "cho", "fay", "zoe"):
        year.given(giver, "ana", words=f"{giver} {hostile}")
    year.at(CLOSE)
    says(year, "gus", hostile[:1_000])
    press(year, "award.approve")
    stage.send()
    for message in (year.dm("gus", "is announced"), year.dm("ana", "is yours"), stage.post()):
        assert violations("message", {"text": message.text, "blocks": message.blocks}) == []
        live = "\n".join(live_texts(message)).replace("<@UANA>", "").replace(f"<#{stage.wins}>", "")
        assert "<" not in live
        assert "\u202e" not in said(message)
    assert ":tada: *<@UANA>* takes the mic!" in said(stage.post())
