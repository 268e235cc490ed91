"""How far the review of a period has come, in a few quick questions: no statement is opened for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bot.people.identity import Company
from bot.periods.standing import Standing, period_of, standing_of
from bot.review.figures import Sum
from bot.review.sheet import (
    WAITING,
    Stands,
    Turns,
    names_of,
    reviews_of,
    statements,
    turns_of,
)
from bot.review.work import Work


@dataclass(frozen=True)
class Progress:
    """`waiting_with` counts what waits by who looks at it; `for_admins` are the people who wait for any of
    them."""

    reviews: dict[int, Stands]
    turns: Turns
    names: dict[int, str]

    @property
    def counts(self) -> Counter[str]:
        return Counter(review.state for review in self.reviews.values())

    @property
    def waiting(self) -> list[int]:
        return [person_id for person_id, review in self.reviews.items() if review.state == WAITING]

    @property
    def waiting_with(self) -> list[tuple[str, int]]:
        """The names of those who have something to look at, with how much; the most first."""
        counted = Counter(self.turns.turn.get(person_id) for person_id in self.waiting)
        named = [(self.names[one], number) for one, number in counted.items() if one is not None]
        return sorted(named, key=lambda one: (-one[1], one[0]))

    def for_admin(self, admin_id: int) -> list[int]:
        """The people who wait for the admins, but for those whose pay this one may not approve."""
        return [person_id for person_id in self._for_admins() if self._may(admin_id, person_id)]

    def stuck(self, admins: Sequence[int]) -> list[int]:
        """The people whose pay nobody may approve."""
        return [one for one in self._for_admins() if not any(self._may(admin, one) for admin in admins)]

    def _for_admins(self) -> list[int]:
        return [person_id for person_id in self.waiting if self.turns.turn.get(person_id) is None]

    def _may(self, admin_id: int, person_id: int) -> bool:
        return admin_id != person_id and admin_id not in self.turns.adjusters.get(person_id, set())


def progress_of(work: Work, standing: Standing) -> Progress:
    """How far it is, at this moment."""
    kept = reviews_of(work.connection, standing.id)
    turns = turns_of(work.connection, work.company, standing, kept, work.today)
    lookers = {one for one in (*turns.turn.values(), *turns.natural.values()) if one is not None}
    return Progress(kept, turns, names_of(work.connection, lookers))


def sums_of(connection: Connection, company: Company, standing: Standing) -> tuple[tuple[Sum, ...], int]:
    """What a period comes to in each currency, beside the one before, and how many people have pay in it."""
    before = company.calendar.before(period_of(company, standing))
    last = standing_of(connection, company.id, before.key)
    now, then = _sums(connection, standing.id), _sums(connection, last.id if last else 0)
    row = statements.c
    people = select(func.count(func.distinct(row.person_id))).where(row.period_id == standing.id)
    currencies = sorted({*now, *then} - {""})
    sums = tuple(Sum(one, now.get(one, 0), then.get(one)) for one in currencies)
    return sums, int(connection.execute(people).scalar_one())


def _sums(connection: Connection, period_id: int) -> dict[str, int]:
    row = statements.c
    query = select(row.currency, func.sum(row.total_minor)).where(row.period_id == period_id)
    return {currency: int(total) for currency, total in connection.execute(query.group_by(row.currency))}
