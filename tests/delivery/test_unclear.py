"""What may be in Slack or not is looked for first: found, surely absent, or held for a person."""

from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.desk import found, send_again
from bot.delivery.figures import Patience
from bot.delivery.outbox import mark_of
from bot.delivery.post import CannotLook, Later, Stopped
from tests.delivery.fake_slack import ANSWER_LOST, LETTER_LOST, Fault, refuse
from tests.delivery.house import WINS, House

UNREADABLE = CannotLook("missing_scope", lasting=True)
NOT_NOW = CannotLook("no answer in time", lasting=False)


def made_unclear(house: House, fault: Fault = ANSWER_LOST, *keys: str, **more: Any) -> None:
    """Sends messages to #wins whose answers are unclear."""
    sender = house.sender()
    for key in keys or ("a",):
        house.slack.script(WINS, fault)
        house.put(key, **more)
        house.run(sender, for_s=10)
    assert set(house.states().values()) == {"unclear"}


def test_what_is_found_is_sent_with_the_ts_that_it_has(house: House) -> None:
    made_unclear(house)
    house.run(house.sender())
    row, [post] = house.row("a"), house.slack.posts(WINS)
    assert (row["state"], row["channel"], row["ts"], row["attempts"]) == ("sent", WINS, post.ts, 1)
    [(place, marks, since, thread)] = house.slack.looked
    assert (place, marks, thread) == (WINS, (mark_of(house.id, "a"),), None)
    assert since == row["look_since"] - timedelta(hours=2)


def test_what_is_surely_absent_is_sent_again(house: House) -> None:
    made_unclear(house, LETTER_LOST)
    house.run(house.sender())
    assert (house.state("a"), house.row("a")["attempts"], len(house.slack.posts(WINS))) == ("sent", 2, 1)


def test_what_never_arrives_is_tried_less_and_less_often(house: House) -> None:
    sender = house.sender(patience=Patience(trouble_most_s=0))
    house.slack.faults = lambda _letter: Fault(LETTER_LOST.answer, lands=False)
    house.put("a")
    house.run(sender, for_s=2 * 3_600)
    assert 10 < house.row("a")["attempts"] < 60
    assert house.slack.posts(WINS) == []


def test_slack_is_given_time_before_it_is_asked(house: House) -> None:
    """A letter that lands late is found, not sent again."""
    made_unclear(house, Fault(LETTER_LOST.answer, lands_after_s=15))
    house.run(house.sender())
    assert house.state("a") == "sent"
    assert (len(house.slack.posts(WINS)), house.slack.doubled()) == (1, [])


def test_one_reading_of_a_conversation_serves_all_that_may_be_there(house: House) -> None:
    made_unclear(house, ANSWER_LOST, "a", "b", "c")
    house.clock.advance(60)
    house.run(house.sender())
    assert set(house.states().values()) == {"sent"}
    [(_, marks, since, _)] = house.slack.looked
    assert len(marks) == 3
    assert since < house.row("a")["created_at"]


def test_a_reply_is_looked_for_in_its_thread(house: House) -> None:
    sender = house.sender()
    house.put("parent", "ana")
    house.run(sender)
    house.slack.script("DANA", ANSWER_LOST)
    house.put("reply", "ana", follows="parent")
    house.run(sender)
    parent, reply = house.slack.posts("UANA")
    assert house.slack.looked[0][0] == "DANA"
    assert house.slack.looked[0][3] == reply.thread_ts == parent.ts
    assert house.state("reply") == "sent"


def test_what_cannot_be_read_is_held_and_every_admin_is_told_once(either_house: House) -> None:
    house = either_house
    house.change_person("ben", is_admin=True)
    made_unclear(house, ANSWER_LOST, "a", "b", mender_id=house.person("ana"))
    house.clock.advance(60)
    house.slack.unreadable[WINS].append(UNREADABLE)
    house.run(house.sender())
    assert (house.state("a"), house.state("b"), house.row("a")["last_error"]) == (
        "held", "held", "missing_scope",
    )  # fmt: skip
    notices = house.notices("delivery/held")
    assert {notice["person_id"] for notice in notices} == {house.person("gus"), house.person("ben")}
    assert all("1 more message" in notice["body"] for notice in notices)
    assert all(f'"value":"{house.row("a")["id"]}"' in notice["body"].replace(": ", ":") for notice in notices)
    assert {notice["state"] for notice in notices} == {"sent"}


