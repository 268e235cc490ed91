"""The tables of a workspace's contests and instant prizes, from its facts; the store keeps none of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from bot.people.identity import Company
from bot.periods.calculating import fresh_before
from bot.periods.corrections import open_corrections
from bot.periods.gathering import Work, begun, flat
from bot.periods.kept_facts import kept_inputs
from bot.periods.restating import with_paid
from bot.periods.standing import standing_of
from bot.store.engine import writing
from bot.store.facts import facts_between
from calc.contest_tables import paid_in, running
from calc.facts import Facts
from calc.history import needs
from calc.language.pay import Contest, Spiff
from calc.periods import Period, PeriodKind
from calc.plan import Plan
from calc.prize_tables import Tables

Versions = Mapping[str, Sequence[Plan]]
NOTHING = Tables((), ())


def running_in(connection: Connection, company: Company, day: date, now: datetime) -> Tables:
    """Everything that runs on a day, as it stands."""
    work = begun(connection, company.id, day, now)
    versions = with_prizes(work)
    if not versions:
        return NOTHING
    facts = facts_for_prizes(work, periods_at(company, day, versions), versions)
    return running(flat(versions), facts, day, company.pay_period, company.calendar)


def paid_tables(engine: Engine, company: Company, period: Period, now: datetime) -> Tables:
    """Everything that a pay period pays prizes for. Of a published one from the facts that were kept of it:
    so the tables say what was paid."""
    with writing(engine) as connection:
        return paid_tables_in(connection, company, period, now)


def paid_tables_in(connection: Connection, company: Company, period: Period, now: datetime) -> Tables:
    """The same in a transaction."""
    standing = standing_of(connection, company.id, period.key)
    if standing is not None and standing.final:
        kept = kept_inputs(connection, standing.id)
        plans = [plan for plan in kept.versions if has_prizes(plan)]
        return paid_in(plans, kept.facts, kept.period, kept.last, kept.calendar) if plans else NOTHING
    today = company.today(now)
    work = begun(connection, company.id, today, now)
    versions = with_prizes(work)
    if not versions:
        return NOTHING
    facts = facts_for_prizes(work, [period], versions)
    return paid_in(flat(versions), facts, period, min(period.end, today), company.calendar)


def has_prizes(plan: Plan) -> bool:
    """Whether a plan version has a contest, or prizes for single events."""
    return any(isinstance(part, Contest | Spiff) for part in plan.counting().values())


def with_prizes(work: Work) -> dict[str, list[Plan]]:
    """The plans that have prizes in any version, with all of their versions."""
    return {key: found for key, found in work.versions.items() if any(has_prizes(plan) for plan in found)}


def periods_at(company: Company, day: date, versions: Versions) -> list[Period]:
    """The pay period that holds a day, and those in which a longer span that holds it will be paid."""
    calendar, pay = company.calendar, company.pay_period
    kinds = {
        part.every or pay
        for plan in flat(versions)
        for part in plan.counting().values()
        if isinstance(part, Contest | Spiff)
    }
    ends = [calendar.containing(day, kind).end for kind in PeriodKind if kind in kinds]
    return list(
        dict.fromkeys([calendar.containing(day, pay), *(calendar.containing(end, pay) for end in ends)])
    )


def facts_for_prizes(
    work: Work, periods: Sequence[Period], versions: Versions, also: Sequence[Plan] = ()
) -> Facts:
    """The facts that the tables of pay periods look at, of which the first is at hand.

    Earlier periods whose lines are among them, since a budget is spent by what was paid, are brought up to
    date. `also` are plan versions that are only supposed.
    """
    groups = (flat(versions), *([one] for one in also))
    firsts = [needs(group, period, work.calendar).first_day for period in periods for group in groups]
    start = None if None in firsts else min(day for day in (*firsts, periods[0].start) if day is not None)
    last = min(max(period.end for period in periods), work.today)
    facts = facts_between(work.connection, work.workspace_id, start, last)
    before = fresh_before(work, periods[0], versions, also)
    if before is None:
        return facts
    return with_paid(work, facts, periods[0], before, open_corrections(work, periods[0], fresh_before))
