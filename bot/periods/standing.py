"""Where each period stands on its way to payday, and which one takes what is still to be paid."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, Select, select

from bot.people.identity import Company
from bot.store.base import table_of
from bot.store.periods import PeriodRow
from calc.periods import Period

periods = table_of(PeriodRow)

OPEN, CALCULATED, IN_REVIEW = "open", "calculated", "in_review"
APPROVED, PUBLISHED, CLOSED = "approved", "published", "closed"
UNDER_REVIEW = (CALCULATED, IN_REVIEW, APPROVED)
FINAL = (PUBLISHED, CLOSED)


@dataclass(frozen=True)
class Standing:
    """A period that was calculated at least once. `state` is one of those above."""

    id: int
    key: str
    start: date
    end: date
    state: str
    as_of: date
    facts_revision: int
    calculated_at: datetime
    review_from: datetime | None
    published_at: datetime | None
    closed_at: datetime | None

    @property
    def final(self) -> bool:
        """Whether nothing in it can change any more."""
        return self.state in FINAL


def standing_of(connection: Connection, workspace_id: int, key: str) -> Standing | None:
    """Where the period with that key stands; None while it was never calculated."""
    row = connection.execute(_asked(workspace_id).where(periods.c.key == key)).first()
    return None if row is None else _standing(row)


def held_standing(connection: Connection, workspace_id: int, key: str) -> Standing | None:
    """The same, and nobody else can move it until the transaction ends."""
    query = _asked(workspace_id).where(periods.c.key == key).with_for_update(key_share=True)
    row = connection.execute(query).first()
    return None if row is None else _standing(row)


def standings(connection: Connection, workspace_id: int) -> list[Standing]:
    """Every period that was calculated, the earliest first."""
    return [_standing(row) for row in connection.execute(_asked(workspace_id))]


def published_periods(connection: Connection, workspace_id: int) -> list[Standing]:
    """Those that are published or closed, the earliest first."""
    return [one for one in standings(connection, workspace_id) if one.final]


def paying_period(connection: Connection, company: Company, today: date) -> Period:
    """The pay period that takes adjustments now.

    It is the one after the last that is published, so that none is paid twice and none is left out. Before
    anything was ever published, the earliest one under review, or else the one that runs.
    """
    found = [one for one in standings(connection, company.id) if _is_pay_period(company, one)]
    final = [one for one in found if one.final]
    if final:
        return company.calendar.after(period_of(company, final[-1]))
    reviewed = [one for one in found if one.state in UNDER_REVIEW]
    if reviewed:
        return period_of(company, reviewed[0])
    return company.calendar.containing(today, company.pay_period)


def period_of(company: Company, standing: Standing) -> Period:
    """The period by the company's calendar."""
    return company.calendar.containing(standing.start, company.pay_period)


def _is_pay_period(company: Company, standing: Standing) -> bool:
    """One that was kept under another pay period, or another fiscal year, takes nothing any more."""
    return period_of(company, standing).key == standing.key


def _asked(workspace_id: int) -> Select[tuple[object, ...]]:
    columns = (periods.c[name] for name in _COLUMNS)
    return select(*columns).where(periods.c.workspace_id == workspace_id).order_by(periods.c.start_date)


_COLUMNS = (
    "id", "key", "start_date", "end_date", "state", "as_of", "facts_revision", "calculated_at",
    "review_from", "published_at", "closed_at",
)  # fmt: skip


def _standing(row: Row[tuple[object, ...]]) -> Standing:
    return Standing(*row)  # type: ignore[arg-type, call-arg]
