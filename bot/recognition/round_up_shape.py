"""The shape of a week's round-up: what is shown under which value, how much more there was, whom to thank."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.recognition.quotes import cut_at_word
from bot.slack.names_shown import Names, names_shown


@dataclass(frozen=True)
class Dropped:
    """A nomination of the week; people by member id. `endorsements` is how many stand behind it."""

    nomination_id: int
    giver_id: int
    receiver_ids: tuple[int, ...]
    value_id: int | None
    words: str
    endorsements: int
    at: datetime


@dataclass(frozen=True)
class Value:
    """A company value, as bot.store.recognition.CompanyValue keeps it."""

    id: int
    tag: str
    title: str


@dataclass(frozen=True)
class Most:
    """How much there is room for: nominations in all, names in one list, characters of one's words."""

    nominations: int = 12
    names: int = 10
    characters: int = 160


@dataclass(frozen=True)
class Shown:
    """A nomination as it is shown; `giver` is empty for one who is not to be named."""

    nomination_id: int
    giver: str
    receivers: Names
    words: str
    endorsements: int


@dataclass(frozen=True)
class Group:
    """What is shown of one value (None: of those for no value), and how many `more` there were of it."""

    value: Value | None
    shown: tuple[Shown, ...]
    more: int


@dataclass(frozen=True)
class RoundUp:
    """nominations: how many there were, of which `more` are not shown. first_timers: who gave one for the
    first time ever. givers: everybody who gave, the most generous first.
    """

    groups: tuple[Group, ...]
    nominations: int
    more: int
    first_timers: Names
    givers: Names


def round_up(
    week: Iterable[Dropped],
    values: Sequence[Value],
    names: Mapping[int, str],
    gave_before: Container[int],
    most: Most,
) -> RoundUp:
    """A week in one message's room.

    values: in the order to show them; a nomination for another one is among those for none, which are last.
    names: what to call members; who is not in it is not named in a channel, and a nomination that could
    name no receiver is counted but not shown. gave_before: members who gave before this week.
    """
    given = sorted(week, key=lambda one: (one.at, one.nomination_id))
    grouped = _by_value(given, values)
    rooms = _shared_out(
        [sum(_can_be_shown(one, names) for one in group) for group in grouped.values()], most.nominations
    )
    groups = tuple(
        _group(value, group, room, names, most)
        for (value, group), room in zip(grouped.items(), rooms, strict=True)
        if room
    )
    times = Counter(one.giver_id for one in given)  # keeps who gave first before who gave later
    return RoundUp(
        groups=groups,
        nominations=len(given),
        more=len(given) - sum(rooms),
        first_timers=_called((giver for giver in times if giver not in gave_before), names, most),
        givers=_called((giver for giver, _ in times.most_common()), names, most),
    )


def _by_value(given: Iterable[Dropped], values: Sequence[Value]) -> dict[Value | None, list[Dropped]]:
    by_id: dict[int | None, list[Dropped]] = defaultdict(list)
    known = {value.id for value in values}
    for one in given:
        by_id[one.value_id if one.value_id in known else None].append(one)
    by_value: dict[Value | None, list[Dropped]] = {value: by_id[value.id] for value in values}
    return by_value | {None: by_id[None]}


def _shared_out(wanted: Sequence[int], room: int) -> list[int]:
    """How many of each group are shown: one of each in turn while there is room."""
    given = [0] * len(wanted)
    while room > 0 and given != list(wanted):
        for index, most in enumerate(wanted):
            if room > 0 and given[index] < most:
                given[index] += 1
                room -= 1
    return given


def _group(
    value: Value | None, group: Iterable[Dropped], room: int, names: Mapping[int, str], most: Most
) -> Group:
    best = sorted(group, key=lambda one: (-one.endorsements, one.at, one.nomination_id))
    shown = [one for one in best if _can_be_shown(one, names)][:room]
    return Group(value, tuple(_shown(one, names, most) for one in shown), len(best) - len(shown))


def _shown(one: Dropped, names: Mapping[int, str], most: Most) -> Shown:
    return Shown(
        nomination_id=one.nomination_id,
        giver=names.get(one.giver_id, ""),
        receivers=_called(one.receiver_ids, names, most),
        words=cut_at_word(one.words, most.characters),
        endorsements=one.endorsements,
    )


def _called(members: Iterable[int], names: Mapping[int, str], most: Most) -> Names:
    return names_shown((names.get(member) for member in members), most.names)


def _can_be_shown(one: Dropped, names: Mapping[int, str]) -> bool:
    return any(receiver in names for receiver in one.receiver_ids)
