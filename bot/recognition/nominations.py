"""Nominations as the store has them, whole: who gave, who received, what was said, who stands behind it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, distinct, func, select

from bot.people.identity import Company
from bot.recognition.fair_play import GivenSoFar
from bot.recognition.round_up_shape import Value
from bot.recognition.taking_part import Member, members, members_by_id
from bot.store.awards import RecognitionMonth
from bot.store.base import table_of
from bot.store.messages import MessageRow
from bot.store.recognition import CompanyValue, Copy, Endorsement, Receiver
from bot.store.recognition import Nomination as NominationRow

nominations, receivers, values = table_of(NominationRow), table_of(Receiver), table_of(CompanyValue)
endorsements, copies, months = table_of(Endorsement), table_of(Copy), table_of(RecognitionMonth)
messages = table_of(MessageRow)

KEY = "nomination/"


@dataclass(frozen=True)
class Nomination:
    """See bot.store.recognition.Nomination. `endorsements` is how many people stand behind it."""

    id: int
    giver: Member
    receivers: tuple[Member, ...]
    month: str
    giver_month: str
    words: str
    value: Value | None
    link: str | None
    photo_file: str | None
    quoted_text: str | None
    quoted_link: str | None
    given_at: datetime
    edition: int
    withdrawn_by: str | None
    endorsements: int

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_by is not None

    @property
    def named(self) -> tuple[Member, ...]:
        """The receivers who may be named in a channel."""
        return tuple(receiver for receiver in self.receivers if not receiver.no_naming)


def nomination_of(
    connection: Connection, company: Company, nomination_id: int, now: datetime
) -> Nomination | None:
    """One nomination of a company; None when there is none of that number."""
    return next(iter(nominations_where(connection, company, now, nominations.c.id == nomination_id)), None)


def locked(connection: Connection, company: Company, nomination_id: int, now: datetime) -> Nomination | None:
    """As `nomination_of`, and nobody else changes it until the transaction ends."""
    own = (nominations.c.workspace_id == company.id) & (nominations.c.id == nomination_id)
    connection.execute(select(nominations.c.id).where(own).with_for_update())
    return nomination_of(connection, company, nomination_id, now)


def nominations_where(
    connection: Connection,
    company: Company,
    now: datetime,
    *where: ColumnElement[bool],
    most: int | None = None,
) -> list[Nomination]:
    """The nominations for which `where` holds, the latest first; four queries, however many there are."""
    query = _QUERY.where(nominations.c.workspace_id == company.id, *where)
    query = query.order_by(nominations.c.given_at.desc(), nominations.c.id.desc()).limit(most)
    rows = list(connection.execute(query).mappings())
    ids = [row["id"] for row in rows]
    receiving, behind = _receivers(connection, ids), _behind(connection, ids)
    people = {row["giver_id"] for row in rows}.union(*receiving.values())
    known = members_by_id(connection, company, people, now)
    return [_nomination(row, receiving[row["id"]], behind.get(row["id"], 0), known) for row in rows]


def by_request(connection: Connection, workspace_id: int, request_key: str) -> int | None:
    """The nomination that a request has made already."""
    here = (nominations.c.workspace_id == workspace_id) & (nominations.c.request_key == request_key)
    found: int | None = connection.execute(select(nominations.c.id).where(here)).scalar()
    return found


def by_message(connection: Connection, workspace_id: int, channel: str, ts: str) -> int | None:
    """The nomination that a message in Slack shows: its post, or a copy of it that somebody shared."""
    post = post_at(connection, workspace_id, channel, ts)
    if post is not None:
        return post
    here = (copies.c.workspace_id == workspace_id) & (copies.c.channel == channel) & (copies.c.ts == ts)
    found: int | None = connection.execute(select(copies.c.nomination_id).where(here)).scalar()
    return found


def post_at(connection: Connection, workspace_id: int, channel: str, ts: str) -> int | None:
    """The nomination whose post is that message."""
    here = (messages.c.workspace_id == workspace_id) & (messages.c.channel == channel) & (messages.c.ts == ts)
    posts = messages.c.key.startswith(KEY) & (messages.c.kind == "post")
    key = connection.execute(select(messages.c.key).where(here, posts)).scalar()
    if key is None:
        return None
    number, _, what = str(key).removeprefix(KEY).partition("/")
    return int(number) if number.isdecimal() and what.startswith("post") else None


def closed_months(connection: Connection, workspace_id: int) -> set[str]:
    """The months that have been closed."""
    query = select(months.c.month).where(months.c.workspace_id == workspace_id)
    return set(connection.execute(query).scalars())


def given_so_far(
    connection: Connection, giver: Member, giver_month: str, without: int | None = None
) -> GivenSoFar:
    """What somebody gave in a month of their own, leaving out the nomination `without`."""
    # The index on givers begins with the workspace.
    workspace = select(members.c.workspace_id).where(members.c.id == giver.id).scalar_subquery()
    query = (
        select(receivers.c.member_id, func.count().label("times"))
        .join_from(nominations, receivers, receivers.c.nomination_id == nominations.c.id)
        .where(
            nominations.c.workspace_id == workspace,
            nominations.c.giver_id == giver.id,
            nominations.c.giver_month == giver_month,
            nominations.c.withdrawn_at.is_(None),
        )
        .group_by(receivers.c.member_id)
    )
    if without is not None:
        query = query.where(nominations.c.id != without)
    return GivenSoFar({row.member_id: row.times for row in connection.execute(query)})


def _receivers(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    query = select(receivers.c.nomination_id, receivers.c.member_id).where(receivers.c.nomination_id.in_(ids))
    found: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(query.order_by(receivers.c.id)):
        found[row.nomination_id].append(row.member_id)
    return found


def _behind(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    people = func.count(distinct(endorsements.c.member_id)).label("people")
    here = endorsements.c.nomination_id.in_(list(ids))
    query = select(endorsements.c.nomination_id, people).where(here).group_by(endorsements.c.nomination_id)
    return {row.nomination_id: row.people for row in connection.execute(query)}


def _nomination(
    row: RowMapping, receiving: Sequence[int], behind: int, known: dict[int, Member]
) -> Nomination:
    value = Value(row["value_id"], row["tag"], row["title"]) if row["value_id"] is not None else None
    return Nomination(
        giver=known[row["giver_id"]],
        receivers=tuple(known[member] for member in receiving),
        value=value,
        endorsements=behind,
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = (
    "id", "month", "giver_month", "words", "link", "photo_file", "quoted_text", "quoted_link", "given_at",
    "edition", "withdrawn_by",
)  # fmt: skip
_QUERY: Select[Any] = select(
    *(nominations.c[name] for name in _PLAIN),
    nominations.c.giver_id,
    nominations.c.value_id,
    values.c.tag,
    values.c.title,
).join_from(nominations, values, values.c.id == nominations.c.value_id, isouter=True)
