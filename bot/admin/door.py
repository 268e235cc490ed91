"""Who comes in to look after the app, and how everybody else is turned away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.doors import Refused, person_of
from bot.people.access import may_run_the_app
from bot.people.actors import actor_of
from bot.people.company import admins
from bot.people.identity import Caller
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.render import Rendered
from bot.slack.showing import show_beside
from bot.store.engine import reading


@dataclass(frozen=True)
class Visit:
    """An admin who has pressed something, when, and what names that request (bot.slack.request_key)."""

    caller: Caller
    now: datetime
    request_key: str

    @property
    def actor(self) -> str:
        """How the audit log calls them."""
        return actor_of(self.caller)


def admin_of(asker: Asker) -> Caller | Refused:
    """The compensation admin who asks."""
    caller = person_of(asker)
    if isinstance(caller, Refused) or may_run_the_app(caller):
        return caller
    return not_admin(asker, caller)


def not_admin(asker: Asker, caller: Caller) -> Refused:
    """For somebody of the company whose business it is not."""
    with reading(asker.engine) as connection:
        return Refused("not_admin", admins(connection, caller.company.id))


def refusal(services: Services, refused: Refused) -> Rendered:
    """Why somebody is not let in, as the answer to a command."""
    return services.renderer.render("admin/refusal", _values(refused))


def turn_away(services: Services, client: WebClient, body: dict[str, Any], refused: Refused) -> None:
    """Says so to whoever pressed something."""
    show_beside(client, body, refusal(services, refused), refusal_modal(services, refused))


def let_in(services: Services, client: WebClient, body: dict[str, Any]) -> Visit | None:
    """The compensation admin who pressed; None when it was somebody else, who has been told."""
    asker = services.asker_of(body)
    caller = admin_of(asker)
    if isinstance(caller, Refused):
        turn_away(services, client, body, caller)
        return None
    return Visit(caller, asker.now, asker.request_key)


def refusal_modal(services: Services, refused: Refused) -> Rendered:
    """The same in the place of a form."""
    return services.renderer.render("admin/refusal_modal", _values(refused))


def _values(refused: Refused) -> dict[str, object]:
    return {"reason": refused.reason, "admins": refused.admins}
