"""Standing behind somebody else's nomination: once a person, by the button or by a microphone."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.messages import Message
from tests.front_door import said
from tests.recognition.stage import WORDS, Stage


@pytest.fixture
def number(stage: Stage) -> int:
    """Ana's nomination of Ben, posted."""
    given_one = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    return given_one


def count_on(stage: Stage) -> str:
    """What the button on the post says."""
    stage.send()
    (button,) = [
        element["text"]["text"]
        for block in stage.posts()[0].blocks or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == "recognition.endorse"
    ]
    return str(button)


def pressed(stage: Stage, person: str) -> str:
    """What somebody reads after pressing, well after any other press."""
    stage.door.clock.advance(seconds=5)
    outcome = stage.press(person, "recognition.endorse", stage.posts()[0])
    (message,) = outcome.messages
    assert message.ephemeral_to == f"U{person.upper()}"
    return said(message)


def react(stage: Stage, person: str, message: Message | None = None, name: str = "microphone") -> None:
    """Adds the reaction, or takes it away."""
    stage.door.clock.advance(seconds=5)
    stage.door.world.react(f"U{person.upper()}", message or stage.posts()[0], name)


def event_of(stage: Stage, kind: str, person: str, message: Message, at: timedelta) -> dict[str, Any]:
    moment = (stage.door.clock.now + at).timestamp()
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    return {
        "type": kind, "user": f"U{person.upper()}", "reaction": "microphone", "item": item,
        "item_user": message.user, "event_ts": f"{moment:.6f}",
    }  # fmt: skip


def test_the_button_counts_a_person_once_and_no_longer_when_pressed_again(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.give("ana", f"@ben {WORDS}")
    assert count_on(stage) == "🎤 Endorse"
    assert pressed(stage, "cho") == ":microphone: You stand behind it. Press again if you no longer do."
    assert pressed(stage, "fay").startswith(":microphone: You stand behind it.")
    assert stage.behind(number) == {"cho", "fay"}
    assert count_on(stage) == "🎤 Endorse · 2"
    assert pressed(stage, "cho") == "You no longer stand behind it. Press again if you do."
    assert count_on(stage) == "🎤 Endorse · 1"
    pressed(stage, "cho")
    assert count_on(stage) == "🎤 Endorse · 2"


def test_a_double_click_is_one_press(stage: Stage, number: int) -> None:
    for _ in range(3):
        stage.door.clock.advance(seconds=0.6)
        again = stage.press("cho", "recognition.endorse")
        assert "You stand behind it" in said(again.messages[0])
        assert stage.behind(number) == {"cho"}


def test_the_same_press_again_changes_nothing(stage: Stage, number: int) -> None:
    pressed(stage, "cho")
    sent = stage.door.world.sent[-1]
    stage.door.clock.advance(minutes=1)
    reply = stage.door.world.deliver("interactive", sent.payload)
    assert reply.problem is None
    assert said(stage.door.world.messages("UCHO", stage.wins)[-1]).startswith(
        ":microphone: You stand behind it."
    )
    assert stage.behind(number) == {"cho"}


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("ana", "This one is yours: it counts as your own endorsement already."),
        ("ben", "This one is for you. Enjoy it, and let others stand behind it."),
        ("lou", "Guests can't drop the mic here, but any member can, and will gladly do it for you."),
        ("ned", "You are visiting from another company, and the mic is for members of this one."),
    ],
)
def test_who_does_not_count_reads_why(stage: Stage, number: int, person: str, sentence: str) -> None:
    assert pressed(stage, person) == sentence
    react(stage, person)
    assert stage.behind(number) == set()
    assert count_on(stage) == "🎤 Endorse"


def test_people_of_other_teams_and_on_no_list_count(stage: Stage, number: int) -> None:
    pressed(stage, "gus")
    pressed(stage, "oda")
    assert stage.behind(number) == {"gus", "oda"}


