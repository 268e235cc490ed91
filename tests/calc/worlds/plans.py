"""Random plans of all of the language, as trees."""

from datetime import date, timedelta
from random import Random

from calc.periods import Period
from tests.calc.worlds.draft import Draft
from tests.calc.worlds.names import METRICS, POINTS, a_currency, rarely
from tests.calc.worlds.plan_commission import limits, plain_commission
from tests.calc.worlds.plan_components import GOALS, components, plain_bonus
from tests.calc.worlds.plan_conditions import as_tree, plain_condition
from tests.calc.worlds.writing import Tree


def plans_of(dice: Random, key: str, period: Period) -> list[Tree]:
    """One or two versions of a plan; as a rule one is in force when the period begins."""
    days = [period.start - timedelta(days=400), period.start, period.start + timedelta(days=10)]
    days.append(period.end + timedelta(days=1))
    begins = {days[3 if rarely(dice, 24) else dice.choice((0, 0, 1, 2))]}
    if rarely(dice, 5):
        begins.add(dice.choice(days))
    currency = a_currency(dice)
    version = _plain_version if rarely(dice, 4) else _version
    return [version(Draft(dice, currency, period), key, day) for day in sorted(begins)]


def _version(draft: Draft, key: str, day: date) -> Tree:
    """Any of the language, in one to three components."""
    parts = components(draft)
    made = _head(draft, key, day)
    if draft.rarely(8) or any("for_goal" in part for part in parts.values()):
        made["company_goal"] = draft.dice.choice(GOALS)
    if draft.rarely(3):
        made["on_target"] = _on_target(draft)
    draft.option(made, "prorate", ("months", "months", "days"))
    draft.option(made, "leave", ("left_out", "left_out", "counts"))
    draft.option(made, "transfers", ("split", "split", "last"))
    if any("target_each" in one for one in draft.metrics.values()) and draft.rarely(2):
        made["ramp"] = _ramp(draft)
    if draft.rarely(6):
        made["cap"] = limits(draft, 3_000, line=False)
    if draft.rarely(8):
        made["carry_under"] = draft.amount(1_000)
    if draft.metrics:
        made["metrics"] = draft.metrics
    return {**made, "components": parts}


def _plain_version(draft: Draft, key: str, day: date) -> Tree:
    """Commissions by kind, product and region; bonuses on retention, sums and readings."""
    dice = draft.dice
    metrics = dice.sample(METRICS[:3], dice.randint(0, 3))
    draft.metrics = {name: _plain_metric(draft, name) for name in metrics}
    parts: Tree = {}
    for number in range(dice.randint(0 if metrics else 1, 2)):
        parts[f"sales_{number}"] = plain_commission(draft, f"sales_{number}")
    for number in range(dice.randint(1, 2) if metrics else 0):
        parts[f"bonus_{number}"] = plain_bonus(draft, f"bonus_{number}", dice.choice(metrics))
    made = _head(draft, key, day)
    if metrics:
        made["metrics"] = draft.metrics
    return {**made, "components": parts}


def _head(draft: Draft, key: str, day: date) -> Tree:
    return {"plan": key, "title": f"Plan {key}", "from": str(day), "currency": draft.currency}


def _plain_metric(draft: Draft, name: str) -> Tree:
    measure = draft.dice.choice(("gross_retention", "net_retention", "sum", "reading"))
    scope = draft.dice.choice(("person", "team", "region", "company"))
    made: Tree = {"title": f"The {name}", "measure": measure, "scope": scope}
    if measure == "sum":
        made["of"] = as_tree(plain_condition(draft.dice))
    if measure == "reading":
        draft.option(made, "reading", ("survey",), 2)
    if not draft.rarely(4):
        made["target"] = draft.money() if measure == "sum" else draft.dice.choice(POINTS[1:])
    return made


def _on_target(draft: Draft) -> Tree:
    mix = draft.dice.choice(("70/30", "50/50", "100/0", "0/100", "62/38"))
    yearly = draft.money(1_000, 99_000)
    return draft.dice.choice(
        (
            {"mix": mix},
            {"pay": yearly, "mix": mix},
            {"base": yearly},
            {"variable": yearly},
            {"base": yearly, "variable": draft.money(100, 50_000)},
            {"base": yearly, "mix": draft.dice.choice(("80/20", "100/0"))},
            {"variable": yearly, "mix": draft.dice.choice(("50/50", "0/100"))},
        )
    )


def _ramp(draft: Draft) -> list[Tree]:
    return [
        {
            "months": draft.dice.choice(("1", "2", "3", "12")),
            "counts": draft.dice.choice(("0%", "50%", "1/3", "75%")),
        }
        for _ in range(draft.dice.choice((1, 2)))
    ]
