"""The words that an award is announced with: the best that was said of the winner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.slack.text import ELLIPSIS, truncate

_LOOSE_ENDS = " ,;:.–—-("


@dataclass(frozen=True)
class Said:
    """A nomination of the winner, with how many stand behind it besides its giver."""

    nomination_id: int
    giver_id: int
    words: str
    endorsements: int
    at: datetime


def best_quotes(said: Iterable[Said], most: int = 3, most_characters: int = 280) -> list[Said]:
    """At most `most` of them, the most endorsed first and then the earlier, with words cut to length.

    No giver is quoted twice while there is another to quote. A nomination without words is no quote.
    """
    ordered = sorted((one for one in said if one.words.strip()), key=_best_first)
    firsts: dict[int, Said] = {}
    for one in ordered:
        firsts.setdefault(one.giver_id, one)
    chosen = list(firsts.values())[:most]
    taken = {one.nomination_id for one in chosen}
    chosen += [one for one in ordered if one.nomination_id not in taken][: most - len(chosen)]
    return [_cut(one, most_characters) for one in sorted(chosen, key=_best_first)]


def cut_at_word(text: str, most_characters: int) -> str:
    """`text` in one line of at most so many characters (1 or more); what is longer ends at a word, with …."""
    line = " ".join(text.split())
    if len(line) <= most_characters:
        return line
    room = most_characters - len(ELLIPSIS)
    end = line.rfind(" ", 0, room + 1)
    kept = line[: max(end, 0)].rstrip(_LOOSE_ENDS)
    # One endless word, as in a script without spaces, is cut within.
    return kept + ELLIPSIS if 2 * len(kept) >= room else truncate(line, most_characters)


def _best_first(one: Said) -> tuple[int, datetime, int]:
    return -one.endorsements, one.at, one.nomination_id


def _cut(one: Said, most_characters: int) -> Said:
    words = cut_at_word(one.words, most_characters)
    return Said(one.nomination_id, one.giver_id, words, one.endorsements, one.at)
