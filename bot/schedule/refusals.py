"""What cannot be scheduled, told to whoever asked for it."""

from collections.abc import Iterable
from difflib import get_close_matches


class ScheduleRefused(Exception):
    """Something asked of the schedules that cannot be; the text says what is wrong and what to do."""


def did_you_mean(said: str, known: Iterable[str]) -> str:
    """` Did you mean “…”?` with what comes nearest, or nothing."""
    by_small_letters = {name.casefold(): name for name in known}
    close = get_close_matches(said.casefold(), by_small_letters, n=1)
    return f" Did you mean “{by_small_letters[close[0]]}”?" if close else ""
