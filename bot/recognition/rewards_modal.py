"""`/dropthemic rewards`: what there is, and what is mine; for hosts the way to what is given out."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.recognition.asking import Asking
from bot.recognition.catalogue import Reward
from bot.recognition.door import Entrant, let_in
from bot.recognition.gift_desk import GiftDesk
from bot.recognition.gift_rows import Gift
from bot.recognition.shown import Values
from bot.services import Services
from bot.slack.controls import number_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.showing import show_instead

OPEN, EARLIER, LATER = "rewards.open", "rewards.earlier", "rewards.later"
ON_A_PAGE = 20

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the buttons that turn its pages."""

    @app.action(OPEN)
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            client.views_open(trigger_id=body["trigger_id"], view=page(services, entrant, 1).as_view())

    def turn(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            show_instead(client, body, page(services, entrant, number_of(action)))

    app.action(EARLIER)(turn)
    app.action(LATER)(turn)


def reply(asking: Asking) -> None:
    """Opens it for whoever typed the word."""
    shown = page(asking.services, asking.entrant, 1)
    asking.client.views_open(trigger_id=asking.trigger_id, view=shown.as_view())


def page(services: Services, entrant: Entrant, number: int) -> Rendered:
    """A page of the catalogue; the last one when there are fewer. One's own gifts stand on the first."""
    shelf = GiftDesk(services.engine, services.outbox).shelf(entrant, services.clock())
    pages = max(1, -(-len(shelf.rewards) // ON_A_PAGE))
    number = min(max(number, 1), pages)
    shown = shelf.rewards[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    values = {
        "locale": entrant.venue.company.locale,
        "rewards": [reward_values(one, shelf.is_host) for one in shown],
        "own": [gift_values(one) for one in shelf.own] if number == 1 else [],
        "is_host": shelf.is_host,
        "page": number,
        "pages": pages,
        "earlier": str(number - 1),
        "later": str(number + 1),
    }
    return services.renderer.render("recognition/rewards", values)


def reward_values(reward: Reward, is_host: bool) -> Values:
    """A reward for templates."""
    return {
        "id": str(reward.id),
        "name": reward.name,
        "about": reward.about,
        "value_minor": reward.value_minor,
        "currency": reward.currency,
        "taxable": reward.taxable,
        "left": -1 if reward.stock is None else reward.stock,
        "yearly_limit": reward.yearly_limit or 0,
        "can_change": is_host,
    }


def gift_values(gift: Gift) -> Values:
    """A gift for templates."""
    return {
        "id": f"{gift.id} {gift.revision}",
        "reward": gift.reward,
        "name": gift.name,
        "state": gift.state,
        "given_on": gift.given_on.isoformat(),
    }
