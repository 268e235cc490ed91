"""Several rewards of one team put together for another one, which is for all of them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bot.delivery.outbox import User
from bot.recognition.catalogue import Reward, reward_by_id
from bot.recognition.gift_rows import OPEN, POOLED, PROMISED, Gift, change_gift, gifts, gifts_where, keep_gift
from bot.recognition.gifts import fiscal_year, hold_rewards, note_gift, put_back, take, tell_of_promise
from bot.recognition.month_facts import teams_of
from bot.recognition.settings import RecognitionRefused
from bot.recognition.work import Work

FEWEST, MOST = 2, 100


def pool(work: Work, chosen: Iterable[tuple[int, int]], reward_id: int, key: str, actor: str) -> int:
    """Puts gifts, each by its number and the revision that was shown, into one of another reward, once for
    each `key`. Returns the number of the new gift, which is promised to the first of them.

    RecognitionRefused when one of them was changed meanwhile, they are not all of one team or one currency,
    or together they are worth less than the reward; then nothing of the transaction may be kept.
    """
    same = (gifts.c.workspace_id == work.company.id) & (gifts.c.key == key)
    before = work.connection.execute(select(gifts.c.id).where(same)).scalar()
    if before is not None:
        return int(before)
    revisions = dict(sorted(chosen))
    found = gifts_where(
        work.connection, gifts.c.workspace_id == work.company.id, gifts.c.id.in_(list(revisions))
    )
    hold_rewards(work, [*(one.reward_id for one in found), reward_id])
    reward = reward_by_id(work.connection, work.company.id, reward_id)
    if reward is None:
        raise RecognitionRefused("That reward is gone meanwhile. Pick another.")
    in_turn = sorted(found, key=lambda one: one.id)
    _check(work, in_turn, len(revisions), reward)
    take(work, reward_id)
    new = keep_gift(
        work.connection,
        workspace_id=work.company.id,
        key=key,
        reward_id=reward_id,
        member_id=in_turn[0].member_id,
        state=PROMISED,
        year=fiscal_year(work.company.calendar, work.today),
        given_on=work.today,
    )
    for one in in_turn:
        _put_in(work, one, revisions[one.id], new, reward, actor)
    note_gift(work, new, in_turn[0].member_id, PROMISED, actor, "")
    tell_of_promise(work, new)
    return new


def _put_in(work: Work, one: Gift, revision: int, new: int, reward: Reward, actor: str) -> None:
    values = {"state": POOLED, "pooled_into": new}
    if not change_gift(work.connection, work.company.id, one.id, revision, OPEN, **values):
        raise RecognitionRefused(
            f"“{one.reward}” of {one.name} has moved on meanwhile. Nothing was put together; look again."
        )
    put_back(work.connection, one.reward_id)
    note_gift(work, one.id, one.member_id, POOLED, actor, "")
    shown = {"state": POOLED, "reward": one.reward, "note": reward.name}
    key = f"gift/{one.id}/{POOLED}/{revision + 1}"
    work.tell(key, "News of a reward", User(one.user_id), "reward_news", shown)


def _check(work: Work, found: Sequence[Gift], wanted: int, reward: Reward) -> None:
    if not FEWEST <= wanted <= MOST:
        raise RecognitionRefused(f"Pick at least {FEWEST} rewards to put together.")
    if len(found) != wanted:
        raise RecognitionRefused("One of them is gone meanwhile. Nothing was put together; look again.")
    if len({one.currency for one in found} | {reward.currency}) > 1:
        raise RecognitionRefused("Rewards can be put together where all are counted in one currency.")
    if len({one.member_id for one in found}) > 1:
        teams = teams_of(work.connection, work.company.id, work.today)
        if len({teams.get(one.member_id, -one.member_id) for one in found}) > 1:
            raise RecognitionRefused("Rewards can be put together by people of one team.")
    if sum(one.value_minor for one in found) < reward.value_minor:
        raise RecognitionRefused(f"Together they are worth less than “{reward.name}”.")
