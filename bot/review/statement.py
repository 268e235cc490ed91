"""The modal with one person's pay for whoever reviews it: to approve by its button, or to go on from."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient
from sqlalchemy import select

from bot.earnings.listing import lines_values
from bot.people.access import sees_all_pay
from bot.people.identity import Stranger
from bot.periods.standing import IN_REVIEW, Standing
from bot.review.carried import Look, Subject, look_in, subject_in
from bot.review.deciding import Decided, Deciding
from bot.review.door import let_in, let_look, refusal_modal, standing_named, visitor
from bot.review.looking import look_values, see
from bot.review.notes import NOTE, decided_note
from bot.review.progress import progress_of
from bot.review.sheet import people
from bot.review.values import Values
from bot.review.visit import Visit
from bot.review.work import Work
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_instead
from bot.store.engine import reading

LOOK, LOOK_AGAIN, LINES, APPROVED = "review.look", "review.look_again", "review.lines", "review.approve"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the buttons that open it, its lines, and what happens when it is approved."""

    def look(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        shown = statement(services, visit, subject_in(value_of(action)))
        if body.get("view", {}).get("type") == "modal":
            show_instead(client, body, shown)  # closed meanwhile: nobody waits for it
        else:
            client.views_open(trigger_id=body["trigger_id"], view=shown.as_view())

    app.action(LOOK)(look)
    app.action(LOOK_AGAIN)(look)

    @app.action(LINES)
    def lines(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            shown = _lines(services, visit, look_in(body["view"]).subject)
            client.views_push(trigger_id=body["trigger_id"], view=shown.as_view())

    @app.view(APPROVED)
    def approved(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        visit = visitor(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        look = look_in(view)
        decided = Deciding(services.engine, services.outbox).approve(visit.caller, look, visit.now)
        return in_place_of_form(decided_modal(services, visit, look, decided))


def statement(services: Services, visit: Visit, subject: Subject) -> Rendered:
    """The modal as it is now, for whoever may see it."""
    viewing = let_look(visit, subject.person)
    if isinstance(viewing, Stranger):
        return refusal_modal(services, viewing)
    seen = see(services.engine, viewing, subject.period, visit)
    if seen is None:
        return services.renderer.render("review/note_modal", {**NOTE, "what": "no_statement"})
    return services.renderer.render("review/statement", look_values(seen, viewing, subject, visit))


def decided_modal(services: Services, visit: Visit, look: Look, decided: Decided) -> Rendered:
    """What came of it, with the way to the next who waits for the viewer, and back."""
    subject = look.subject
    standing, _ = standing_named(services, visit, subject.period)
    following = _next(services, visit, standing, subject.person) if standing.state == IN_REVIEW else None
    values: Values = {
        **decided_note(decided, visit.caller.company),
        "next": following[1] if following else "",
        "next_value": Subject(subject.period, subject.page, following[0]).value() if following else "",
        "again_value": subject.value(),
        "list": f"{subject.period} {subject.page}" if subject.page else "",
    }
    return services.renderer.render("review/decided", values)


def _next(services: Services, visit: Visit, standing: Standing, person: str) -> tuple[str, str] | None:
    """Key and name of somebody else who waits for the viewer."""
    caller = visit.caller
    with reading(services.engine) as connection:
        progress = progress_of(Work(connection, services.outbox, caller.company, visit.now), standing)
        mine = [one for one in progress.waiting if progress.turns.turn.get(one) == caller.id]
        mine += progress.for_admin(caller.id) if sees_all_pay(caller) else []
        query = select(people.c.key, people.c.name).where(people.c.id.in_(mine), people.c.key != person)
        row = connection.execute(query.order_by(people.c.name, people.c.id).limit(1)).first()
    return None if row is None else (row.key, row.name)


def _lines(services: Services, visit: Visit, subject: Subject) -> Rendered:
    viewing = let_look(visit, subject.person)
    if isinstance(viewing, Stranger):
        return refusal_modal(services, viewing)
    _, period = standing_named(services, visit, subject.period)
    values = lines_values(services.engine, viewing.subject, viewing.own, period, 1, visit.now)
    return services.renderer.render("earnings/lines", values)
