"""A plan's text as plain dicts, with every default filled in."""

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from tests.calc.oracle import words
from tests.calc.oracle.components import read_component
from tests.calc.oracle.days import Row
from tests.calc.oracle.numbers import money, ratio, threshold


@lru_cache(maxsize=512)
def read_plan(text: str) -> Row:
    """The parts of a plan that say what is paid. Every scalar of the text is read as text.

    Reading takes longer than the whole calculation, so what was read is kept; nobody may change it.
    """
    raw = YAML(typ="base", pure=True).load(text)
    currency = raw["currency"]
    return {
        "plan": raw["plan"],
        "from": date.fromisoformat(raw["from"]),
        "currency": currency,
        "company_goal": raw.get("company_goal", ""),
        "on_target": _on_target(raw.get("on_target") or {}, currency),
        "prorate": raw.get("prorate", "days"),
        "leave": raw.get("leave", "counts"),
        "transfers": raw.get("transfers", "last"),
        "ramp": [(int(entry["months"]), ratio(entry["counts"])) for entry in raw.get("ramp", [])],
        "cap": words.limits(raw.get("cap"), currency),
        "carry_under": words.amount(raw.get("carry_under"), currency),
        "metrics": {key: _metric(key, part, currency) for key, part in (raw.get("metrics") or {}).items()},
        "components": {key: read_component(part, currency) for key, part in raw["components"].items()},
    }


def version_for(versions: list[Row], start: date, end: date) -> Row | None:
    """In force on the period's first day, else the first one that begins within the period."""
    before = [version for version in versions if version["from"] <= start]
    within = [version for version in versions if start < version["from"] <= end]
    if before:
        return max(before, key=lambda version: version["from"])
    return min(within, key=lambda version: version["from"]) if within else None


def counting(plan: Row) -> dict[str, Row]:
    """The components that count under the plan's company goal."""
    goals = ("", plan["company_goal"])
    return {key: part for key, part in plan["components"].items() if part["for_goal"] in goals}


def metrics_of(plan: Row, component: Row) -> set[str]:
    """The metrics that a component refers to, the parts of its blends among them."""
    deciding = [*component["gates"], *component["multipliers"], *component["parts"]]
    deciding += [component["tiers"]] if component["tiers"] else []
    found = {part["metric"] for part in deciding} | ({component["metric"]} - {None})
    while more := {part for name in found for part in plan["metrics"][name]["parts"]} - found:
        found |= more
    return found


def _on_target(raw: Row, currency: str) -> Row:
    """Yearly minor units, each None when it is not said; the mix as (base, variable) out of 100."""
    found: dict[str, Any] = {
        name: money(raw[name], currency) if name in raw else None for name in ("base", "variable", "pay")
    }
    mix = raw.get("mix")
    return found | {"mix": tuple(int(part) for part in mix.split("/")) if mix else None}


def _metric(key: str, raw: Row, currency: str) -> Row:
    measure = raw["measure"]
    adds = raw.get("adds", "amount" if measure == "sum" else "count")
    in_money = measure == "sum" and adds not in ("count", "quantity")

    def aimed(name: str) -> Fraction | None:
        if name not in raw:
            return None
        return Fraction(money(raw[name], currency)) if in_money else threshold(raw[name], currency)

    of = words.condition(raw.get("of"))
    if measure in ("nps", "csat"):
        of.setdefault("kind", [measure])
    return {
        "key": key,
        "measure": measure,
        "scope": raw["scope"],
        "window": raw.get("window", "period"),
        "of": of,
        "over": words.condition(raw.get("over")),
        "less": words.condition(raw["less"]) if "less" in raw else None,
        "plus": words.condition(raw["plus"]) if "plus" in raw else None,
        "adds": adds,
        "start": words.condition(raw.get("start")),
        "until": words.condition(raw.get("until")),
        "within": words.age(raw["within"]) if "within" in raw else None,
        "times": int(raw.get("times", 1)),
        "average": raw.get("average", "mean"),
        "satisfied_from": int(raw.get("satisfied_from", 4)),
        "customers": words.condition(raw.get("customers")),
        "reading": raw.get("reading", key),
        "criteria": {name: ratio(weight) for name, weight in raw.get("criteria", {}).items()},
        "scale": int(raw.get("scale", 5)),
        "parts": {name: ratio(weight) for name, weight in raw.get("parts", {}).items()},
        "target": aimed("target"),
        "target_each": aimed("target_each"),
        "due": raw.get("due", "whole"),
        "better": raw.get("better", "higher"),
        "linked": [tuple(group) for group in raw.get("linked", [])],
        "least_sample": words.whole(raw, "least_sample"),
        "below_sample": raw.get("below_sample", "not_measured"),
    }
