"""Who has pressed something about a question, and how what comes of it is shown to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Caller, Stranger
from bot.people.viewing import Asker, view_own
from bot.questions.outcomes import Outcome, Result
from bot.questions.shown import MOST_WORDS_CHARACTERS
from bot.services import Services
from bot.slack.form_errors import errors_in_form
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside, show_done


@dataclass(frozen=True)
class Visit:
    """A person of the company who has pressed or sent something."""

    asker: Asker
    caller: Caller


def visit_of(services: Services, body: Mapping[str, Any]) -> Visit | Stranger:
    """Whoever it is."""
    asker = services.asker_of(body)
    own = view_own(asker)
    return own if isinstance(own, Stranger) else Visit(asker, own.viewer)


def let_in(services: Services, client: WebClient, body: dict[str, Any]) -> Visit | None:
    """Whoever pressed; None when we show them nothing, and they have been told why."""
    visit = visit_of(services, body)
    if isinstance(visit, Visit):
        return visit
    turn_away(services, client, body, visit)
    return None


def turn_away(services: Services, client: WebClient, body: dict[str, Any], why: Stranger) -> None:
    """Says why to whoever pressed."""
    message = services.renderer.render("people/refusal", {"reason": why.reason})
    show_beside(client, body, message, refusal_modal(services, why))


def refusal_modal(services: Services, why: Stranger) -> Rendered:
    """The same in the place of a form."""
    return services.renderer.render("people/refusal_modal", {"reason": why.reason})


def tell(services: Services, client: WebClient, body: dict[str, Any], result: Result) -> None:
    """Says to whoever pressed what came of it; messages about the question change by the outbox."""
    values = note_values(result)
    message = services.renderer.render("questions/note", values)
    modal = services.renderer.render("questions/note_modal", values)
    if result.outcome is Outcome.DONE:
        show_done(client, body, modal, message, modal)
    else:
        show_beside(client, body, message, modal)


def told_in_form(services: Services, result: Result, block: str) -> BoltResponse:
    """The same in the place of a form; what was refused stands at an input of it."""
    if result.outcome is Outcome.REFUSED:
        return errors_in_form({block: result.sentence})
    return in_place_of_form(services.renderer.render("questions/note_modal", note_values(result)))


def wrong_words(words: str, empty: str = "") -> dict[str, str]:
    """What is wrong with what was written; `empty` is the sentence for nothing, where that is not enough."""
    if not words and empty:
        return {"words": empty}
    if len(words) > MOST_WORDS_CHARACTERS:
        return {"words": f"That is {len(words)} characters; {MOST_WORDS_CHARACTERS} are the most."}
    return {}


def note_values(result: Result) -> dict[str, object]:
    """Values of questions/note and questions/note_modal."""
    return {
        "outcome": result.outcome.value,
        "did": result.did,
        "who": result.who,
        "own": result.own,
        "at": result.at.isoformat() if result.at else "",
        "holder": result.holder,
        "sentence": result.sentence,
    }
