"""What contradicts itself in the people of a case."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

from calc.language.case_parts import Case, CasePerson
from calc.language.contradictions.found import Finds, Found, in_order, twice
from calc.language.document import Path
from calc.language.suggestions import did_you_mean

Stretch = tuple[date | None, date | None]


def people_contradictions(case: Case, path: Path) -> Finds:
    """Names that stand twice, days in the wrong order or shared, managers who are not there."""
    people = [person.person for person in case.people]
    for index in twice(people):
        where: Path = (*path, "people", index, "person")
        yield Found(where, f"`{people[index]}` stands here twice.", "Use `assignments` where pay changed.")
    for index, person in enumerate(case.people):
        where = (*path, "people", index)
        yield from _days(person, where)
        yield from _on_plan(person, where)
        yield from _moves(person, where)
        yield from _managers(person, where, people)


def _days(person: CasePerson, path: Path) -> Finds:
    yield from in_order(path, person.from_date, person.to_date)
    yield from in_order(path, person.start, person.end, ("start", "end"))
    for field, stretches in (
        ("leave", [(days.from_, days.to) for days in person.leave]),
        ("assignments", [(days.from_date, days.to_date) for days in person.assignments]),
    ):
        for index, (first, last) in enumerate(stretches):
            yield from in_order((*path, field, index), first, last)
        yield from _apart((*path, field), stretches)


def _apart(path: Path, stretches: Sequence[Stretch]) -> Finds:
    for (_, one), (index, other) in combinations(enumerate(stretches), 2):
        if _begin(one) <= _end(other) and _begin(other) <= _end(one):
            message = "some of these days stand in an entry before."
            yield Found((*path, index), message, "End one before the other begins.")
            return


def _begin(stretch: Stretch) -> date:
    return stretch[0] or date.min


def _end(stretch: Stretch) -> date:
    return stretch[1] or date.max


def _on_plan(person: CasePerson, path: Path) -> Finds:
    agreed = (
        ("from", person.from_date),
        ("to", person.to_date),
        ("base", person.base),
        ("variable", person.variable),
    )
    for field, value in agreed:
        if value is None:
            continue
        if not person.on_plan:
            message = "who is not on the plan has no days and no pay on it."
            yield Found((*path, field), message, f"Take `{field}` out, or `on_plan: no`.")
        elif person.assignments:
            message = "`assignments` say this, each for its days."
            yield Found((*path, field), message, f"Move `{field}` into them.")
    if person.assignments and not person.on_plan:
        message = "who is not on the plan has no assignments to it."
        yield Found((*path, "assignments"), message, "Take them out, or `on_plan: no`.")


def _moves(person: CasePerson, path: Path) -> Finds:
    for index, (earlier, later) in enumerate(pairwise(person.moves), 1):
        if later.on <= earlier.on:
            where: Path = (*path, "moves", index, "on")
            yield Found(where, "each move must be on a later day than the one before.", "Put them in order.")
    for index, move in enumerate(person.moves):
        if move.model_fields_set == {"on"}:
            message = "this does not say what changes."
            yield Found((*path, "moves", index), message, "Add `team`, `region`, `manager` or `role`.")


def _managers(person: CasePerson, path: Path, people: Sequence[str]) -> Finds:
    named: list[tuple[Path, str]] = [((*path, "manager"), person.manager)]
    named += [((*path, "moves", at, "manager"), move.manager or "") for at, move in enumerate(person.moves)]
    for where, manager in named:
        if manager and manager not in people:
            message = f"there is no `{manager}` among the people of this case."
            hint = did_you_mean(manager, people)
            yield Found(where, message, f"{hint} Who is not on the plan stands there with `on_plan: no`.")
