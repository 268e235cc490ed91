"""What somebody typed: whom they name, which value, and what they say in words of their own."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.recognition.footers import without_footers
from bot.recognition.pieces import Kind, Piece, normal_tag, pieces
from bot.slack.text import clean

MOST_LINK_CHARACTERS = 2000

# `clean` takes these away; the words around them must not grow together.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What people put between the names at the beginning, and after them.
_JOINING = frozenset({"", "and", "und", "et", "y", "e", "og"})
_BETWEEN_NAMES = " \t\n\u00a0,;&+/"
_AFTER_NAMES = _BETWEEN_NAMES + ":–—-"
_EMOJI_CODE = re.compile(r":[a-z+-][a-z0-9_+'-]{0,99}:", re.IGNORECASE)
# Letters by their class, with nothing to see.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")
_UNSEEN = frozenset({"Mn", "Me", "Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"})
_NAMING: frozenset[Kind] = frozenset({"user", "group", "name"})


@dataclass(frozen=True)
class Reading:
    """A text as it was read; ids and names in their order, each once.

    users, groups: whom it names, by Slack's ids, but for who stands only in the footer.
    unknown_names: what stands after an @ that Slack made no mention of.
    tags: hashtags in their normal form; channel_names: of channels linked, as Slack makes a link of #grit
    where there is a channel of that name.
    links: web addresses. labels: what stood there for a user or group, by their ids and without the @, where
    Slack said so. footer, footer_users: what was left aside, and who stands only there.
    """

    users: tuple[str, ...]
    groups: tuple[str, ...]
    unknown_names: tuple[str, ...]
    tags: tuple[str, ...]
    channel_names: tuple[str, ...]
    links: tuple[str, ...]
    labels: Mapping[str, str]
    footer: str
    footer_users: tuple[str, ...]
    body: tuple[Piece, ...]

    def words(self, names: Mapping[str, str]) -> str:
        """What was said, to be shown as plain text: the names it begins with are left out, those in the
        middle of a sentence stay. `names` says by id what to call a user, group or channel.
        """
        shown = "".join(_shown(piece, names) for piece in self.body)
        return "\n".join(" ".join(line.split()) for line in shown.strip().split("\n"))

    @cached_property
    def own_words(self) -> str:
        """Words without mentions, tags and links, in one line."""
        said = "".join(piece.text if piece.kind in ("text", "name") else " " for piece in self.body)
        return " ".join(said.split())

    @cached_property
    def own_characters(self) -> int:
        """How many characters a reader sees of the own words; emoji and stacked accents are none."""
        return visible_characters(self.own_words)


def read(text: str) -> Reading:
    """Reads a text in Slack's escaped form: what came after a command, or is in a message.

    What was typed into a form comes as it was typed: `bot.slack.text.escape` it first.
    """
    said, footer = without_footers(clean(_LINE_ENDS.sub("\n", text)))
    found = list(pieces(said))
    users = _refs(found, "user")
    named = set(users)
    channels = (normal_tag(piece.text) for piece in found if piece.kind == "channel")
    return Reading(
        users=users,
        groups=_refs(found, "group"),
        unknown_names=_refs(found, "name"),
        tags=_refs(found, "tag"),
        channel_names=tuple(dict.fromkeys(filter(None, channels))),
        links=tuple(link for link in _refs(found, "link") if _is_web(link)),
        labels={
            piece.ref: piece.text.lstrip("@")
            for piece in found
            if piece.kind in ("user", "group") and piece.text
        },
        footer=footer,
        footer_users=tuple(user for user in _refs(pieces(footer), "user") if user not in named),
        body=tuple(_without_opening_names(found)),
    )


def visible_characters(text: str) -> int:
    """Letters, digits, signs and the spaces between words; emoji and what only sits on a letter are none."""
    plain = _EMOJI_CODE.sub(" ", text)
    seen = (
        sign
        for sign in plain
        if sign.isspace() or (unicodedata.category(sign) not in _UNSEEN and sign not in _BLANK)
    )
    return len(" ".join("".join(seen).split()))


def _refs(found: Iterable[Piece], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.ref for piece in found if piece.kind == kind))


def _is_web(link: str) -> bool:
    return len(link) <= MOST_LINK_CHARACTERS and link.lower().startswith(("https://", "http://"))


def _without_opening_names(found: list[Piece]) -> list[Piece]:
    """The pieces after the names that a text begins with, and after what joins those."""
    after = 0
    for position, piece in enumerate(found):
        if piece.kind in _NAMING:
            after = position + 1
        elif piece.kind != "text" or piece.text.strip(_BETWEEN_NAMES).lower() not in _JOINING:
            break
    rest = found[after:]
    if not after or not rest or rest[0].kind != "text":
        return rest
    if rest[0].text[0] not in _AFTER_NAMES:  # "@ana's idea" cannot do without the name
        return found[after - 1 :]
    return [Piece("text", rest[0].text.lstrip(_AFTER_NAMES)), *rest[1:]]


def _shown(piece: Piece, names: Mapping[str, str]) -> str:
    if piece.kind in ("user", "group", "channel"):
        return names.get(piece.ref) or piece.text or ("a channel" if piece.kind == "channel" else "somebody")
    return piece.text
