"""Whoever can mend a refusal is told, once, where and what to do; a channel's post may go elsewhere."""

import json
from typing import Any

import pytest

from bot.delivery.desk import send_again
from bot.delivery.figures import Patience
from bot.delivery.post import Letter
from tests.delivery.fake_slack import ACCEPT, later, refuse
from tests.delivery.house import FALLBACK, WINS, House

MEND = "delivery/mend"


def refused(house: House, error: str, *keys: str, to: str = WINS, **more: Any) -> None:
    """Sends messages that Slack refuses."""
    sender = house.sender()
    for key in keys or ("a",):
        house.slack.script({"ana": "UANA", "ben": "UBEN"}.get(to, to), refuse(error))
        house.put(key, to, **more)
    house.run(sender)


def said(notice: Any) -> str:
    """All that a notice shows."""
    return "\n".join(_texts(json.loads(notice["body"])))


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for key, inner in part.items() for text in (_texts(inner) if key != "type" else [])]
    if isinstance(part, list):
        return [text for inner in part for text in _texts(inner)]
    return [part] if isinstance(part, str) else []


def test_a_refusal_tells_every_admin_what_to_do_with_buttons_for_it(house: House) -> None:
    house.change_person("ben", is_admin=True)
    refused(house, "not_in_channel")
    notices = house.notices(MEND)
    assert [notice["person_id"] for notice in notices] == [house.person("ben"), house.person("gus")]
    assert {notice["state"] for notice in notices} == {"sent"}
    shown = said(notices[0])
    assert f"Type `/invite @Micdrop` in <#{WINS}>, then press *Send again*" in shown
    assert "Title of a" in shown
    buttons = json.loads(notices[0]["body"])[2]["elements"]
    assert [(button["action_id"], button["value"]) for button in buttons] == [
        ("outbox.again", str(house.row("a")["id"])), ("outbox.drop", str(house.row("a")["id"])),
    ]  # fmt: skip


def test_a_refusal_tells_nothing_of_what_the_message_says(house: House) -> None:
    refused(house, "is_archived", says="a secret amount")
    [notice] = house.notices(MEND)
    assert "secret" not in notice["body"] + notice["text"] + notice["title"]


def test_whoever_composed_a_message_is_told_instead_of_the_admins(house: House) -> None:
    refused(house, "is_archived", mender_id=house.person("ana"))
    [notice] = house.notices(MEND)
    assert (notice["person_id"], notice["place"]) == (house.person("ana"), "UANA")
    assert "/micdrop outbox" not in said(notice)


def test_the_admins_are_told_when_whoever_composed_it_has_left(house: House) -> None:
    today = house.clock.now().date()
    house.change_person("ana", end_date=today.replace(day=1))
    refused(house, "is_archived", mender_id=house.person("ana"))
    assert [notice["person_id"] for notice in house.notices(MEND)] == [house.person("gus")]


def test_several_refusals_for_one_reason_make_one_message_a_day(either_house: House) -> None:
    house = either_house
    refused(house, "not_in_channel", "a", "b", "c")
    assert len(house.notices(MEND)) == 1
    refused(house, "is_archived", "d")
    refused(house, "not_in_channel", "e", to="C2")
    assert len(house.notices(MEND)) == 3
    # Midnight in New York, where the company is, is at five in the morning.
    house.clock.advance(20 * 3_600)
    refused(house, "not_in_channel", "f")
    assert (house.clock.now().hour, len(house.notices(MEND))) == (5, 4)


def test_it_is_still_the_same_day_at_midnight_somewhere_else(house: House) -> None:
    refused(house, "not_in_channel", "a")
    house.clock.advance(15.5 * 3_600)  # half past midnight UTC, half past seven in the evening in New York
    refused(house, "not_in_channel", "b")
    assert len(house.notices(MEND)) == 1


def test_who_sends_a_message_again_hears_that_it_was_refused_again(house: House) -> None:
    refused(house, "not_in_channel")
    house.slack.script(WINS, refuse("not_in_channel"), ACCEPT)
    sender = house.sender()
    for notices in (2, 2):
        house.decide(send_again, "a")
        house.run(sender)
        assert len(house.notices(MEND)) == notices
    assert house.state("a") == "sent"


def test_trouble_with_many_people_is_one_message_too(house: House) -> None:
    refused(house, "messages_tab_disabled", "a", to="ana")
    refused(house, "messages_tab_disabled", "b", to="ben")
    [notice] = house.notices(MEND)
    assert "Ana" in said(notice)


