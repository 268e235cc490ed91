"""From nominations to the values that templates take."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.recognition.names_shown import names_shown
from bot.recognition.nominations import Nomination
from bot.recognition.pieces import normal_tag
from bot.recognition.taking_part import Member
from bot.slack.text import clean, truncate

Values = dict[str, object]

MOST_NAMED = 20
MOST_WORDS_CHARACTERS = 1_900
MOST_QUOTED_CHARACTERS = 900
# Whoever does not want to be named in a channel is called so there.
SOMEBODY = "A colleague"


def post_values(one: Nomination) -> Values:
    """What the channel sees; `user` ids are there to be mentioned."""
    named = one.named[:MOST_NAMED]
    return {
        **_content(one),
        "giver": "" if one.giver.no_naming else one.giver.user_id,
        "giver_name": SOMEBODY if one.giver.no_naming else one.giver.name,
        "receivers": [{"user": receiver.user_id, "name": receiver.name} for receiver in named],
        "others": len(one.receivers) - len(named),
        "names": names_in_channel(one.receivers),
        "endorsements": one.endorsements,
    }


def received_values(one: Nomination, receiver: Member, channel: str) -> Values:
    """What a receiver is told; `channel` is where everybody reads it too, "" where they are not named."""
    others = [other.name for other in one.receivers if other.id != receiver.id and not other.no_naming]
    hidden = len(one.receivers) - 1 - len(others)
    return {
        **_content(one),
        "giver": one.giver.user_id,
        "giver_name": one.giver.name,
        "others": names_shown([*others, *([None] * hidden)], MOST_NAMED).words,
        "channel": "" if receiver.no_naming else channel,
    }


def wall_values(one: Nomination) -> Values:
    """A nomination in a few lines, as everybody may see it."""
    return {
        "giver_name": SOMEBODY if one.giver.no_naming else one.giver.name,
        "names": names_in_channel(one.receivers),
        "words": in_short(words_of(one)),
        "tag": one.value.tag if one.value else "",
        "endorsements": one.endorsements,
        "at": one.given_at.isoformat(),
    }


def words_of(one: Nomination) -> str:
    """What was said, without the value's own hashtag and the link at its end: those are shown anyway."""
    said, space, last = one.words.rpartition(" ")
    while space and (last == one.link or (one.value and normal_tag(last) == one.value.tag)):
        said, space, last = said.rstrip().rpartition(" ")
    return f"{said}{space}{last}"


def names_in_channel(receivers: Iterable[Member]) -> str:
    """In words, without the names of those who are not to be named in a channel."""
    return names_shown((None if each.no_naming else each.name for each in receivers), MOST_NAMED).words


def in_short(text: str, most: int = 200) -> str:
    """In one line."""
    return truncate(" ".join(clean(text).split()), most)


def quoted(text: str, most: int) -> str:
    """Lines that Slack shows as a quotation after the `>` of the first, which the template writes."""
    lines = [line for line in truncate(clean(text), most).split("\n") if line.strip()]
    return "\n> ".join(lines)


def host_of(link: str) -> str:
    """Where a link leads, for its button."""
    try:
        host = urlsplit(link).hostname
    except ValueError:
        host = None
    return host or "the link"


def _content(one: Nomination) -> Values:
    return {
        "id": str(one.id),
        "words": quoted(words_of(one), MOST_WORDS_CHARACTERS),
        "said": in_short(words_of(one), 300),
        "value": {"tag": one.value.tag, "title": one.value.title} if one.value else {},
        "link": one.link or "",
        "link_host": host_of(one.link) if one.link else "",
        "photo": one.photo_file or "",
        "quote": quoted(one.quoted_text, MOST_QUOTED_CHARACTERS) if one.quoted_text else "",
        "quote_link": one.quoted_link or "",
    }
