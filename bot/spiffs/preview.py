"""Who would be winning a contest that nobody has started yet: worked out, and never kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

import polars as pl
from sqlalchemy import Engine

from bot.people.identity import Caller, Company
from bot.periods.gathering import begun
from bot.spiffs.called import names_in
from bot.spiffs.details import rules
from bot.spiffs.filling import UNKEPT
from bot.spiffs.instant_shown import won_values
from bot.spiffs.patterns import BY_KEY, COMPONENT, plan_of
from bot.spiffs.shown import Looking, Values, rankings, row_values
from bot.spiffs.spec import Spec
from bot.spiffs.tables_of import facts_for_prizes
from bot.store.engine import writing
from calc.contest_tables import paid_in
from calc.facts import Facts, with_more
from calc.periods import Period, PeriodKind
from calc.prize_tables import ContestTable, InstantPrize, InstantTable

MOST_ROWS = 8


@dataclass(frozen=True)
class Preview:
    """`first` and `last` are the days that were looked at, `as_if` where they are others than the contest's,
    which are yet to come. `rows` say who would be winning, `won` what was won of prizes for single events."""

    first: date
    last: date
    as_if: bool
    rows: list[Values]
    won: list[Values]
    without: int
    rules: list[str]


def preview(engine: Engine, caller: Caller, spec: Spec, now: datetime) -> Preview:
    """What it would look like if it ran now."""
    company, today = caller.company, caller.company.today(now)
    supposed = _supposed(company, spec, today)
    plan = plan_of(supposed, UNKEPT)
    periods = _pay_periods(company, supposed, today)
    with writing(engine) as connection:
        work = begun(connection, company.id, today, now)
        facts = facts_for_prizes(work, periods, {UNKEPT: [plan]})
        names = names_in(connection, company.id, spec.people)
    facts = _with_people(facts, supposed)
    found = [paid_in([plan], facts, one, today, company.calendar) for one in periods]
    looking = Looking(caller, names, today)
    contests = [one for tables in found for one in tables.contests if one.span.period.has(supposed.first)]
    instants = [one for tables in found for one in tables.instants]
    return Preview(
        first=supposed.first,
        last=supposed.last,
        as_if=supposed != spec,
        rows=[row for one in contests for row in _rows(looking, one)],
        won=[won_values(looking, table, won) for table, won in _within_limits(spec, instants)][:MOST_ROWS],
        without=sum(rival.standing.place is None for one in contests for rival in one.rivals),
        rules=rules(plan, COMPONENT, company.locale),
    )


def _supposed(company: Company, spec: Spec, today: date) -> Spec:
    """The contest as if it ran now: a month that is yet to come as if it were this one, days to come as if
    they were just as many up to today."""
    if spec.first <= today:
        return spec
    if not BY_KEY[spec.pattern].is_instant:
        period = company.calendar.containing(today, PeriodKind(spec.every))
        return spec.on(period.start, period.end)
    return spec.on(today - (spec.last - spec.first), today)


def _pay_periods(company: Company, spec: Spec, today: date) -> list[Period]:
    """Those in which it would be paid: for a contest the one in which it ends."""
    calendar, pay = company.calendar, company.pay_period
    if not BY_KEY[spec.pattern].is_instant:
        return [calendar.containing(spec.last, pay)]
    found = [calendar.containing(spec.first, pay)]
    while found[-1].end < min(spec.last, today):
        found.append(calendar.containing(found[-1].end + timedelta(days=1), pay))
    return found


def _with_people(facts: Facts, spec: Spec) -> Facts:
    """The facts as if these people were on the plan."""
    rows = [
        {"person": key, "plan": UNKEPT, "from_date": spec.first, "to_date": spec.last} for key in spec.people
    ]
    return with_more(facts, "assignments", pl.DataFrame(rows))


def _rows(looking: Looking, table: ContestTable) -> list[Values]:
    return [
        row_values(looking, ranking, rival)
        for ranking in rankings(table)
        for rival in ranking.ranked[:MOST_ROWS]
    ]


def _within_limits(spec: Spec, tables: Sequence[InstantTable]) -> list[tuple[InstantTable, InstantPrize]]:
    """The prizes over several pay periods, of which each alone knows nothing of the others'."""
    won = [(table, one) for table in tables for one in table.won]
    if spec.winners is not None:
        won = won[: spec.winners]
    if spec.budget_minor is None:
        return won
    spent = accumulate(one.amount_minor for _, one in won)
    return [one for one, so_far in zip(won, spent, strict=True) if so_far <= spec.budget_minor]
