"""Looking for what may be there: whose messages count, how far it reads, and when it must not say no."""

from datetime import UTC, datetime, timedelta, timezone
from unittest.mock import patch

import pytest

from bot.delivery import slack_reading
from bot.delivery.post import Accepted, CannotLook, Looked, Stopped
from bot.delivery.slack_reading import HALF_READ, HIDDEN, TOO_MANY, marked
from bot.sandbox.faults import Fault
from tests.delivery.slack_faults import FAILURES, SOME_FAILURES, YES, Case, named
from tests.delivery.slack_side import MARK, SlackSide

HISTORY = "conversations.history"


def post_some(slack: SlackSide, count: int, **changes: object) -> list[str]:
    """The timestamps of `count` posts, marked m0, m1 …"""
    stamps = []
    for number in range(count):
        outcome = slack.post.send(slack.letter(mark=f"m{number}", **changes))
        assert isinstance(outcome, Accepted)
        stamps.append(outcome.ts)
    return stamps


def look(slack: SlackSide, *marks: str, place: str | None = None, thread_ts: str | None = None) -> object:
    return slack.post.look(place or slack.wins, marks, slack.since, thread_ts)


def test_of_several_marks_those_that_are_there_are_found(slack: SlackSide) -> None:
    stamps = post_some(slack, 3)
    assert look(slack, "m0", "m2", "m9") == Looked(slack.wins, {"m0": stamps[0], "m2": stamps[2]})


def test_nothing_is_found_where_nothing_was_posted(slack: SlackSide) -> None:
    assert look(slack, MARK) == Looked(slack.wins, {})


@pytest.mark.parametrize("user_id", ["U1", "U7"])
def test_the_same_mark_on_somebody_elses_message_counts_for_nothing(slack: SlackSide, user_id: str) -> None:
    slack.say_as(user_id, slack.wins, marked(MARK))
    assert look(slack, MARK) == Looked(slack.wins, {})
    slack.post.send(slack.letter())
    ours = slack.seen()[-1].ts
    slack.say_as(user_id, slack.wins, marked(MARK))
    assert look(slack, MARK) == Looked(slack.wins, {MARK: ours})


def test_the_mark_in_a_text_or_in_metadata_of_another_kind_counts_for_nothing(slack: SlackSide) -> None:
    slack.world.say("U1", slack.wins, MARK)
    workspace = slack.world.workspace
    for metadata in (marked(MARK) | {"event_type": "other"}, {"event_type": "x", "event_payload": {}}):
        workspace.post(slack.world.channel("wins"), workspace.identity.app_author, MARK, metadata=metadata)
    assert look(slack, MARK) == Looked(slack.wins, {})


@pytest.mark.parametrize("payload", [{}, {"mark": None}, {"mark": 7}])
def test_where_slack_hides_the_marks_nothing_is_called_absent(
    slack: SlackSide, payload: dict[str, object]
) -> None:
    hidden = {"event_type": slack_reading.EVENT_TYPE, "event_payload": payload}
    [ts] = post_some(slack, 1)
    author = slack.world.identity.app_author
    slack.world.workspace.post(slack.world.channel("wins"), author, "Hi", metadata=hidden)
    assert look(slack, MARK) == CannotLook(HIDDEN, lasting=True)
    assert look(slack, "m0") == Looked(slack.wins, {"m0": ts})


def test_only_what_was_posted_since_is_found_and_the_very_instant_counts(slack: SlackSide) -> None:
    slack.clock.now = datetime(2026, 7, 1, 13, 5, 0, 123456, tzinfo=UTC)
    [ts] = post_some(slack, 1)
    at = slack.clock.now
    assert slack.post.look(slack.wins, ["m0"], at, None) == Looked(slack.wins, {"m0": ts})
    later = at + timedelta(microseconds=1)
    assert slack.post.look(slack.wins, ["m0"], later, None) == Looked(slack.wins, {})


def test_since_may_be_told_in_any_zone(slack: SlackSide) -> None:
    post_some(slack, 1)
    elsewhere = slack.since.astimezone(timezone(timedelta(hours=5, minutes=45)))
    slack.post.look(slack.wins, ["m0"], elsewhere, None)
    slack.post.look(slack.wins, ["m0"], slack.since, None)
    first, second = slack.calls(HISTORY)
    # 2026-07-01 13:00 UTC
    assert first.args["oldest"] == second.args["oldest"] == "1782910800.000000"


def test_every_page_is_read_until_all_are_found(slack: SlackSide) -> None:
    stamps = post_some(slack, 7)
    with patch.object(slack_reading, "PAGE_MESSAGES", 2):
        assert look(slack, "m0", "m6") == Looked(slack.wins, {"m6": stamps[6], "m0": stamps[0]})
        # 7 messages, 2 a page, the newest first
        assert len(slack.calls(HISTORY)) == 4
        assert look(slack, "m9") == Looked(slack.wins, {})
        assert len(slack.calls(HISTORY)) == 8


def test_reading_ends_with_the_page_on_which_the_last_is_found(slack: SlackSide) -> None:
    post_some(slack, 7)
    with patch.object(slack_reading, "PAGE_MESSAGES", 2):
        look(slack, "m6", "m5")
    assert len(slack.calls(HISTORY)) == 1


