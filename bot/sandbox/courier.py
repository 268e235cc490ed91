"""Delivers payloads to the app as Slack does: signed, in a thread of their own, with 3 s to answer."""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.delivery import Answer, Delivery, Kind, Outbound, Retry, encoded
from bot.sandbox.shapes import Json
from bot.sandbox.signing import signed_headers

ANSWER_WITHIN_S = 3.0
KEPT_REQUESTS = 1_000

Result = TypeVar("Result")


@dataclass(frozen=True)
class Reply:
    """The app's answer, if there was one, and what went wrong as a sentence for a person, if anything did.

    `error` is what the app raised, where it runs in this process.
    """

    answer: Answer | None = None
    problem: str | None = None
    error: BaseException | None = None


class Courier:
    """`epoch_s` is the moment stamped into signatures, which an app compares with its own clock."""

    def __init__(
        self,
        signing_secret: str,
        *,
        epoch_s: Callable[[], float] = time.time,
        answer_within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        self._signing_secret = signing_secret
        self._epoch_s = epoch_s
        self._within_s = answer_within_s
        self.delivery: Delivery | None = None
        self._lock = threading.Lock()
        self._sent: deque[Outbound] = deque(maxlen=KEPT_REQUESTS)

    @property
    def connected(self) -> bool:
        return self.delivery is not None and self.delivery.connected

    @property
    def sent(self) -> list[Outbound]:
        with self._lock:
            return list(self._sent)

    def outbound(self, kind: Kind, payload: Json, retry: Retry | None = None) -> Outbound:
        content_type, body = encoded(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Micdrop sandbox", "Accept": "*/*"}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        headers |= signed_headers(self._signing_secret, str(int(self._epoch_s())), body)
        return Outbound(kind, payload, headers, body, retry)

    def send(self, kind: Kind, payload: Json, what: str, retry: Retry | None = None) -> Reply:
        """Waits for the answer: never call it with the workspace's lock held. `what` names it to people."""
        outbound = self.outbound(kind, payload, retry)
        with self._lock:
            self._sent.append(outbound)
        return self.hand_over(outbound, what)

    def hand_over(self, outbound: Outbound, what: str) -> Reply:
        """Delivers a request as it is, signature and all."""
        delivery = self.delivery
        if delivery is None:
            return Reply(
                problem=f"No app is connected, so nobody answered {what}. Start the app and try again."
            )
        try:
            answer = within(self._within_s, lambda: delivery.deliver(outbound, self._within_s))
        except TimeoutError:
            return Reply(problem=f"The app did not answer {what} within {self._within_s:g} s.")
        except OSError as error:
            return Reply(problem=f"The app could not be reached for {what}. Is it running?", error=error)
        except Exception as error:
            # Whatever an app in this process lets fall is its answer; it must not tear the sandbox down.
            kind = type(error).__name__
            return Reply(problem=f"The app broke down ({kind}) instead of answering {what}.", error=error)
        if not 200 <= answer.status < 300:
            return Reply(answer, f"The app answered {what} with HTTP {answer.status}.")
        return Reply(answer)


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of `work`, run in a thread. Raises TimeoutError when it takes longer.

    A daemon thread, not a pool: an app that hangs must not keep the process from ending.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="sandbox-delivery", daemon=True).start()
    return future.result(timeout=seconds)