def test_a_microphone_comes_goes_and_comes_again(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    for expected in ({"cho"}, set(), {"cho"}):
        react(stage, "cho")
        assert stage.behind(number) == expected
        assert count_on(stage) == ("🎤 Endorse · 1" if expected else "🎤 Endorse")


def test_other_reactions_and_microphones_elsewhere_do_not_count(stage: Stage, number: int) -> None:
    react(stage, "cho", name="tada")
    [other] = stage.door.world.say("UANA", stage.wins, "Hello").messages
    react(stage, "cho", other)
    assert stage.behind(number) == set()


def test_by_button_and_by_reaction_a_person_counts_once(stage: Stage, number: int) -> None:
    pressed(stage, "cho")
    react(stage, "cho")
    assert count_on(stage) == "🎤 Endorse · 1"
    assert pressed(stage, "cho") == (
        "You stand behind it by your :microphone: reaction. Take that away if you no longer do."
    )
    react(stage, "cho")
    assert count_on(stage) == "🎤 Endorse · 1"
    pressed(stage, "cho")
    assert stage.behind(number) == set()


def test_a_microphone_on_a_copy_in_a_thread_or_channel_counts(either_stage: Stage) -> None:
    stage = either_stage
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    general = stage.door.world.channel("general").id
    [talk] = stage.door.world.say("UDEE", general, "What was good this week?").messages
    [copy] = stage.door.world.share("UDEE", stage.post(), general, thread_ts=talk.ts).messages
    react(stage, "cho", copy)
    assert stage.behind(number) == {"cho"}
    [copy_of_copy] = stage.door.world.share("UELI", copy, general, "Look").messages
    react(stage, "fay", copy_of_copy)
    link = stage.door.world.workspace.permalink(stage.post())
    [linking] = stage.door.world.say("UDEE", general, f"And this: {link}").messages
    react(stage, "gus", linking)
    assert stage.behind(number) == {"cho", "fay", "gus"}
    assert count_on(stage) == "🎤 Endorse · 3"
    react(stage, "cho")
    react(stage, "cho", copy)
    assert "cho" in stage.behind(number)
    react(stage, "cho")
    assert stage.behind(number) == {"fay", "gus"}


def test_an_event_that_comes_twice_counts_once(stage: Stage, number: int) -> None:
    added = event_of(stage, "reaction_added", "cho", stage.post(), timedelta(0))
    removed = event_of(stage, "reaction_removed", "cho", stage.post(), timedelta(seconds=1))
    for event in (added, removed, added):
        assert stage.door.world.event(event).status == 200
    assert stage.behind(number) == set()


EVENTS = st.lists(st.tuples(st.sampled_from(("cho", "fay")), st.booleans()), min_size=1, max_size=6)


@given(happened=EVENTS, randomness=st.randoms(use_true_random=False))
@settings(
    max_examples=15, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_whatever_order_events_arrive_the_last_that_happened_counts(
    stage: Stage, happened: list[tuple[str, bool]], randomness: Any
) -> None:
    number = stage.give("ana", f"@ben {WORDS}") if not stage.numbers() else max(stage.numbers())
    stage.send()
    stage.door.clock.advance(minutes=5)
    post = stage.posts()[0]
    events = [
        event_of(
            stage, "reaction_added" if added else "reaction_removed", person, post, timedelta(seconds=at)
        )
        for at, (person, added) in enumerate(happened)
    ]
    stage.door.clock.advance(minutes=1)
    arriving = events + randomness.choices(events, k=2)
    randomness.shuffle(arriving)
    for event in arriving:
        stage.door.world.event(event)
    expected = {person for person, added in dict(happened).items() if added}
    assert stage.behind(number) & {person for person, _ in happened} == expected


def test_a_reaction_before_we_know_where_the_post_is_comes_again(stage: Stage) -> None:
    """The sender has been answered, and has not recorded it yet."""
    number = stage.give("ana", f"@ben {WORDS}")
    stage.send()
    post = stage.post()
    with stage.door.engine.begin() as connection:
        sent = connection.exec_driver_sql(
            "SELECT id, ts, sent_at FROM messages WHERE kind = 'post' AND place = ?", (stage.wins,)
        ).one()
        change = "UPDATE messages SET state = ?, ts = ?, sent_at = ? WHERE id = ?"
        connection.exec_driver_sql(change, ("unclear", None, None, sent.id))
    event = event_of(stage, "reaction_added", "cho", post, timedelta(0))
    assert stage.door.world.event(event).status == 503
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql(change, ("sent", sent.ts, sent.sent_at, sent.id))
    assert stage.door.world.event(event).status == 200
    assert stage.behind(number) == {"cho"}


def test_a_wave_of_endorsements_is_one_edit_of_the_post(stage: Stage, number: int) -> None:
    def edits() -> int:
        return sum(call.method == "chat.update" for call in stage.door.world.calls)

    for person in ("cho", "fay", "gus", "dee", "eli", "hal", "jon", "kim", "oda"):
        stage.press(person, "recognition.endorse")
    assert list(stage.states("edit").values()) == ["dropped"] * 8 + ["pending"]
    assert count_on(stage) == "🎤 Endorse · 9"
    assert edits() == 1


def test_an_endless_wave_is_not_waited_for(stage: Stage, number: int) -> None:
    for person in ("cho", "fay", "gus", "dee"):
        stage.press(person, "recognition.endorse")
        stage.door.clock.advance(seconds=0.7)
    stage.sender.step()
    assert "sent" in stage.states("edit").values()


def test_behind_what_was_taken_back_nobody_stands_any_more(stage: Stage, number: int) -> None:
    post = stage.post()
    pressed(stage, "cho")
    view = stage.choose("ana", "withdraw", number).view
    assert view is not None
    stage.submit("ana", view)
    outcome = stage.press("fay", "recognition.endorse", post)
    assert said(outcome.messages[0]) == "It has been taken back, so there is nothing to stand behind."
    react(stage, "gus", post)
    stage.send()
    assert stage.posts() == []
    assert set(stage.states("edit").values()) <= {"dropped", "sent"}


def test_whoever_becomes_a_receiver_stands_behind_it_no_longer(stage: Stage, number: int) -> None:
    pressed(stage, "cho")
    pressed(stage, "fay")
    view = stage.choose("ana", "edit", number).view
    assert view is not None
    stage.submit("ana", view, who=["UBEN", "UCHO"])
    assert stage.behind(number) == {"fay"}
    assert count_on(stage) == "🎤 Endorse · 1"
