"""Who comes in to see contests, or to start one, and how everybody else is turned away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient

from bot.people.company import admins
from bot.people.contest_access import may_start_contests
from bot.people.identity import Caller, Stranger, identify
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.render import Rendered
from bot.slack.showing import show_beside
from bot.store.engine import reading


@dataclass(frozen=True)
class Refused:
    """`reason` is "not_manager", "gone", or why we don't know who it is (bot.people.identity); `admins` are
    the names of the compensation admins, for people of the company alone."""

    reason: str
    admins: list[str] = field(default_factory=list)


def person_of(asker: Asker) -> Caller | Refused:
    """The person of the company who asks."""
    who = identify(asker.engine, asker.team_id, asker.user_id, asker.look_up, asker.now, asker.remember)
    return Refused(who.reason) if isinstance(who, Stranger) else who


def starter_of(asker: Asker) -> Caller | Refused:
    """The manager or compensation admin who asks."""
    caller = person_of(asker)
    if isinstance(caller, Refused):
        return caller
    with reading(asker.engine) as connection:
        if may_start_contests(connection, caller, caller.company.today(asker.now)):
            return caller
        return Refused("not_manager", admins(connection, caller.company.id))


def let_in(services: Services, client: WebClient, body: Mapping[str, Any]) -> Caller | None:
    """The person who pressed something; None when we don't know them, and they have been told."""
    return _in(services, client, body, person_of(services.asker_of(body)))


def let_in_to_start(services: Services, client: WebClient, body: Mapping[str, Any]) -> Caller | None:
    """The manager or admin who pressed something; None when it was somebody else, who has been told."""
    return _in(services, client, body, starter_of(services.asker_of(body)))


def turned_away(services: Services, refused: Refused) -> Rendered:
    """As the answer to a command."""
    return services.renderer.render("spiffs/no", _values(refused))


def turned_away_modal(services: Services, refused: Refused) -> Rendered:
    """In the place of a form."""
    return services.renderer.render("spiffs/no_modal", _values(refused))


def _in(
    services: Services, client: WebClient, body: Mapping[str, Any], caller: Caller | Refused
) -> Caller | None:
    if isinstance(caller, Caller):
        return caller
    show_beside(client, dict(body), turned_away(services, caller), turned_away_modal(services, caller))
    return None


def _values(refused: Refused) -> dict[str, object]:
    return {"reason": refused.reason, "admins": refused.admins}
