"""What a sender takes: the most urgent first, one a place, and nothing that somebody else has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from bot.delivery.claim import claim, to_send
from bot.delivery.claimed import Claimed
from bot.delivery.figures import Pacing, Patience
from bot.delivery.outbox import Urgency
from tests.delivery.fake_slack import later, refuse
from tests.delivery.house import WINS, House


@pytest.fixture
def house(either_house: House) -> House:
    """Both stores: they lock, skip and return rows in ways of their own."""
    return either_house


QUICK = Pacing(message_gap_s=0)


def take(house: House, name: str = "one", pacing: Pacing | None = None) -> list[str]:
    """The keys that a sender gets now."""
    return [message.key for message in taken(house, name, pacing)]


def taken(house: House, name: str = "one", pacing: Pacing | None = None) -> list[Claimed]:
    queue = to_send(pacing or Pacing())
    return claim(house.engine, queue, [house.id], house.clock.now(), name, Patience())


def test_a_claim_takes_the_most_urgent_first_and_then_in_the_order_in_which_they_came(house: House) -> None:
    house.put("round-up", "C1", urgency=Urgency.ROUND_UP)
    house.put("post 1", "C2")
    house.put("post 2", "C3")
    house.put("answer", "ana", urgency=Urgency.ANSWER)
    house.put("notice", "ben", urgency=Urgency.NOTICE)
    house.put("late post", "C4")
    assert take(house) == ["answer", "notice", "post 1", "post 2", "late post"]


def test_a_place_gets_one_message_at_a_time(house: House) -> None:
    for number in range(40):
        house.put(f"a{number}", "C1")
    house.put("b", "C2")
    house.put("urgent", "C1", urgency=Urgency.ANSWER)
    assert take(house) == ["urgent", "b"]
    assert take(house) == []


def test_a_claimed_message_is_leased_under_a_fence(house: House) -> None:
    house.put("a")
    [message] = taken(house, "sender 7")
    row = house.row("a")
    assert (row["state"], row["leased_by"], row["fence"], row["attempts"]) == ("sending", "sender 7", 1, 1)
    assert row["leased_until"] == message.leased_until == house.in_s(60)
    assert row["look_since"] == house.clock.now()


def test_what_is_not_due_is_left(house: House) -> None:
    house.put("tomorrow", due_at=house.in_s(86_400))
    assert take(house) == []
    house.clock.advance(86_400)
    assert take(house) == ["tomorrow"]


def test_a_workspace_gives_no_more_than_its_pace_allows(house: House) -> None:
    for number in range(9):
        house.put(f"m{number}", f"C{number}")
    assert len(take(house)) == 5
    house.clock.advance(0.999)
    assert take(house, "two") == []
    house.clock.advance(0.001)
    assert len(take(house, "two")) == 4


def test_a_place_is_closed_while_a_message_is_on_its_way_there(house: House) -> None:
    house.put("a")
    house.put("b")
    assert take(house) == ["a"]
    house.clock.advance(30)
    assert take(house) == []


def test_only_the_workspaces_that_are_served_are_claimed_from(house: House, engine: Engine) -> None:
    other = House(engine, "Otherland", house.clock)
    other.put("theirs")
    assert take(house) == []
    assert take(other) == ["theirs"]


def test_the_workspace_that_waited_longest_comes_first(house: House, engine: Engine) -> None:
    other = House(engine, "Otherland", house.clock)
    for each in (house, other):
        each.put("a", "C1")
        each.put("b", "C2")
    both = [house.id, other.id]
    one_by_one = to_send(Pacing(batch=1))
    seen = []
    for _ in range(4):
        seen += [
            message.workspace_id
            for message in claim(engine, one_by_one, both, house.clock.now(), "one", Patience())
        ]
        house.clock.advance(0.2)
    assert seen == [house.id, other.id, house.id, other.id]


def test_ten_senders_at_once_never_take_the_same_message(house: House) -> None:
    for number in range(60):
        house.put(f"m{number}", f"C{number}")

    def go(name: str) -> list[str]:
        return [key for _ in range(6) for key in take(house, name, QUICK)]

    with ThreadPoolExecutor(10) as threads:
        found = [
            key for keys in threads.map(go, [f"sender {number}" for number in range(10)]) for key in keys
        ]
    found += [key for _ in range(12) for key in take(house, pacing=QUICK)]
    assert sorted(found) == sorted(f"m{number}" for number in range(60))


def test_a_reply_waits_for_its_parent_and_joins_its_thread(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, later(30))
    house.put("parent")
    house.put("reply", follows="parent", urgency=Urgency.ANSWER)
    house.run(sender)
    parent, reply = house.slack.posts(WINS)
    assert "parent" in parent.text
    assert reply.thread_ts == parent.ts
    assert house.states() == {"parent": "sent", "reply": "sent"}


def test_an_edit_and_a_deletion_name_the_message_as_slack_does(house: House) -> None:
    sender = house.sender()
    house.put("a", "ana")
    house.put("edit", "ana", kind="edit", follows="a", says="better words")
    house.run(sender)
    [post] = house.slack.posts("UANA")
    assert post.edits == [house.row("edit")["text"]]
    assert (house.row("edit")["channel"], house.row("edit")["ts"]) == (post.conversation, post.ts)
    house.put("gone", "ana", kind="delete", follows="a")
    house.run(sender)
    assert post.deleted
    assert house.state("gone") == "sent"


def test_what_follows_a_dead_message_dies_without_a_word(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, refuse("msg_too_long"))
    house.put("parent")
    house.put("reply", follows="parent")
    house.put("reply to it", follows="reply")
    house.run(sender)
    assert [house.row(key)["last_error"] for key in ("parent", "reply", "reply to it")] == [
        "msg_too_long", "follows_a_dead_message", "follows_a_dead_message",
    ]  # fmt: skip
    assert len(house.notices("delivery/mend")) == 1
    assert len(house.slack.sent) == 2


def test_of_several_homes_of_a_person_only_the_newest_is_published(house: House) -> None:
    sender = house.sender()
    house.slack.script("UANA", later(5))
    house.put("home 1", "ana", kind="home")
    house.put("home of ben", "ben", kind="home")
    sender.step()
    house.put("home 2", "ana", kind="home")
    house.put("home tomorrow", "ana", kind="home", due_at=house.in_s(86_400))
    house.run(sender)
    assert house.states() == {
        "home 1": "dropped", "home of ben": "sent", "home 2": "sent", "home tomorrow": "pending",
    }  # fmt: skip
    assert house.row("home 1")["last_error"] == "overtaken"
    assert len(house.slack.homes["UANA"]) == 1


def test_an_edit_that_waited_does_not_undo_a_newer_one(house: House) -> None:
    sender = house.sender()
    house.put("a")
    house.run(sender)
    house.slack.script(WINS, later(None))
    house.put("edit 1", kind="edit", follows="a", says="first")
    sender.step()
    with_another = house.put("edit 2", kind="edit", follows="a", says="second")
    house.run(sender, for_s=60)
    assert with_another > house.row("edit 1")["id"]
    assert house.states() == {"a": "sent", "edit 1": "dropped", "edit 2": "sent"}
    assert "second" in house.slack.texts(WINS)[0]


def test_a_reply_goes_where_its_parent_went(house: House) -> None:
    sender = house.sender()
    house.set(fallback_channel="C0ELSE")
    house.slack.script(WINS, refuse("is_archived"))
    house.put("parent")
    house.put("reply", follows="parent")
    house.run(sender)
    parent, reply = house.slack.posts("C0ELSE")
    assert reply.thread_ts == parent.ts
    assert house.slack.posts(WINS) == []


def test_a_backlog_for_one_place_does_not_hold_up_another(house: House) -> None:
    for number in range(60):
        house.put(f"many {number}", "C1")
    house.put("one", "C2")
    house.run(house.sender(), for_s=5)
    assert house.state("one") == "sent"
