"""Looking at an award before it goes out: its words, its reward, its approval; and then its announcement.

Whoever decides about it may do all of this, and of two at once one does it. Each step locks the month.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, update

from bot.delivery.outbox import Outbox
from bot.people.profiles import NO_ANSWER, Profiles
from bot.people.recognition_access import Host
from bot.recognition.announcing import Outcome, after_approval, go_on, gone_of, pass_over_who_left, show
from bot.recognition.award_rows import (
    ACTIVE,
    PASSED_OVER,
    PREVIEW,
    Award,
    approval,
    award_by_id,
    awards_of,
    change_award,
)
from bot.recognition.award_telling import tell_of_awards
from bot.recognition.catalogue import on_offer
from bot.recognition.choosing import pick, shortlist
from bot.recognition.fair_play import DEACTIVATED
from bot.recognition.gifts import promise
from bot.recognition.month_rows import COMMITTEE, Month, month_by_id
from bot.recognition.settings import RecognitionRefused
from bot.recognition.taking_part import Venue, changed_in_slack, members, members_by_id
from bot.recognition.work import Visitor, Work
from bot.slack.text import truncate
from bot.store import audit
from bot.store.engine import reading, writing

MOST_WORDS_CHARACTERS = 1_200
MOST_REASONS_CHARACTERS = 1_200

APPROVED_ACTION, PASSED_ACTION = "award_approved", "award_passed_over"
EDITED_ACTION, REWARD_ACTION, PICKED_ACTION = "award_edited", "award_reward_picked", "award_picked"


@dataclass(frozen=True)
class Held:
    """An award that somebody who decides about it has locked with its month."""

    work: Work
    month: Month
    award: Award
    host: Host

    @property
    def actor(self) -> str:
        return f"person {self.host.key}"


class Awards:
    """Decides about awards, for somebody who has come in."""

    def __init__(self, engine: Engine, profiles: Profiles, outbox: Outbox) -> None:
        self._engine, self._profiles, self._outbox = engine, profiles, outbox

    def seen(self, visitor: Visitor, award_id: int, now: datetime) -> Held | Outcome:
        """The award as it is now, for somebody who decides about it."""
        with reading(self._engine) as connection:
            return self._held(connection, visitor, award_id, now, locked=False)

    def edit(self, visitor: Visitor, award_id: int, edition: int, words: str, now: datetime) -> Outcome:
        """What the hosts say of the winner; "" for nothing. `edition` is the one that was shown."""
        said = truncate(words.strip(), MOST_WORDS_CHARACTERS)
        return self._change(visitor, award_id, edition, EDITED_ACTION, now, words=said)

    def pick_reward(
        self, visitor: Visitor, award_id: int, edition: int, reward_id: int | None, now: datetime
    ) -> Outcome:
        """Which reward goes with it; None for none. RecognitionRefused when there is no such reward."""
        with reading(self._engine) as connection:
            known = {reward.id for reward in on_offer(connection, visitor.venue.id)}
        if reward_id is not None and reward_id not in known:
            raise RecognitionRefused("That reward is gone meanwhile. Pick another, or none.")
        return self._change(visitor, award_id, edition, REWARD_ACTION, now, reward_id=reward_id)

    def approve(self, visitor: Visitor, award_id: int, edition: int, now: datetime) -> Outcome:
        """Approves it; once all of the month are, they are announced.

        Slack is asked before whether the winners are still there. RecognitionRefused when the reward cannot
        be given any more; then nothing was approved.
        """
        self._ask_after_winners(visitor.venue, award_id, now)
        with writing(self._engine) as connection:
            held = self._held(connection, visitor, award_id, now, locked=True)
            if isinstance(held, Outcome):
                return held
            if held.award.state != PREVIEW or held.award.edition != edition:
                return Outcome.MOVED_ON
            if gone_of(held.work, [held.award]):
                pass_over_who_left(held.work, held.month, [held.award])
                return Outcome.LEFT
            change_award(connection, award_id, PREVIEW, edition, **approval(held.host.person_id, now))
            _note(held, APPROVED_ACTION)
            if held.award.reward_id is not None:
                promise(
                    held.work,
                    held.award.reward_id,
                    held.award.member_id,
                    f"award/{award_id}/{edition}",
                    held.actor,
                    award_id=award_id,
                )
            return after_approval(held.work, held.month, award_id)

    def pass_over(self, visitor: Visitor, award_id: int, edition: int, now: datetime) -> Outcome:
        """Gives it to the next one instead."""
        with writing(self._engine) as connection:
            held = self._held(connection, visitor, award_id, now, locked=True)
            if isinstance(held, Outcome):
                return held
            if not change_award(connection, award_id, PREVIEW, edition, state=PASSED_OVER):
                return Outcome.MOVED_ON
            _note(held, PASSED_ACTION)
            show(held.work, held.month, award_id)
            return go_on(held.work, held.month)

    def to_pick_from(
        self, visitor: Visitor, month_id: int, now: datetime
    ) -> tuple[Month, list[int]] | Outcome:
        """The month that waits for the committee's pick, with the members that one may pick."""
        with reading(self._engine) as connection:
            found = self._committee(connection, visitor, month_id, now, locked=False)
            return found if isinstance(found, Outcome) else (found[1], found[3])

    def pick(self, visitor: Visitor, month_id: int, member_id: int, reasons: str, now: datetime) -> Outcome:
        """The committee's choice, with reasons that stay with those who decide."""
        with writing(self._engine) as connection:
            found = self._committee(connection, visitor, month_id, now, locked=True)
            if isinstance(found, Outcome):
                return found
            work, month, host, _ = found
            if not pick(work, month, member_id, truncate(reasons.strip(), MOST_REASONS_CHARACTERS)):
                return Outcome.MOVED_ON
            details = {"month": month.month}
            actor = f"person {host.key}"
            audit.record(connection, work.company.id, now, actor, PICKED_ACTION, details=details)
            tell_of_awards(work, month)
            return Outcome.DONE

    def _change(
        self,
        visitor: Visitor,
        award_id: int,
        edition: int,
        action: str,
        now: datetime,
        **values: object,
    ) -> Outcome:
        with writing(self._engine) as connection:
            held = self._held(connection, visitor, award_id, now, locked=True)
            if isinstance(held, Outcome):
                return held
            if not change_award(connection, award_id, PREVIEW, edition, **values):
                return Outcome.MOVED_ON
            _note(held, action)
            show(held.work, held.month, award_id)
            return Outcome.DONE

    def _held(
        self, connection: Connection, visitor: Visitor, award_id: int, now: datetime, *, locked: bool
    ) -> Held | Outcome:
        found = award_by_id(connection, visitor.venue.id, award_id)
        if found is None:
            return Outcome.GONE
        month = month_by_id(connection, visitor.venue.id, found.month_id, locked=locked)
        # Read again now that nobody else changes it.
        award = award_by_id(connection, visitor.venue.id, award_id)
        if month is None or award is None:
            return Outcome.GONE
        work = Work.of(visitor, connection, self._outbox, now)
        concerned = [one.member_id for one in awards_of(connection, month.id) if one.state != PASSED_OVER]
        host = work.decider(visitor, concerned)
        return Outcome.NOT_YOURS if host is None else Held(work, month, award, host)

    def _committee(
        self, connection: Connection, visitor: Visitor, month_id: int, now: datetime, *, locked: bool
    ) -> tuple[Work, Month, Host, list[int]] | Outcome:
        month = month_by_id(connection, visitor.venue.id, month_id, locked=locked)
        if month is None:
            return Outcome.GONE
        work = Work.of(visitor, connection, self._outbox, now)
        candidates = [one.member_id for one in shortlist(work, month).standings]
        host = work.decider(visitor, candidates)
        if host is None:
            return Outcome.NOT_YOURS
        return (work, month, host, candidates) if month.state == COMMITTEE else Outcome.MOVED_ON

    def _ask_after_winners(self, venue: Venue, award_id: int, now: datetime) -> None:
        """Whether Slack still has the winners of the month; where it does not say, what was known counts."""
        with reading(self._engine) as connection:
            award = award_by_id(connection, venue.id, award_id)
            winners = awards_of(connection, award.month_id) if award else []
        for one in winners:
            if one.state not in ACTIVE:
                continue
            try:
                profile = self._profiles.user(one.user_id)
            except NO_ANSWER:
                continue
            if profile is not None:
                changed_in_slack(self._engine, venue.team_id, profile, now)
                continue
            with writing(self._engine) as connection:
                own = members.c.id == one.member_id
                connection.execute(update(members).where(own).values(standing=DEACTIVATED, seen_at=now))


def _note(held: Held, action: str) -> None:
    winner = members_by_id(held.work.connection, held.work.company, [held.award.member_id], held.work.now)
    subject = winner[held.award.member_id].person_id
    details = {"award": held.award.id, "month": held.month.month}
    audit.record(
        held.work.connection, held.work.company.id, held.work.now, held.actor, action, subject, details
    )
