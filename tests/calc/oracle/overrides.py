"""Overrides: a leader's share of what the people below are paid, on whichever plan."""

from datetime import date

from tests.calc.oracle.days import Row
from tests.calc.oracle.people import assigned
from tests.calc.oracle.work import Work, total

ENTRIES = ("pay", "cap", "floor", "hold", "release", "clawback")


def pay_override(work: Work, name: str, plans: dict[str, Row]) -> None:
    """For each leader on the plan, one line for each person below; `plans` are all that are in force."""
    component = work.plan["components"][name]
    counted = [line for line in work.answer.lines if _counts(component, plans, line)]
    for leader, _ in work.people():
        below: dict[str, list[Row]] = {}
        for line in counted:
            if _is_led(work, component, leader, line):
                below.setdefault(line["person"], []).append(line)
        for person, lines in sorted(below.items()):
            ours = [line for line in lines if line["currency"] == work.currency]
            if len(ours) < len(lines):
                work.tell("other_currency", leader, name)
            if ours:
                work.add(
                    leader, name, f"components.{name}.rate", total(ours), component["rate"], about=person
                )


def _counts(component: Row, plans: dict[str, Row], line: Row) -> bool:
    """Lines of the components that are named, else of every commission and bonus; never of an override."""
    pay = plans[line["plan"]]["components"][line["component"]]["pay"]
    chosen = line["component"] in component["of"] if component["of"] else pay in ("commission", "bonus")
    return bool(chosen and pay != "override" and line["entry"] in ENTRIES)


def _is_led(work: Work, component: Row, leader: str, line: Row) -> bool:
    """Whether the line is of somebody below the leader, and of no day on which the leader is off the plan."""
    above = work.company.above(line["person"], line["date"] or work.span.last)
    below = leader in (above[:1] if component["levels"] == "direct" else above)
    return below and (line["date"] is None or _on_plan(work, leader, line["date"]))


def _on_plan(work: Work, person: str, day: date) -> bool:
    on_it = [row["person"] for row in assigned(work.company, day, day) if row["plan"] == work.plan["plan"]]
    return person in on_it
