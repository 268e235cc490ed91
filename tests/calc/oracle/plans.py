"""A plan's text as plain dicts, with every default filled in."""

from datetime import date
from fractions import Fraction
from typing import Any

from ruamel.yaml import YAML

from tests.calc.oracle.numbers import money, ratio

CHOICES = ("kind", "product", "region")
RETENTIONS = ("gross_retention", "net_retention")


def read_plan(text: str) -> dict[str, Any]:
    """The parts of a plan that say what is paid. Every scalar of the text is read as text."""
    raw = YAML(typ="base", pure=True).load(text)
    currency = raw["currency"]
    return {
        "plan": raw["plan"],
        "from": date.fromisoformat(raw["from"]),
        "currency": currency,
        "metrics": {key: _metric(key, part, currency) for key, part in (raw.get("metrics") or {}).items()},
        "components": {key: _component(part, currency) for key, part in raw["components"].items()},
    }


def version_for(versions: list[dict[str, Any]], start: date, end: date) -> dict[str, Any] | None:
    """In force on the period's first day, else the first one that begins within the period."""
    before = [version for version in versions if version["from"] <= start]
    within = [version for version in versions if start < version["from"] <= end]
    if before:
        return max(before, key=lambda version: version["from"])
    return min(within, key=lambda version: version["from"]) if within else None


def fits(choice: dict[str, list[str]], event: dict[str, Any]) -> bool:
    """Whether the event is one that a rate or a sum asks for; a name that it leaves out means any."""
    return all(event[name] in words for name, words in choice.items())


def _choice(raw: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [raw[name]] if isinstance(raw[name], str) else list(raw[name])
        for name in CHOICES
        if name in raw
    }


def _metric(key: str, raw: dict[str, Any], currency: str) -> dict[str, Any]:
    target = raw.get("target")
    if target is not None:
        target = Fraction(money(target, currency)) if raw["measure"] == "sum" else ratio(target)
    return {
        "measure": raw["measure"],
        "scope": raw["scope"],
        "of": _choice(raw.get("of") or {}),
        "reading": raw.get("reading", key),
        "target": target,
    }


def _component(raw: dict[str, Any], currency: str) -> dict[str, Any]:
    if raw["pay"] == "commission":
        return {
            "pay": "commission",
            "basis": raw.get("basis", "amount"),
            "rates": [{"asks": _choice(rate), "rate": ratio(rate["rate"])} for rate in raw["rates"]],
        }
    share, _, of = raw["amount"].partition(" of ")
    return {
        "pay": "bonus",
        "metric": raw["metric"],
        "fixed": None if of else money(raw["amount"], currency),
        "share": ratio(share) if of else None,
        "of": of.strip(),
        "reads": raw.get("reads", "attainment"),
        "payout": [(ratio(point["at"]), ratio(point["pays"])) for point in raw["payout"]],
        "between": raw.get("between", "line"),
    }
