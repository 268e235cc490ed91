"""Answers that no Slack should give, and what they mean."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery.post import CannotLook, Later, Letter, Refused, Stopped, Unclear
from bot.delivery.slack_answers import (
    CUT_OFF,
    LONGEST_WAIT_S,
    NOT_SLACKS,
    SHORTEST_WAIT_S,
    failure_of,
    retry_after_s,
)
from bot.delivery.slack_post import SlackPost
from bot.delivery.slack_reading import HALF_READ, TOO_MANY
from tests.delivery.raw_slack import answer, saying
from tests.delivery.slack_side import client_of

LETTER = Letter("post", "C1", "Hi", None, None, "mark")
SINCE = datetime(2026, 7, 1, tzinfo=UTC)


def post_to(url: str) -> SlackPost:
    return SlackPost(client_of(url))


def strange(error: str) -> Unclear:
    return Unclear(f"{NOT_SLACKS}: {error}")


ODD = {
    "a list": (answer(b"[1]"), strange("AttributeError")),
    "an empty list": (answer(b"[]"), Unclear(NOT_SLACKS)),
    "null": (answer(b"null"), Unclear(NOT_SLACKS)),
    "a number": (answer(b"7"), strange("AttributeError")),
    "nothing": (answer(b""), Unclear(NOT_SLACKS)),
    "no ok": (answer(b'{"ts": "1.000000"}'), Unclear(NOT_SLACKS)),
    "ok in words": (answer(b'{"ok": "false", "ts": "1.0", "channel": "C1"}'), Unclear(NOT_SLACKS)),
    "a yes with another status": (answer(b'{"ok": true, "ts": "1.0"}', "202 OK"), strange("HTTP 202")),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", strange("HTTP 204")),
    "ts of a wrong kind": (answer(b'{"ok": true, "ts": 1.5}'), Unclear("ok without a ts")),
    "an error that is no word": (answer(b'{"ok": false, "error": {"a": 1}}'), Unclear(NOT_SLACKS)),
    "binary": (answer(b'{"ok": true}', kind="application/gzip"), Unclear(NOT_SLACKS)),
    "no such charset": (answer(b"{}", kind="text/plain; charset=klingon"), strange("LookupError")),
    "not utf-8": (answer(b'{"ok": true, "x": "\xff"}'), strange("UnicodeDecodeError")),
    "too deep": (answer(b"[" * 100_000), strange("RecursionError")),
    "not http": (b"HELLO\r\n\r\n", strange("BadStatusLine")),
    "cut off in a limit": (b"HTTP/1.1 429 No\r\nContent-Length: 9\r\n\r\n{", Unclear(CUT_OFF)),
    "a proxy's own no": (answer(b"<html>", "403 Forbidden", "text/html"), strange("HTTP 403")),
    "a named no with another status": (
        answer(b'{"ok": false, "error": "invalid_auth"}', "403 No"),
        Stopped("invalid_auth"),
    ),
    "a named no behind a 500": (
        answer(b'{"ok": false, "error": "no_text"}', "500 Oh"),
        Unclear("HTTP 500"),
    ),
    "a limit in html": (
        answer(b"<html>", "429 No", "text/html", "retry-after: 5\r\n"),
        Later("ratelimited", 5.0, everywhere=True),
    ),
}


@pytest.mark.parametrize(("raw", "outcome"), ODD.values(), ids=ODD.keys())
def test_an_odd_answer_is_never_taken_for_a_yes_or_a_no(raw: bytes, outcome: object) -> None:
    with saying(raw) as url:
        assert post_to(url).send(LETTER) == outcome


def test_a_yes_that_does_not_say_where_is_still_a_yes() -> None:
    with saying(answer(b'{"ok": true, "ts": "1.000000"}')) as url:
        outcome = post_to(url).send(LETTER)
    assert (getattr(outcome, "channel", None), getattr(outcome, "ts", None)) == ("C1", "1.000000")


AUTH = answer(b'{"ok": true, "team_id": "T1", "bot_id": "B1"}')
ODD_PAGES = {
    "no list": (b'{"ok": true, "messages": {}}', CannotLook(HALF_READ, lasting=False)),
    "more and no cursor": (
        b'{"ok": true, "messages": [7, null], "has_more": true}',
        CannotLook(HALF_READ, lasting=False),
    ),
    "the same page for ever": (
        b'{"ok": true, "messages": [], "response_metadata": {"next_cursor": "again"}}',
        CannotLook(TOO_MANY, lasting=True),
    ),
}


@pytest.mark.parametrize(("page", "outcome"), ODD_PAGES.values(), ids=ODD_PAGES.keys())
def test_an_odd_page_finds_nothing_absent(page: bytes, outcome: CannotLook) -> None:
    with saying({"auth.test": AUTH, "conversations.history": answer(page)}) as url:
        assert post_to(url).look("C1", ["mark"], SINCE, None) == outcome


def test_a_token_that_is_no_bots_cannot_tell_its_own_messages() -> None:
    with saying(answer(b'{"ok": true, "team_id": "T1", "user_id": "U1"}')) as url:
        looked = post_to(url).look("C1", ["mark"], SINCE, None)
    assert looked == CannotLook("not_a_bot_token", lasting=True)


@settings(deadline=None)
@given(st.text() | st.floats().map(str) | st.integers().map(str))
def test_the_wait_is_bounded_whatever_retry_after_says(said: str) -> None:
    after_s = retry_after_s({"retry-AFTER": said})
    assert after_s is None or SHORTEST_WAIT_S <= after_s <= LONGEST_WAIT_S
    assert retry_after_s({"other": said}) is None


@settings(deadline=None)
@given(st.integers(1, int(LONGEST_WAIT_S)))
def test_whole_seconds_are_taken_at_their_word(seconds: int) -> None:
    assert retry_after_s({"Retry-After": f" {seconds} "}) == seconds


@pytest.mark.parametrize("said", ["nan", "inf", "1e3", "1_0", "٣", "0x10", "", " ", "1,5", "+1", "9" * 5_000])
def test_numbers_that_slack_would_not_write(said: str) -> None:
    assert retry_after_s({"Retry-After": said}) == (3600.0 if said.startswith("99") else None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
BODIES = JSON | st.fixed_dictionaries(
    {"ok": st.booleans() | JSON, "error": st.sampled_from(["no_text"]) | JSON}
)


def refused_with(status: int, body: Any) -> SlackApiError:
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=body, headers={}, status_code=status
    )
    return SlackApiError("Failed", response)  # type: ignore[no-untyped-call]


@settings(deadline=None)
@given(st.integers(200, 599), BODIES)
def test_only_slacks_own_word_makes_a_no(status: int, body: Any) -> None:
    meaning = failure_of(refused_with(status, body))
    own_word = status < 500 and isinstance(body, dict) and body.get("ok") is False
    if status == 429:
        assert meaning == Later("ratelimited")
    elif not own_word:
        assert isinstance(meaning, Unclear)
    elif body.get("error") == "no_text":
        assert meaning == Refused("no_text")
