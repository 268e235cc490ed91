"""What somebody would rather not have: reminders, their name in a channel, their work anniversary."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from bot.delivery.states import messages
from bot.recognition.taking_part import Member, members

NO_REMINDERS, NO_NAMING, NO_ANNIVERSARY = "no_reminders", "no_naming", "no_anniversary"
WITHDRAWN_WISH = "not_wanted"


@dataclass(frozen=True)
class Wishes:
    """See bot.store.recognition.Member."""

    no_reminders: bool
    no_naming: bool
    no_anniversary: bool


def wishes_of(connection: Connection, member: Member) -> Wishes:
    """What a member has wished so far."""
    columns = [members.c[name] for name in Wishes.__dataclass_fields__]
    row = connection.execute(select(*columns).where(members.c.id == member.id)).one()
    return Wishes(row.no_reminders, row.no_naming, row.no_anniversary)


def set_wishes(connection: Connection, workspace_id: int, member: Member, wishes: Wishes) -> None:
    """Keeps a member's wishes. What waits in the outbox and goes against them is not sent; no entry is made
    in the audit log, for it is nobody's business.
    """
    values = {name: getattr(wishes, name) for name in Wishes.__dataclass_fields__}
    connection.execute(update(members).where(members.c.id == member.id).values(**values))
    if wishes.no_reminders:
        _take_out(connection, workspace_id, f"reminder/{member.id}/")
    if member.person_id is not None and (wishes.no_anniversary or wishes.no_naming):
        _take_out(connection, workspace_id, f"anniversary/{member.person_id}/")


def _take_out(connection: Connection, workspace_id: int, stem: str) -> None:
    waiting = (
        (messages.c.workspace_id == workspace_id)
        & messages.c.key.startswith(stem, autoescape=True)
        & (messages.c.state == "pending")
    )
    connection.execute(update(messages).where(waiting).values(state="dropped", last_error=WITHDRAWN_WISH))
