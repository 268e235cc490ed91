"""Rewards on their way to people: promised, approved, fulfilled; or declined, which puts them back.

Stock and yearly limits hold however many give at once: whoever gives has the reward's row to themselves.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, func, or_, select, update

from bot.delivery.outbox import Person, User
from bot.recognition.catalogue import reward_by_id, rewards
from bot.recognition.gift_rows import (
    APPROVED,
    COUNTING,
    DECLINED,
    FULFILLED,
    OPEN,
    POOLED,
    PROMISED,
    Gift,
    Step,
    change_gift,
    gift_by_id,
    gifts,
    gifts_where,
    keep_gift,
    last_step,
    note_step,
)
from bot.recognition.settings import RecognitionRefused
from bot.recognition.taking_part import members
from bot.recognition.work import Work
from bot.store import audit
from calc.periods import FiscalCalendar, PeriodKind

FROM: Mapping[str, tuple[str, ...]] = {
    APPROVED: (PROMISED,),
    FULFILLED: (APPROVED,),
    DECLINED: OPEN,
}


def promise(
    work: Work,
    reward_id: int,
    member_id: int,
    key: str,
    actor: str,
    *,
    award_id: int | None = None,
    note: str = "",
) -> int:
    """Promises a reward to a member, once for each `key`. Returns the gift's number.

    RecognitionRefused when the reward is gone, or the member has had as many this year as one may; then
    nothing of the transaction may be kept.
    """
    before = work.connection.execute(
        select(gifts.c.id).where(gifts.c.workspace_id == work.company.id, gifts.c.key == key)
    ).scalar()
    if before is not None:
        return int(before)
    year = fiscal_year(work.company.calendar, work.today)
    take(work, reward_id)
    _keep_to_the_yearly_limit(work, reward_id, member_id, year)
    new = keep_gift(
        work.connection,
        workspace_id=work.company.id,
        key=key,
        reward_id=reward_id,
        member_id=member_id,
        award_id=award_id,
        state=PROMISED,
        year=year,
        given_on=work.today,
    )
    note_gift(work, new, member_id, PROMISED, actor, note)
    tell_of_promise(work, new)
    return new


def step(work: Work, gift_id: int, revision: int, state: str, actor: str, note: str = "") -> Gift | Step:
    """Takes a gift on to *approved*, *fulfilled* or *declined*. The gift as it is now; or the last thing that
    happened to it, when it was changed since `revision`.

    Declining one that several were put together for gives those back to their receivers. RecognitionRefused
    when there is no such gift, or one of those is not there any more; then nothing may be kept.
    """
    before = gift_by_id(work.connection, work.company.id, gift_id)
    if before is None:
        raise RecognitionRefused("There is no such gift any more.")
    parts = gifts_where(work.connection, gifts.c.pooled_into == gift_id) if state == DECLINED else []
    if state == DECLINED:
        hold_rewards(work, [before.reward_id, *(part.reward_id for part in parts)])
    if not change_gift(work.connection, work.company.id, gift_id, revision, FROM[state], state=state):
        return last_step(work.connection, gift_id)
    if state == DECLINED:
        put_back(work.connection, before.reward_id)
    for part in parts:
        _take_out_of_pool(work, part, actor)
    note_gift(work, gift_id, before.member_id, state, actor, note)
    after = gift_by_id(work.connection, work.company.id, gift_id)
    assert after is not None
    return after


def put_back_of_award(work: Work, award_id: int, actor: str, note: str) -> None:
    """Puts back what was promised with an award that is not given after all."""
    open_ones = gifts_where(work.connection, gifts.c.award_id == award_id, gifts.c.state.in_(OPEN))
    for gift in open_ones:
        step(work, gift.id, gift.revision, DECLINED, actor, note)


def tell_receiver(work: Work, gift: Gift, note: str = "") -> None:
    """Tells the receiver how far their gift has come."""
    values = {"state": gift.state, "reward": gift.reward, "note": note}
    key = f"gift/{gift.id}/{gift.state}/{gift.revision}"
    work.tell(key, "News of a reward", User(gift.user_id), "reward_news", values)


def tell_of_promise(work: Work, gift_id: int) -> None:
    """Tells the hosts that there is a gift to approve; not whoever it is for."""
    gift = gift_by_id(work.connection, work.company.id, gift_id)
    assert gift is not None
    values = {"id": f"{gift.id} {gift.revision}", "name": gift.name, "reward": gift.reward}
    for host in work.deciders([gift.member_id]):
        key = f"gift/{gift_id}/promised/{host.person_id}"
        work.tell(key, "A reward to approve", Person(host.person_id), "reward_promised", values)


def take(work: Work, reward_id: int) -> None:
    """Takes one of a reward. RecognitionRefused when there is none left, or it is retired."""
    own = (rewards.c.workspace_id == work.company.id) & (rewards.c.id == reward_id)
    there = or_(rewards.c.stock.is_(None), rewards.c.stock > 0)
    change = update(rewards).where(own, rewards.c.retired.is_(False), there)
    if not work.connection.execute(change.values(stock=rewards.c.stock - 1)).rowcount:
        reward = reward_by_id(work.connection, work.company.id, reward_id)
        name = f"“{reward.name}”" if reward else "That reward"
        raise RecognitionRefused(f"{name} is gone meanwhile. Nothing was given; pick another reward.")


def put_back(connection: Connection, reward_id: int) -> None:
    """Puts one of a reward back where it came from."""
    change = update(rewards).where(rewards.c.id == reward_id, rewards.c.stock.is_not(None))
    connection.execute(change.values(stock=rewards.c.stock + 1))


def hold_rewards(work: Work, reward_ids: Iterable[int]) -> None:
    """Nobody else gives or puts back these rewards meanwhile; always in the same order, so that of two who
    want the same ones neither waits for the other."""
    own = (rewards.c.workspace_id == work.company.id) & rewards.c.id.in_(list(reward_ids))
    work.connection.execute(select(rewards.c.id).where(own).order_by(rewards.c.id).with_for_update())


def fiscal_year(calendar: FiscalCalendar, day: date) -> int:
    """The fiscal year in which a day lies: yearly limits are counted in it."""
    return int(calendar.containing(day, PeriodKind.YEAR).key)


def _take_out_of_pool(work: Work, part: Gift, actor: str) -> None:
    """What somebody had put together with others is theirs again."""
    take(work, part.reward_id)
    again = {"state": PROMISED, "pooled_into": None}
    change_gift(work.connection, work.company.id, part.id, part.revision, (POOLED,), **again)
    note_gift(work, part.id, part.member_id, PROMISED, actor, "")
    after = gift_by_id(work.connection, work.company.id, part.id)
    assert after is not None
    tell_receiver(work, after)


def _keep_to_the_yearly_limit(work: Work, reward_id: int, member_id: int, year: int) -> None:
    reward = reward_by_id(work.connection, work.company.id, reward_id)
    if reward is None or reward.yearly_limit is None:
        return
    had = work.connection.execute(
        select(func.count()).where(
            gifts.c.workspace_id == work.company.id,
            gifts.c.reward_id == reward_id,
            gifts.c.member_id == member_id,
            gifts.c.year == year,
            gifts.c.state.in_(COUNTING),
        )
    ).scalar_one()
    if had >= reward.yearly_limit:
        times = "once" if reward.yearly_limit == 1 else f"{reward.yearly_limit} times"
        raise RecognitionRefused(
            f"One person can get “{reward.name}” {times} a year, and they have. Pick another reward."
        )


def note_gift(work: Work, gift_id: int, member_id: int, state: str, actor: str, note: str) -> None:
    """Keeps what happened to a gift, with it and in the audit log."""
    note_step(work.connection, work.company.id, gift_id, state, actor, work.now, note)
    person_id = work.connection.execute(select(members.c.person_id).where(members.c.id == member_id)).scalar()
    audit.record(
        work.connection, work.company.id, work.now, actor, f"gift_{state}", person_id, {"gift": gift_id}
    )
