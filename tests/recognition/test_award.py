"""The award between the close and the channel: what the hosts see and do, one of them at a time."""

from concurrent.futures import ThreadPoolExecutor

from bot.recognition.announcing import Outcome
from bot.recognition.award import Awards
from bot.recognition.award_rows import awards
from bot.recognition.catalogue import rewards
from bot.recognition.door import Entrant
from tests.front_door import said
from tests.recognition.award_desk import answer, card, closed, entrant, host, press, says
from tests.recognition.stage import Stage

WORDS = "Ana kept every promise."


def test_the_hosts_words_and_the_best_quotes_are_announced(either_stage: Stage) -> None:
    year = closed(either_stage)
    says(year, "gus", WORDS)
    assert f"*What you say of them*\n> {WORDS}" in said(year.dm("gus", "stands first"))
    assert "It is on its way to the channel." in answer(press(year, "award.approve"))
    either_stage.send()
    (post,) = year.said_in_channel()
    assert post.startswith("🎤 The mic of August 2024\n:tada: *<@UANA>* takes the mic!")
    assert WORDS in post
    assert "> ben says well done to ana\n— Ben Okafor, and 2 others behind it" in post
    assert "By nominations and endorsements: 4 points of support, the most of all." in post
    assert "🎤 The mic of August 2024 is yours!" in said(year.dm("ana", "is yours"))
    assert year.month()["state"] == "announced"
    assert year.awards() == [("ana", "announced")]
    assert "*Ana Ruiz* is announced. Gus Hall approved it." in said(year.dm("gus", "is announced"))


def test_a_double_click_announces_once(stage: Stage) -> None:
    year = closed(stage)
    preview = year.dm("gus", "stands first")
    for _ in range(2):
        stage.door.press("gus", preview, "award.approve")
    stage.send()
    assert len(year.said_in_channel()) == 1
    assert len(year.keys("month/2024-08/announcement")) == 1


def test_where_the_app_is_not_in_the_channel_the_announcement_waits_for_an_admin(stage: Stage) -> None:
    place = stage.door.world.add_channel("praise", ["UANA", "UGUS"], with_app=False)
    year = closed(stage, channel=place.id)
    press(year, "award.approve")
    stage.send()
    assert "The mic of August 2024 is yours!" in said(year.dm("ana", "is yours"))
    told = year.dm("gus", "did not get out")
    assert f"*The award of August 2024* did not get out to <#{place.id}>." in said(told)
    with stage.door.world.workspace.lock:
        place.members.append(stage.door.world.identity.app_user_id)
    stage.door.press("gus", told, "outbox.again")
    stage.send()
    (post,) = [one for one in stage.door.world.messages("UANA", place.id) if one.is_app]
    assert "*<@UANA>* takes the mic!" in said(post)


def test_the_second_of_two_hosts_learns_who_approved(stage: Stage) -> None:
    host(stage, "gus", "dee")
    year = closed(stage)
    of_dee = year.dm("dee", "stands first")
    press(year, "award.approve")
    told = answer(stage.door.press("dee", of_dee, "award.approve"))
    assert "Nothing was changed: Gus Hall has approved it meanwhile." in told
    stage.send()
    assert len(year.said_in_channel()) == 1


def test_of_four_who_approve_at_once_one_does(either_stage: Stage) -> None:
    stage = either_stage
    host(stage, "gus", "dee", "ben", "eli")
    year = closed(stage)
    services = stage.door.services
    (row,) = year.rows(awards)
    hosts = [entrant(stage, key) for key in ("gus", "dee", "ben", "eli")]

    def approve(who: Entrant) -> Outcome:
        return Awards(stage.door.engine, services.profiles, services.outbox).approve(
            who, row["id"], row["edition"], stage.door.clock()
        )

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(approve, hosts))
    assert outcomes == [Outcome.ANNOUNCED] + [Outcome.MOVED_ON] * 3
    assert year.keys("month/%/announcement") == ["month/2024-08/announcement"]


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(stage: Stage) -> None:
    host(stage, "gus", "dee")
    year = closed(stage)
    form = press(year, "award.edit", "dee").view
    assert form is not None
    says(year, "gus", WORDS)
    outcome = stage.door.world.submit("UDEE", form, {"words": "Something else"})
    assert outcome.view is not None
    assert "somebody else was faster" in said(outcome.view)
    assert f"> {WORDS}" in said(year.dm("dee", "stands first"))
    old = [one for one in year.dms("dee") if "award.approve" in str(one.blocks)]
    assert len(old) == 1  # there is one message, and it is up to date


def test_approving_what_was_changed_since_it_was_shown_does_nothing(stage: Stage) -> None:
    year = closed(stage)
    before = year.dm("gus", "stands first")
    shown = stage.door.press("gus", before, "award.edit").view
    assert shown is not None
    stage.door.world.submit("UGUS", shown, {"words": WORDS})
    assert "somebody else was faster" in answer(stage.door.press("gus", before, "award.approve"))
    assert year.awards() == [("ana", "preview")]


def test_a_reward_goes_with_it_and_is_promised(stage: Stage) -> None:
    card(stage, stock=1)
    year = closed(stage)
    form = press(year, "award.reward").view
    assert form is not None
    assert "Gift card, 1 left" in said(form)
    stage.door.world.submit("UGUS", form, {"reward": str(year.rows(rewards)[0]["id"])})
    stage.send()
    assert "With it goes: *Gift card*" in said(year.dm("gus", "stands first"))
    press(year, "award.approve")
    stage.send()
    assert ":tada: *<@UANA>* takes the mic. With it goes: *Gift card*" in year.said_in_channel()[0]
    assert year.gifts() == [("ana", "promised")]
    assert year.rows(rewards)[0]["stock"] == 0
    assert ":gift: *Gift card* is promised to *Ana Ruiz*." in said(year.dm("gus", "is promised"))
    assert "500" not in str([message.text for message in year.dms("ana") + stage.posts()])


def test_a_reward_that_is_gone_meanwhile_stops_the_approval(stage: Stage) -> None:
    number = card(stage, stock=1)
    year = closed(stage)
    form = press(year, "award.reward").view
    assert form is not None
    stage.door.world.submit("UGUS", form, {"reward": str(number)})
    stage.send()
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE rewards SET stock = 0")
    told = answer(press(year, "award.approve"))
    assert "Nothing was announced. “Gift card” is gone meanwhile." in told.replace("*", "")
    assert year.awards() == [("ana", "preview")]
    assert year.gifts() == []
