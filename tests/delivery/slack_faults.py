"""Every way the sandbox misbehaves, with what it means for a call that met it."""

from dataclasses import dataclass
from typing import Any

from bot.delivery.post import CannotLook, Later, Refused, Stopped, Unclear
from bot.delivery.slack_answers import BROKEN, CUT_OFF, NOT_SLACKS, SILENT, Failure
from bot.sandbox.faults import Fault
from tests.delivery.slack_side import IMPATIENCE_S

LONG_S = 5.0


@dataclass(frozen=True)
class Case:
    """`meaning` is what a post that met the fault comes to; None where the answer says yes."""

    name: str
    kind: str
    meaning: Failure | None
    options: dict[str, Any]

    def fault(self, method: str, **more: Any) -> Fault:
        return Fault(method, self.kind, **self.options | more)  # type: ignore[arg-type]

    @property
    def carried_out(self) -> bool:
        return self.fault("*").takes_effect

    @property
    def unread(self) -> CannotLook | Later | Stopped | None:
        """What it means for who wanted to read."""
        match self.meaning:
            case Refused(error):
                return CannotLook(error, lasting=True)
            case Unclear(why):
                return CannotLook(why, lasting=False)
            case Later(why, after_s, everywhere):
                return Later(why, after_s, everywhere and after_s is None)
            case other:
                return other

    @property
    def unchanged(self) -> Failure | None:
        """What it means for a call without which nothing could be changed."""
        match self.meaning:
            case Unclear(why):
                return Later(why)
            case Later(why, after_s, everywhere):
                return Later(why, after_s, everywhere and after_s is None)
            case other:
                return other

    @property
    def not_now(self) -> Failure | None:
        """What it means for a search: no failure finds nobody."""
        return Later(self.meaning.error) if isinstance(self.meaning, Refused) else self.unchanged


def case(name: str, kind: str, meaning: Failure | None, **options: Any) -> Case:
    return Case(name, kind, meaning, options)


def _limited(name: str, retry_after: str | None, after_s: float | None, *, everywhere: bool = False) -> Case:
    meaning = Later("ratelimited", after_s, everywhere)
    return case(f"rate_limited {name}", "rate_limited", meaning, retry_after=retry_after)


def _error(code: str, meaning: Failure) -> Case:
    return case(code, "slack_error", meaning, error=code)


FINAL = [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "invalid_blocks",
    "msg_too_long",
    "missing_scope",
]
STOPS = ["account_inactive", "token_revoked", "invalid_auth", "token_expired", "not_authed"]
DOUBTFUL = ["fatal_error", "internal_error", "request_timeout", "service_unavailable"]
MIGRATING = ["team_added_to_org", "org_login_required", "message_limit_exceeded"]

FAILURES = [
    _limited("without a word", None, None),
    _limited("for no time", "0", 1.0),
    _limited("for a moment", "1", 1.0),
    _limited("for a while", "30", 30.0, everywhere=True),
    _limited("for parts of a second", "1.5", 1.5, everywhere=True),
    _limited("for years", "99999999999", 3600.0, everywhere=True),
    _limited("until soon", "soon", None),
    _limited("until a date", "Wed, 01 Jul 2026 13:06:00 GMT", None),
    _limited("for less than nothing", "-1", None),
    *(
        case(f"{status}", "server_error", Unclear(f"HTTP {status}"), status=status)
        for status in (500, 502, 503)
    ),
    case("500 after it was done", "server_error", Unclear("HTTP 500"), carried_out=True),
    case("413", "server_error", Unclear(f"{NOT_SLACKS}: HTTP 413"), status=413),
    case("reset", "reset_after_accept", Unclear(BROKEN)),
    case("silence", "hang", Unclear(SILENT), seconds=LONG_S),
    case("silence and nothing done", "hang", Unclear(SILENT), seconds=LONG_S, carried_out=False),
    case("hung up", "hang", Unclear(BROKEN), seconds=0.02),
    case("broken json", "broken_json", Unclear(NOT_SLACKS)),
    case("cut off", "truncated", Unclear(CUT_OFF)),
    case("web page", "html_200", Unclear(NOT_SLACKS)),
    case("too slow", "slow", Unclear(SILENT), seconds=3 * IMPATIENCE_S),
    *(_error(code, Refused(code)) for code in [*FINAL, "something_new_in_2027"]),
    *(_error(code, Stopped(code)) for code in STOPS),
    *(_error(code, Unclear(code)) for code in DOUBTFUL),
    *(_error(code, Later("ratelimited")) for code in ("ratelimited", "rate_limited")),
    *(_error(code, Later(code, everywhere=True)) for code in MIGRATING),
    _error("external_channel_migrating", Later("external_channel_migrating")),
    _error("Something with words", Unclear(NOT_SLACKS)),
]
# For calls that share the rest with those that meet them all.
SOME_FAILURES = list({(each.kind, type(each.meaning)): each for each in FAILURES}.values())
YES = [
    case("ok without ts", "ok_without_ts", None),
    case("slow", "slow", None, seconds=0.05),
]


def named(cases: list[Case]) -> dict[str, Any]:
    """For pytest.mark.parametrize."""
    return {"argnames": "case", "argvalues": cases, "ids": [each.name for each in cases]}
