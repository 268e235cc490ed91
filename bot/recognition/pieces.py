"""Text as Slack sends it, cut into what somebody wrote and what Slack made live in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "user", "group", "channel", "everyone", "link", "tag", "name"]

MOST_TAG_CHARACTERS = 80

# No "<" within, so that of nested or broken brackets only the innermost whole ones are read, each once.
_TOKEN = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
_USER = re.compile(r"@([UW][A-Z0-9]{1,30})")
_GROUP = re.compile(r"!subteam\^(S[A-Z0-9]{1,30})")
_CHANNEL = re.compile(r"#([CDG][A-Z0-9]{1,30})")
_EVERYONE = re.compile(r"!(channel|here|everyone)")
_URL = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"(?P<link>https?://[^\W_]\S*)"
    # A tag goes on to a space or a sign; - and _ may be in it, and any script's letters with their marks.
    r"|(?<![\w#&/])#(?P<tag>[^\s!-,./:-@\[-^`{-~…“”‘’„«»–—]+)"
    r"|(?<![\w@./])@(?P<name>[^\W\d_][\w.-]*\w)"
)
_AFTER_LINK = ".,;:!?)]}'\""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is what a person reads, with nothing escaped and nothing live.

    `ref` is the id of a user, group or channel, the address of a link, the normal form of a tag, the name
    after an @ that Slack did not recognise; empty for text and for everyone (@channel and the like).
    """

    kind: Kind
    text: str
    ref: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text in Slack's escaped form, in order. Any text has some; none makes this fail."""
    done = 0
    for token in _TOKEN.finditer(text):
        yield from _written(unescaped(text[done : token.start()]))
        yield _live(token[1])
        done = token.end()
    yield from _written(unescaped(text[done:]))


def unescaped(text: str) -> str:
    """The three signs that Slack escapes, as they were typed."""
    return _ENTITY.sub(lambda entity: _SIGNS[entity[1]], text)


def normal_tag(tag: str) -> str:
    """A value's hashtag as it is kept and compared: without #, small letters; "" for what cannot be one.

    It needs a letter, since #42 is the number of something, and has at most MOST_TAG_CHARACTERS.
    """
    bare = tag.strip().lstrip("#")
    if len(bare) > MOST_TAG_CHARACTERS:
        return ""
    normal = unicodedata.normalize("NFKC", bare).lower().strip("#-_ ")
    return normal if any(map(str.isalpha, normal)) else ""


def _live(inside: str) -> Piece:
    """What stands between < and >: a reference with perhaps its label after a |."""
    said, _, label = inside.partition("|")
    label = unescaped(label).strip()
    if user := _USER.fullmatch(said):
        return Piece("user", f"@{label.lstrip('@')}" if label else "", user[1])
    if group := _GROUP.fullmatch(said):
        return Piece("group", f"@{label.lstrip('@')}" if label else "", group[1])
    if channel := _CHANNEL.fullmatch(said):
        return Piece("channel", f"#{label.lstrip('#')}" if label else "", channel[1])
    if everyone := _EVERYONE.fullmatch(said):
        return Piece("everyone", f"@{everyone[1]}")
    if _URL.match(said):
        address = unescaped(said)
        return Piece("link", label or address, address)
    return Piece("text", label if said.startswith("!") and label else unescaped(f"<{inside}>"))


def _written(text: str) -> Iterator[Piece]:
    """What was typed, with the addresses, tags and names in it."""
    done = 0
    for found in _IN_WORDS.finditer(text):
        piece = _found(found)
        if piece is None:
            continue
        if found.start() > done:
            yield Piece("text", text[done : found.start()])
        yield piece
        done = found.start() + len(piece.text)
    if done < len(text):
        yield Piece("text", text[done:])


def _found(found: re.Match[str]) -> Piece | None:
    if found["link"]:
        address = found["link"].rstrip(_AFTER_LINK)
        return Piece("link", address, address)
    if found["name"]:
        return Piece("name", found[0], found["name"])
    tag = normal_tag(found["tag"])
    return Piece("tag", found[0], tag) if tag else None
