"""A few names out of many, so that a message stays short however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """`shown` by name, and how many `others` there are: beyond the most, or who are not to be named."""

    shown: tuple[str, ...]
    others: int = 0

    @property
    def words(self) -> str:
        """In words: "Ana", "Ana and Lee", "Ana, Lee and 12 others", "3 people"; empty for nobody."""
        if not self.shown:
            return "" if not self.others else "1 person" if self.others == 1 else f"{self.others:,} people"
        parts = list(self.shown)
        if self.others:
            parts.append("1 other" if self.others == 1 else f"{self.others:,} others")
        return f"{', '.join(parts[:-1])} and {parts[-1]}" if parts[1:] else parts[0]


def names_shown(names: Iterable[str | None], most: int) -> Names:
    """The first `most` of the names; None stands for somebody who is not to be named."""
    everybody = list(names)
    shown = [name for name in everybody if name is not None][: max(0, most)]
    return Names(tuple(shown), len(everybody) - len(shown))
