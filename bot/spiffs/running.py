"""What runs today, worked out once for all who ask."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from sqlalchemy import Engine

from bot.people.identity import Company
from bot.spiffs.tables_of import NOTHING, running_in
from bot.store.engine import writing
from calc.prize_tables import Tables

MOST_COMPANIES = 32


@dataclass
class _Kept:
    """A company's tables as of a revision of its facts and a day; whoever works them out holds `lock`."""

    lock: Lock = field(default_factory=Lock)
    at: tuple[int, date] | None = None
    tables: Tables = NOTHING


class RunningTables:
    """Keeps what was worked out in the process, for as long as neither the facts nor the day change: in a
    large company it takes seconds, and many look in the same minute, after standings were posted.

    It keeps it of the companies that asked last.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._companies: OrderedDict[int, _Kept] = OrderedDict()

    def of(self, company: Company, now: datetime) -> Tables:
        """Everything that runs, as it stands."""
        kept, today = self._kept(company.id), company.today(now)
        at = (company.facts_revision, today)
        with kept.lock:
            if kept.at != at:
                # Of facts that are newer still it is right as well, and worked out again for who has read so.
                with writing(self._engine) as connection:
                    kept.tables = running_in(connection, company, today, now)
                kept.at = at
            return kept.tables

    def _kept(self, company_id: int) -> _Kept:
        with self._lock:
            kept = self._companies.setdefault(company_id, _Kept())
            self._companies.move_to_end(company_id)
            if len(self._companies) > MOST_COMPANIES:
                self._companies.popitem(last=False)
            return kept