def test_a_message_about_a_refusal_makes_no_further_message_when_it_is_refused(house: House) -> None:
    house.slack.script("UGUS", refuse("messages_tab_disabled"))
    refused(house, "not_in_channel")
    [notice] = house.notices("delivery")
    assert (notice["state"], notice["last_error"]) == ("dead", "messages_tab_disabled")


def test_without_anybody_to_tell_the_message_still_waits_for_a_decision(house: House) -> None:
    house.change_person("gus", is_admin=False)
    refused(house, "not_in_channel")
    assert house.states() == {"a": "dead"}


def test_a_post_that_its_channel_refuses_goes_to_the_fallback_channel(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    refused(house, "not_in_channel")
    row = house.row("a")
    assert (row["state"], row["place"], row["fell_back_from"]) == ("sent", FALLBACK, WINS)
    assert house.slack.texts(FALLBACK) == [row["text"]]
    [notice] = house.notices(MEND)
    shown = said(notice)
    assert f"could not go to <#{WINS}>, so it went to <#{FALLBACK}> instead" in shown
    assert "outbox.again" not in shown


def test_what_the_fallback_channel_refuses_too_is_dead(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    house.slack.script(FALLBACK, refuse("not_in_channel"))
    refused(house, "is_archived")
    row = house.row("a")
    assert (row["state"], row["place"], row["fell_back_from"]) == ("dead", FALLBACK, WINS)
    assert len(house.notices(MEND)) == 2
    house.decide(send_again, "a")
    house.run(house.sender())
    assert len(house.slack.posts(WINS)) == 1


def test_a_post_falls_back_once_even_if_the_fallback_channel_changes_meanwhile(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    house.slack.script(FALLBACK, refuse("not_in_channel"))

    def changes(letter: Letter) -> None:
        if letter.place == FALLBACK:
            house.set(fallback_channel="C0THIRD")

    house.slack.meanwhile = changes
    refused(house, "is_archived")
    assert (house.state("a"), house.row("a")["fell_back_from"]) == ("dead", WINS)
    assert house.slack.posts("C0THIRD") == []


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long", "missing_scope"])
def test_what_slack_would_refuse_anywhere_goes_nowhere_else(house: House, error: str) -> None:
    house.set(fallback_channel=FALLBACK)
    refused(house, error)
    assert house.state("a") == "dead"
    assert len(house.slack.sent) == 2  # and the message about it


def test_a_dm_or_a_home_never_goes_to_a_channel(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    refused(house, "messages_tab_disabled", "a", to="ana")
    refused(house, "not_enabled", "b", to="ana", kind="home")
    refused(house, "cannot_dm_bot", "c", to="USTRANGER")
    assert [house.state(key) for key in "abc"] == ["dead", "dead", "dead"]
    assert house.slack.posts(FALLBACK) == []


def test_a_reply_does_not_fall_out_of_its_thread(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    sender = house.sender()
    house.put("parent")
    house.run(sender)
    refused(house, "restricted_action_thread_locked", "reply", follows="parent")
    assert house.state("reply") == "dead"
    assert house.slack.posts(FALLBACK) == []


def test_what_was_put_off_too_long_does_not_go_to_the_fallback_channel(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    sender = house.sender(patience=Patience(longest_s=60, most_attempts=2))
    house.slack.script(WINS, *[later(None)] * 50)
    house.put("a")
    house.run(sender)
    assert (house.state("a"), house.slack.posts(FALLBACK)) == ("dead", [])


@pytest.mark.parametrize(
    ("error", "to", "advice"),
    [
        ("channel_not_found", WINS, "I see no such channel"),
        ("is_archived", WINS, "The channel is archived. Unarchive it and press *Send again*"),
        ("restricted_action", WINS, "Only some may post there"),
        ("missing_scope", WINS, "Install the app again"),
        ("msg_too_long", WINS, "Slack does not take it as it is written (`msg_too_long`)"),
        ("something_new", WINS, "Slack refused it with `something_new`"),
        ("channel_not_found", "ana", "Slack does not let me write to them (`channel_not_found`)"),
        ("something_new", "#wins", "did not get out to #wins"),
    ],
)
def test_each_error_has_its_advice(house: House, error: str, to: str, advice: str) -> None:
    refused(house, error, to=to)
    assert advice in said(house.notices(MEND)[0])
