"""Whose pay somebody asks to see, whether they may, and a note of it when it is another's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from bot.people.access import may_see_pay
from bot.people.identity import Caller, LookUp, Stranger, identify, recognise
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.received import first_time

people = table_of(Person)


@dataclass(frozen=True)
class Viewing:
    """`viewer` may see the pay of `subject`; `own` when they are the same person."""

    viewer: Caller
    subject: Caller

    @property
    def own(self) -> bool:
        return self.viewer.id == self.subject.id


@dataclass(frozen=True)
class Asker:
    """Who asks, how to learn who that is, and what names the request (bot.slack.request_key)."""

    engine: Engine
    team_id: str
    user_id: str
    look_up: LookUp
    now: datetime
    remember: bool
    request_key: str


def view_own(asker: Asker) -> Viewing | Stranger:
    """One's own pay."""
    viewer = identify(asker.engine, asker.team_id, asker.user_id, asker.look_up, asker.now, asker.remember)
    return viewer if isinstance(viewer, Stranger) else Viewing(viewer, viewer)


def view_user(asker: Asker, slack_user_id: str) -> Viewing | Stranger:
    """The pay of whoever a Slack user is."""
    own = view_own(asker)
    if isinstance(own, Stranger) or slack_user_id == asker.user_id:
        return own
    subject = recognise(asker.engine, asker.team_id, slack_user_id, asker.look_up, asker.remember)
    # To somebody who may not look, a stranger and a colleague are the same answer.
    if isinstance(subject, Stranger):
        return Stranger("subject_unknown" if own.viewer.is_admin else "not_theirs")
    return _of_another(asker, own.viewer, subject.caller())


def view_key(asker: Asker, key: str) -> Viewing | Stranger:
    """The pay of the person with the company's key, as a button about them carries it."""
    own = view_own(asker)
    if isinstance(own, Stranger) or key == own.viewer.key:
        return own
    query = select(people.c.id, people.c.name, people.c.is_admin).where(
        people.c.workspace_id == own.viewer.company.id, people.c.key == key
    )
    with reading(asker.engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        return Stranger("not_theirs")
    return _of_another(asker, own.viewer, Caller(row.id, key, row.name, row.is_admin, own.viewer.company))


def _of_another(asker: Asker, viewer: Caller, subject: Caller) -> Viewing | Stranger:
    today = viewer.company.today(asker.now)
    with writing(asker.engine) as connection:
        if not may_see_pay(connection, viewer, subject.id, today):
            return Stranger("not_theirs")
        if first_time(connection, viewer.company.id, f"{asker.request_key} pay_viewed", asker.now):
            actor = f"person {viewer.key}"
            audit.record(connection, viewer.company.id, asker.now, actor, "pay_viewed", subject.id)
    return Viewing(viewer, subject)