def test_a_conversation_that_cannot_be_read_now_is_read_later(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].extend([NOT_NOW] * 5)
    house.run(house.sender(), for_s=86_400)
    assert (house.state("a"), len(house.slack.posts(WINS))) == ("sent", 1)
    assert len(house.slack.looked) == 6


def test_reading_has_an_end_too(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].extend([NOT_NOW] * 100)
    begun = house.clock.now()
    house.run(house.sender(), for_s=86_400)
    row = house.row("a")
    assert (row["state"], row["last_error"]) == ("held", "no answer in time")
    assert len(house.slack.looked) == Patience().most_looks
    # An outage of an hour or two is waited out.
    assert (house.row(house.notices("delivery/held")[0]["key"])["created_at"] - begun) > timedelta(hours=2)


def test_being_told_to_read_later_is_no_failure(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].extend([Later("ratelimited", 45)] * 20)
    house.run(house.sender())
    assert (house.state("a"), house.row("a")["looks"]) == ("sent", 0)
    assert len(house.slack.looked) == 21


def test_being_told_to_read_later_counts_for_every_conversation(house: House) -> None:
    sender = house.sender()
    for place in ("C1", "C2"):
        house.slack.unreadable[place].append(Later("ratelimited", 45))
        house.put(place, place, since=house.in_s(-3_600))
    sender.step()
    house.run(sender, for_s=44)
    assert len(house.slack.looked) == 1
    house.run(sender)
    assert set(house.states().values()) == {"sent"}


def test_looking_stops_when_slack_stops_taking_anything(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].append(Stopped("token_revoked"))
    sender = house.sender()
    house.run(sender)
    house.clock.advance(600)
    assert not sender.step()
    assert (house.state("a"), house.row("a")["last_error"], len(house.slack.looked)) == (
        "unclear", "token_revoked", 1,
    )  # fmt: skip


def test_whoever_sent_a_message_is_not_heard_any_more_once_it_is_looked_for(house: House) -> None:
    """The owner comes back with a yes after its lease has run out and somebody else has begun to look."""
    owner, other = house.sender("owner"), house.sender("other")
    house.put("a")

    def meanwhile(_letter: object) -> None:
        house.slack.meanwhile = lambda _letter: None
        house.slack.unreadable[WINS].append(UNREADABLE)
        house.clock.advance(61)
        house.run(other, for_s=60)

    house.slack.meanwhile = meanwhile
    owner.step()
    row = house.row("a")
    assert (row["state"], row["ts"], row["fence"]) == ("held", None, 2)


@pytest.mark.parametrize("answer", ["again", "found"])
def test_a_held_message_goes_by_what_an_admin_says(house: House, answer: str) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].append(UNREADABLE)
    sender = house.sender()
    house.run(sender)
    assert house.decide({"again": send_again, "found": found}[answer], "a").done
    house.run(sender)
    assert house.state("a") == "sent"
    assert len(house.slack.posts(WINS)) == (2 if answer == "again" else 1)


def test_what_follows_a_message_that_only_a_person_found_goes_without_its_thread(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].append(UNREADABLE)
    sender = house.sender()
    house.run(sender)
    house.decide(found, "a")
    house.put("reply", follows="a")
    house.put("edit", follows="a", kind="edit")
    house.run(sender)
    assert house.state("reply") == "sent"
    assert house.slack.posts(WINS)[-1].thread_ts is None
    assert house.row("edit")["last_error"] == "message_not_found"


def test_the_refusal_of_a_message_about_a_held_one_makes_no_further_message(house: House) -> None:
    made_unclear(house)
    house.slack.unreadable[WINS].append(UNREADABLE)
    house.slack.script("UGUS", refuse("messages_tab_disabled"))
    house.run(house.sender())
    [notice] = house.notices("delivery")
    assert notice["state"] == "dead"
