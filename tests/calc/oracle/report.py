"""What is reported beside the lines: measures, what metrics leave out, and who is missed."""

from tests.calc.oracle.commission import is_about
from tests.calc.oracle.company import Company
from tests.calc.oracle.credit import credit_problem, groups_of, moves_money
from tests.calc.oracle.days import Answer, Row
from tests.calc.oracle.figures import figure_for
from tests.calc.oracle.left_out import tell_what_is_left_out
from tests.calc.oracle.plans import counting
from tests.calc.oracle.spans import Span
from tests.calc.oracle.spiffs import could_win
from tests.calc.oracle.work import Work


def tell_of_company(company: Company, assigned: list[Row], span: Span, answer: Answer) -> None:
    """Events without (whole) credit, people at work on no plan, people credited who are not at work."""
    present = company.at_work_within(span.start, span.end)
    planless = present - {row["person"] for row in assigned}
    answer.problems |= {("no_plan", person, None, None) for person in planless}
    for event in company.events:
        if not span.start <= event["date"] <= span.last:
            continue
        groups = groups_of(company, event)
        problem = credit_problem(event, groups)
        if problem:
            answer.problems.add((problem, None, None, None))
        credited = {person for group in groups.values() for person in group}
        if problem != "shares_over_whole" and moves_money(event) and credited - present:
            answer.problems.add(("not_at_work", None, None, None))


def tell_of_missed(work: Work, stretches: list[Row], plans: dict[str, Row]) -> None:
    """People credited with what the plan pays commission on or a prize for, on a day when no plan of theirs
    did; `stretches` are those of all plans."""
    for person, _ in work.people():
        theirs = [row for row in stretches if row["person"] == person and row["plan"] in plans]
        for share in work.shares_of_span():
            due = moves_money(share) and _pays_for(work.plan, share)
            if share["person"] != person or not (due or _rewards(work, work.plan, share)):
                continue
            on = [plans[row["plan"]] for row in theirs if row["first"] <= share["date"] <= row["last"]]
            if not any(_pays_for(plan, share) or _rewards(work, plan, share) for plan in on):
                work.tell("outside_plan", person, None)


def report_metric(work: Work, name: str) -> None:
    """The metric for everybody with a stretch in the span who has a figure; and what it leaves out."""
    if not work.stretches:
        return
    metric = work.plan["metrics"][name]
    for stretch in work.stretches:
        figure = figure_for(work, name, stretch["person"], stretch["place_day"])
        row = {
            "person": stretch["person"],
            "plan": work.plan["plan"],
            "metric": name,
            "scope_key": figure.key,
            "span": work.span.key,
            "value": figure.measured.value,
            "sample": figure.measured.sample,
            "target": figure.target,
        }
        if figure.measured.value is not None and row not in work.answer.measures:
            work.answer.measures.append(row)
    tell_what_is_left_out(work, metric)


def _rewards(work: Work, plan: Row, share: Row) -> bool:
    """Whether it could win a prize of one of the plan's spiffs."""
    return any(
        component["pay"] == "spiff" and could_win(work, component, share)
        for component in counting(plan).values()
    )


def _pays_for(plan: Row, share: Row) -> bool:
    """Whether a commission of the plan is about it, and paid on one's own credit."""
    return any(
        component["pay"] == "commission"
        and component["whose"] == "own"
        and component["days"][0] <= share["date"] <= component["days"][1]
        and is_about(component, share)
        for component in counting(plan).values()
    )
