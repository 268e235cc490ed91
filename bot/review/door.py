"""Who comes in to look after pay, and how somebody whose it is not is told."""

from typing import Any

from slack_sdk import WebClient

from bot.people.access import may_run_the_app
from bot.people.identity import Stranger
from bot.people.viewing import Viewing, view_key, view_own
from bot.periods.standing import Standing, period_of, standing_of
from bot.review.notes import NOTE
from bot.review.values import Values
from bot.review.visit import Visit
from bot.services import Services
from bot.slack.controls import StaleControl
from bot.slack.render import Rendered
from bot.slack.showing import show_beside
from bot.store.engine import reading
from calc.periods import Period


def visitor(services: Services, body: dict[str, Any]) -> Visit | Stranger:
    """Whoever pressed or sent something."""
    asker = services.asker_of(body)
    own = view_own(asker)
    return own if isinstance(own, Stranger) else Visit(own.viewer, asker)


def let_in(services: Services, client: WebClient, body: dict[str, Any]) -> Visit | None:
    """Whoever pressed something; None when we answer them with nobody's pay, and they have been told."""
    visit = visitor(services, body)
    if isinstance(visit, Stranger):
        turn_away(services, client, body, visit)
        return None
    return visit


def let_admin_in(services: Services, client: WebClient, body: dict[str, Any]) -> Visit | None:
    """The same of a compensation admin."""
    visit = let_in(services, client, body)
    if visit is not None and not may_run_the_app(visit.caller):
        tell(services, client, body, {**NOTE, "what": "not_admin"})
        return None
    return visit


def let_look(visit: Visit, person: str) -> Viewing | Stranger:
    """Whose pay it is that they look at, if they may; the look is noted. Nobody looks after their own."""
    viewing = view_key(visit.asker, person)
    return Stranger("not_theirs") if isinstance(viewing, Viewing) and viewing.own else viewing


def turn_away(services: Services, client: WebClient, body: dict[str, Any], stranger: Stranger) -> None:
    """Says why to whoever pressed something."""
    message = services.renderer.render("people/refusal", {"reason": stranger.reason})
    show_beside(client, body, message, refusal_modal(services, stranger))


def refusal_modal(services: Services, stranger: Stranger) -> Rendered:
    """The same in the place of a form."""
    return services.renderer.render("people/refusal_modal", {"reason": stranger.reason})


def tell(services: Services, client: WebClient, body: dict[str, Any], note: Values) -> None:
    """Says beside what was pressed what came of it."""
    show_beside(client, body, services.renderer.render("review/note", note), note_modal(services, note))


def note_modal(services: Services, note: Values) -> Rendered:
    """The same as a modal."""
    return services.renderer.render("review/note_modal", note)


def standing_named(services: Services, visit: Visit, key: str) -> tuple[Standing, Period]:
    """The period of a control. StaleControl when there is none of that key."""
    company = visit.caller.company
    with reading(services.engine) as connection:
        standing = standing_of(connection, company.id, key)
    if standing is None:
        raise StaleControl
    return standing, period_of(company, standing)
