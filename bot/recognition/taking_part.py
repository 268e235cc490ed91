"""Who takes part in drop the mic: Slack users, known again by the store and asked about once a day."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, Select, bindparam, func, select, text, update

from bot.people.company import company_of
from bot.people.identity import Company, SlackProfile, refusal_of
from bot.people.profiles import NO_ANSWER, Profile, Profiles
from bot.recognition.fair_play import BOT, DEACTIVATED, GUEST, MEMBER, OUTSIDER, Taker
from bot.store.base import UtcDateTime, table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.recognition import Member as MemberRow
from bot.store.workspaces import Workspace

members, people, workspaces = table_of(MemberRow), table_of(Person), table_of(Workspace)

# Whoever does not want to be named in a channel is called so there.
UNNAMED = "a colleague"
ASKED_AGAIN_AFTER = timedelta(days=1)
# Slack gives us three seconds for all of it.
_ASKED_AT_ONCE = 8


@dataclass(frozen=True)
class Venue:
    """A company with the Slack team that it meets in: whoever is of another team is an outsider."""

    company: Company
    team_id: str

    @property
    def id(self) -> int:
        """The workspace's number."""
        return self.company.id


@dataclass(frozen=True)
class Member:
    """A Slack user who takes part; see bot.store.recognition.Member. `standing` is also *deactivated* for a
    person of the company whose last day has passed, whatever Slack says.
    """

    id: int
    user_id: str
    person_id: int | None
    name: str
    time_zone: str
    standing: str
    no_naming: bool

    @property
    def taker(self) -> Taker:
        return Taker(self.id, self.name, self.standing)

    @property
    def called(self) -> str:
        """What they are called in the middle of words that go to a channel."""
        return UNNAMED if self.no_naming else f"@{self.name}"


def venue_of(engine: Engine, team_id: str) -> Venue | None:
    """The company of a Slack team; None when there is none."""
    with reading(engine) as connection:
        found = connection.execute(_CONNECTED, {"team_id": team_id}).scalar()
    return None if found is None else Venue(company_of(engine, found), team_id)


def meet(
    engine: Engine, profiles: Profiles, venue: Venue, user_ids: Iterable[str], now: datetime
) -> dict[str, Member]:
    """The members behind Slack users, by their ids and in their order; not those whom Slack does not know.

    Slack is asked about who is new, or was last asked about a day ago, outside of any transaction.

    SlackApiError or OSError when Slack does not say who somebody new is; of others what was known counts.
    """
    wanted = list(dict.fromkeys(user_ids))
    with reading(engine) as connection:
        known = _known(connection, venue.id, wanted)
    to_ask = [user for user in wanted if user not in known or _is_old(known[user], now)]
    if to_ask:
        told = _asked(profiles, to_ask, known)
        if told:
            with writing(engine) as connection:
                for profile in told:
                    _keep(connection, venue, profile, now)
        with reading(engine) as connection:
            known = _known(connection, venue.id, wanted)
    today = venue.company.today(now)
    return {user: _member(known[user], today) for user in wanted if user in known}


def members_by_id(
    connection: Connection, company: Company, ids: Iterable[int], now: datetime
) -> dict[int, Member]:
    """Members by their numbers."""
    here = (members.c.workspace_id == company.id) & members.c.id.in_(list(ids))
    rows = connection.execute(_query().where(here)).mappings()
    today = company.today(now)
    return {row["id"]: _member(row, today) for row in rows}


def known_members(engine: Engine, venue: Venue, user_ids: Iterable[str], now: datetime) -> dict[str, Member]:
    """The members behind Slack users, by their ids, as far as we know them without asking."""
    wanted, today = list(user_ids), venue.company.today(now)
    if not wanted:
        return {}
    with reading(engine) as connection:
        return {user: _member(row, today) for user, row in _known(connection, venue.id, wanted).items()}


def standing_of(profile: SlackProfile, team_id: str) -> str:
    """As bot.people.identity judges it."""
    refused = refusal_of(profile, team_id)
    return refused if refused in (GUEST, OUTSIDER, BOT, DEACTIVATED) else MEMBER


def changed_in_slack(engine: Engine, team_id: str, profile: Profile, now: datetime) -> bool:
    """Takes what Slack tells by itself of somebody; False when they have never taken part."""
    values = {"name": profile.name, "standing": standing_of(profile.slack, team_id), "seen_at": now}
    # Of a deactivated user Slack names no zone.
    if profile.time_zone:
        values["time_zone"] = profile.time_zone
    workspace = select(workspaces.c.id).where(workspaces.c.slack_team_id == team_id).scalar_subquery()
    here = (members.c.workspace_id == workspace) & (members.c.slack_user_id == profile.user_id)
    with writing(engine) as connection:
        return connection.execute(update(members).where(here).values(**values)).rowcount == 1


