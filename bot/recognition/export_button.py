"""*All that was given, as CSV*: the table for a spreadsheet, into the direct messages of an admin."""

import io
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.people.recognition_access import admin_key
from bot.recognition.door import Entrant, let_in
from bot.recognition.exporting import HEADER, exported
from bot.services import Services
from bot.slack.cells import write_csv
from bot.slack.declared import Declared
from bot.slack.files import NOT_UPLOADED, File, post_to, upload
from bot.slack.render import Rendered
from bot.slow_presses import on_slow_press
from bot.store import audit
from bot.store.engine import reading, writing
from bot.store.received import first_time

PRESSED = "recognition.export"

DECLARED = Declared(scopes=("chat:write", "files:write"))


def register(app: App, services: Services) -> None:
    """Adds the button, whose work goes on after its answer: the table may be long."""

    on_slow_press(app, services, PRESSED, lambda body, _action, client: send(services, client, body))


def send(services: Services, client: WebClient, body: dict[str, Any]) -> None:
    """Says in the modal that it is on its way, or who may have it; then sends it, once for each press."""
    entrant = let_in(services, client, body)
    if entrant is None:
        return
    with reading(services.engine) as connection:
        key = admin_key(connection, entrant.member.person_id)
    values = {"stage": "not_yours" if key is None else "on_its_way"}
    shown = services.renderer.render("recognition/export_asked", values)
    client.views_push(trigger_id=body["trigger_id"], view=shown.as_view())
    table = None if key is None else _table(services, entrant, key, services.asker_of(body).request_key)
    if table is None:
        return
    file, rows = table
    channel, ts = post_to(client, body["user"]["id"], _message(services, file, rows, sent=True))
    try:
        upload(client, channel, ts, [file])
    except NOT_UPLOADED:
        failed = _message(services, file, rows, sent=False)
        client.chat_update(channel=channel, ts=ts, text=failed.text, blocks=failed.blocks or [])


def _table(services: Services, entrant: Entrant, key: str, request_key: str) -> tuple[File, int] | None:
    """The file and how many rows it has; None for a press that has had its file."""
    company, now = entrant.venue.company, services.clock()
    written = io.StringIO()
    with writing(services.engine) as connection:
        if not first_time(connection, company.id, f"{request_key} export", now):
            return None
        rows = write_csv(written, HEADER, exported(connection, company))
        audit.record(connection, company.id, now, f"person {key}", "recognition_exported")
    return File(f"recognition-{company.today(now)}.csv", written.getvalue().encode()), rows


def _message(services: Services, file: File, rows: int, sent: bool) -> Rendered:
    values = {"rows": rows, "file": file.name, "sent": sent}
    return services.renderer.render("recognition/exported", values)
