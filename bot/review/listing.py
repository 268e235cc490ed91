"""The list of everybody in a period whose pay somebody may look at, page by page."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy import Engine, select

from bot.people.access import reviewable
from bot.periods.standing import Standing
from bot.review.door import let_in, standing_named
from bot.review.sheet import names_of, read_sheet, statements, turns_of
from bot.review.values import Reader, in_order, period_values, row_values
from bot.review.visit import Visit
from bot.services import Services
from bot.slack.controls import value_of, whole
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.showing import is_in_view, show_instead
from bot.store import audit
from bot.store.engine import reading, writing
from bot.store.received import first_time

PEOPLE, EARLIER, LATER = "review.people", "review.earlier", "review.later"
ON_A_PAGE = 20

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens it, and those that turn its pages."""

    def show(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        key, _, page = value_of(action).partition(" ")
        shown = listed(services, visit, key, whole(page or "1"))
        if is_in_view(body) and body["view"].get("type") == "modal":
            show_instead(client, body, shown)  # closed meanwhile: nobody waits for it
        else:
            client.views_open(trigger_id=body["trigger_id"], view=shown.as_view())

    for action_id in (PEOPLE, EARLIER, LATER):
        app.action(action_id)(show)


def listed(services: Services, visit: Visit, key: str, page: int) -> Rendered:
    """A page of it; the last one when there are fewer. Whose pay is on it is noted in the log."""
    caller = visit.caller
    standing, _ = standing_named(services, visit, key)
    today = caller.company.today(visit.now)
    with reading(services.engine) as connection:
        ids = connection.execute(
            select(statements.c.person_id).where(statements.c.period_id == standing.id).distinct()
        )
        mine = reviewable(connection, caller, list(ids.scalars()), today)
        sheet = read_sheet(connection, caller.company, standing, mine)
        turns = turns_of(connection, caller.company, standing, mine, today)
        lookers = {one for one in turns.turn.values() if one is not None}
        pages = max(1, -(-len(sheet.entries) // ON_A_PAGE))
        page = min(max(page, 1), pages)
        reader = Reader(caller.id, turns, names_of(connection, lookers), page)
        entries = in_order(sheet.entries.values(), reader)[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    _note(services.engine, visit, standing, [entry.key for entry in entries])
    values = {
        **period_values(caller.company, standing),
        "rows": [row_values(entry, standing, reader) for entry in entries],
        "people": len(sheet.entries),
        "page": page,
        "pages": pages,
        "earlier": f"{key} {page - 1}",
        "later": f"{key} {page + 1}",
    }
    return services.renderer.render("review/people", values)


def _note(engine: Engine, visit: Visit, standing: Standing, keys: list[str]) -> None:
    company_id = visit.caller.company.id
    if not keys:
        return
    with writing(engine) as connection:
        if first_time(connection, company_id, f"{visit.asker.request_key} pay_viewed", visit.now):
            details = {"period": standing.key, "people": sorted(keys), "how": "list"}
            audit.record(connection, company_id, visit.now, visit.actor, "pay_viewed", details=details)
