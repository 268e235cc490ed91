"""Text on its way into Slack: what people wrote is made inert, what we wrote may be live."""

import re
import unicodedata
from datetime import datetime

ELLIPSIS = "…"
REPLACEMENT = "\ufffd"

# Control characters but for tab and newline, line separators, the characters that turn the direction of the
# text after them (they can make one name or amount read as another), and halves of surrogate pairs, which
# cannot be sent as UTF-8.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_USER_ID = re.compile(r"[UW][A-Z0-9]{1,30}")
_CHANNEL_ID = re.compile(r"[CDG][A-Z0-9]{1,30}")
_DATE_FORMAT = re.compile(r"[^<>|^&]{1,200}")

_JOINER = "\u200d"
_EXTENDING = frozenset({_JOINER, *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0x1F3FB, 0x1F400))})
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


class Safe(str):
    """Text of our own that is already formatted for Slack; it is neither escaped nor cut."""

    __slots__ = ()


def clean(text: str) -> str:
    """`text` without control characters and direction overrides; a replacement mark if nothing is left."""
    if text.isprintable():
        return text
    return _HARMFUL.sub("", text) or (REPLACEMENT if text else "")


def escape(text: str) -> str:
    """`text` so that Slack shows it as written: cleaned, `&`, `<`, `>` escaped. `Safe` stays as it is."""
    if isinstance(text, Safe):
        return text
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_typed(text: str) -> str:
    """What a person typed after a command: Slack escapes three signs of it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mention(user_id: str) -> Safe:
    """A live mention of a person. ValueError if `user_id` is not a Slack user id."""
    if not _USER_ID.fullmatch(user_id):
        raise ValueError("A mention needs a Slack user id, like U012AB3CD.")
    return Safe(f"<@{user_id}>")


def channel_link(channel_id: str) -> Safe:
    """A live link to a channel. ValueError if `channel_id` is not a Slack channel id."""
    if not _CHANNEL_ID.fullmatch(channel_id):
        raise ValueError("A channel link needs a Slack channel id, like C012AB3CD.")
    return Safe(f"<#{channel_id}>")


def date_token(moment: datetime, date_format: str, fallback: str) -> Safe:
    """A moment that Slack shows in the reader's own time zone.

    `date_format` is Slack's, like `{date_short} at {time}`; `fallback` is what older clients show. ValueError
    for a moment without a time zone or a format with Slack's own signs in it.
    """
    if moment.tzinfo is None:
        raise ValueError("A date token needs a moment with a time zone.")
    if not _DATE_FORMAT.fullmatch(date_format):
        raise ValueError("A date token's format cannot hold <, >, |, ^ or &.")
    plain = escape(str(fallback)).replace("|", "¦")
    return Safe(f"<!date^{int(moment.timestamp())}^{date_format}|{plain}>")


def bar(numerator: int, denominator: int, cells: int = 10) -> str:
    """A bar of `cells` cells for numerator ÷ denominator, like ▰▰▰▰▰▰▰▰▱▱.

    A cell is filled when it is wholly reached, so only 100% and more fill the last one. ValueError unless
    `denominator` is over 0.
    """
    if denominator <= 0:
        raise ValueError("A bar needs a denominator over 0.")
    filled = min(max(numerator * cells // denominator, 0), cells)
    return "▰" * filled + "▱" * (cells - filled)


def truncate(text: str, limit: int) -> str:
    """`text` in at most `limit` characters (1 or more), with an ellipsis if something had to go.

    Cuts between what a reader sees as characters: accents stay with their letter, a family emoji or a flag
    stays whole or goes whole.
    """
    return text if len(text) <= limit else _cut(text, limit - len(ELLIPSIS))


def escape_within(text: str, limit: int) -> str:
    """`text` escaped and cut to at most `limit` characters (1 or more) all told; `Safe` stays whole."""
    escaped = escape(text)
    if len(escaped) <= limit or isinstance(text, Safe):
        return escaped
    cleaned = clean(text)
    kept, room = 0, limit - len(ELLIPSIS)
    while (room := room - len(escape(cleaned[kept]))) >= 0:
        kept += 1
    return escape(_cut(cleaned, kept))


def _cut(text: str, position: int) -> str:
    while position > 0 and _joined(text, position):
        position -= 1
    return text[:position].rstrip() + ELLIPSIS


def _joined(text: str, position: int) -> bool:
    """Whether a cut before text[position] would part something that is read as one character."""
    after, before = text[position], text[position - 1]
    if after in _EXTENDING or before == _JOINER or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if ord(after) not in _FLAG_LETTERS:
        return False
    letters = 0
    while letters < position and ord(text[position - 1 - letters]) in _FLAG_LETTERS:
        letters += 1
    return letters % 2 == 1
