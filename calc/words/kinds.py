"""What kinds of event are called in a sentence: a renewal, each cancelled event, won and lost events."""

import re
from collections.abc import Sequence

from calc.words.teller import listed

# Words that say what became of something, and so need a noun: those that end in -ed, and these.
_STATES = frozenset(
    (
        *("active", "begun", "bought", "broken", "built", "chosen", "done", "due", "found", "given", "gone"),
        *("grown", "held", "inactive", "kept", "left", "lost", "made", "met", "overdue", "paid", "ready"),
        *("sent", "shown", "sold", "spent", "taken", "taught", "upsold", "won"),
    )
)
_PARTICLES = ("back", "down", "in", "off", "on", "out", "over", "through", "up")
_PHRASES = ("at risk", "in danger", "on hold", "on track")
_NAMES = {"new": "new deal"}  # "each new event" would be any that comes
# Written with a vowel, and spoken as "you" or "won".
_SPOKEN_WITHOUT_VOWEL = ("eu", "one", "unit", "us")


def each_kind(kinds: Sequence[str], nothing: str = "each event") -> str:
    """each renewal or upsell; all services, where the word is a plural already; each cancelled event."""
    if not kinds:
        return nothing
    return f"{'all' if is_plural(kinds[0]) else 'each'} {one_kind(kinds)}"


def one_kind(kinds: Sequence[str]) -> str:
    """renewal or upsell; cancelled event; won or lost event."""
    if kinds and all(is_state(kind) for kind in kinds):
        return f"{listed([_words(kind) for kind in kinds], 'or')} event"
    return listed([_noun(kind) for kind in kinds], "or") or "event"


def a_kind(kinds: Sequence[str]) -> str:
    """a renewal or upsell; an adopted event; services, where the word is a plural already."""
    told = one_kind(kinds)
    if kinds and is_plural(kinds[0]):
        return told
    an = told[0].lower() in "aeiou" and not told.lower().startswith(_SPOKEN_WITHOUT_VOWEL)
    return f"{'an' if an else 'a'} {told}"


def all_kinds(kinds: Sequence[str], nothing: str = "all events") -> str:
    """renewals and upsells; cancelled events; won and lost events."""
    if kinds and all(is_state(kind) for kind in kinds):
        return f"{listed([_words(kind) for kind in kinds])} events"
    return listed([_plural(_noun(kind)) for kind in kinds]) or nothing


def is_plural(word: str) -> bool:
    """Whether it reads as a plural: services, not loss."""
    return word.endswith("s") and not word.endswith("ss")


def is_state(kind: str) -> bool:
    """Whether it tells what became of something, like cancelled, closed-won, handed-over or at-risk."""
    words = re.split(r"[\s_-]+", kind.lower())
    if len(words) > 1 and words[-1] in _PARTICLES:
        words.pop()
    return words[-1].endswith("ed") or words[-1] in _STATES or " ".join(words[-2:]) in _PHRASES


def _noun(kind: str) -> str:
    return f"{_words(kind)} event" if is_state(kind) else _NAMES.get(kind.lower(), _words(kind))


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _plural(word: str) -> str:
    """renewals, community stories, churns; what ends in s stays as it is."""
    if word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ch", "sh", "x", "z")) else f"{word}s"
