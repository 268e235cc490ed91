"""Ids that come out the same in every run: counters, and timestamps that only grow."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime


class Ids:
    """Not locked by itself. `clock` returns an aware datetime."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._counters: Counter[str] = Counter()
        self._last_microseconds = 0
        self.revision = 0

    def next(self, prefix: str, digits: int = 4) -> str:
        """E.g. `next("C")` → "C0001", then "C0002"; each prefix counts for itself."""
        self._counters[prefix] += 1
        return f"{prefix}{self._counters[prefix]:0{digits}d}"

    def ts(self) -> str:
        """A Slack timestamp, later than any before it even where the clock stands still or goes back."""
        now = int(self._clock().timestamp() * 1_000_000)
        self._last_microseconds = max(now, self._last_microseconds + 1)
        seconds, microseconds = divmod(self._last_microseconds, 1_000_000)
        return f"{seconds}.{microseconds:06d}"

    def hash(self) -> str:
        """A view's hash: new for each version of it."""
        return f"{self.ts()}.{self.next('h', 8)[1:]}"

    def revise(self) -> int:
        """The number of the change being made; what is added or edited remembers it."""
        self.revision += 1
        return self.revision