def test_more_pages_than_anybody_should_read_are_left_to_a_person(slack: SlackSide) -> None:
    stamps = post_some(slack, 6)
    with patch.object(slack_reading, "PAGE_MESSAGES", 2), patch.object(slack_reading, "MOST_PAGES", 2):
        assert look(slack, "m0") == CannotLook(TOO_MANY, lasting=True)
        assert look(slack, "m2") == Looked(slack.wins, {"m2": stamps[2]})


def test_a_thread_is_looked_through_apart_from_its_channel(slack: SlackSide) -> None:
    [parent] = post_some(slack, 1)
    reply = slack.post.send(slack.letter(thread_ts=parent))
    assert isinstance(reply, Accepted)
    assert look(slack, MARK) == Looked(slack.wins, {})
    assert look(slack, MARK, thread_ts=parent) == Looked(slack.wins, {MARK: reply.ts})


def test_a_long_thread_is_read_page_by_page(slack: SlackSide) -> None:
    [parent] = post_some(slack, 1)
    stamps = post_some(slack, 5, thread_ts=parent)
    with patch.object(slack_reading, "PAGE_MESSAGES", 2):
        assert look(slack, "m4", thread_ts=parent) == Looked(slack.wins, {"m4": stamps[4]})


def test_a_thread_that_is_gone_cannot_be_looked_through(slack: SlackSide) -> None:
    assert look(slack, MARK, thread_ts="1.000000") == CannotLook("thread_not_found", lasting=True)


def test_a_dm_is_found_by_the_persons_id(slack: SlackSide) -> None:
    posted = slack.post.send(slack.letter(place="U2"))
    assert isinstance(posted, Accepted)
    assert look(slack, MARK, place="U2") == Looked(posted.channel, {MARK: posted.ts})
    assert look(slack, MARK, place="U1") == Looked(slack.world.workspace.direct_with_app("U1").id, {})


def test_a_dm_with_who_left_cannot_be_opened(slack: SlackSide) -> None:
    assert look(slack, MARK, place="U5") == CannotLook("user_disabled", lasting=True)
    assert look(slack, MARK, place="U99") == CannotLook("user_not_found", lasting=True)


def test_an_archived_channel_is_still_read_and_one_without_us_is_not(slack: SlackSide) -> None:
    [ts] = post_some(slack, 1)
    slack.world.archive("wins")
    assert look(slack, "m0") == Looked(slack.wins, {"m0": ts})
    elsewhere = slack.world.add_channel("random", ["U1"], with_app=False).id
    assert look(slack, "m0", place=elsewhere) == CannotLook("not_in_channel", lasting=True)


def test_who_we_are_is_asked_once_it_is_known(slack: SlackSide) -> None:
    slack.world.faults.add(Fault("auth.test", "slack_error", error="token_revoked"))
    assert look(slack, MARK) == Stopped("token_revoked")
    for _ in range(3):
        assert look(slack, MARK) == Looked(slack.wins, {})
    assert len(slack.calls("auth.test")) == 2


@pytest.mark.parametrize(**named(FAILURES))
def test_a_reading_that_fails_says_whether_to_try_again(slack: SlackSide, case: Case) -> None:
    with slack.meeting(case.fault(HISTORY)):
        assert look(slack, MARK) == case.unread


@pytest.mark.parametrize("method", ["conversations.replies", "conversations.open", "auth.test"])
@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_what_a_reading_needs_may_fail_just_so(slack: SlackSide, case: Case, method: str) -> None:
    [parent] = post_some(slack, 1, place="U2")
    thread_ts = parent if method == "conversations.replies" else None
    with slack.meeting(case.fault(method)):
        assert look(slack, MARK, place="U2", thread_ts=thread_ts) == case.unread


@pytest.mark.parametrize(**named(SOME_FAILURES))
def test_a_reading_that_fails_half_way_finds_nothing_absent(slack: SlackSide, case: Case) -> None:
    post_some(slack, 5)
    with patch.object(slack_reading, "PAGE_MESSAGES", 2), slack.meeting(case.fault(HISTORY, after=1)):
        assert look(slack, "m0") == case.unread


@pytest.mark.parametrize("after", [0, 1])
def test_a_yes_without_messages_is_no_page(slack: SlackSide, after: int) -> None:
    post_some(slack, 5)
    slack.world.faults.add(YES[0].fault(HISTORY, after=after))
    with patch.object(slack_reading, "PAGE_MESSAGES", 2):
        assert look(slack, "m0") == CannotLook(HALF_READ, lasting=False)


@pytest.mark.parametrize("method", ["auth.test", "conversations.open"])
def test_a_yes_without_what_was_asked_is_no_answer(slack: SlackSide, method: str) -> None:
    slack.world.faults.add(YES[0].fault(method))
    looked = look(slack, MARK, place="U2")
    assert looked == CannotLook("not an answer of Slack's", lasting=False)


def test_a_slow_reading_is_a_reading(slack: SlackSide) -> None:
    [ts] = post_some(slack, 1)
    slack.world.faults.add(YES[1].fault(HISTORY))
    assert look(slack, "m0") == Looked(slack.wins, {"m0": ts})
