"""Calculating a period for a whole workspace, and before it those that it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import Engine, select

from bot.periods.corrections import open_corrections
from bot.periods.gathering import Work, begun, facts_for, flat, looking_back
from bot.periods.inputs import Inputs, derive
from bot.periods.keeping import adjustments_made, keep, replace_period
from bot.periods.restating import Before, with_paid
from bot.periods.standing import FINAL, OPEN
from bot.periods.voiding import look_again
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.periods import PeriodRow
from calc.facts import Facts
from calc.periods import Period
from calc.plan import Plan as PlanVersion
from calc.results import Calculation

periods = table_of(PeriodRow)


class PeriodIsFinal(Exception):
    """A published period, which nothing changes any more; the text says so and what to do."""


@dataclass(frozen=True)
class Calculated:
    """What came of a calculation: how many got a statement, and what the company has to look at."""

    period: Period
    statements: int
    lines: int
    problems: pl.DataFrame


def calculate_period(
    engine: Engine, workspace_id: int, period: Period, today: date, now: datetime
) -> Calculated:
    """Calculates everybody's pay for a pay period, and replaces what was kept for it, in one transaction.

    Events after `today` do not count yet. Imports and plan changes wait until it is done, so the revision
    that is written is the one that was calculated. PeriodIsFinal for one that is published.

    Where a plan looks at what it paid before (a clawback, a cap of the year, a draw, what is carried over),
    every pay period since somebody is on that plan is brought up to date first, in the same transaction,
    because its lines are facts of this one. After a change of facts that is one calculation for each of
    them: a late fact may move any of them, and nobody knows which before it is calculated. As long as
    nothing changes they are only looked at. Published ones stay as they are; what later facts change in them
    is paid by the first period after them (bot.periods.corrections).
    """
    with writing(engine) as connection:
        work = begun(connection, workspace_id, today, now)
        if _state(work, period) in FINAL:
            raise PeriodIsFinal(
                f"{work.calendar.label(period)} is published, and what was published never changes. What "
                "later facts change in it is paid as adjustments in the period after."
            )
        return _calculate(work, period)


def is_fresh(
    facts_revision: int, as_of: date, newest_revision: int, period: Period, today: date, state: str = OPEN
) -> bool:
    """Whether a period calculated at a revision, as of a day, still says what it would say now.

    A published one always does. The periods that it stands on need no look: they had ended when it was
    calculated, and were whole at the same revision, so as long as no fact changes they cannot say anything
    else.
    """
    return state in FINAL or (facts_revision == newest_revision and as_of >= min(period.end, today))


def refresh_period(engine: Engine, workspace_id: int, period: Period, today: date, now: datetime) -> None:
    """Calculates a period unless that was done meanwhile: of many who find it old, one does the work.

    What it stands on is brought up to date as `calculate_period` does.
    """
    with writing(engine) as connection:
        make_fresh(begun(connection, workspace_id, today, now), period)


def make_fresh(work: Work, period: Period) -> None:
    """The same within a transaction that has begun its work."""
    if period.key in work.fresh:
        return
    kept = work.connection.execute(
        select(periods.c.facts_revision, periods.c.as_of, periods.c.state).where(
            periods.c.workspace_id == work.workspace_id, periods.c.key == period.key
        )
    ).first()
    if kept is None or not is_fresh(
        kept.facts_revision, kept.as_of, work.revision, period, work.today, kept.state
    ):
        _calculate(work, period)
    work.fresh.add(period.key)


def inputs_of(work: Work, period: Period, period_id: int) -> Inputs:
    """What a period is calculated from now. What it stands on is brought up to date."""
    corrections = open_corrections(work, period, fresh_before)
    return Inputs(
        period=period,
        last=min(period.end, work.today),
        calendar=work.calendar,
        versions=flat(work.versions),
        facts=_facts(work, period, corrections),
        corrections=corrections,
        made=adjustments_made(work.connection, period_id),
    )


def stands_on(
    engine: Engine,
    workspace_id: int,
    period: Period,
    today: date,
    now: datetime,
    also: Sequence[PlanVersion] = (),
) -> tuple[list[PlanVersion], Facts]:
    """The plan versions and the facts that a period's calculation stands on, for somebody who supposes more.

    Keeps nothing of the period itself; earlier ones that it stands on are brought up to date. `also` are
    versions of these plans that are only supposed, and may have to look further back.
    """
    with writing(engine) as connection:
        work = begun(connection, workspace_id, today, now)
        corrections = open_corrections(work, period, fresh_before)
        return flat(work.versions), _facts(work, period, corrections, also)


def _facts(work: Work, period: Period, corrections: pl.DataFrame, also: Sequence[PlanVersion] = ()) -> Facts:
    facts = facts_for(work, period, flat(work.versions), also)
    return with_paid(work, facts, period, fresh_before(work, period, work.versions, also), corrections)


def _calculate(work: Work, period: Period) -> Calculated:
    connection, workspace_id = work.connection, work.workspace_id
    last = min(period.end, work.today)
    period_id = replace_period(connection, workspace_id, period, work.revision, last, work.now)
    calculation, made = derive(inputs_of(work, period, period_id))
    keep(connection, workspace_id, period_id, made)
    look_again(connection, workspace_id, period_id, work.now)
    return Calculated(period, len(made.statements), made.lines.height, _for_company(calculation))


def fresh_before(
    work: Work,
    period: Period,
    versions: Mapping[str, Sequence[PlanVersion]],
    also: Sequence[PlanVersion] = (),
) -> Before | None:
    """Which kept lines are facts of a period; their own periods are made fresh, the earliest first."""
    looking, earlier = looking_back(work, period, versions, also)
    for part in earlier:
        make_fresh(work, part)
    return Before(looking, earlier) if looking else None


def _state(work: Work, period: Period) -> str:
    standing = work.standings().get(period.key)
    return OPEN if standing is None else standing.state


def _for_company(calculation: Calculation) -> pl.DataFrame:
    """Problems that concern no single person's statement, for whoever runs the calculation."""
    return calculation.problems.filter(pl.col("person").is_null() | pl.col("plan").is_null())
