"""What tells the bars of a contest's chart apart: a chart needs each label once, and cuts long ones."""

from collections import Counter
from collections.abc import Sequence

# How much of a name is surely read on a label of Slack's 20 characters, beside a place and a number.
READ_CHARACTERS = 10


def repeats(placed: Sequence[tuple[int, str]]) -> list[int]:
    """For each place and name 0, or the how-manieth it is of those that look alike at the same place."""
    seen: Counter[tuple[int, str]] = Counter()
    found = []
    for place, name in placed:
        alike = (place, name[:READ_CHARACTERS].casefold().strip())
        seen[alike] += 1
        found.append(seen[alike] if seen[alike] > 1 else 0)
    return found
