"""Caps and floors, of a component and of the whole plan."""

from fractions import Fraction

from tests.calc.oracle.days import Row
from tests.calc.oracle.people import Amount, amount_for
from tests.calc.oracle.work import Work, total

LIMITED = ("pay", "cap", "floor")
# What a cap of the whole plan leaves out of earlier periods.
ADVANCED = ("draw", "recovery", "guarantee", "carry")


def limit_component(work: Work, name: str) -> None:
    """Each line of a span, then each person's lines of it together."""
    for person, stretches in work.people():
        _limit_lines(work, name, person, stretches[-1])
        _limit_span(work, name, person, stretches[-1])


def limit_year(work: Work, name: str) -> None:
    """All that a component has paid in the fiscal year; `work` is that of the pay period itself."""
    component, clause = work.plan["components"][name], f"components.{name}"
    for person, stretches in work.people():
        before = total(work.earlier_this_year(name, person), LIMITED)
        now = total(work.lines(name, person), LIMITED)
        most = _limit(work, name, component["cap"]["year"], stretches[-1], Fraction(1))
        _take_off(work, name, f"{clause}.cap.year", person, most, before, now)
        if work.period.end != work.fiscal_year.end:
            continue
        least = _limit(work, name, component["floor"]["year"], stretches[-1], Fraction(1))
        reached = before + total(work.lines(name, person), LIMITED)
        if least is not None and reached < least.rounded:
            _add(work, name, person, "floor.year", least, earlier=reached)


def cap_whole_plan(work: Work) -> None:
    """Over everything that a person on the plan comes to in the pay period, in two steps."""
    for person, stretches in work.people():
        most = _limit(work, "cap", work.plan["cap"]["period"], stretches[-1], work.span.part_of_year)
        _take_off(work, "cap", "cap.period", person, most, 0, total(work.lines(person=person)))
        most = _limit(work, "cap", work.plan["cap"]["year"], stretches[-1], Fraction(1))
        before = [line for line in work.earlier_this_year(None, person) if line["entry"] not in ADVANCED]
        _take_off(work, "cap", "cap.year", person, most, total(before), total(work.lines(person=person)))


def _limit_lines(work: Work, name: str, person: str, stretch: Row) -> None:
    component, part = work.plan["components"][name], work.span.part_of_year
    most = _limit(work, name, component["cap"]["line"], stretch, part)
    least = _limit(work, name, component["floor"]["line"], stretch, part)
    for line in _of_span(work, name, person):
        amount = line["amount_minor"]
        if most is not None and amount > most.rounded:
            _add(work, name, person, "cap.line", most, earlier=amount, line=line)
        if least is not None and 0 <= amount < least.rounded:
            _add(work, name, person, "floor.line", least, earlier=amount, line=line)


def _limit_span(work: Work, name: str, person: str, stretch: Row) -> None:
    component, part = work.plan["components"][name], work.span.part_of_year
    most = _limit(work, name, component["cap"]["period"], stretch, part)
    least = _limit(work, name, component["floor"]["period"], stretch, part)
    clause = f"components.{name}.cap.period"
    _take_off(work, name, clause, person, most, 0, total(_of_span(work, name, person)))
    reached = total(_of_span(work, name, person))
    if least is not None and reached < least.rounded:
        _add(work, name, person, "floor.period", least, earlier=reached)


def _limit(work: Work, component: str, amount: Row | None, stretch: Row, part: Fraction) -> Amount | None:
    """None for no limit, also where it is a share of pay that nobody agreed."""
    if amount is None:
        return None
    found = amount_for(work.plan, stretch, amount, part)
    if found is None:
        work.tell("no_agreed_pay", stretch["person"], component)
    return found


def _take_off(
    work: Work, component: str, clause: str, person: str, most: Amount | None, before: int, now: int
) -> None:
    """What is over the most; where `before` was over it already, all that this period comes to."""
    if most is None or before + now <= most.rounded or now <= 0:
        return
    if before > most.rounded:
        most, before = Amount(0), 0
    work.add(person, component, clause, *most.terms, entry="cap", earlier=before + now)


def _of_span(work: Work, name: str, person: str) -> list[Row]:
    """The component's lines of the span; only of entries that limits look at."""
    return [
        line
        for line in work.lines(name, person)
        if line["span"] == work.span.key and line["entry"] in LIMITED
    ]


def _add(
    work: Work, name: str, person: str, what: str, limit: Amount, earlier: int, line: Row | None = None
) -> None:
    about = line["about"] if line else None
    event = line if line and line["event"] else None
    entry = what.partition(".")[0]
    clause = f"components.{name}.{what}"
    work.add(person, name, clause, *limit.terms, entry=entry, earlier=earlier, event=event, about=about)
