"""`/dropthemic winners`: who had the mic, month by month."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot.recognition.asking import Asking
from bot.recognition.award_rows import ANNOUNCED, awards, rewards
from bot.recognition.calendar import month_label
from bot.recognition.month_rows import months
from bot.recognition.shown import SOMEBODY, Values
from bot.recognition.taking_part import members
from bot.slack.render import Rendered
from bot.store.engine import reading

MOST_MONTHS = 24


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


def hall(connection: Connection, workspace_id: int, most_months: int = MOST_MONTHS) -> Hall:
    """Who had the mic in the latest so many months that were announced."""
    here = (months.c.workspace_id == workspace_id) & (months.c.state == "announced")
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


def reply(asking: Asking) -> Rendered:
    """For whoever asks."""
    with reading(asking.services.engine) as connection:
        found = hall(connection, asking.entrant.venue.id)
    return asking.services.renderer.render("recognition/winners", _values(found))


def _values(found: Hall) -> Values:
    by_month: dict[str, list[str]] = {}
    for one in found.won:
        reward = f" ({one.reward})" if one.reward else ""
        by_month.setdefault(one.month, []).append(f"{one.name or SOMEBODY}{reward}")
    return {
        "months": [
            {"month": month_label(month), "names": ", ".join(names)} for month, names in by_month.items()
        ],
        "more": found.months - len(by_month),
    }
