"""The forms of an award: what the hosts say of the winner, and which reward goes with it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.announcing import Outcome
from bot.recognition.award import Awards, Held
from bot.recognition.award_review import awards_in, note_values, tell
from bot.recognition.award_rows import PREVIEW
from bot.recognition.catalogue import Reward, on_offer
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.settings import RecognitionRefused
from bot.recognition.shown import Values
from bot.services import Services
from bot.slack.controls import whole
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, state_of, text_in
from bot.slack.numbers_carried import pair_in, pair_of
from bot.slack.replies import in_place_of_form
from bot.store.engine import reading

EDIT, EDITED = "award.edit", "award.edited"
REWARD, REWARDED = "award.reward", "award.rewarded"
NO_REWARD = "none"

DECLARED = Declared()

Change = Callable[[Awards, Entrant, int, int], Outcome]


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the forms, and what happens when they are sent."""

    @app.action(EDIT)
    def open_words(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        held = _held(services, client, body, action)
        if held is not None:
            values = {**_values(held), "words": held.award.words}
            view = services.renderer.render("recognition/award_edit", values).as_view()
            client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action(REWARD)
    def open_rewards(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        held = _held(services, client, body, action)
        if held is not None:
            with reading(services.engine) as connection:
                rewards = [reward_option(one) for one in on_offer(connection, held.work.company.id)]
            values = {**_values(held), "rewards": rewards}
            view = services.renderer.render("recognition/award_reward", values).as_view()
            client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view(EDITED)
    def edited(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        def change(awards: Awards, entrant: Entrant, award_id: int, edition: int) -> Outcome:
            words = text_in(state_of(view), "words")
            return awards.edit(entrant, award_id, edition, words, services.clock())

        return _changed(services, body, view, change)

    @app.view(REWARDED)
    def rewarded(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        def change(awards: Awards, entrant: Entrant, award_id: int, edition: int) -> Outcome:
            chosen = choice_in(state_of(view), "reward")
            reward_id = None if chosen == NO_REWARD else whole(chosen)
            return awards.pick_reward(entrant, award_id, edition, reward_id, services.clock())

        return _changed(services, body, view, change)


def reward_option(reward: Reward) -> Values:
    """A reward in a menu."""
    stock = "" if reward.stock is None else f", {reward.stock} left"
    return {"id": str(reward.id), "name": reward.name, "stock": stock}


def _held(
    services: Services, client: WebClient, body: dict[str, Any], action: Mapping[str, str]
) -> Held | None:
    """The award that may still be changed; None when it may not, and whoever pressed has been told."""
    entrant = let_in(services, client, body)
    if entrant is None:
        return None
    award_id, edition = pair_of(action)
    held = awards_in(services).seen(entrant, award_id, services.clock())
    if isinstance(held, Held) and held.award.state == PREVIEW and held.award.edition == edition:
        return held
    outcome = Outcome.MOVED_ON if isinstance(held, Held) else held
    tell(services, client, body, entrant, award_id, outcome.value)
    return None


def _changed(
    services: Services, body: Mapping[str, Any], view: Mapping[str, Any], change: Change
) -> BoltResponse:
    entrant = enter(services, services.asker_of(body))
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    award_id, edition = pair_in(view)
    try:
        outcome = change(awards_in(services), entrant, award_id, edition)
    except RecognitionRefused as refused:
        return errors_in_form({"reward": str(refused)})
    values = note_values(services, entrant, award_id, outcome.value)
    return in_place_of_form(services.renderer.render("recognition/award_note_modal", values))


def _values(held: Held) -> Values:
    return {"id": f"{held.award.id} {held.award.edition}", "name": held.award.name}
