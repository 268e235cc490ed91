"""What contradicts itself in a case: names that nothing else has, figures nobody would look at, days."""

from collections.abc import Iterable, Sequence
from datetime import date

from calc.language.case_parts import Case, CaseAccount, CaseEvent
from calc.language.contradictions.case_figures import figure_contradictions
from calc.language.contradictions.case_people import people_contradictions
from calc.language.contradictions.found import Finds, Found, Source, twice
from calc.language.document import Path
from calc.language.suggestions import did_you_mean
from calc.period_text import read_period
from calc.periods import FiscalCalendar


def case_contradictions(source: Source, number: int) -> Finds:
    """Everything in one case of the plan."""
    case, path = source.plan.cases[number], ("cases", number)
    yield from _period(case, path, source.plan.from_date)
    yield from people_contradictions(case, path)
    yield from _accounts(case, path)
    yield from _events(case, path)
    yield from _exchange(source, case, path)
    yield from figure_contradictions(source, case, path)
    yield from _paid(source, case, path)
    yield from _pays(source, case, path)


def _period(case: Case, path: Path, begins: date) -> Finds:
    if case.period is None:
        return
    calendar = FiscalCalendar(case.fiscal_year_starts)
    if read_period(case.period, begins, calendar) is None:
        message = f"`{case.period}` is not a period."
        yield Found((*path, "period"), message, "Write it like 2024-Q3, 2024-07 or 2024.")


def _accounts(case: Case, path: Path) -> Finds:
    where: Path = (*path, "accounts")
    yield from _once(where, "account", [row.account for row in case.accounts])
    for index, row in enumerate(case.accounts):
        yield from _one_way((*where, index), row, ("owner", "owners"))


def _events(case: Case, path: Path) -> Finds:
    where: Path = (*path, "events")
    ids = [row.id or f"event {number}" for number, row in enumerate(case.events, 1)]
    yield from _once(where, "id", ids)
    accounts = [row.account for row in case.accounts]
    for index, row in enumerate(case.events):
        at: Path = (*where, index)
        yield from _one_way(at, row, ("person", "credits"))
        yield from _one_way(at, row, ("person", "roles"))
        if row.account is not None and row.account not in accounts:
            message = f"there is no account `{row.account}` in this case."
            yield Found((*at, "account"), message, did_you_mean(row.account, accounts))
        if row.parent is not None and row.parent == ids[index]:
            yield Found((*at, "parent"), "an event is not about itself.", "Name another event's `id`.")


def _once(path: Path, field: str, names: Sequence[str]) -> Finds:
    for index in twice(names):
        yield Found((*path, index, field), f"`{names[index]}` stands here twice.", "Give each its own name.")


def _one_way(path: Path, row: CaseAccount | CaseEvent, fields: tuple[str, str]) -> Finds:
    one, other = fields
    if getattr(row, one) is not None and getattr(row, other):
        message = f"`{one}` stands for a single person, so there is no `{other}` besides."
        yield Found((*path, other), message, "Keep one of them.")


def _exchange(source: Source, case: Case, path: Path) -> Finds:
    for index, row in enumerate(case.exchange):
        where: Path = (*path, "exchange", index)
        if row.from_currency == (row.to_currency or source.plan.currency):
            yield Found((*where, "from"), "a currency is always worth one of itself.", "Take this rate out.")
        if row.rate == 0:
            yield Found((*where, "rate"), "it must be above zero.")


def _paid(source: Source, case: Case, path: Path) -> Finds:
    for index, row in enumerate(case.paid):
        yield from _component(source, (*path, "paid", index), row.component)


def _pays(source: Source, case: Case, path: Path) -> Finds:
    people = [person.person for person in case.people]
    for index, row in enumerate(case.pays):
        where: Path = (*path, "pays", index)
        yield from _person(where, row.person, people)
        yield from _component(source, where, row.component)
        if not row.model_fields_set & {"amount", "reward"}:
            yield Found(where, "this does not say what is paid.", "Add `amount`, or `reward`.")
    for index, measured in enumerate(case.measures):
        yield from _person((*path, "measures", index), measured.person, people)


def _person(path: Path, person: str, people: Iterable[str]) -> Finds:
    if person not in people:
        message = f"there is no `{person}` among the people of this case."
        yield Found((*path, "person"), message, did_you_mean(person, people))


def _component(source: Source, path: Path, component: str) -> Finds:
    plan = source.plan
    own = [name for name, term in (("cap", plan.cap), ("carry", plan.carry_under)) if term is not None]
    known = [*plan.components, *own]
    if component not in known:
        message = f"there is no component `{component}` in this plan."
        yield Found((*path, "component"), message, did_you_mean(component, known))
