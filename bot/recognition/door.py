"""Who comes in to drop the mic, and why somebody cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient

from bot.people.company import admins
from bot.people.profiles import NO_ANSWER
from bot.people.recognition_access import admin_key
from bot.people.viewing import Asker
from bot.recognition.fair_play import Taker, endorsing_refusal
from bot.recognition.sentences import sentence
from bot.recognition.settings import Settings, settings_of
from bot.recognition.taking_part import Member, Venue, meet, venue_of
from bot.services import Services
from bot.slack.render import Rendered
from bot.slack.showing import show_beside
from bot.store.engine import reading


@dataclass(frozen=True)
class Entrant:
    """Somebody who may give and endorse."""

    venue: Venue
    settings: Settings
    member: Member


@dataclass(frozen=True)
class TurnedAway:
    """`reason` is "not_connected", "not_set_up", "unknown" when Slack does not say who they are, or
    "standing" with a `sentence`.

    Where it is not set up, `may_set_up` is for an admin, and `admins` are the names of those who are.
    """

    reason: str
    sentence: str = ""
    may_set_up: bool = False
    admins: list[str] = field(default_factory=list)


def enter(services: Services, asker: Asker) -> Entrant | TurnedAway:
    """Whoever asks, as they take part."""
    venue = venue_of(services.engine, asker.team_id)
    if venue is None:
        return TurnedAway("not_connected")
    try:
        met = meet(services.engine, services.profiles, venue, [asker.user_id], asker.now)
    except NO_ANSWER:
        return TurnedAway("unknown")
    member = met.get(asker.user_id)
    if member is None:
        return TurnedAway("unknown")
    with reading(services.engine) as connection:
        settings = settings_of(connection, venue.id)
        if settings is None:
            may_set_up = admin_key(connection, member.person_id) is not None
            return TurnedAway("not_set_up", "", may_set_up, admins(connection, venue.id))
    refused = endorsing_refusal(Taker(member.id, member.name, member.standing), 0, (), settings.limits)
    if refused is not None:
        return TurnedAway("standing", sentence(refused))
    return Entrant(venue, settings, member)


def turned_away(services: Services, why: TurnedAway) -> Rendered:
    """As the answer to a command."""
    return services.renderer.render("recognition/turned_away", turned_away_values(why))


def turned_away_modal(services: Services, why: TurnedAway) -> Rendered:
    """In the place of a form."""
    return services.renderer.render("recognition/turned_away_modal", turned_away_values(why))


def let_in(services: Services, client: WebClient, body: Mapping[str, Any]) -> Entrant | None:
    """Whoever pressed something; None when they can't come in, and have been told why."""
    entrant = enter(services, services.asker_of(body))
    if isinstance(entrant, Entrant):
        return entrant
    show_beside(client, dict(body), turned_away(services, entrant), turned_away_modal(services, entrant))
    return None


def turned_away_values(why: TurnedAway) -> dict[str, object]:
    """For the templates that say why."""
    return {
        "reason": why.reason,
        "sentence": why.sentence,
        "may_set_up": why.may_set_up,
        "admins": why.admins,
    }
