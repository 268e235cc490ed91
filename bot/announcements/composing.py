"""From what somebody writes with `/announce` to an announcement on its way: first a draft, then the nod."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection, Engine, select

from bot.announcements.announcing import APPROVED_ACTION, COMPOSED, PROPOSED_ACTION, Announcing, note
from bot.announcements.asking import checker_of, deciders
from bot.announcements.filling import PODIUM, SHOUTOUT, Filled, FormRefused, checked
from bot.announcements.outcomes import Outcome, Result, as_it_is
from bot.announcements.posted import IS_OUT
from bot.announcements.rows import (
    APPROVED,
    DRAFT,
    WAITING,
    Announcement,
    announcement_by_id,
    announcement_by_key,
    announcements_where,
    change,
    keep_new,
    packed,
    rows,
)
from bot.people.access import may_announce
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.people.profiles import Profiles
from bot.periods.pay_settings import pay_settings
from bot.recognition.fair_play import MEMBER
from bot.recognition.taking_part import Member, Venue, meet
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.workspaces import Workspace

workspaces = table_of(Workspace)

MOST_RESULTS = 20


class Composing:
    """Writes announcements, for somebody of the company who may."""

    def __init__(self, engine: Engine, announcing: Announcing, profiles: Profiles) -> None:
        self._engine, self._announcing, self._profiles = engine, announcing, profiles

    def results(self, workspace_id: int) -> list[Announcement]:
        """Finished contests that can be told of again: those whose winners are out, the newest first."""
        first_told = ~rows.c.key.startswith(COMPOSED, autoescape=True)
        with reading(self._engine) as connection:
            return announcements_where(
                connection, workspace_id, rows.c.kind == PODIUM, first_told, IS_OUT, most=MOST_RESULTS
            )

    def save(self, caller: Caller, form: str, number: int | None, filled: Filled, now: datetime) -> Result:
        """Keeps what was filled in as a draft; the outcome is *changed*.

        `form` names the open form, so that one sent twice is one draft; `number` is the draft it was opened
        for, None for a new one. FormRefused for what cannot be, by its input.
        """
        company = caller.company
        whole = checked(filled, None, now)
        content = self._content(caller, whole, now)
        with writing(self._engine) as connection:
            title = whole.title or _title_of_result(connection, caller, whole)
            values = {
                "kind": whole.kind,
                "channel": whole.channel,
                "title": title,
                "words": whole.words,
                "content": packed(content),
                "send_at": whole.send_at,
                "made_at": now,
            }
            kept = number or self._begun(connection, caller, form, values)
            if kept is None:
                return Result(Outcome.GONE)
            found = announcement_by_id(connection, company.id, kept)
            if found is None or found.made_by != caller.id:
                return Result(Outcome.GONE)
            is_draft = change(connection, kept, (DRAFT,), None, **values)
            outcome = Outcome.CHANGED if is_draft else Outcome.DECIDED
            return as_it_is(connection, company, kept, outcome, now)

    def own(self, caller: Caller, number: int, now: datetime) -> Result:
        """Something that they wrote, for a form to begin with; the outcome is *changed*."""
        with reading(self._engine) as connection:
            found = announcement_by_id(connection, caller.company.id, number)
            if found is None or found.made_by != caller.id:
                return Result(Outcome.GONE)
            return as_it_is(connection, caller.company, number, Outcome.CHANGED, now)

    def send_off(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """Posts or schedules a draft as it was shown, or asks for the nod of whoever has to give one."""
        company = caller.company
        with writing(self._engine) as connection:
            found = announcement_by_id(connection, company.id, number)
            if found is None or found.made_by != caller.id:
                return Result(Outcome.GONE)
            if found.state != DRAFT or found.edition != edition:
                outcome = Outcome.MOVED_ON if found.state == DRAFT else Outcome.DECIDED
                return as_it_is(connection, company, number, outcome, now)
            if not may_announce(connection, caller, company.today(now)):
                return as_it_is(connection, company, number, Outcome.NOT_ALLOWED, now)
            if pay_settings(connection, company.id).announcements_need_checker:
                return self._ask(connection, caller, found, now)
            decided = {"state": APPROVED, "decided_by": caller.id, "decided_at": now}
            change(connection, number, (DRAFT,), edition, **decided)
            approved = _found(connection, found)
            self._announcing.goes(connection, company, approved, now)
            note(connection, approved, APPROVED_ACTION, actor_of(caller), now)
            return as_it_is(connection, company, number, Outcome.APPROVED, now)

    def _ask(self, connection: Connection, caller: Caller, draft: Announcement, now: datetime) -> Result:
        company, today = caller.company, caller.company.today(now)
        asked_id = checker_of(connection, company, caller.id, today)
        if not deciders(connection, company.id, caller.id, asked_id, today):
            return as_it_is(connection, company, draft.id, Outcome.NOBODY, now)
        change(connection, draft.id, (DRAFT,), draft.edition, state=WAITING, asked_id=asked_id)
        waiting = _found(connection, draft)
        self._announcing.cards.show(connection, company, waiting, now)
        note(connection, waiting, PROPOSED_ACTION, actor_of(caller), now)
        return as_it_is(connection, company, draft.id, Outcome.ASKED, now)

    def _begun(
        self, connection: Connection, caller: Caller, form: str, values: Mapping[str, object]
    ) -> int | None:
        """The draft of an open form, made when there is none yet."""
        key = f"{COMPOSED}{caller.key}/{form}"
        blank = dict.fromkeys(("asked_id", "decided_by", "decided_at"))
        new = {**blank, **values, "key": key, "state": DRAFT, "edition": 0, "made_by": caller.id}
        number = keep_new(connection, caller.company.id, new)
        if number is not None:
            return number
        known = announcement_by_key(connection, caller.company.id, key)
        return None if known is None else known.id

    def _content(self, caller: Caller, filled: Filled, now: datetime) -> dict[str, object]:
        if filled.kind == SHOUTOUT:
            people = self._people(caller, filled, now)
            return {"people": [{"user": one.user_id, "name": one.name} for one in people]}
        if filled.kind != PODIUM:
            return {}
        with reading(self._engine) as connection:
            result = _result(connection, caller, filled)
        return dict(result.content)

    def _people(self, caller: Caller, filled: Filled, now: datetime) -> list[Member]:
        """Whom a shout-out names. FormRefused for who cannot be, or does not want to be."""
        company = caller.company
        with reading(self._engine) as connection:
            here = workspaces.c.id == company.id
            team_id = connection.execute(select(workspaces.c.slack_team_id).where(here)).scalar_one()
        try:
            met = meet(self._engine, self._profiles, Venue(company, team_id), filled.people, now)
        except (SlackApiError, OSError):
            silent = "Slack does not say just now who they are. Try again in a moment."
            raise FormRefused({"people": silent}) from None
        for user_id in filled.people:
            wrong = _wrong_person(met.get(user_id))
            if wrong:
                raise FormRefused({"people": wrong})
        return [met[user_id] for user_id in filled.people]


def filled_of(announcement: Announcement) -> Filled:
    """What a form begins with to write it again."""
    people = announcement.content.get("people", []) if announcement.kind == SHOUTOUT else []
    return Filled(
        kind=announcement.kind,
        result=announcement.id if announcement.kind == PODIUM else None,
        title=announcement.title,
        words=announcement.words,
        people=tuple(one["user"] for one in people),
        channel=announcement.channel,
        send_at=announcement.send_at,
    )


def _wrong_person(member: Member | None) -> str:
    if member is None:
        return "Slack does not know one of them. Pick people of this workspace."
    if member.no_naming:
        return f"{member.name} would rather not be named in a channel. A word to them alone may be dearer."
    if member.standing != MEMBER:
        return f"{member.name} does not work here (any more), so they are not named. Take them out."
    return ""


def _title_of_result(connection: Connection, caller: Caller, filled: Filled) -> str:
    return _result(connection, caller, filled).title


def _result(connection: Connection, caller: Caller, filled: Filled) -> Announcement:
    """FormRefused when there is no such finished contest to tell of."""
    told = (rows.c.id == filled.result) & (rows.c.kind == PODIUM)
    # Or what they wrote of it before, which they are writing again.
    own = (rows.c.made_by == caller.id) & rows.c.key.startswith(COMPOSED, autoescape=True)
    found = announcements_where(connection, caller.company.id, told, IS_OUT | own, most=1)
    if not found:
        raise FormRefused({"kind": "That contest cannot be told of. Choose something else."})
    return found[0]


def _found(connection: Connection, announcement: Announcement) -> Announcement:
    found = announcement_by_id(connection, announcement.workspace_id, announcement.id)
    assert found is not None
    return found
