"""What tells the bars of a contest's chart apart: a chart needs each label once, and cuts long ones."""

from collections import Counter
from collections.abc import Sequence

# How much of a name is surely read on a label of Slack's 20 characters, beside a place and a number.
READ_CHARACTERS = 10


def repeats(placed: Sequence[tuple[int, str]]) -> list[int]:
    """For each place and name 0, or the number that tells it from those before that look alike there.

    Somebody may be called as another's label reads, like "Ana (2)": numbers that are taken are passed over.
    """
    seen: Counter[tuple[int, str]] = Counter()
    labels: set[str] = set()
    found = []
    for place, name in placed:
        alike = (place, name[:READ_CHARACTERS].casefold().strip())
        again = seen[alike] + 1 if seen[alike] else 0
        while _label(place, name, again) in labels:
            again = max(again, 1) + 1
        seen[alike] = max(again, 1)
        labels.add(_label(place, name, again))
        found.append(again)
    return found


def _label(place: int, name: str, again: int) -> str:
    """As the templates write it, but for the case."""
    whole = f"{place}. {name}".casefold()
    return f"{whole[:15].strip()} ({again})" if again else whole[:20].strip()
