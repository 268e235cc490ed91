"""The forms of the catalogue: a reward to add, to change, or to retire."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.catalogue import Draft, Reward
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.gift_desk import GiftDesk
from bot.recognition.gifts_modal import refusal_note
from bot.recognition.reward_export import amount_text
from bot.recognition.rewards_modal import page
from bot.recognition.settings import RecognitionRefused
from bot.recognition.shown import Values
from bot.services import Services
from bot.slack.controls import number_of, whole
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import is_checked, state_of, text_in
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside, show_instead
from calc.language.amounts import is_currency, read_money

ADD, CHANGE, RETIRE, SUBMITTED = "rewards.add", "rewards.change", "rewards.retire", "rewards.kept"
NEW = "new"
USUAL_CURRENCY = "USD"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the buttons of the catalogue, and what happens when the form is sent."""

    @app.action(ADD)
    def add(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        _open(services, client, body, None)

    @app.action(CHANGE)
    def change(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        _open(services, client, body, number_of(action))

    @app.action(RETIRE)
    def retire(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is None:
            return
        try:
            _desk(services).retire(entrant, number_of(action), services.clock())
        except RecognitionRefused as refused:
            _say(services, client, body, str(refused))
            return
        show_instead(client, body, page(services, entrant, 1))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return keep(services, body, view)


def keep(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """What was filled in is in the catalogue, or the form says what stands in the way."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    metadata = str(view.get("private_metadata") or "")
    reward_id = None if metadata == NEW else whole(metadata)
    draft = _draft(view)
    if not isinstance(draft, Draft):
        return errors_in_form(draft)
    try:
        _desk(services).keep_reward(entrant, reward_id, draft, asker.now)
    except RecognitionRefused as refused:
        return errors_in_form({"name": str(refused)})
    note = {**refusal_note(""), "what": "kept", "reward": draft.name}
    return in_place_of_form(services.renderer.render("recognition/reward_note_modal", {"note": note}))


def _open(services: Services, client: WebClient, body: dict[str, Any], reward_id: int | None) -> None:
    entrant = let_in(services, client, body)
    if entrant is None:
        return
    try:
        values = _values(services, entrant, reward_id)
    except RecognitionRefused as refused:
        _say(services, client, body, str(refused))
        return
    view = services.renderer.render("recognition/reward_form", values).as_view()
    client.views_push(trigger_id=body["trigger_id"], view=view)


def _values(services: Services, entrant: Entrant, reward_id: int | None) -> Values:
    desk, now = _desk(services), services.clock()
    if reward_id is not None:
        return _filled(desk.reward(entrant, reward_id, now))
    desk.on_offer(entrant, now)  # for hosts alone
    empty = {"name": "", "about": "", "taxable": False, "stock": "", "yearly_limit": ""}
    return {**empty, "metadata": NEW, "worth": "0", "currency": USUAL_CURRENCY}


def _filled(reward: Reward) -> Values:
    return {
        "metadata": str(reward.id),
        "name": reward.name,
        "about": reward.about,
        "worth": amount_text(reward.value_minor, reward.currency),
        "currency": reward.currency,
        "taxable": reward.taxable,
        "stock": "" if reward.stock is None else str(reward.stock),
        "yearly_limit": "" if reward.yearly_limit is None else str(reward.yearly_limit),
    }


def _draft(view: Mapping[str, Any]) -> Draft | dict[str, str]:
    """What was filled in, or what is wrong with it by the block that it stands in."""
    state = state_of(view)
    errors: dict[str, str] = {}
    currency = text_in(state, "currency").upper()
    value_minor = 0
    if not is_currency(currency):
        errors["currency"] = "Three letters like USD or EUR."
    else:
        try:
            value_minor = read_money(text_in(state, "worth"), currency)
        except ValueError:
            errors["worth"] = "A number like 500 or 49.90, or 0."
    if value_minor < 0:
        errors["worth"] = "A number from 0 on."
    stock, limit = _number(state, "stock", errors), _number(state, "yearly_limit", errors)
    if limit == 0:
        errors["yearly_limit"] = "1 or more; leave it empty for no limit."
    if errors:
        return errors
    return Draft(
        name=text_in(state, "name"),
        about=text_in(state, "about"),
        value_minor=value_minor,
        currency=currency,
        taxable=is_checked(state, "taxable"),
        stock=stock,
        yearly_limit=limit,
    )


def _number(state: Mapping[str, Any], block: str, errors: dict[str, str]) -> int | None:
    typed = text_in(state, block)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 7):
        errors[block] = "A whole number, or nothing."
        return None
    return int(typed)


def _say(services: Services, client: WebClient, body: dict[str, Any], sentence: str) -> None:
    values = {"note": refusal_note(sentence)}
    message = services.renderer.render("recognition/reward_note", values)
    show_beside(client, body, message, services.renderer.render("recognition/reward_note_modal", values))


def _desk(services: Services) -> GiftDesk:
    return GiftDesk(services.engine, services.outbox)
