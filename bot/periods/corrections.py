"""What published periods still owe, or are owed, since facts came in later: lines of the period after."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl
from sqlalchemy import case, select

from bot.periods.correcting import differences
from bot.periods.gathering import Work, by_plan, facts_for, flat
from bot.periods.kept_facts import kept_documents
from bot.periods.kept_lines import ADJUSTED, ADJUSTMENT
from bot.periods.pay_settings import pay_settings
from bot.periods.restating import Before, with_paid
from bot.periods.standing import FINAL, Standing
from bot.periods.versions import version_from
from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from calc.facts import empty
from calc.periods import Period
from calc.plan import Plan
from calc.results import LINES
from calc.statement import calculate

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
people = table_of(Person)

# Brings what a period stands on up to date, and says which lines of it are facts.
Earlier = Callable[[Work, Period, Mapping[str, Sequence[Plan]]], Before | None]

_READ = ("person", "plan", "component", "entry", "event", "about", "currency", "amount_minor", "version")
_MORE = ("clause", "account", "kind", "product", "region", "event_amount_minor", "event_currency")


def open_corrections(work: Work, period: Period, earlier: Earlier) -> pl.DataFrame:
    """The corrections that a period pays: none unless it is the first one after the last published.

    The last few published periods (pay_settings.corrected_periods) are calculated again, each under the plans
    that it was published with; a plan that nobody was on then counts as it is now. The earliest comes first:
    each stands on what those before it come to now.
    """
    final = [one for one in work.standings().values() if one.final and _is_kind(work, one, period)]
    reach = pay_settings(work.connection, work.workspace_id).corrected_periods
    if not final or not reach or work.calendar.after(_period(work, final[-1], period)) != period:
        return empty({**LINES, **ADJUSTED})
    owed = empty({**LINES, **ADJUSTED})
    for one in final[-reach:]:
        owed = pl.concat([owed, _owed(work, one, _period(work, one, period), earlier, owed)])
    return owed


def _owed(
    work: Work, standing: Standing, period: Period, earlier: Earlier, before: pl.DataFrame
) -> pl.DataFrame:
    """What one period owes; `before` is what those before it do."""
    published = by_plan([version_from(text) for text in kept_documents(work.connection, standing.id)])
    versions = {**work.versions, **published}
    facts = facts_for(work, period, flat(versions))
    facts = with_paid(work, facts, period, earlier(work, period, versions), before)
    now = calculate(flat(versions), facts, period, as_of=period.end, calendar=work.calendar)
    label = work.calendar.label(period)
    return differences(_paid(work, standing), now.lines, standing.key, label)


def _paid(work: Work, standing: Standing) -> pl.DataFrame:
    """What was paid for a period: by itself, and by corrections of it in periods published since."""
    entry = case((lines.c.corrects != "", lines.c.corrects), else_=lines.c.entry)
    own = (periods.c.id == standing.id) & (lines.c.entry != ADJUSTMENT)
    since = (lines.c.corrects != "") & (lines.c.span == standing.key) & periods.c.state.in_(FINAL)
    query = (
        select(
            people.c.key.label("person"),
            entry.label("entry"),
            lines.c.plan_version.label("version"),
            *(lines.c[name] for name in _READ if name in lines.c and name != "entry"),
            *(lines.c[name] for name in _MORE),
        )
        .join_from(periods, statements, statements.c.period_id == periods.c.id)
        .join(lines, lines.c.statement_id == statements.c.id)
        .join(people, people.c.id == statements.c.person_id)
        .where(periods.c.workspace_id == work.workspace_id, own | since)
    )
    return read_frame(work.connection, query)


def _is_kind(work: Work, standing: Standing, period: Period) -> bool:
    return _period(work, standing, period).key == standing.key


def _period(work: Work, standing: Standing, like: Period) -> Period:
    return work.calendar.containing(standing.start, like.kind)
