"""Who gets in: what Slack signed a moment ago, once, and whole."""

import json
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.guard import MOST_BODY_BYTES, Admitted, Guard, Refusal, ReplayMemory
from tests.slack.signed import CLICK, COMMAND, EVENT, FORM, NOW, SECRET, form, headers, interaction, signature

JSON = "application/json"


class Clock:
    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def guard(clock: Clock | None = None, replays: ReplayMemory | None = None) -> Guard:
    return Guard(SECRET, clock or Clock(), replays or ReplayMemory())


def refusal(body: bytes, sent: dict[str, str], method: str = "POST") -> tuple[int, str]:
    refused = guard().check(method, sent, body)
    assert refused is not None
    return refused.status, refused.reason


def test_a_command_an_interaction_and_an_event_are_admitted_with_what_they_say() -> None:
    for body, content_type, said in (
        (form(COMMAND), FORM, COMMAND),
        (form(COMMAND), "Application/X-WWW-Form-Urlencoded; charset=utf-8", COMMAND),
        (interaction(CLICK), FORM, CLICK),
        (json.dumps(EVENT).encode(), JSON, EVENT),
        (json.dumps(EVENT, ensure_ascii=False).encode(), "application/json; charset=utf-8", EVENT),
    ):
        assert guard().admit("POST", headers(body, content_type), body) == Admitted(said)
        assert guard().check("POST", headers(body, content_type), body) is None


def test_slacks_own_check_of_the_certificate_is_admitted() -> None:
    body = form({"ssl_check": "1", "token": "x"})
    assert guard().check("POST", headers(body), body) is None


def test_a_long_interaction_arrives_letter_by_letter() -> None:
    said = {"type": "view_submission", "text": '%22 %2522 + & = {"}[], /\\ é 😀 ' * 200}
    body = interaction(said)
    assert guard().admit("POST", headers(body), body) == Admitted(said)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "post", ""])
def test_only_post_is_answered(method: str) -> None:
    body = form(COMMAND)
    assert refusal(body, headers(body), method) == (405, "only POST is answered here")


BODY = form(COMMAND)
RIGHT = signature(BODY)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"X-Slack-Signature": ""}, "the signature or its timestamp is missing"),
        ({"X-Slack-Request-Timestamp": ""}, "the signature or its timestamp is missing"),
        ({"X-Slack-Signature": signature(BODY, secret="other")}, "the signature is wrong"),
        ({"X-Slack-Signature": signature(BODY + b"x")}, "the signature is wrong"),
        ({"X-Slack-Signature": RIGHT.upper()}, "the signature is malformed"),
        ({"X-Slack-Signature": RIGHT.replace("v0=", "v1=")}, "the signature is malformed"),
        ({"X-Slack-Signature": RIGHT[:-1]}, "the signature is malformed"),
        ({"X-Slack-Signature": RIGHT + "\n"}, "the signature is malformed"),
        ({"X-Slack-Signature": RIGHT[:-1] + "١"}, "the signature is malformed"),
        ({"X-Slack-Signature": f"{RIGHT},{RIGHT}"}, "the signature is malformed"),
        ({"x-slack-signature": RIGHT}, "a header that counts is there twice"),
        ({"x-slack-request-timestamp": str(NOW)}, "a header that counts is there twice"),
        ({"content-type": FORM}, "a header that counts is there twice"),
    ],
)
def test_a_signature_that_is_not_right_is_refused(change: dict[str, str], reason: str) -> None:
    assert refusal(BODY, {**headers(BODY), **change}) == (401, reason)


@pytest.mark.parametrize(
    "timestamp", ["١٢٣", "1e9", "+5", "-5", " 5", "5 ", "1_000", "5.0", "0x10", "9" * 13, "nan"]
)
def test_a_timestamp_that_is_not_a_plain_number_is_refused(timestamp: str) -> None:
    assert refusal(BODY, headers(BODY, timestamp=timestamp)) == (401, "the timestamp is not a plain number")


@pytest.mark.parametrize(("off", "admitted"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_a_timestamp_is_good_for_five_minutes_to_either_side(off: int, admitted: bool) -> None:
    sent = headers(BODY, timestamp=str(NOW + off))
    refused = guard().check("POST", sent, BODY)
    assert refused == (None if admitted else Refusal(401, "the timestamp is too old or too far ahead"))


def deep(depth: int) -> bytes:
    """An event whose JSON nests `depth` deep, its own object counted."""
    return b'{"type": "x", "a": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"x" * (MOST_BODY_BYTES + 1), FORM, "the body is too large"),
        (BODY, "text/plain", "the content type is neither a form nor JSON"),
        (BODY, "", "the content type is neither a form nor JSON"),
        (b"", FORM, "the form has a field without a plain name"),
        (b"", JSON, "the JSON is malformed"),
        (b"command=\xff", FORM, "the body is not UTF-8"),
        (b"command=%FF&user_id=U1", FORM, "the form is not UTF-8"),
        (b"command=%2&user_id=U1", FORM, "the form has a broken escape"),
        (b"command=a&command=b&user_id=U1", FORM, "the form has a field twice"),
        (b"command=a&%63ommand=b&user_id=U1", FORM, "the form has a field without a plain name"),
        (b"&".join(b"a%d=1" % n for n in range(65)), FORM, "the form has too many fields"),
        (form({"text": "Q3"}), FORM, "the form is neither a command nor an interaction"),
        (form({**COMMAND, "user_id": ""}), FORM, "the form is neither a command nor an interaction"),
        (form({"payload": "{"}), FORM, "the JSON is malformed"),
        (form({"payload": "[]"}), FORM, "the JSON is not an object"),
        (form({"payload": "{}"}), FORM, "the JSON has no type"),
        (b'{"type": 5}', JSON, "the JSON has no type"),
        (b'{"type": "a"} {}', JSON, "the JSON is malformed"),
        (b'{"type": "a", "n": NaN}', JSON, "the JSON is malformed"),
        (b'{"type": "a", "n": ' + b"9" * 5_000 + b"}", JSON, "the JSON is malformed"),
        (b'{"type": "a", "text": "\\ud83d"}', JSON, "the JSON holds text that is not Unicode"),
        (deep(65), JSON, "the JSON is malformed or nested more than 64 deep"),
        (deep(100_000), JSON, "the JSON is malformed or nested more than 64 deep"),
        (b'{"a":' * 100_000, JSON, "the JSON is malformed or nested more than 64 deep"),
        (form({"payload": deep(65).decode()}), FORM, "the JSON is malformed or nested more than 64 deep"),
    ],
)
def test_a_signed_body_that_is_broken_is_refused(body: bytes, content_type: str, reason: str) -> None:
    assert refusal(body, headers(body, content_type)) == (400, reason)


