"""The door of a room: who comes in, and how everybody else is turned away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.people.company import admins
from bot.people.identity import Caller, Stranger, identify
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.render import Rendered
from bot.slack.showing import show_beside
from bot.store.engine import reading


@dataclass(frozen=True)
class Refused:
    """`reason` is why we don't know who it is (bot.people.identity), or what keeps them out of the room;
    `admins` are the names of the compensation admins, for people of the company alone."""

    reason: str
    admins: list[str] = field(default_factory=list)


def person_of(asker: Asker) -> Caller | Refused:
    """The person of the company who asks."""
    who = identify(asker.engine, asker.team_id, asker.user_id, asker.look_up, asker.now, asker.remember)
    return Refused(who.reason) if isinstance(who, Stranger) else who


@dataclass(frozen=True)
class Door:
    """`may` tells who may do what not everybody may on a day, and `reason` why others cannot. They read the
    `surface`; in the place of a form, the one that has `_modal` behind its name."""

    surface: str
    reason: str
    may: Callable[[Connection, Caller, date], bool]

    def entitled(self, asker: Asker) -> Caller | Refused:
        """Whoever asks, if they may."""
        caller = person_of(asker)
        if isinstance(caller, Refused):
            return caller
        with reading(asker.engine) as connection:
            if self.may(connection, caller, caller.company.today(asker.now)):
                return caller
            return Refused(self.reason, admins(connection, caller.company.id))

    def let_in(self, services: Services, client: WebClient, body: Mapping[str, Any]) -> Caller | None:
        """The person who pressed something; None when we don't know them, and they have been told."""
        return self._in(services, client, body, person_of(services.asker_of(body)))

    def let_entitled_in(
        self, services: Services, client: WebClient, body: Mapping[str, Any]
    ) -> Caller | None:
        """Whoever pressed something and may; None when it was somebody else, who has been told."""
        return self._in(services, client, body, self.entitled(services.asker_of(body)))

    def turned_away(self, services: Services, refused: Refused) -> Rendered:
        """As the answer to a command."""
        return services.renderer.render(self.surface, _values(refused))

    def turned_away_modal(self, services: Services, refused: Refused) -> Rendered:
        """In the place of a form."""
        return services.renderer.render(f"{self.surface}_modal", _values(refused))

    def _in(
        self, services: Services, client: WebClient, body: Mapping[str, Any], caller: Caller | Refused
    ) -> Caller | None:
        if isinstance(caller, Caller):
            return caller
        message, modal = self.turned_away(services, caller), self.turned_away_modal(services, caller)
        show_beside(client, dict(body), message, modal)
        return None


def _values(refused: Refused) -> dict[str, object]:
    return {"reason": refused.reason, "admins": refused.admins}
