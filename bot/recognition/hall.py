"""Who had the mic in the months that are over."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot.recognition.award_rows import ANNOUNCED, awards, rewards
from bot.recognition.month_rows import months
from bot.recognition.taking_part import members


@dataclass(frozen=True)
class Won:
    """Somebody's award; `name` is "" where they are not to be named."""

    month: str
    name: str
    reward: str


@dataclass(frozen=True)
class Hall:
    """The winners of the last months, the latest first, and how many months there were in all."""

    won: list[Won]
    months: int


def hall(connection: Connection, workspace_id: int, most_months: int) -> Hall:
    """Who had the mic in the latest so many months that were announced."""
    here = (months.c.workspace_id == workspace_id) & (months.c.state == ANNOUNCED)
    latest = select(months.c.id).where(here).order_by(months.c.month.desc()).limit(most_months)
    query = (
        select(months.c.month, members.c.name, members.c.no_naming, rewards.c.name.label("reward"))
        .join_from(awards, months, months.c.id == awards.c.month_id)
        .join(members, members.c.id == awards.c.member_id)
        .join(rewards, rewards.c.id == awards.c.reward_id, isouter=True)
        .where(awards.c.state == ANNOUNCED, months.c.id.in_(latest))
        .order_by(months.c.month.desc(), awards.c.id)
    )
    won = [
        Won(row.month, "" if row.no_naming else row.name, row.reward or "")
        for row in connection.execute(query)
    ]
    in_all = connection.execute(select(func.count()).select_from(months).where(here)).scalar_one()
    return Hall(won, in_all)