def test_brackets_in_text_do_not_count_as_nesting() -> None:
    text = "[{" * 500 + '\\"' + "[" * 100
    body = json.dumps({"type": "x", "text": text, "rows": [[]] * 100}).encode()
    assert guard().admit("POST", headers(body, JSON), body) == Admitted(
        {"type": "x", "text": text, "rows": [[]] * 100}
    )
    assert guard().check("POST", headers(deep(64), JSON), deep(64)) is None


def test_the_body_is_not_read_before_its_signature_is_right() -> None:
    broken = b"\xff{{{"
    assert refusal(broken, {**headers(broken), "X-Slack-Signature": RIGHT}) == (401, "the signature is wrong")


def test_the_same_request_gets_in_once() -> None:
    clock = Clock()
    once = guard(clock)
    seen = Refusal(401, "the request has been here before")
    assert once.check("POST", headers(BODY), BODY) is None
    assert once.check("POST", headers(BODY), BODY) == seen
    other = headers(BODY, timestamp=str(NOW + 1))
    assert once.check("POST", other, BODY) is None


def test_a_request_stamped_ahead_cannot_be_replayed_when_its_time_has_come() -> None:
    clock = Clock()
    once = guard(clock)
    ahead = headers(BODY, timestamp=str(NOW + 300))
    assert once.check("POST", ahead, BODY) is None
    clock.now = NOW + 599.9  # the stamp is 299.9 s old, so still fresh
    assert once.check("POST", ahead, BODY) == Refusal(401, "the request has been here before")
    clock.now = NOW + 601
    assert once.check("POST", ahead, BODY) == Refusal(401, "the timestamp is too old or too far ahead")


def test_a_refused_request_does_not_count_as_seen() -> None:
    replays = ReplayMemory()
    broken = form({"payload": "{"})
    for _ in range(2):
        assert guard(replays=replays).check("POST", headers(broken), broken) == Refusal(
            400, "the JSON is malformed"
        )
    forged = {**headers(BODY), "X-Slack-Signature": RIGHT[:-1] + "0"}
    assert RIGHT[-1] != "0"
    assert guard(replays=replays).check("POST", forged, BODY) == Refusal(401, "the signature is wrong")
    assert guard(replays=replays).check("POST", headers(BODY), BODY) is None


def test_the_memory_forgets_after_ten_minutes_and_keeps_to_its_size() -> None:
    memory = ReplayMemory(most=2)
    assert memory.first_time("a", 0)
    assert not memory.first_time("a", 599)
    assert memory.first_time("a", 600)
    assert memory.first_time("b", 601)
    assert memory.first_time("c", 602)  # the third: the oldest, a, goes
    assert not memory.first_time("b", 603)
    assert memory.first_time("a", 604)


def test_of_the_same_request_on_many_threads_one_gets_in() -> None:
    shared = guard()
    decisions: list[Refusal | None] = []
    start = threading.Barrier(8)

    def send() -> None:
        start.wait()
        decisions.append(shared.check("POST", headers(BODY), BODY))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert decisions.count(None) == 1
    assert len(decisions) == 8


def test_a_guard_without_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="signing secret"):
        Guard("", Clock(), ReplayMemory())


_bodies = st.binary(max_size=200) | st.sampled_from(
    [BODY, interaction(CLICK), json.dumps(EVENT).encode(), b"{", b"a=%"]
)
_names = (
    st.sampled_from(["X-Slack-Signature", "X-Slack-Request-Timestamp", "Content-Type", "x-slack-signature"])
    | st.text()
)
_values = st.text() | st.sampled_from([RIGHT, str(NOW), FORM, JSON])


@given(st.text(), st.dictionaries(_names, _values, max_size=6), _bodies)
@settings(deadline=None, max_examples=200)
def test_no_request_however_odd_makes_the_guard_itself_fail(
    method: str, sent: dict[str, str], body: bytes
) -> None:
    decision = guard().check(method, sent, body)
    assert decision is not None
    assert decision.status in (400, 401, 405)


@given(_bodies, st.sampled_from([FORM, JSON, "text/plain"]))
@settings(deadline=None, max_examples=200)
def test_whatever_is_signed_is_admitted_whole_or_refused_without_its_words(
    body: bytes, content_type: str
) -> None:
    decision: Any = guard().admit("POST", headers(body, content_type), body)
    if isinstance(decision, Admitted):
        assert isinstance(decision.payload, dict)
    else:
        assert decision.status == 400
        assert len(body) < 8 or body.decode("utf-8", "replace") not in decision.reason
