"""A person whom Slack has not shown us yet is found by their email, and only if they surely are the one."""

from collections import deque

import pytest
from sqlalchemy import Engine

from bot.delivery.post import Later, Stopped
from tests.delivery.house import House


@pytest.fixture
def house(either_house: House) -> House:
    """Both stores: an error within a transaction is not alike in them."""
    return either_house


EVES = "eve@brightwater.example"


def test_a_person_is_found_by_their_email_and_linked(house: House) -> None:
    sender = house.sender()
    house.put("a", "eve")
    house.run(sender)
    assert (house.link("eve"), house.row("a")["place"], house.state("a")) == ("UEVE", "UEVE", "sent")
    assert house.slack.found_users == [EVES]
    assert house.row("a")["attempts"] == 1
    assert len(house.slack.posts("UEVE")) == 1


def test_a_person_is_asked_for_once_whatever_waits_for_them(house: House) -> None:
    sender = house.sender()
    for number in range(4):
        house.put(f"m{number}", "eve")
    begun = house.clock.now()
    house.run(sender)
    assert house.slack.found_users == [EVES]
    assert set(house.states().values()) == {"sent"}
    assert house.slack.closest_s() >= 1
    assert (house.slack.posts("UEVE")[-1].at - begun).total_seconds() < 3.5


def test_somebody_who_is_not_in_slack_is_told_of_by_name(house: House) -> None:
    sender = house.sender()
    house.put("a", "kit")
    house.run(sender)
    assert (house.state("a"), house.row("a")["last_error"]) == ("dead", "nobody_in_slack")
    [notice] = house.notices("delivery/mend")
    assert "nobody in Slack whom I can be sure to be Kit" in notice["body"]


def test_somebody_without_an_email_is_nobody_and_slack_is_not_asked(house: House) -> None:
    house.change_person("kit", email="")
    house.change_person("eve", email="")
    sender = house.sender()
    house.put("a", "kit")
    house.run(sender)
    assert house.row("a")["last_error"] == "nobody_in_slack"
    assert house.slack.found_users == []


def test_a_user_who_is_somebody_else_here_is_not_taken_for_a_person(house: House) -> None:
    """Else one would read what is meant for the other."""
    house.slack.users["kit@brightwater.example"] = "UANA"
    sender = house.sender()
    house.put("a", "kit")
    house.run(sender)
    assert (house.row("a")["last_error"], house.link("kit")) == ("nobody_in_slack", None)
    assert house.slack.posts("UANA") == []


@pytest.mark.parametrize("same", [EVES, EVES.upper()])
def test_two_people_with_one_email_are_nobody(house: House, same: str) -> None:
    house.change_person("kit", email=same)
    house.slack.users[EVES.upper()] = "UEVE"
    sender = house.sender()
    house.put("a", "eve")
    house.put("b", "kit")
    house.run(sender)
    assert {house.row(key)["last_error"] for key in "ab"} == {"nobody_in_slack"}
    assert house.slack.posts("UEVE") == []


def test_the_same_email_in_another_company_is_no_matter(house: House, engine: Engine) -> None:
    other = House(engine, "Otherland", house.clock)
    sender = house.sender()
    house.put("a", "eve")
    house.run(sender)
    assert (house.link("eve"), other.link("eve")) == ("UEVE", None)


def test_a_message_goes_to_who_its_person_is_when_it_is_sent(house: House) -> None:
    sender = house.sender()
    house.put("a", "ana", due_at=house.in_s(60))
    house.put("b", "eve", due_at=house.in_s(60))
    house.change_person("ana", slack_user_id="UNEW")
    house.change_person("eve", slack_user_id="UOLD")
    house.run(sender)
    assert len(house.slack.posts("UNEW")) == len(house.slack.posts("UOLD")) == 1
    assert house.slack.posts("UANA") == []
    assert house.slack.found_users == []


def test_a_reply_to_somebody_who_is_another_user_by_now_stands_alone(house: House) -> None:
    sender = house.sender()
    house.put("parent", "ana")
    house.run(sender)
    house.change_person("ana", slack_user_id="UNEW")
    house.put("reply", "ana", follows="parent")
    house.run(sender)
    [reply] = house.slack.posts("UNEW")
    assert reply.thread_ts is None
    assert len(house.slack.posts("UANA")) == 1


def test_what_waits_for_a_person_who_was_unlinked_waits_until_they_are_found_again(house: House) -> None:
    sender = house.sender()
    house.put("a", "ana", due_at=house.in_s(60))
    house.change_person("ana", slack_user_id=None)
    house.run(sender)
    assert house.row("a")["last_error"] == "nobody_in_slack"
    assert house.slack.posts("UANA") == []


def test_when_slack_cannot_say_now_it_is_asked_later(house: House) -> None:
    house.slack.find_answers = deque([Later("ratelimited", 30), Later("no answer in time")])
    sender = house.sender()
    house.put("a", "eve")
    house.put("b", "ana")
    begun = house.clock.now()
    house.run(sender)
    assert house.states() == {"a": "sent", "b": "sent"}
    eve, ana = house.slack.posts("UEVE")[0], house.slack.posts("UANA")[0]
    assert (ana.at - begun).total_seconds() < 1
    assert (eve.at - begun).total_seconds() >= 30
    assert house.row("a")["attempts"] == 3


def test_questions_about_people_are_paced_and_nobody_waits_for_them(house: House) -> None:
    for key in ("ana", "ben"):
        house.change_person(key, slack_user_id=None)
        house.slack.users[f"{key}@brightwater.example"] = f"U{key.upper()}"
    sender = house.sender()
    for key in ("ana", "ben", "eve"):
        house.put(f"to {key}", key)
    house.put("to the channel")
    begun = house.clock.now()
    house.run(sender)
    assert set(house.states().values()) == {"sent"}
    assert (house.slack.posts("C0WINS")[0].at - begun).total_seconds() < 1
    assert (house.slack.posts("UEVE")[0].at - begun).total_seconds() >= 2.4


def test_a_revoked_token_stops_the_search_as_well(house: House) -> None:
    house.slack.find_answers = deque([Stopped("token_revoked")])
    sender = house.sender()
    house.put("a", "eve")
    house.run(sender)
    assert (house.state("a"), house.row("a")["attempts"], house.row("a")["last_error"]) == (
        "pending", 0, "token_revoked",
    )  # fmt: skip


def test_what_may_have_reached_somebody_unknown_is_looked_for_once_they_are_found(house: House) -> None:
    sender = house.sender()
    house.put("a", "eve", since=house.in_s(-3_600))
    house.put("b", "kit", since=house.in_s(-3_600))
    house.run(sender)
    assert [place for place, *_ in house.slack.looked] == ["UEVE"]
    assert (house.state("a"), house.row("b")["last_error"]) == ("sent", "nobody_in_slack")