def _is_old(row: RowMapping, now: datetime) -> bool:
    """Also what was seen in the future, before a clock was set back."""
    return not now - ASKED_AGAIN_AFTER < row["seen_at"] <= now


def _asked(profiles: Profiles, user_ids: Sequence[str], known: Mapping[str, object]) -> list[Profile]:
    """What Slack says of each; of who is known already it may fail to say it."""

    def ask(user_id: str) -> Profile | None:
        try:
            return profiles.user(user_id)
        except NO_ANSWER:
            if user_id not in known:
                raise
            return None

    if len(user_ids) == 1:
        answers = [ask(user_ids[0])]
    else:
        with ThreadPoolExecutor(_ASKED_AT_ONCE) as pool:
            answers = list(pool.map(ask, user_ids))
    return [profile for profile in answers if profile is not None]


def _query() -> Select[tuple[object, ...]]:
    joined = members.outerjoin(people, people.c.id == members.c.person_id)
    return select(*_COLUMNS, people.c.end_date).select_from(joined)


def _known(connection: Connection, workspace_id: int, user_ids: Sequence[str]) -> dict[str, RowMapping]:
    here = (members.c.workspace_id == workspace_id) & members.c.slack_user_id.in_(user_ids)
    return {row["slack_user_id"]: row for row in connection.execute(_query().where(here)).mappings()}


def _member(row: RowMapping, today: date) -> Member:
    has_left = row["end_date"] is not None and row["end_date"] < today
    return Member(
        id=row["id"],
        user_id=row["slack_user_id"],
        person_id=row["person_id"],
        name=row["name"],
        time_zone=row["time_zone"],
        standing=DEACTIVATED if has_left and row["standing"] == MEMBER else row["standing"],
        no_naming=row["no_naming"],
    )


def _keep(connection: Connection, venue: Venue, profile: Profile, now: datetime) -> None:
    standing = standing_of(profile.slack, venue.team_id)
    connection.execute(
        _UPSERT,
        {
            "workspace_id": venue.id,
            "slack_user_id": profile.user_id,
            "person_id": _person_of(connection, venue.id, profile, standing),
            "name": profile.name,
            "time_zone": profile.time_zone,
            "standing": standing,
            "seen_at": now,
        },
    )


def _person_of(connection: Connection, workspace_id: int, profile: Profile, standing: str) -> int | None:
    """The person that the user is linked to, or the one with their email; two would be a guess."""
    linked: int | None = connection.execute(
        _LINKED, {"workspace_id": workspace_id, "user_id": profile.user_id}
    ).scalar()
    if linked is not None or standing not in (MEMBER, DEACTIVATED) or not profile.slack.email:
        return linked
    same = {"workspace_id": workspace_id, "email": profile.slack.email}
    found = connection.execute(_BY_EMAIL, same).all()
    return int(found[0].id) if len(found) == 1 and found[0].slack_user_id is None else None


_COLUMNS = tuple(
    members.c[name]
    for name in ("id", "slack_user_id", "person_id", "name", "time_zone", "standing", "seen_at", "no_naming")
)
_CONNECTED = select(workspaces.c.id).where(workspaces.c.slack_team_id == bindparam("team_id"))
_LINKED = select(people.c.id).where(
    people.c.workspace_id == bindparam("workspace_id"), people.c.slack_user_id == bindparam("user_id")
)
_BY_EMAIL = select(people.c.id, people.c.slack_user_id).where(
    people.c.workspace_id == bindparam("workspace_id"), func.lower(people.c.email) == bindparam("email")
)
# Of a deactivated user Slack names no zone and perhaps no email: what was known of both stays.
_UPSERT = text(
    "INSERT INTO members (workspace_id, slack_user_id, person_id, name, time_zone, standing, seen_at)"
    " VALUES (:workspace_id, :slack_user_id, :person_id, :name, :time_zone, :standing, :seen_at)"
    " ON CONFLICT (workspace_id, slack_user_id) DO UPDATE SET"
    " name = excluded.name, standing = excluded.standing, seen_at = excluded.seen_at,"
    " person_id = COALESCE(excluded.person_id, members.person_id),"
    " time_zone = CASE excluded.time_zone WHEN '' THEN members.time_zone ELSE excluded.time_zone END"
).bindparams(bindparam("seen_at", type_=UtcDateTime))
