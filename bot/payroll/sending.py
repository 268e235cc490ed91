"""An export into an admin's DM: what it is in a message, its files in the message's thread."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.payroll.bundle import TEMPLATES, files_of, zipped
from bot.payroll.exporting import Taken, Wanted, take
from bot.payroll.refusals import ExportRefused
from bot.payroll.sentences import told
from bot.payroll.statements import account_names
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.files import NOT_UPLOADED, File, post_to, upload
from bot.slack.render import Rendered
from bot.store.engine import reading


def send_export(services: Services, client: WebClient, admin: Caller, user_id: str, wanted: Wanted) -> None:
    """Takes an export and brings it to the DM with whoever asked; the same request does it once.

    What keeps it from being taken, or its files from getting there, is said there too. SlackApiError or
    OSError when Slack takes not even that.
    """
    now = services.clock()
    try:
        taken = take(services.engine, admin.company, wanted, now)
    except ExportRefused as refused:
        said = services.renderer.render("payroll/not_exported", {"sentence": str(refused)})
        post_to(client, user_id, said)
        return
    if taken is None:
        return
    with reading(services.engine) as connection:
        names = account_names(connection, admin.company.id)
    files = zipped(list(files_of(taken, wanted.formats, admin.company, names, TEMPLATES)), now)
    channel, ts = post_to(client, user_id, _message(services, admin, taken, files, sent=True))
    try:
        upload(client, channel, ts, files)
    except NOT_UPLOADED:
        failed = _message(services, admin, taken, files, sent=False)
        client.chat_update(channel=channel, ts=ts, text=failed.text, blocks=failed.blocks or [])


def _message(services: Services, admin: Caller, taken: Taken, files: Sequence[File], sent: bool) -> Rendered:
    values = {
        "period": taken.payroll.label,
        "number": taken.number,
        "sentences": told(taken, admin.company.locale),
        "files": [file.name for file in files],
        "sent": sent,
    }
    return services.renderer.render("payroll/exported", values)
