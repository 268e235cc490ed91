"""Taking it back: recalled until it is sent, taken down afterwards; and what Slack does not take."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.announcements.outcomes import Outcome
from bot.announcements.recalling import TakingBack
from bot.delivery.states import messages
from bot.sandbox.faults import Fault
from bot.store.engine import writing
from tests.announcements.stage import Stage, later
from tests.announcements.test_approving import caller
from tests.front_door import said


def test_it_can_be_recalled_until_its_time(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.write("ben", send_at=later(stage))
    stage.deliver()
    assert "*Goes out <!date^" in said(stage.card("ben"))
    assert "*Q3 kicks off* is recalled: it will not be posted." in stage.noted("ben", "recall")
    stage.door.clock.advance(hours=3)
    stage.deliver()
    assert stage.posts() == []
    assert "*Recalled before it was sent,* by you" in said(stage.card("ben"))
    assert stage.state(number) == "recalled"
    assert stage.message_states() == {stage.announcement(number).message_key: "dropped"}
    assert stage.audited()[-1] == ("person ben", "announcement_recalled")


def test_recalling_twice_tells_who_did_it_first(stage: Stage) -> None:
    number = stage.write("ben", send_at=later(stage))
    stage.deliver()
    stale = stage.card("ben")
    assert "is recalled" in stage.forged("gus", "recall", number)
    assert "Nothing was changed: Gus Hall recalled *Q3 kicks off*" in stage.noted("ben", "recall", stale)


def test_one_that_waits_for_a_nod_can_be_taken_back_by_its_maker(stage: Stage) -> None:
    stage.settings(announcements_need_checker=True)
    number = stage.write("ben")
    edition = stage.announcement(number).edition
    stage.deliver()
    stale = stage.card("dee")
    assert "is recalled" in stage.noted("ben", "recall")
    assert "Nothing was changed: Ben Okafor recalled" in stage.noted("dee", "approve", stale)
    stage.deliver()
    assert "*Recalled before it was sent,* by Ben Okafor" in said(stage.card("dee"))
    assert stage.announcement(number).edition > edition
    assert stage.posts() == []


def test_after_it_is_out_a_recall_says_so_and_it_can_be_taken_down(either_stage: Stage) -> None:
    stage = either_stage
    stage.write("ben", send_at=later(stage))
    stage.deliver()
    stage.door.clock.advance(hours=3)
    stage.deliver()
    (post,) = stage.posts()
    told = stage.noted("ben", "recall")
    assert "Too late to recall it: Q3 kicks off was posted <!date^" in told
    stage.deliver()
    card = stage.card("ben")
    assert "*Posted in <#" in said(card)
    assert "Recall" not in said(card).split("\n")
    assert "is being taken down" in stage.noted("ben", "take_down", card)
    stage.deliver()
    assert stage.posts() == []
    assert "*Taken down:*" in said(stage.card("ben"))
    assert "has been taken down" in stage.noted("ben", "take_down", card)
    assert stage.audited()[-1] == ("person ben", "announcement_taken_down")
    assert [entry[1] for entry in stage.audited()].count("announcement_taken_down") == 1
    assert post.text == "Q3 kicks off"


def test_of_a_recall_and_the_sender_one_wins_and_the_other_is_told(either_stage: Stage) -> None:
    stage = either_stage
    engine = stage.door.engine
    back = TakingBack(engine, stage.door.services.announcing)
    who = caller(stage, "dee")
    seen = set()
    for turn in range(6):
        number = stage.write("dee", title=f"Number {turn}")
        stage.door.clock.advance(seconds=2)
        now, start = stage.door.clock.now, Barrier(2)

        def recall(number: int = number, now: object = now, start: Barrier = start) -> Outcome:
            start.wait()
            return back.recall(who, number, now).outcome  # type: ignore[arg-type]

        def send(start: Barrier = start) -> None:
            start.wait()
            while stage.sender.step():
                pass

        with ThreadPoolExecutor(2) as pool:
            recalled, sending = pool.submit(recall), pool.submit(send)
            outcome = recalled.result()
            sending.result()
        stage.deliver()
        is_out = f"Number {turn}" in [post.text for post in stage.posts()]
        seen.add(outcome)
        assert is_out is (outcome in (Outcome.IS_OUT, Outcome.IS_GOING))
        assert is_out is not (outcome is Outcome.RECALLED)
        assert stage.state(number) == ("approved" if is_out else "recalled")
    assert seen <= {Outcome.RECALLED, Outcome.IS_OUT, Outcome.IS_GOING}


def test_while_a_sender_has_it_in_hand_it_is_not_recalled_and_it_says_so(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.write("ben", send_at=later(stage))
    stage.deliver()
    lease = {"leased_by": "a sender", "leased_until": stage.door.clock.now + timedelta(minutes=1)}
    with writing(stage.door.engine) as connection:
        mine = messages.c.key == stage.announcement(number).message_key
        connection.execute(messages.update().where(mine).values(state="sending", **lease))
    assert "Q3 kicks off is being sent at this moment" in stage.noted("ben", "recall")
    assert stage.state(number) == "approved"


def test_while_nobody_can_tell_whether_it_is_out_it_is_not_recalled(stage: Stage) -> None:
    stage.write("ben")
    stage.door.world.faults.add(Fault("chat.postMessage", "broken_json", channel=stage.wins))
    stage.door.clock.advance(seconds=2)
    while stage.sender.step():
        pass
    assert list(stage.message_states().values()) == ["unclear"]
    assert "may or may not be posted" in stage.noted("ben", "recall")
    stage.door.clock.advance(minutes=2)
    stage.deliver()
    assert len(stage.posts()) == 1
    assert "Too late to recall it" in stage.noted("ben", "recall")


@pytest.mark.parametrize(
    ("trouble", "advice"),
    [("not_in_channel", "Type `/invite @Micdrop`"), ("is_archived", "The channel is archived.")],
)
def test_a_channel_that_does_not_take_it_is_told_to_the_maker_alone(
    stage: Stage, trouble: str, advice: str
) -> None:
    world = stage.door.world
    place = world.add_channel("team-blue", ["UBEN"], with_app=trouble != "not_in_channel")
    stage.write("ben", channel=place.id, send_at=later(stage))
    if trouble == "is_archived":
        world.archive("team-blue")
    stage.door.clock.advance(hours=3)
    stage.deliver()
    card, mending = stage.cards("ben")
    assert advice in said(mending)
    assert stage.cards("gus") == []
    shown = said(stage.type("ben", "list"))
    assert "Slack refused it in" in shown
    assert "is recalled: it will not be posted" in stage.noted("ben", "recall", card)
    assert "Nothing was changed" in said(stage.door.press("ben", mending, "outbox.again").changed[0])
    stage.deliver()
    assert list(stage.message_states().values()) == ["dropped"]


def test_what_went_with_an_approval_is_undone_with_a_recall(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    stage.hook(
        monkeypatch,
        approved=lambda _connection, told, _now: given.append(told.key),
        recalled=lambda _connection, told, _now: given.remove(told.key),
    )
    stage.proposed(send_at=stage.door.clock.now.replace(hour=22))
    stage.deliver()
    stage.press("dee", "approve")
    assert given == ["spiff/renewals/2024-Q2"]
    stage.deliver()
    assert "is recalled" in stage.noted("dee", "recall")
    assert given == []


def test_the_list_shows_a_manager_their_own_and_an_admin_all_to_come(stage: Stage) -> None:
    stage.write("ben", title="Ben later", send_at=later(stage))
    stage.write("eli", title="Eli later", send_at=later(stage, hours=1))
    stage.write("eli", title="Eli now")
    stage.preview("ben", title="Ben drafts")
    podium = stage.proposed()
    stage.deliver()
    listed = {person: said(stage.type(person, "list")) for person in ("ben", "eli", "dee", "gus")}
    titles = ("Ben later", "Eli later", "Eli now", "Ben drafts", "The winners of")
    shown = {person: {title for title in titles if title in text} for person, text in listed.items()}
    assert shown == {
        "ben": {"Ben later", "Ben drafts"},
        "eli": {"Eli later", "Eli now"},
        "dee": {"The winners of"},
        "gus": {"Ben later", "Eli later", "The winners of"},
    }
    assert "needs your approval" in listed["dee"]
    assert listed["gus"].index("Eli later") < listed["gus"].index("Ben later")
    assert stage.state(podium) == "waiting"


def test_an_admin_recalls_from_the_list_which_says_so(stage: Stage) -> None:
    number = stage.write("ben", send_at=later(stage))
    shown = stage.type("gus", "list")
    outcome = stage.press("gus", "recall", shown)
    (changed,) = outcome.changed
    assert "*Q3 kicks off* is recalled: it will not be posted." in said(changed)
    assert "Nothing is on its way." in said(changed)
    assert stage.state(number) == "recalled"
    stage.deliver()
    assert "*Recalled before it was sent,* by Gus Hall" in said(stage.card("ben"))


def test_looking_shows_the_very_message_and_what_one_can_do(stage: Stage) -> None:
    number = stage.proposed()
    view = stage.press("gus", "look", stage.type("gus", "list")).view
    assert view is not None
    assert "🏆 The winners of Most renewals" in said(view)
    outcome = stage.press("gus", "approve", view)
    assert outcome.view is not None
    assert "is on its way to" in said(outcome.view)
    assert stage.state(number) == "approved"


def test_a_draft_is_thrown_away_without_a_word_to_anybody(stage: Stage) -> None:
    stage.preview("ben")
    stage.press("ben", "recall", stage.type("ben", "list"))
    stage.deliver()
    assert "Nothing of yours is on its way." in said(stage.type("ben", "list"))
    assert stage.cards("ben") == []
