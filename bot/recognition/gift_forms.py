"""The forms with which hosts give a reward, and put several of a team together for another one."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.profiles import NO_ANSWER
from bot.people.viewing import Asker
from bot.recognition.answers import SLACK_IS_SILENT
from bot.recognition.award_forms import reward_option
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.fair_play import GUEST, MEMBER
from bot.recognition.gift_desk import GiftDesk
from bot.recognition.gifts_modal import done_note, refusal_note
from bot.recognition.rewards_modal import gift_values
from bot.recognition.settings import RecognitionRefused
from bot.recognition.shown import Values
from bot.recognition.taking_part import meet
from bot.services import Services
from bot.slack.controls import whole
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, choices_in, state_of, text_in, user_in
from bot.slack.numbers_carried import pair
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside

GIVE, GIVEN = "gift.give", "gift.given"
POOL, POOLED = "gift.pool", "gift.pooled"

DECLARED = Declared()

NOTHING_TO_GIVE = "There is no reward to give. Add one in the catalogue first: `/dropthemic rewards`."
TOO_FEW = "There are not two rewards that wait to be fulfilled, so there is nothing to put together."


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the forms, and what happens when they are sent."""

    @app.action(GIVE)
    def open_give(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        _open(services, client, body, "recognition/reward_give", _give_values)

    @app.action(POOL)
    def open_pool(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        _open(services, client, body, "recognition/reward_pool", _pool_values)

    @app.view(GIVEN)
    def given(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _sent(services, body, view, "reward", _give)

    @app.view(POOLED)
    def pooled(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _sent(services, body, view, "gifts", _pool)


def _give_values(services: Services, entrant: Entrant) -> Values:
    rewards = GiftDesk(services.engine, services.outbox).on_offer(entrant, services.clock())
    if not rewards:
        raise RecognitionRefused(NOTHING_TO_GIVE)
    return {"rewards": [reward_option(one) for one in rewards]}


def _pool_values(services: Services, entrant: Entrant) -> Values:
    desk, now = GiftDesk(services.engine, services.outbox), services.clock()
    rewards, gifts = desk.on_offer(entrant, now), desk.open_gifts(entrant, now)
    if not rewards:
        raise RecognitionRefused(NOTHING_TO_GIVE)
    if len(gifts) < 2:
        raise RecognitionRefused(TOO_FEW)
    return {
        "locale": entrant.venue.company.locale,
        "rewards": [reward_option(one) for one in rewards],
        "gifts": [
            {**gift_values(one), "value_minor": one.value_minor, "currency": one.currency} for one in gifts
        ],
    }


def _give(services: Services, asker: Asker, entrant: Entrant, view: Mapping[str, Any]) -> Values | str:
    """What was given, or a sentence for the input `who`."""
    state = state_of(view)
    user = user_in(state, "who")
    try:
        met = meet(services.engine, services.profiles, entrant.venue, [user], asker.now).get(user)
    except NO_ANSWER:
        return SLACK_IS_SILENT
    if met is None or met.standing not in (MEMBER, GUEST):
        return "They are not with us, so nothing can be given to them."
    gift = GiftDesk(services.engine, services.outbox).give(
        entrant,
        met,
        whole(choice_in(state, "reward")),
        text_in(state, "note"),
        f"given {asker.request_key}",
        asker.now,
    )
    return done_note("given", gift)


def _pool(services: Services, asker: Asker, entrant: Entrant, view: Mapping[str, Any]) -> Values:
    state = state_of(view)
    chosen = [pair(value) for value in choices_in(state, "gifts")]
    reward_id, key = whole(choice_in(state, "reward")), f"pooled {asker.request_key}"
    gift = GiftDesk(services.engine, services.outbox).pool(entrant, chosen, reward_id, key, asker.now)
    return done_note("pooled", gift)


def _open(
    services: Services,
    client: WebClient,
    body: dict[str, Any],
    surface: str,
    values_of: Callable[[Services, Entrant], Values],
) -> None:
    entrant = let_in(services, client, body)
    if entrant is None:
        return
    try:
        values = values_of(services, entrant)
    except RecognitionRefused as refused:
        note = {"note": refusal_note(str(refused))}
        message = services.renderer.render("recognition/reward_note", note)
        show_beside(client, body, message, services.renderer.render("recognition/reward_note_modal", note))
        return
    client.views_push(trigger_id=body["trigger_id"], view=services.renderer.render(surface, values).as_view())


def _sent(
    services: Services,
    body: Mapping[str, Any],
    view: Mapping[str, Any],
    block: str,
    do: Callable[[Services, Asker, Entrant, Mapping[str, Any]], Values | str],
) -> BoltResponse:
    """Does what a form asks for; or the form says by its input `block` (or `who`) what stands in the way."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    try:
        note = do(services, asker, entrant, view)
    except RecognitionRefused as refused:
        return errors_in_form({block: str(refused)})
    if isinstance(note, str):
        return errors_in_form({"who": note})
    return in_place_of_form(services.renderer.render("recognition/reward_note_modal", {"note": note}))
