"""The outbox in Slack: what has not gone out, and what an admin decides about it.

The same buttons stand under the list, in the modal of all, and on the messages that tell of trouble; there,
whoever composed the message may press them too.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.admin.door import let_in, not_admin, turn_away
from bot.admin.outbox_values import decision_values, entry_values, sending_values
from bot.delivery.desk import (
    FOR_A_PERSON,
    Decision,
    drop,
    drop_waiting,
    entry_of,
    found,
    resume,
    send_again,
    waiting,
)
from bot.doors import Refused, person_of
from bot.people.access import may_decide_about_message, may_run_the_app
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.controls import number_of, page_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.showing import is_ephemeral, is_in_view, show_done, show_instead
from bot.store.engine import writing

AGAIN, DROP, DROP_WAITING = "outbox.again", "outbox.drop", "outbox.drop_waiting"
FOUND, RESUME = "outbox.found", "outbox.resume"
OPEN, EARLIER, LATER = "outbox.open", "outbox.earlier", "outbox.later"

DECLARED = Declared(scopes=("chat:write",))

# Of messages that wait for a decision, so many in the answer to the command, and of all so many on a page.
SHOWN_AT_ONCE = 5
ON_A_PAGE = 15

Decide = Callable[[Connection, int, int, datetime, str], Decision]


def register(app: App, services: Services) -> None:
    """Adds the buttons of the list, of its modal and of the messages that tell of trouble."""

    def deciding(decide: Decide) -> Callable[..., None]:
        def press(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
            ack()
            asker = services.asker_of(body)
            caller = _decider(asker, action)
            if isinstance(caller, Refused):
                turn_away(services, client, body, caller)
                return
            with writing(services.engine) as connection:
                number, actor = number_of(action), actor_of(caller)
                decision = decide(connection, caller.company.id, number, asker.now, actor)
            _show(services, client, body, caller, decision)

        return press

    app.action(AGAIN)(deciding(send_again))
    app.action(DROP)(deciding(drop))
    app.action(DROP_WAITING)(deciding(drop_waiting))
    app.action(FOUND)(deciding(found))

    @app.action(RESUME)
    def go_on(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            with writing(services.engine) as connection:
                decision = resume(connection, visit.caller.company.id, visit.now, visit.actor)
            _show(services, client, body, visit.caller, decision)

    @app.action(OPEN)
    def open_all(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            client.views_open(trigger_id=body["trigger_id"], view=page(services, visit.caller, 1).as_view())

    def turn_page(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            # Where the modal has been closed meanwhile, nobody waits for a page.
            show_instead(client, body, page(services, visit.caller, number_of(action)))

    app.action(EARLIER)(turn_page)
    app.action(LATER)(turn_page)


def listed(services: Services, caller: Caller, decided: Sequence[Decision] = ()) -> Rendered:
    """How sending stands, with the first messages that wait for a person. `decided` is what was just done."""
    company = caller.company
    outlook = waiting(services.engine, company.id, FOR_A_PERSON, SHOWN_AT_ONCE)
    values = {
        **sending_values(outlook, company),
        "decided": _decided(decided, caller),
        "entries": [entry_values(entry, company) for entry in outlook.entries],
        "total": sum(outlook.counts.values()),
        "shown": len(outlook.entries),
    }
    return services.renderer.render("admin/outbox", values)


def page(services: Services, caller: Caller, number: int, decided: Sequence[Decision] = ()) -> Rendered:
    """A page of the modal with every message that has not gone out; the last one when there are fewer."""
    company = caller.company
    total = sum(waiting(services.engine, company.id, limit=0).counts.values())
    pages = max(1, -(-total // ON_A_PAGE))
    number = min(max(number, 1), pages)
    outlook = waiting(services.engine, company.id, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE)
    values = {
        **sending_values(outlook, company),
        "decided": _decided(decided, caller),
        "entries": [entry_values(entry, company) for entry in outlook.entries],
        "page": number,
        "pages": pages,
        "metadata": str(number),
        "earlier": str(number - 1),
        "later": str(number + 1),
    }
    return services.renderer.render("admin/outbox_modal", values)


def _decider(asker: Asker, action: Mapping[str, str]) -> Caller | Refused:
    """Whoever may decide about the message of a button: an admin, or the one who is asked to mend it."""
    caller = person_of(asker)
    if isinstance(caller, Refused) or may_run_the_app(caller):
        return caller
    entry = entry_of(asker.engine, caller.company.id, number_of(action))
    if entry is not None and may_decide_about_message(caller, entry.mender_id):
        return caller
    return not_admin(asker, caller)


def _show(
    services: Services, client: WebClient, body: dict[str, Any], caller: Caller, decision: Decision
) -> None:
    """What was decided: with the list that was pressed in, or in the place of the message that told of it."""
    values = {"decision": decision_values(decision, actor_of(caller), caller.company)}
    message = services.renderer.render("admin/decided", values)
    modal = services.renderer.render("admin/decided_modal", values)
    instead = modal if is_in_view(body) else message
    if may_run_the_app(caller) and is_in_view(body):
        instead = page(services, caller, page_of(body), [decision])
    elif may_run_the_app(caller) and is_ephemeral(body):
        instead = listed(services, caller, [decision])
    show_done(client, body, instead, message, modal)


def _decided(decided: Sequence[Decision], caller: Caller) -> list[dict[str, object]]:
    return [decision_values(decision, actor_of(caller), caller.company) for decision in decided]
