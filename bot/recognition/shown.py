"""From nominations to the values that templates take."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.recognition.nominations import Nomination
from bot.recognition.pieces import normal_tag
from bot.recognition.taking_part import UNNAMED, Member
from bot.slack.names_shown import names_shown
from bot.slack.text import clean, truncate

Values = dict[str, object]

MOST_NAMED = 20
MOST_WORDS_CHARACTERS = 1_900
MOST_QUOTED_CHARACTERS = 900
# At the beginning of a sentence.
SOMEBODY = UNNAMED.capitalize()


def post_values(one: Nomination) -> Values:
    """What the channel sees; `user` ids are there to be mentioned."""
    return {
        **_content(one),
        "giver": "" if one.giver.no_naming else one.giver.user_id,
        "giver_name": SOMEBODY if one.giver.no_naming else one.giver.name,
        "receivers": [{"user": receiver.user_id, "name": receiver.name} for receiver in one.named],
        "others": len(one.receivers) - len(one.named),
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
    """What was said, as it is shown beside its value and link."""
    return words_alone(one.words, one.value.tag if one.value else None, one.link)


def words_alone(words: str, tag: str | None, link: str | None) -> str:
    """Words without the hashtag of their value and the link, where they end with those."""
    said, space, last = words.rpartition(" ")
    while space and (last == link or (tag and normal_tag(last) == tag)):
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
