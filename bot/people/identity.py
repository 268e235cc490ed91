"""Who is speaking: from a Slack user to a person of the company, or to a reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, and_, bindparam, func, select, update

from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.quick import QuickQuery
from bot.store.workspaces import Workspace
from calc.periods import FiscalCalendar, PeriodKind

people, workspaces = table_of(Person), table_of(Workspace)


@dataclass(frozen=True)
class Company:
    """The workspace of whoever speaks: what its pay follows, how fresh its facts are, and whose public
    holidays it keeps."""

    id: int
    name: str
    time_zone: ZoneInfo
    locale: str
    calendar: FiscalCalendar
    pay_period: PeriodKind
    facts_revision: int
    facts_through: date | None
    facts_imported_at: datetime | None
    country: str | None = None

    def today(self, now: datetime) -> date:
        return now.astimezone(self.time_zone).date()


@dataclass(frozen=True)
class Caller:
    """A person of the company who speaks to us."""

    id: int
    key: str
    name: str
    is_admin: bool
    company: Company


class Known(NamedTuple):
    """A person with their workspace, as one row of the store."""

    person_id: int
    key: str
    name: str
    is_admin: bool
    end_date: date | None
    workspace_id: int
    workspace_name: str
    time_zone: str
    locale: str
    fiscal_year_start_month: int
    pay_period: str
    facts_revision: int
    facts_through: date | None
    facts_imported_at: datetime | None
    country: str | None

    def caller(self) -> Caller:
        company = Company(
            id=self.workspace_id,
            name=self.workspace_name,
            time_zone=ZoneInfo(self.time_zone),
            locale=self.locale,
            calendar=FiscalCalendar(self.fiscal_year_start_month),
            pay_period=PeriodKind(self.pay_period),
            facts_revision=self.facts_revision,
            facts_through=self.facts_through,
            facts_imported_at=self.facts_imported_at,
            country=self.country,
        )
        return Caller(self.person_id, self.key, self.name, self.is_admin, company)


@dataclass(frozen=True)
class Stranger:
    """Somebody we do not answer with anybody's pay. `reason` names the refusal that fits."""

    reason: str


@dataclass(frozen=True)
class SlackProfile:
    """What Slack says of a user (users.info)."""

    team_id: str
    email: str
    is_bot: bool
    is_guest: bool
    is_outsider: bool
    is_deactivated: bool


LookUp = Callable[[str], SlackProfile | None]


def profile_from(user: Mapping[str, object]) -> SlackProfile:
    """Reads the `user` object of users.info."""
    profile = user.get("profile")
    email = profile.get("email", "") if isinstance(profile, Mapping) else ""
    return SlackProfile(
        team_id=str(user.get("team_id", "")),
        email=str(email or "").strip().lower(),
        is_bot=bool(user.get("is_bot")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_outsider=bool(user.get("is_stranger")),
        is_deactivated=bool(user.get("deleted")),
    )


def identify(
    engine: Engine, team_id: str, user_id: str, look_up: LookUp, now: datetime, remember: bool = True
) -> Caller | Stranger:
    """The person behind a Slack user.

    A user seen for the first time is looked up in Slack and known by their email; the link is kept unless
    `remember` is false. Guests, bots, outsiders, deactivated users and people who left are strangers.
    """
    found = recognise(engine, team_id, user_id, look_up, remember)
    if isinstance(found, Stranger):
        return found
    caller = found.caller()
    if found.end_date is not None and found.end_date < caller.company.today(now):
        return Stranger("left")
    return caller


def recognise(
    engine: Engine, team_id: str, user_id: str, look_up: LookUp, remember: bool = True
) -> Known | Stranger:
    """As `identify`, also for people who left: others may have to look at their last pay."""
    rows = _KNOWN.rows(engine, {"team_id": team_id, "user_id": user_id})
    return Known(*rows[0]) if rows else _introduce(engine, team_id, user_id, look_up, remember)


def forget(engine: Engine, team_id: str, user_id: str) -> bool:
    """Unlinks a Slack user from their person, as when Slack says they became a guest or left."""
    workspace = select(workspaces.c.id).where(workspaces.c.slack_team_id == team_id).scalar_subquery()
    here = and_(people.c.slack_user_id == user_id, people.c.workspace_id == workspace)
    with writing(engine) as connection:
        return connection.execute(update(people).where(here).values(slack_user_id=None)).rowcount > 0


def _introduce(
    engine: Engine, team_id: str, user_id: str, look_up: LookUp, remember: bool
) -> Known | Stranger:
    """`look_up` asks Slack, so it is called outside any transaction."""
    with reading(engine) as connection:
        if connection.execute(_CONNECTED, {"team_id": team_id}).first() is None:
            return Stranger("not_connected")
    profile = look_up(user_id)
    refusal = refusal_of(profile, team_id)
    if profile is None or refusal:
        return Stranger(refusal)
    with writing(engine) as connection:
        row = _by_email(connection, team_id, profile.email)
        if row is not None and remember:
            own = people.c.id == row.person_id
            connection.execute(update(people).where(own).values(slack_user_id=user_id))
    return row if row is not None else Stranger("unknown")


def refusal_of(profile: SlackProfile | None, team_id: str) -> str:
    """Why a Slack user is a stranger to the team, whoever they may be; "" for a member of it."""
    if profile is None:
        return "unknown"
    if profile.is_deactivated:
        return "deactivated"
    if profile.is_bot:
        return "bot"
    if profile.is_outsider or (profile.team_id and profile.team_id != team_id):
        return "outsider"
    return "guest" if profile.is_guest else ""


def _by_email(connection: Connection, team_id: str, email: str) -> Known | None:
    """The one person with that email; two would be a guess, so they are nobody."""
    if not email:
        return None
    rows = connection.execute(_BY_EMAIL, {"team_id": team_id, "email": email}).all()
    return Known._make(rows[0]) if len(rows) == 1 else None


_ROW = (
    select(
        people.c.id.label("person_id"),
        people.c.key,
        people.c.name,
        people.c.is_admin,
        people.c.end_date,
        workspaces.c.id.label("workspace_id"),
        workspaces.c.name.label("workspace_name"),
        workspaces.c.time_zone,
        workspaces.c.locale,
        workspaces.c.fiscal_year_start_month,
        workspaces.c.pay_period,
        workspaces.c.facts_revision,
        workspaces.c.facts_through,
        workspaces.c.facts_imported_at,
        workspaces.c.country,
    )
    .join_from(workspaces, people, people.c.workspace_id == workspaces.c.id)
    .where(workspaces.c.slack_team_id == bindparam("team_id"))
)
_KNOWN = QuickQuery(_ROW.where(people.c.slack_user_id == bindparam("user_id")))
_BY_EMAIL = _ROW.where(func.lower(people.c.email) == bindparam("email"))
_CONNECTED = select(workspaces.c.id).where(workspaces.c.slack_team_id == bindparam("team_id"))
