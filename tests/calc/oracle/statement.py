"""The whole calculation, one plan and person after another."""

from datetime import date
from fractions import Fraction

from tests.calc.oracle.credit import credited, moves_money
from tests.calc.oracle.days import Answer, Facts, Row, Span
from tests.calc.oracle.measures import (
    foreign_changes,
    foreign_sums,
    measured,
    opening,
    scope_key,
    target_of,
)
from tests.calc.oracle.pay import is_about, pay_bonus, pay_commission
from tests.calc.oracle.people import at_work_within, overlapping, stretches
from tests.calc.oracle.plans import RETENTIONS, read_plan, version_for


def answer_for(
    texts: list[str], facts: Facts, start: date, end: date, part_of_year: Fraction, as_of: date | None = None
) -> Answer:
    """Lines, measures and problems of a period, worked out row by row from plan texts and plain rows."""
    span = Span(start, end, part_of_year, end if as_of is None else min(end, as_of))
    answer = Answer()
    parts = credited(facts, span, answer)
    rows = stretches(facts, start, end)
    twice = overlapping(rows)
    answer.problems |= {("assigned_twice", person, plan, None) for person, plan in twice}
    _name_those_without(facts, parts, rows, span, answer)
    sound = [row for row in rows if (row["person"], row["plan"]) not in twice]
    plans = _in_force([read_plan(text) for text in texts], sound, span, answer)
    for plan in plans.values():
        _name_what_is_left_out(facts, parts, plan, span, answer)
        for person in sorted({row["person"] for row in sound if row["plan"] == plan["plan"]}):
            mine = [row for row in sound if row["person"] == person]
            _settle(facts, parts, mine, plans, plan, span, answer)
    return answer


def _name_those_without(facts: Facts, parts: list[Row], rows: list[Row], span: Span, answer: Answer) -> None:
    """People at work who are on no plan, and people credited who are not at work."""
    present = at_work_within(facts, span.start, span.end)
    planless = present - {row["person"] for row in rows}
    answer.problems |= {("no_plan", person, None, None) for person in planless}
    if any(moves_money(part) and part["person"] not in present for part in parts):
        answer.problems.add(("not_at_work", None, None, None))


def _in_force(plans: list[Row], sound: list[Row], span: Span, answer: Answer) -> dict[str, Row]:
    """The version that counts of each plan that somebody is on."""
    found: dict[str, Row] = {}
    for key in sorted({row["plan"] for row in sound}):
        version = version_for([plan for plan in plans if plan["plan"] == key], span.start, span.end)
        if version is not None:
            found[key] = version
        else:
            people = {row["person"] for row in sound if row["plan"] == key}
            answer.problems |= {("plan_not_in_force", person, key, None) for person in people}
    return found


def _name_what_is_left_out(facts: Facts, parts: list[Row], plan: Row, span: Span, answer: Answer) -> None:
    """Books, their changes and the events of sums, where they are in a currency that is not the plan's."""
    if any(metric["measure"] in RETENTIONS for metric in plan["metrics"].values()):
        accounts = {row["account"] for table in ("books", "events") for row in facts[table]} - {None}
        others = {row["currency"] for table in ("books", "events") for row in facts[table]} - {
            plan["currency"]
        }
        if any(opening(facts, account, other, span.start) > 0 for account in accounts for other in others):
            answer.problems.add(("book_in_other_currency", None, plan["plan"], None))
        if foreign_changes(facts, plan["currency"], span):
            answer.problems.add(("other_currency", None, plan["plan"], None))
    if foreign_sums(parts, plan):
        answer.problems.add(("other_currency", None, plan["plan"], None))


def _settle(
    facts: Facts,
    parts: list[Row],
    stretches: list[Row],
    plans: dict[str, Row],
    plan: Row,
    span: Span,
    answer: Answer,
) -> None:
    """What one person gets under one plan; `stretches` are those of all their plans."""
    mine = [row for row in stretches if row["plan"] == plan["plan"]]
    person = mine[0]["person"]
    credits = [part for part in parts if part["person"] == person]
    if any(_missed(part, stretches, plans, plan) for part in credits):
        answer.problems.add(("outside_plan", person, plan["plan"], None))
    today = max(min(row["first"] for row in mine), min(span.last, max(row["last"] for row in mine)))
    figures = _figures(facts, parts, plan, person, today, span)
    for name, figure in figures.items():
        if figure["value"] is not None:
            answer.measures.append({"person": person, "plan": plan["plan"], "metric": name, **figure})
    for name, component in plan["components"].items():
        if component["pay"] == "commission":
            pay_commission(plan, name, person, [part for part in credits if _within(part, mine)], answer)
        else:
            for stretch in mine:
                pay_bonus(plan, name, stretch, figures[component["metric"]], span, answer)


def _within(part: Row, stretches: list[Row]) -> bool:
    return any(row["first"] <= part["date"] <= row["last"] for row in stretches)


def _missed(part: Row, stretches: list[Row], plans: dict[str, Row], plan: Row) -> bool:
    """Whether the plan would have paid for the event, had it or another of theirs covered that day."""
    covering = [
        row["plan"]
        for row in stretches
        if row["plan"] in plans and row["first"] <= part["date"] <= row["last"]
    ]
    return (
        moves_money(part)
        and _pays_for(plan, part)
        and not any(_pays_for(plans[key], part) for key in covering)
    )


def _pays_for(plan: Row, part: Row) -> bool:
    components = plan["components"].values()
    return any(component["pay"] == "commission" and is_about(component, part) for component in components)


def _figures(facts: Facts, parts: list[Row], plan: Row, person: str, day: date, span: Span) -> dict[str, Row]:
    """Each metric of the plan for the person, whose team and region are those of `day`."""
    figures: dict[str, Row] = {}
    for name, metric in plan["metrics"].items():
        key = scope_key(facts, metric, person, day)
        found = None if key is None else measured(facts, parts, plan, metric, key, span)
        figures[name] = {
            "key": key,
            "numerator": found and found[0],
            "denominator": found and found[1],
            "value": found and Fraction(*found),
            "target": None if key is None else target_of(facts, name, metric, key, span),
        }
    return figures
