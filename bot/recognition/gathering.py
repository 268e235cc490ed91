"""What somebody wishes to give, and whom they mean: people they named, and those of user groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.people.profiles import Profiles
from bot.recognition.fair_play import Reason, Refusal
from bot.recognition.pieces import normal_tag
from bot.recognition.reading import Reading, read
from bot.recognition.round_up_shape import Value
from bot.recognition.settings import Settings
from bot.recognition.taking_part import Member, Venue, meet
from bot.recognition.values import UnknownValue, chosen_value
from bot.slack.text import escape

# Slack is asked about each person whom we have not met. Of more people than these over the allowance, nobody
# need be asked: they are too many, whoever they are.
_MOST_OVER = 25
_MOST_ALTOGETHER = 100


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to give. `users` and `groups` are whom they named, by Slack's ids; `tag` is the
    value chosen in a form, None where the words themselves tell it by their hashtags.
    """

    reading: Reading
    users: tuple[str, ...]
    groups: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    tag: str | None = None
    link: str | None = None
    photo_file: str | None = None
    quoted_text: str | None = None
    quoted_link: str | None = None

    def value_of(self, known: Iterable[Value]) -> Value | UnknownValue | None:
        """The value that it is for, of those that are known."""
        by_tag = {value.tag: value for value in known}
        tags = self.reading.tags
        if self.tag is not None:
            # In a form the list says what the values are, and other hashtags are just words.
            tags = (self.tag,) if self.tag else tuple(tag for tag in tags if tag in by_tag)
        chosen = chosen_value(tags, self.reading.channel_names, by_tag)
        return by_tag[chosen] if isinstance(chosen, str) else chosen


@dataclass(frozen=True)
class Gathered:
    """Whom a wish means. `from_groups` came with a user group alone; `names` are what to call people, groups
    and channels in its words, by their ids.
    """

    giver: Member
    named: tuple[Member, ...]
    from_groups: tuple[Member, ...]
    unknown_names: tuple[str, ...]
    names: Mapping[str, str]


def typed(text: str) -> Wish:
    """A wish as it was typed after the command, in Slack's escaped form."""
    reading = read(text)
    link = reading.links[0] if reading.links else None
    return Wish(reading, reading.users, reading.groups, reading.unknown_names, link=link)


def filled(
    users: Iterable[str],
    words: str,
    tag: str = "",
    link: str | None = None,
    photo_file: str | None = None,
    quoted_text: str | None = None,
    quoted_link: str | None = None,
) -> Wish:
    """A wish as it was filled into a form: `words` as typed, with nothing escaped; "" for no value chosen."""
    reading = read(escape(words))
    return Wish(
        reading,
        tuple(dict.fromkeys(users)),
        tag=normal_tag(tag),
        link=link or (reading.links[0] if reading.links else None),
        photo_file=photo_file,
        quoted_text=quoted_text,
        quoted_link=quoted_link,
    )


def gather(
    engine: Engine,
    profiles: Profiles,
    venue: Venue,
    giver: Member,
    wish: Wish,
    settings: Settings,
    now: datetime,
) -> Gathered | Refusal:
    """Asks Slack who is meant, as far as it has to be asked. A Refusal for far too many people.

    SlackApiError or OSError when Slack does not say who somebody is.
    """
    groups = {group: profiles.group(group) for group in wish.groups}
    users = set(wish.users)
    in_groups = [user for group in groups.values() for user in group or () if user not in users]
    wanted = [*wish.users, *(user for user in dict.fromkeys(in_groups) if user != giver.user_id)]
    if len(wanted) > min(settings.monthly_allowance + _MOST_OVER, _MOST_ALTOGETHER):
        most = min(settings.monthly_allowance, _MOST_ALTOGETHER)
        return Refusal(Reason.FAR_TOO_MANY, count=len(wanted), limit=most)
    met = meet(engine, profiles, venue, wanted, now)
    unknown = [user for user in wish.users if user not in met]
    unknown += [group for group, members in groups.items() if members is None]
    labels = wish.reading.labels
    return Gathered(
        giver=giver,
        named=tuple(met[user] for user in wish.users if user in met),
        from_groups=tuple(met[user] for user in wanted if user in met and user not in users),
        unknown_names=(*wish.unknown_names, *(labels.get(one, one) for one in unknown)),
        names={user: member.called for user, member in met.items()},
    )
