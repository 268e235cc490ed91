"""The cards of a contest that somebody starts: a direct message to them and to each who approves its money,
brought up to date as it goes on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages, overtake_edits
from bot.people.identity import Company
from bot.schedule.telling import moment_values
from bot.slack.names_shown import names_shown
from bot.spiffs.called import somebodies
from bot.spiffs.details import rules
from bot.spiffs.patterns import COMPONENT
from bot.spiffs.rows import PROPOSED, RUNNING, Started
from bot.spiffs.shown import Values
from calc.language.reader import read_plan

SURFACE = "spiffs/card"
TITLE = "A contest"
MOST_NAMES = 12


@dataclass(frozen=True)
class StartCards:
    """Puts cards into the outbox, in the transaction of what they tell of."""

    outbox: Outbox

    def show(
        self,
        connection: Connection,
        company: Company,
        started: Started,
        asked: Collection[int],
        now: datetime,
    ) -> None:
        """A card for whoever started it and those who are asked; who has one has it brought up to date."""
        there = _there(connection, started)
        for person_id in dict.fromkeys([*there, started.host_id, *asked]):
            values = card_values(connection, company, started, person_id, now)
            key, edit = _key(started, person_id), person_id in there
            if edit:
                overtake_edits(connection, company.id, key)
            outgoing = Outgoing(
                key=f"{key}/{started.edition} {started.state}" if edit else key,
                title=TITLE,
                to=Person(person_id),
                surface=SURFACE,
                values=values,
                urgency=Urgency.NOTICE,
                kind="edit" if edit else "post",
                follows=key if edit else None,
            )
            self.outbox.put_if_new(connection, company.id, outgoing, now)


def card_values(
    connection: Connection, company: Company, started: Started, person_id: int, now: datetime
) -> Values:
    """Values of spiffs/card for one person."""
    own, over = started.host_id == person_id, started.last_day < company.today(now)
    names = [one.name for one in somebodies(connection, company.id, started.who)]
    decided = moment_values(started.decided_at, company.time_zone) if started.decided_at else None
    return {
        "locale": company.locale,
        "id": f"{started.id} {started.edition}",
        "state": started.state,
        "title": started.title,
        "own": own,
        "host": started.host,
        "decider": "" if started.decided_by == started.host_id else started.decider,
        "decided": decided or {"at": "", "words": ""},
        "first": started.first_day.isoformat(),
        "last": started.last_day.isoformat(),
        "people": len(names),
        "names": names_shown(names, MOST_NAMES).words,
        "cost_minor": started.budget_minor,
        "currency": started.currency,
        "rules": rules(read_plan(started.document), COMPONENT, company.locale),
        "channel": started.channel,
        "may_decide": started.state == PROPOSED and not own,
        "may_call_off": own and (started.state == PROPOSED or (started.state == RUNNING and not over)),
    }


def _there(connection: Connection, started: Started) -> list[int]:
    """The people who have a card, in the order in which they got it."""
    query = select(messages.c.person_id).where(
        messages.c.workspace_id == started.workspace_id,
        messages.c.kind == "post",
        messages.c.key.startswith(_stem(started), autoescape=True),
    )
    return list(connection.execute(query.order_by(messages.c.id)).scalars())


def _stem(started: Started) -> str:
    return f"contests/{started.id}/card/"


def _key(started: Started, person_id: int) -> str:
    return f"{_stem(started)}{person_id}"
