"""Each look at another's pay is in the log, also where it is a message of ours that shows it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from bot.review.sheet import people
from bot.review.work import Work
from bot.store import audit
from bot.store.received import first_time


def note_shown(work: Work, period: str, reader_id: int, shown: Mapping[int, str], how: str) -> None:
    """One entry: whose pay (by number, with their keys) a message shows somebody who was not shown it in that
    way before."""
    stem = f"shown {period} {how} {reader_id}"
    new = [one for one in shown if first_time(work.connection, work.company.id, f"{stem} {one}", work.now)]
    if new:
        _record(work, period, reader_id, (shown[one] for one in new), how)


def _record(work: Work, period: str, reader_id: int, keys: Iterable[str], how: str) -> None:
    reader = work.connection.execute(select(people.c.key).where(people.c.id == reader_id)).scalar_one()
    details = {"period": period, "people": sorted(keys), "how": how}
    actor = f"person {reader}"
    audit.record(work.connection, work.company.id, work.now, actor, "pay_viewed", details=details)
