"""Whether a request is from Slack, fresh, new and whole; decided before anything else looks at it."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from bot.slack.payload import Payload, UnreadableError, read_payload

MOST_BODY_BYTES = 1_000_000
FRESH_SECONDS = 300

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_READ_HEADERS = frozenset({"x-slack-signature", "x-slack-request-timestamp", "content-type"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further: an HTTP status and a reason that repeats nothing of the request."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request to be answered, what it says, and its signature."""

    payload: Payload
    signature: str = field(default="", compare=False, repr=False)


class ReplayMemory:
    """The signatures seen lately, so that a recorded request cannot be played again.

    A stamp may lie up to `FRESH_SECONDS` ahead and stays fresh as long after, so a signature is kept for
    twice that. At most `most` are kept, the oldest going first; only requests Slack has signed get in. Each
    process has its own memory.
    """

    def __init__(self, most: int = 200_000) -> None:
        self._most = most
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def first_time(self, signature: str, now: float) -> bool:
        """Whether `signature` is new at `now` (seconds); from then on it is not."""
        with self._lock:
            while self._until and (oldest := next(iter(self._until.items())))[1] <= now:
                del self._until[oldest[0]]
            if signature in self._until:
                return False
            if len(self._until) >= self._most:
                del self._until[next(iter(self._until))]
            self._until[signature] = now + 2 * FRESH_SECONDS
            return True

    def forget(self, signature: str) -> None:
        """Lets `signature` come once more."""
        with self._lock:
            self._until.pop(signature, None)


class Guard:
    """Checks requests against one signing secret.

    `clock` gives seconds since the epoch. The signature is checked before a byte of the body is read, in a
    time that doesn't tell how much of it was right, and a refused request does not count as seen.
    """

    def __init__(self, signing_secret: str, clock: Callable[[], float], replays: ReplayMemory) -> None:
        if not signing_secret:
            raise ValueError("The guard needs Slack's signing secret; an empty one would let anybody in.")
        self._secret = signing_secret.encode()
        self._clock = clock
        self._replays = replays

    def check(self, method: str, headers: Mapping[str, str], body: bytes) -> Refusal | None:
        """Why the request is refused; None if it is to be answered, which it is once."""
        decision = self.admit(method, headers, body)
        return decision if isinstance(decision, Refusal) else None

    def admit(self, method: str, headers: Mapping[str, str], body: bytes) -> Admitted | Refusal:
        """Like `check`, giving what the request says along with the yes."""
        if method != "POST":
            return Refusal(405, "only POST is answered here")
        if len(body) > MOST_BODY_BYTES:
            return Refusal(400, "the body is too large")
        read = _read(headers)
        if isinstance(read, Refusal):
            return read
        now = self._clock()
        refusal = self._unsigned(read, body, now)
        if refusal is not None:
            return refusal
        try:
            payload = read_payload(read.get("content-type", ""), body)
        except UnreadableError as error:
            return Refusal(400, str(error))
        if not self._replays.first_time(read["x-slack-signature"], now):
            return Refusal(401, "the request has been here before")
        return Admitted(payload, read["x-slack-signature"])

    def failed(self, request: Admitted) -> None:
        """Says that an admitted request could not be answered, so that Slack may send it again as it was."""
        self._replays.forget(request.signature)

    def _unsigned(self, read: Mapping[str, str], body: bytes, now: float) -> Refusal | None:
        signature = read.get("x-slack-signature", "")
        timestamp = read.get("x-slack-request-timestamp", "")
        if not signature or not timestamp:
            return Refusal(401, "the signature or its timestamp is missing")
        if not _TIMESTAMP.fullmatch(timestamp):
            return Refusal(401, "the timestamp is not a plain number")
        if abs(now - int(timestamp)) > FRESH_SECONDS:
            return Refusal(401, "the timestamp is too old or too far ahead")
        if not _SIGNATURE.fullmatch(signature):
            return Refusal(401, "the signature is malformed")
        signed = b"v0:" + timestamp.encode() + b":" + body
        if not hmac.compare_digest(
            f"v0={hmac.digest(self._secret, signed, hashlib.sha256).hex()}", signature
        ):
            return Refusal(401, "the signature is wrong")
        return None


def _read(headers: Mapping[str, str]) -> dict[str, str] | Refusal:
    """The headers that count, by their lower-case names; a second one of the same name is refused."""
    read: dict[str, str] = {}
    for name, value in headers.items():
        lower = name.lower()
        if lower in _READ_HEADERS:
            if lower in read:
                return Refusal(401, "a header that counts is there twice")
            read[lower] = value
    return read
