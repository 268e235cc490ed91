"""What somebody may see of the contests that run: those that they are in; managers and admins all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from bot.people.contest_access import may_start_contests, sees_every_contest
from bot.people.identity import Caller
from bot.spiffs.called import names_in
from bot.spiffs.rows import RUNNING, Started, rows, started_where
from bot.spiffs.running import RunningTables
from bot.spiffs.shown import Looking
from bot.spiffs.tables_of import paid_tables
from bot.store.engine import reading
from calc.prize_tables import ContestTable, InstantTable, Tables

Table = ContestTable | InstantTable


@dataclass(frozen=True)
class Seen:
    """`upcoming` are contests that were started and have not begun. `all` when the viewer sees every contest
    of the company, and why others have no place."""

    looking: Looking
    contests: list[ContestTable]
    instants: list[InstantTable]
    upcoming: list[Started]
    all: bool
    may_start: bool

    @property
    def tables(self) -> list[Table]:
        return [*self.contests, *self.instants]


def look(engine: Engine, running: RunningTables, caller: Caller, now: datetime) -> Seen:
    """Everything that runs today."""
    found, today = running.of(caller.company, now), caller.company.today(now)
    # The plan of a push of a few days is in force long before and after it.
    on = tuple(one for one in found.instants if is_on(one, today))
    return _seen(engine, caller, Tables(found.contests, on), now)


def look_back(engine: Engine, caller: Caller, now: datetime) -> Seen:
    """What has ended in this pay period and the one before."""
    company = caller.company
    this = company.calendar.containing(company.today(now), company.pay_period)
    found = [paid_tables(engine, company, one, now) for one in (this, company.calendar.before(this))]
    today = company.today(now)
    over = Tables(
        tuple(one for tables in found for one in tables.contests if one.span.period.end < today),
        tuple(one for tables in found for one in tables.instants if one.span.period.end < today),
    )
    return _seen(engine, caller, over, now)


def is_on(table: InstantTable, day: date) -> bool:
    """Whether there is something to win on a day."""
    days = table.component.days
    return days is None or days.from_ <= day <= days.to


def named(tables: Sequence[Table], words: str) -> list[Table]:
    """Those whose title is `words`; else those whose title begins so; else those that have them in it."""
    said = " ".join(words.casefold().split())
    titles = [(one, " ".join(one.component.title.casefold().split())) for one in tables]
    exact = [one for one, title in titles if title == said]
    begins = [one for one, title in titles if title.startswith(said)]
    return exact or begins or [one for one, title in titles if said in title]


def _seen(engine: Engine, caller: Caller, tables: Tables, now: datetime) -> Seen:
    today, workspace_id = caller.company.today(now), caller.company.id
    with reading(engine) as connection:
        everything = sees_every_contest(connection, caller, today)
        contests = [one for one in tables.contests if everything or caller.key in one.people]
        instants = [one for one in tables.instants if everything or caller.key in one.people]
        shown: list[Table] = [*contests, *instants]
        keys = {key for one in shown for key in one.people}
        later = started_where(connection, workspace_id, rows.c.state == RUNNING, rows.c.first_day > today)
        return Seen(
            looking=Looking(caller, names_in(connection, workspace_id, keys), today),
            contests=contests,
            instants=instants,
            upcoming=[one for one in later if everything or caller.key in one.who],
            all=everything,
            may_start=may_start_contests(connection, caller, today),
        )
