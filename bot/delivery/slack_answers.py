"""What came of a call to Slack: surely done, surely not done, or neither.

Of what went wrong only Slack's error codes, HTTP's status and words of our own are kept: an exception's
message and an answer's body may quote what was sent, or the token.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead
from traceback import walk_tb
from types import CodeType
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.delivery.post import Later, Refused, Stopped, Unclear

Failure = Later | Refused | Stopped | Unclear

# Slack may ask for no wait at all, or for years of it.
SHORTEST_WAIT_S = 1.0
LONGEST_WAIT_S = 3600.0
# A channel's own limit is a message a second: who has to wait longer has gone over the workspace's.
CHANNEL_WAIT_S = 1.0

UNREACHED = "Slack could not be reached"
SILENT = "no answer in time"
BROKEN = "the connection broke"
CUT_OFF = "the answer was cut off"
NOT_SLACKS = "not an answer of Slack's"

RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})
# The call failed inside Slack, after nobody knows how much of it.
UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
# The token or the app itself is refused: each further message would be, too.
STOPPING = frozenset(
    {
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# Refused for now, and whether that holds for the whole workspace.
PASSING = {
    "external_channel_migrating": False,
    "message_limit_exceeded": True,
    "org_login_required": True,
    "team_added_to_org": True,
}

_CODE = re.compile(r"[a-z][a-z0-9_]{1,99}")
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")
_CONNECTING = frozenset({HTTPConnection.connect.__code__, HTTPSConnection.connect.__code__})
_REDIRECTED = HTTPRedirectHandler.http_error_302.__code__


def asked(call: Callable[..., SlackResponse], **arguments: object) -> dict[str, Any] | Failure:
    """Calls Slack once: its answer when that says ok, else what the failure means. It never raises."""
    try:
        answer = call(**arguments).data
    except Exception as error:
        return failure_of(error)
    # The client takes every truthy `ok` and every binary body for a yes.
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        return Unclear(NOT_SLACKS)
    return answer


def read(call: Callable[..., SlackResponse], **arguments: object) -> dict[str, Any] | Failure:
    """As `asked`, for calls that post nothing: being asked to read slower leaves others free to post."""
    answer = asked(call, **arguments)
    if isinstance(answer, Later) and answer.after_s is not None:
        return replace(answer, everywhere=False)
    return answer


def failure_of(error: Exception) -> Failure:
    """What an exception of the client's means for the call that raised it."""
    if isinstance(error, SlackApiError):
        response = error.response
        return _failure_in(int(response.status_code), response.data, response.headers)
    if _never_left(error):
        return Later(UNREACHED, everywhere=True)
    return Unclear(_in_words(error))


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """How long Slack asks us to wait, between a second and an hour; None when it does not say in seconds."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if not _SECONDS.fullmatch(said):
        return None
    return min(max(float(said), SHORTEST_WAIT_S), LONGEST_WAIT_S)


def _failure_in(status: int, body: object, headers: Mapping[str, str]) -> Failure:
    code = _code_in(body)
    if status == 429 or code in RATE_LIMITED:
        after_s = retry_after_s(headers)
        return Later("ratelimited", after_s, everywhere=after_s is not None and after_s > CHANNEL_WAIT_S)
    if status >= 500:
        return Unclear(f"HTTP {status}")
    if code is None:
        # A proxy may have passed the call on before it said no by itself.
        return Unclear(NOT_SLACKS if status == 200 else f"{NOT_SLACKS}: HTTP {status}")
    if code in UNSURE:
        return Unclear(code)
    if code in STOPPING:
        return Stopped(code)
    if code in PASSING:
        return Later(code, everywhere=PASSING[code])
    return Refused(code)


def _code_in(body: object) -> str | None:
    """Slack's error code. Of a body that was no JSON the client makes an error of its own, in prose."""
    if not isinstance(body, dict) or body.get("ok") is not False:
        return None
    code = body.get("error")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def _never_left(error: Exception) -> bool:
    """Whether no byte of the call was sent: it failed while the only connection for it was being made.

    urllib reports a connection that was never made and one that broke under the request alike, even with the
    same errors (a time-out, a reset), so it is told by where the error comes from.
    """
    if isinstance(error, SlackRequestError):
        return True  # the client's own objection, to a proxy or an address
    if not isinstance(error, URLError) or not isinstance(error.reason, BaseException):
        return False
    return not _CONNECTING.isdisjoint(_passed(error.reason)) and _REDIRECTED not in _passed(error)


def _passed(error: BaseException) -> set[CodeType]:
    return {frame.f_code for frame, _ in walk_tb(error.__traceback__)}


def _in_words(error: Exception) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return SILENT
    if isinstance(cause, ConnectionError):
        return BROKEN
    if isinstance(cause, IncompleteRead):
        return CUT_OFF
    return f"{NOT_SLACKS}: {type(error).__name__}"
