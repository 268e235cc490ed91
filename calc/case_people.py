"""The people of a case as facts: where they were, what was agreed, when they were away."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from calc.language.case_parts import Case, CaseAssignment, CasePerson
from calc.plan import Plan

Row = dict[str, Any]
PLACE = ("role", "team", "region", "manager")


def people_tables(plan: Plan, case: Case, since: date) -> dict[str, list[Row]]:
    """Rows of people, placements, leave and assignments. `since` is when began what has no day of its own."""
    return {
        "people": [_person(row, since) for row in case.people],
        "placements": [place for row in case.people for place in _places(row, since)],
        "leave": [
            {"person": row.person, "from_date": days.from_, "to_date": days.to}
            for row in case.people
            for days in row.leave
        ],
        "assignments": [
            _assignment(row.person, agreed, plan, since) for row in case.people for agreed in _agreed(row)
        ],
    }


def _person(person: CasePerson, since: date) -> Row:
    on_plan = [agreed.from_date or since for agreed in _agreed(person)]
    start = person.start or min(on_plan, default=since)
    return {"person": person.person, "name": person.person, "start_date": start, "end_date": person.end}


def _places(person: CasePerson, since: date) -> Iterator[Row]:
    """One placement until the first move, and one from each move on; what a move leaves out stays."""
    place: Row = {name: getattr(person, name) for name in PLACE}
    begins = since
    for move in person.moves:
        last = move.on - timedelta(days=1)
        yield {"person": person.person, **place, "from_date": begins, "to_date": last}
        changed = {name: getattr(move, name) for name in PLACE if getattr(move, name) is not None}
        place, begins = {**place, **changed}, move.on
    yield {"person": person.person, **place, "from_date": begins, "to_date": None}


def _agreed(person: CasePerson) -> tuple[CaseAssignment, ...]:
    """Their assignments to the plan; none for who is not on it."""
    if not person.on_plan:
        return ()
    own = CaseAssignment.model_construct(
        from_date=person.from_date, to_date=person.to_date, base=person.base, variable=person.variable
    )
    return person.assignments or (own,)


def _assignment(person: str, agreed: CaseAssignment, plan: Plan, since: date) -> Row:
    return {
        "person": person,
        "plan": plan.plan,
        "from_date": agreed.from_date or since,
        "to_date": agreed.to_date,
        "base_year_minor": agreed.base,
        "variable_year_minor": agreed.variable,
    }
