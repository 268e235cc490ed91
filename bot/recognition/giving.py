"""Dropping the mic: whether a wish is fair, and the nomination with all that is said of it in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from bot.delivery.outbox import Outbox
from bot.people.profiles import Profiles
from bot.recognition.calendar import month_of, open_month, zone_or
from bot.recognition.company_values import values_of
from bot.recognition.fair_play import GivenSoFar, Limits, Proposed, Refusal, allowance_left, refusals
from bot.recognition.gathering import Gathered, Wish, gather
from bot.recognition.nominations import (
    Nomination,
    by_request,
    closed_months,
    given_so_far,
    nomination_of,
    nominations,
    receivers,
)
from bot.recognition.round_up_shape import Value
from bot.recognition.settings import Settings, settings_of
from bot.recognition.taking_part import Member, Venue, members
from bot.recognition.telling import Telling
from bot.recognition.values import UnknownValue
from bot.slack.text import truncate
from bot.store.engine import reading, writing

MOST_WORDS_CHARACTERS = 3_000


@dataclass(frozen=True)
class Given:
    """What was given. `left` is how many people the giver may still name this month; `left_out` how many of a
    user group are not among the receivers, as they can't be named.
    """

    nomination: Nomination
    left: int
    left_out: int = 0


@dataclass(frozen=True)
class Refused:
    """Nothing was given, and all that stood in the way."""

    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class Judged:
    """A wish that is fair: from whom to whom, for which value, in which words."""

    giver: Member
    receivers: tuple[Member, ...]
    value: Value | None
    words: str
    giver_month: str
    left: int
    left_out: int


class Giving:
    """Drops the mic. Recognition has to be set up where it does."""

    def __init__(self, engine: Engine, profiles: Profiles, outbox: Outbox) -> None:
        self._engine, self._profiles, self._outbox = engine, profiles, outbox

    def give(
        self, venue: Venue, giver: Member, wish: Wish, request_key: str, now: datetime
    ) -> Given | Refused:
        """Gives what somebody wishes, once for each `request_key`.

        SlackApiError or OSError when Slack does not say who somebody is.
        """
        with reading(self._engine) as connection:
            settings = known_settings(connection, venue)
        gathered = gather(self._engine, self._profiles, venue, giver, wish, settings, now)
        if isinstance(gathered, Refusal):
            return Refused((gathered,))
        with writing(self._engine) as connection:
            settings = known_settings(connection, venue, held=True)
            hold(connection, giver)
            made = by_request(connection, venue.id, request_key)
            if made is not None:
                return _as_made(connection, venue, settings, made, now)
            judged = judge(connection, venue, settings, gathered, wish, now)
            if isinstance(judged, Refused):
                return judged
            one = _keep(connection, venue, wish, judged, request_key, now)
            Telling(self._outbox, connection, venue.id, settings, now).given(one)
        return Given(one, judged.left, judged.left_out)


def known_settings(connection: Connection, venue: Venue, *, held: bool = False) -> Settings:
    """The settings of a workspace that has them. `held`: see bot.recognition.settings."""
    settings = settings_of(connection, venue.id, held=held)
    if settings is None:
        raise LookupError("drop the mic is not set up in this workspace")
    return settings


def hold(connection: Connection, giver: Member) -> None:
    """Nobody else gives in the giver's name meanwhile: two at once shall not both use what is left."""
    connection.execute(select(members.c.id).where(members.c.id == giver.id).with_for_update())


def judge(
    connection: Connection,
    venue: Venue,
    settings: Settings,
    gathered: Gathered,
    wish: Wish,
    now: datetime,
    editing: Nomination | None = None,
) -> Judged | Refused:
    """Whether a wish is fair by what the giver gave this month; an edit counts in that of the original."""
    giver, limits = gathered.giver, settings.limits
    giver_month = editing.giver_month if editing else month_of_giver(venue, giver, now)
    so_far = given_so_far(connection, giver, giver_month, editing.id if editing else None)
    value = wish.value_of(values_of(connection, venue.id))
    named = [*gathered.named, *(one for one in gathered.from_groups if _can_be_named(giver, one, limits))]
    unknown_value = value if isinstance(value, UnknownValue) else None
    proposed = Proposed(
        giver=giver.taker,
        receivers=[one.taker for one in named],
        own_characters=wish.reading.own_characters,
        unknown_names=gathered.unknown_names,
        unknown_value=unknown_value,
    )
    found = refusals(proposed, limits, so_far)
    if found:
        return Refused(tuple(found))
    return Judged(
        giver=giver,
        receivers=tuple(named),
        value=None if isinstance(value, UnknownValue) else value,
        words=truncate(wish.reading.words(gathered.names), MOST_WORDS_CHARACTERS),
        giver_month=giver_month,
        left=allowance_left(limits, so_far) - len(named),
        left_out=len(gathered.named) + len(gathered.from_groups) - len(named),
    )


def month_of_giver(venue: Venue, giver: Member, now: datetime) -> str:
    """The month that it is for the giver, by the clock where they are."""
    return month_of(now, zone_or(giver.time_zone, venue.company.time_zone))


def columns_of(judged: Judged, wish: Wish) -> Mapping[str, object]:
    """What an edit can change of a nomination."""
    value_id = judged.value.id if judged.value else None
    return {"words": judged.words, "value_id": value_id, "link": wish.link}


def keep_receivers(connection: Connection, venue: Venue, nomination_id: int, ids: list[int]) -> None:
    """Adds receivers to a nomination, in their order."""
    if ids:
        rows = [
            {"workspace_id": venue.id, "nomination_id": nomination_id, "member_id": member} for member in ids
        ]
        connection.execute(insert(receivers), rows)


def _can_be_named(giver: Member, one: Member, limits: Limits) -> bool:
    """Whether nothing but numbers can stand between the two: of a group, the others are left out."""
    alone = Proposed(giver.taker, [one.taker], limits.least_characters)
    return not refusals(alone, limits, GivenSoFar({}))


def _keep(
    connection: Connection, venue: Venue, wish: Wish, judged: Judged, request_key: str, now: datetime
) -> Nomination:
    month = open_month(now, venue.company.time_zone, closed_months(connection, venue.id))
    row = {
        **columns_of(judged, wish),
        "workspace_id": venue.id,
        "giver_id": judged.giver.id,
        "month": month,
        "giver_month": judged.giver_month,
        "photo_file": wish.photo_file,
        "quoted_text": wish.quoted_text,
        "quoted_link": wish.quoted_link,
        "request_key": request_key,
        "given_at": now,
        "edition": 0,
    }
    new = connection.execute(insert(nominations).values(row).returning(nominations.c.id)).scalar_one()
    keep_receivers(connection, venue, new, [one.id for one in judged.receivers])
    one = nomination_of(connection, venue.company, new, now)
    assert one is not None
    return one


def _as_made(connection: Connection, venue: Venue, settings: Settings, made: int, now: datetime) -> Given:
    """What the same request came to before."""
    one = nomination_of(connection, venue.company, made, now)
    assert one is not None
    so_far = given_so_far(connection, one.giver, one.giver_month)
    return Given(one, allowance_left(settings.limits, so_far))
