"""Ways for the Web API to misbehave, and the record of what it was asked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.sandbox.shapes import Json, RefusedError

FaultKind = Literal[
    "rate_limited",
    "server_error",
    "reset_after_accept",
    "hang",
    "broken_json",
    "truncated",
    "html_200",
    "ok_without_ts",
    "slack_error",
    "slow",
]
# These answer badly after the call was carried out; the others refuse it.
CARRIED_OUT = {"reset_after_accept", "hang", "broken_json", "truncated", "html_200", "ok_without_ts", "slow"}


@dataclass(frozen=True)
class Fault:
    """One planned misbehaviour.

    method: a Web API method, "response_url", or "*" for all; channel: only calls about that conversation.
    times: how often; after: how many matching calls go well first.
    retry_after: the header of rate_limited, sent as written, or not at all when None.
    status: of server_error; seconds: of hang and slow; error: of slack_error.
    carried_out: whether the call took effect, where the kind leaves that open (default: see CARRIED_OUT).
    """

    method: str
    kind: FaultKind
    times: int = 1
    after: int = 0
    channel: str | None = None
    retry_after: str | None = None
    status: int = 500
    seconds: float = 5.0
    error: str = "internal_error"
    carried_out: bool | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise RefusedError(
                f"No fault is called {self.kind!r}. There are: {', '.join(get_args(FaultKind))}."
            )
        if self.times < 1 or self.after < 0:
            raise RefusedError("A fault happens at least once, after 0 or more calls that go well.")

    @property
    def takes_effect(self) -> bool:
        if self.kind == "reset_after_accept":
            return True
        if self.carried_out is None:
            return self.kind in CARRIED_OUT
        return self.carried_out


@dataclass
class _Planned:
    fault: Fault
    skip: int
    left: int


class Faults:
    """Thread-safe. When several match a call, the one added first happens."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._planned.append(_Planned(fault, fault.after, fault.times))

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

    def take(self, method: str, args: Mapping[str, object]) -> Fault | None:
        """The fault that this call meets, if any; each is used up after its `times`."""
        with self._lock:
            for planned in self._planned:
                if not _matches(planned.fault, method, args):
                    continue
                if planned.skip > 0:
                    planned.skip -= 1
                    continue
                planned.left -= 1
                if planned.left == 0:
                    self._planned.remove(planned)
                return planned.fault
        return None


def _matches(fault: Fault, method: str, args: Mapping[str, object]) -> bool:
    return fault.method in (method, "*") and fault.channel in (None, args.get("channel"))


@dataclass(frozen=True)
class Call:
    """One call to the Web API; `answer` is None where a fault refused it, `fault` what it met."""

    method: str
    args: Json
    answer: Json | None
    fault: FaultKind | None = field(default=None)

    @property
    def error(self) -> str | None:
        return None if self.answer is None else self.answer.get("error")
