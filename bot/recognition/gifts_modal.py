"""The rewards that were given, for hosts: approve, fulfil, decline; and the ways to give more."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.recognition.door import Entrant, let_in
from bot.recognition.gift_desk import GiftDesk, MovedOn
from bot.recognition.gift_rows import APPROVED, DECLINED, FULFILLED, Gift
from bot.recognition.rewards_modal import gift_values
from bot.recognition.settings import RecognitionRefused
from bot.recognition.shown import Values
from bot.schedule.telling import moment_values
from bot.services import Services
from bot.slack.controls import number_of, page_of
from bot.slack.declared import Declared
from bot.slack.numbers_carried import pair_of
from bot.slack.render import Rendered
from bot.slack.showing import is_in_view, show_beside, show_done, show_instead, show_modal

OPEN, EARLIER, LATER = "gift.all", "gift.earlier", "gift.later"
ACTIONS = {"gift.approve": APPROVED, "gift.fulfil": FULFILLED, "gift.decline": DECLINED}
ON_A_PAGE = 15

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons of the list, and of the message that a reward is promised."""

    @app.action(OPEN)
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            show_modal(client, body, page_or_refusal(services, entrant, 1))

    def turn(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            show_instead(client, body, page_or_refusal(services, entrant, number_of(action)))

    app.action(EARLIER)(turn)
    app.action(LATER)(turn)

    def press(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            note = _stepped(services, entrant, action)
            _show(services, client, body, entrant, note)

    for action_id in ACTIONS:
        app.action(action_id)(press)


def page_or_refusal(
    services: Services, entrant: Entrant, number: int, note: Values | None = None
) -> Rendered:
    """A page of the list, or the sentence that it is for hosts. `note` says what was just done."""
    desk, now = GiftDesk(services.engine, services.outbox), services.clock()
    try:
        found = desk.page(entrant, 0, 0, now)
        pages = max(1, -(-found.total // ON_A_PAGE))
        number = min(max(number, 1), pages)
        found = desk.page(entrant, (number - 1) * ON_A_PAGE, ON_A_PAGE, now)
    except RecognitionRefused as refused:
        return services.renderer.render("recognition/reward_note_modal", {"note": refusal_note(str(refused))})
    values = {
        "locale": entrant.venue.company.locale,
        "notes": [note] if note else [],
        "gifts": [gift_values(one) for one in found.gifts],
        "page": number,
        "pages": pages,
        "metadata": str(number),
        "earlier": str(number - 1),
        "later": str(number + 1),
    }
    return services.renderer.render("recognition/reward_gifts", values)


def refusal_note(sentence: str) -> Values:
    """That something could not be done, for recognition/reward_note."""
    return {"what": "refused", "sentence": sentence, "reward": "", "name": "", "by": "", "when": _NEVER}


def done_note(what: str, gift: Gift) -> Values:
    """What was done with a gift."""
    return {
        "what": what,
        "sentence": "",
        "reward": gift.reward,
        "name": gift.name,
        "by": "",
        "when": _NEVER,
    }


def _stepped(services: Services, entrant: Entrant, action: dict[str, str]) -> Values:
    gift_id, revision = pair_of(action)
    desk, state = GiftDesk(services.engine, services.outbox), ACTIONS[action["action_id"]]
    try:
        done = desk.step(entrant, gift_id, revision, state, services.clock())
    except RecognitionRefused as refused:
        return refusal_note(str(refused))
    if isinstance(done, MovedOn):
        when = moment_values(done.step.at, entrant.venue.company.time_zone)
        by = done.by.name or "Micdrop itself"
        return {**done_note("moved_on", done.gift), "sentence": done.step.state, "by": by, "when": when}
    return done_note(state, done)


def _show(
    services: Services, client: WebClient, body: dict[str, Any], entrant: Entrant, note: Values
) -> None:
    """With the list that was pressed in, or in the place of the message that told of a promise."""
    message = services.renderer.render("recognition/reward_note", {"note": note})
    modal = services.renderer.render("recognition/reward_note_modal", {"note": note})
    if is_in_view(body):
        show_done(client, body, page_or_refusal(services, entrant, page_of(body), note), message, modal)
    elif note["what"] == "refused":
        show_beside(client, body, message, modal)
    else:
        show_done(client, body, message, message, modal)


_NEVER: Values = {"at": "", "words": ""}
