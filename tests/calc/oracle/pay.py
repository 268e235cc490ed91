"""What one person gets from one component: commission lines, or a bonus line, or the reason for none."""

from fractions import Fraction
from typing import Any

from tests.calc.oracle.days import Answer, Row, Span
from tests.calc.oracle.numbers import INT64_MAX, nearest
from tests.calc.oracle.plans import fits


def pay_commission(plan: Row, name: str, person: str, events: list[Row], answer: Answer) -> None:
    component = plan["components"][name]
    for event in events:
        if not is_about(component, event):
            continue
        place = best_rate(component["rates"], event)
        if place is None or event["currency"] != plan["currency"]:
            code = "no_rate" if event["currency"] == plan["currency"] else "other_currency"
            if event[component["basis"]]:
                answer.problems.add((code, person, plan["plan"], name))
            continue
        line = {
            "person": person,
            "plan": plan["plan"],
            "component": name,
            "clause": f"components.{name}.rates[{place + 1}]",
            "event": event["event"],
            "currency": plan["currency"],
        }
        basis, rate = event[component["basis"]], component["rates"][place]["rate"]
        _add_line(line, basis, rate, Fraction(1), answer)


def best_rate(rates: list[Row], event: Row) -> int | None:
    """The place of the rate that fits and asks for the most."""
    fitting = [place for place, rate in enumerate(rates) if fits(rate["asks"], event)]
    if not fitting:
        return None
    most = max(len(rates[place]["asks"]) for place in fitting)
    best = [place for place in fitting if len(rates[place]["asks"]) == most]
    assert len(best) == 1, "two rates that ask for as much fit one event"
    return best[0]


def is_about(component: Row, event: Row) -> bool:
    """Whether a rate names the event's kind, or any rate names no kind at all."""
    kinds = [rate["asks"].get("kind") for rate in component["rates"]]
    return any(named is None or event["kind"] in named for named in kinds)


def pay_bonus(plan: Row, name: str, stretch: Row, figure: Row, span: Span, answer: Answer) -> None:
    """`figure` has the metric's place (`key`), value and target, each None when there is none."""
    component = plan["components"][name]
    agreed = _agreed(component, stretch)
    reason = _why_nothing(component, agreed, figure)
    if reason or agreed is None:
        answer.problems.add((reason, stretch["person"], plan["plan"], name))
        return
    value = figure["value"] if component["reads"] == "value" else figure["value"] / figure["target"]
    place, payout = payout_at(component["payout"], component["between"], value)
    line = {
        "person": stretch["person"],
        "plan": plan["plan"],
        "component": name,
        "clause": f"components.{name}.payout" + ("" if place is None else f"[{place + 1}]"),
        "event": None,
        "currency": plan["currency"],
    }
    share = Fraction(1) if component["share"] is None else component["share"]
    part_of_year = Fraction(1) if component["share"] is None else span.part_of_year
    factors = payout * part_of_year * Fraction(stretch["days"], span.days)
    _add_line(line, agreed, share, factors, answer)


def payout_at(points: list[tuple[Fraction, Fraction]], between: str, value: Fraction) -> tuple[Any, Fraction]:
    """The place of the last point reached (None below the first) and what is paid there."""
    reached = [place for place, (at, _) in enumerate(points) if at <= value]
    if not reached:
        return None, Fraction(0)
    place = reached[-1]
    at, pays = points[place]
    if between == "step" or place == len(points) - 1:
        return place, pays
    next_at, next_pays = points[place + 1]
    return place, pays + (next_pays - pays) * (value - at) / (next_at - at)


def _agreed(component: Row, stretch: Row) -> int | None:
    if component["share"] is None:
        fixed: int = component["fixed"]
        return fixed
    year: int | None = stretch[f"{component['of']}_year_minor"]
    return year


def _why_nothing(component: Row, agreed: int | None, figure: Row) -> str:
    if agreed is None:
        return "no_agreed_pay"
    if figure["key"] is None:
        return "no_place"
    if figure["value"] is None:
        return "not_measured"
    if component["reads"] == "attainment" and not (figure["target"] and figure["target"] > 0):
        return "no_target"
    return ""


def _add_line(line: Row, basis: int, rate: Fraction, factors: Fraction, answer: Answer) -> None:
    amount = nearest(basis * rate * factors)
    if abs(amount) > INT64_MAX:
        answer.problems.add(("amount_too_large", line["person"], line["plan"], line["component"]))
        return
    answer.lines.append({**line, "basis_minor": basis, "rate": rate, "amount_minor": amount})
