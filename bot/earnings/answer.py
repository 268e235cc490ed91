"""What a person asked for, put together: their statement for a period, as plain values for the templates.

A period may be the one that pay is settled in, a longer one (its parts are added up) or a shorter one (the
lines whose event lies in it; bonuses belong to the whole).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, RowMapping

from bot.earnings.kept import Kept, KeptPeriod, statements_of, with_lines
from bot.people.identity import Company
from bot.periods.statements import ComponentPart, MeasurePart, ProblemPart
from calc.periods import MONTHS_IN, Period

PROBLEMS_SHOWN = 5


@dataclass(frozen=True)
class Total:
    """A sum in minor units of its currency."""

    amount_minor: int
    currency: str


@dataclass(frozen=True)
class Part:
    """One component's sum, with how many lines it has."""

    title: str
    lines: int
    total: Total


@dataclass(frozen=True)
class Answer:
    """A person's pay for a period, or so far while it lasts.

    `previous` is the period before; empty when nothing is known of it. Each measure comes with the currency
    of its plan. `notes` are what is as it should be, and worth saying. `whole` names the period that bonuses
    are settled in when less than it was asked for. `published_at` is when the last part of it was published;
    None while any part may still change.
    """

    period: Period
    as_of: date
    so_far: bool
    plans: list[str]
    totals: list[Total]
    parts: list[Part]
    measures: list[tuple[str, MeasurePart]]
    problems: list[ProblemPart]
    notes: list[str]
    previous_period: Period
    previous: list[Total]
    whole: Period | None
    published_at: datetime | None


@dataclass(frozen=True)
class Nothing:
    """Why there is no statement: "not_begun", "no_plan", or "no_facts" while there are none at all."""

    reason: str
    period: Period


def answer(
    engine: Engine, company: Company, person_id: int, period: Period, now: datetime
) -> Answer | Nothing:
    """What a person earned in a period, up to date."""
    today = company.today(now)
    if period.start > today:
        return Nothing("not_begun", period)
    before = company.calendar.before(period)
    current, earlier = settlements(company, period), settlements(company, before)
    wanted = list(dict.fromkeys([*earlier, *current]))
    rows: list[RowMapping] = []
    if _is_shorter(company, period):
        found, rows = with_lines(engine, company, person_id, wanted, (before.start, period.end), now)
    else:
        found = statements_of(engine, company, person_id, wanted, now)
    mine = [found[part.key] for part in current if part.key in found]
    statements = _statements(mine)
    if not statements:
        return Nothing("no_facts" if company.facts_imported_at is None else "no_plan", period)
    past = _statements(found[part.key] for part in earlier if part.key in found)
    parts = _parts(company, period, statements, rows)
    last = next(kept for kept in reversed(mine) if kept.statements)
    return Answer(
        period=period,
        as_of=last.as_of,
        so_far=period.end >= today,
        plans=_unique(plan for kept in statements for plan in kept.summary["plans"]),
        totals=_totals([*_zeros(statements), *(part.total for part in parts)]),
        parts=parts,
        measures=[(kept.currency, part) for kept in last.statements for part in kept.summary["measures"]],
        problems=_problems(statements),
        notes=_unique(note for kept in statements for note in kept.summary["notes"]),
        previous_period=before,
        previous=_totals([*_zeros(past), *(part.total for part in _parts(company, before, past, rows))]),
        whole=current[0] if _is_shorter(company, period) else None,
        published_at=_published_at(current, found),
    )


def _published_at(current: Sequence[Period], found: Mapping[str, KeptPeriod]) -> datetime | None:
    moments = [found[part.key].published_at if part.key in found else None for part in current]
    known = [moment for moment in moments if moment is not None]
    return max(known) if len(known) == len(moments) else None


def settlements(company: Company, period: Period) -> list[Period]:
    """The periods that pay is settled in which make up a period, or the one around it if it is shorter."""
    if _is_shorter(company, period):
        return [company.calendar.containing(period.start, company.pay_period)]
    return company.calendar.parts(period, company.pay_period)


def _is_shorter(company: Company, period: Period) -> bool:
    return MONTHS_IN[period.kind] < MONTHS_IN[company.pay_period]


def _statements(kept: Iterable[KeptPeriod]) -> list[Kept]:
    return [statement for period in kept for statement in period.statements]


def _parts(
    company: Company, period: Period, statements: Sequence[Kept], rows: Sequence[RowMapping]
) -> list[Part]:
    """Whole statements give their components; a part of one gives what its `rows` of those days come to."""
    components = [(kept.currency, part) for kept in statements for part in kept.summary["components"]]
    if not _is_shorter(company, period):
        return _added_up(components)
    titles = {(part["plan"], part["component"]): part["title"] for _, part in components}
    ids = {kept.id for kept in statements}
    return _added_up(
        (row["currency"], _part_of_line(row, titles))
        for row in rows
        if row["statement_id"] in ids and row["occurred_on"] is not None and period.has(row["occurred_on"])
    )


def _part_of_line(row: RowMapping, titles: dict[tuple[str, str], str]) -> ComponentPart:
    return ComponentPart(
        plan=row["plan"],
        component=row["component"],
        title=titles[row["plan"], row["component"]],
        lines=1,
        amount_minor=row["amount_minor"],
    )


def _added_up(components: Iterable[tuple[str, ComponentPart]]) -> list[Part]:
    """One part a component, in the order in which they first appear."""
    sums: dict[tuple[str, str, str], Part] = {}
    for currency, part in components:
        key = (currency, part["plan"], part["component"])
        so_far = sums.get(key, Part(part["title"], 0, Total(0, currency)))
        amount = Total(so_far.total.amount_minor + part["amount_minor"], currency)
        sums[key] = Part(part["title"], so_far.lines + part["lines"], amount)
    return list(sums.values())


def _totals(parts: Iterable[Total]) -> list[Total]:
    sums: dict[str, int] = {}
    for part in parts:
        sums[part.currency] = sums.get(part.currency, 0) + part.amount_minor
    return [Total(amount, currency) for currency, amount in sums.items()]


def _zeros(statements: Iterable[Kept]) -> list[Total]:
    """Nothing yet, in each currency that the person is paid in; a plan that is not in force has none."""
    return [Total(0, kept.currency) for kept in statements if kept.currency]


def _problems(statements: Iterable[Kept]) -> list[ProblemPart]:
    found: dict[str, ProblemPart] = {}
    for kept in statements:
        for problem in kept.summary["problems"]:
            found.setdefault(problem["message"], problem)
    return list(found.values())


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
