"""Connections that were never made, and those that broke: only the first prove that nothing was sent."""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.delivery.post import Later, Letter, Unclear
from bot.delivery.slack_answers import BROKEN, SILENT, UNREACHED
from bot.delivery.slack_post import SlackPost
from tests.delivery.raw_slack import answer, listening_with, nobody_listens, saying
from tests.delivery.slack_side import IMPATIENCE_S, PATIENCE_S, client_of

SINCE = datetime(2026, 7, 1, tzinfo=UTC)
LETTER = Letter("post", "C1", "Hi", None, None, "mark")
# More than the buffers of a connection hold, so that it cannot be sent before the other side reads.
LONG = Letter("post", "C1", "x" * 20_000_000, None, None, "mark")
NOWHERE = Later(UNREACHED, everywhere=True)


def post_to(url: str, timeout_s: float = PATIENCE_S) -> SlackPost:
    return SlackPost(client_of(url, timeout_s=timeout_s))


@contextmanager
def deaf() -> Iterator[str]:
    """A server whose queue is full: nobody can connect, and nobody is told so."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        for each in waiting:
            each.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_connection_never_reached_slack(scheme: str) -> None:
    url = nobody_listens().replace("http", scheme)
    assert post_to(url).send(LETTER) == NOWHERE
    assert post_to(url).look("C1", ["mark"], SINCE, None) == NOWHERE
    assert post_to(url).find_user("ana@brightwater.example") == NOWHERE


def test_a_name_that_leads_nowhere_never_reached_slack() -> None:
    assert post_to("http://slack.invalid/").send(LETTER) == NOWHERE


def test_a_connection_that_was_not_made_in_time_never_reached_slack() -> None:
    with deaf() as url:
        assert post_to(url, IMPATIENCE_S).send(LETTER) == NOWHERE
        assert post_to(url.replace("http", "https"), IMPATIENCE_S).send(LETTER) == NOWHERE


def test_a_proxy_that_lets_nobody_through_never_reached_slack() -> None:
    with saying(b"HTTP/1.1 403 Forbidden\r\n\r\n") as url:
        client = WebClient(token="xoxb-1", proxy=url.rstrip("/"), retry_handlers=[], timeout=1)
        assert SlackPost(client).send(LETTER) == NOWHERE


def test_an_address_that_is_none_never_reached_slack() -> None:
    assert post_to("ftp://slack.invalid/").send(LETTER) == NOWHERE


def test_what_was_redirected_had_reached_somebody() -> None:
    elsewhere = f"Location: {nobody_listens()}\r\n"
    with saying(answer(b"", "302 Found", extra=elsewhere)) as url:
        assert post_to(url).send(LETTER) == Unclear(BROKEN)


def test_a_connection_that_breaks_while_we_speak_is_unclear() -> None:
    def hang_up(connection: socket.socket) -> None:
        connection.recv(100)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with listening_with(hang_up) as url:
        assert post_to(url).send(LONG) == Unclear(BROKEN)


def test_a_server_that_stops_listening_while_we_speak_is_unclear() -> None:
    with listening_with(lambda _: time.sleep(3 * IMPATIENCE_S)) as url:
        assert post_to(url, IMPATIENCE_S).send(LONG) == Unclear(SILENT)


@pytest.mark.parametrize("token", ["xoxb-sec\nret", "xoxb-sécret€"])
def test_a_token_that_cannot_be_sent_is_not_quoted(token: str) -> None:
    outcome = SlackPost(client_of(nobody_listens(), token)).send(LETTER)
    assert isinstance(outcome, Unclear)
    assert "xoxb" not in repr(outcome)
