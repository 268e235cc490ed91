"""The components of a plan as plain dicts, with every default filled in."""

from datetime import date
from typing import Any

from tests.calc.oracle import words
from tests.calc.oracle.days import Row
from tests.calc.oracle.numbers import ratio, threshold


def read_component(raw: Row, currency: str) -> Row:
    """What every component has, and what goes with its word after `pay`."""
    common = {
        "pay": raw["pay"],
        "every": raw.get("every"),
        "for_goal": raw.get("for_goal", ""),
        "gates": [words.gate(gate, currency) for gate in raw.get("gates", [])],
        "multipliers": [words.multiplier(part, currency) for part in raw.get("multipliers", [])],
        "cap": words.limits(raw.get("cap"), currency),
        "floor": words.limits(raw.get("floor"), currency),
        "days": _days(raw.get("days")),
        "metric": raw.get("metric"),
        "parts": [],
        "tiers": None,
    }
    own: Row = READERS[raw["pay"]](raw, currency)
    return common | own


def _days(raw: Row | None) -> tuple[date, date]:
    if raw is None:
        return date.min, date.max
    return date.fromisoformat(raw["from"]), date.fromisoformat(raw["to"])


def _commission(raw: Row, currency: str) -> Row:
    hold = raw.get("hold")
    return {
        "basis": raw.get("basis", "amount"),
        "rates": [
            {"asks": words.condition(rate), **words.rate(rate.get("rate"), currency)} for rate in raw["rates"]
        ],
        "whose": raw.get("whose", "own"),
        "later_years": [ratio(weight) for weight in raw.get("later_years", [])],
        "tiers": _tiers(raw["tiers"], currency) if "tiers" in raw else None,
        "hold": hold and {"until": words.condition(hold["until"]), "release": hold.get("release", "parts")},
        "clawback": _clawback(raw["clawback"]) if "clawback" in raw else None,
    }


def _tiers(raw: Row, currency: str) -> Row:
    """Steps as (from, pays); `gives` says whether they pay a rate or so many times the rate."""
    gives = "rate" if "rate" in raw["steps"][0] else "times"
    return {
        "metric": raw["metric"],
        "kind": raw["kind"],
        "reads": raw.get("reads", "attainment"),
        "gives": gives,
        "steps": [(threshold(step["from"], currency), ratio(step[gives])) for step in raw["steps"]],
    }


def _clawback(raw: Row) -> Row:
    return {
        "when": words.condition(raw["when"]),
        "takes": ratio(raw.get("takes", "100%")),
        "bands": [(words.age(band["within"]), ratio(band["takes"])) for band in raw.get("bands", [])],
    }


def _bonus(raw: Row, currency: str) -> Row:
    """`parts` always: a bonus on one metric is one part of weight 1 whose clause is the bonus's own."""
    own = {**raw, "weight": "100%"}
    parts = raw.get("parts") or [own]
    return {
        "amount": words.amount(raw["amount"], currency),
        "metric": None,
        "parts": [
            _part(part, raw, f"parts[{place}]." if raw.get("parts") else "", currency)
            for place, part in enumerate(parts, start=1)
        ],
    }


def _part(raw: Row, bonus: Row, clause: str, currency: str) -> Row:
    """With a curve of its own, or with the bonus's."""
    curve = raw if raw.get("payout") else bonus
    return {
        "metric": raw["metric"],
        "weight": ratio(raw["weight"]),
        "reads": curve.get("reads") or "attainment",
        "between": curve.get("between") or "line",
        "points": words.points(curve["payout"], currency),
        "beyond": words.beyond(curve.get("beyond"), currency),
        "clause": f"{clause}payout",
    }


def _spiff(raw: Row, currency: str) -> Row:
    budget = words.amount(raw.get("budget"), currency)
    return {
        "of": words.condition(raw["of"]),
        "prize": words.prize(raw["prize"], currency),
        "counts": raw.get("counts", "each"),
        "winners": words.whole(raw, "winners"),
        "budget": budget and budget["fixed"],
    }


def _contest(raw: Row, currency: str) -> Row:
    eligible = raw.get("eligible") or {}
    return {
        "reads": raw.get("reads", "value"),
        "best": raw.get("best", "highest"),
        "within": raw.get("within", "company"),
        "prizes": [words.prize(prize, currency) for prize in raw["prizes"]],
        "winners": words.whole(raw, "winners"),
        "over": words.optional(raw, "over", currency),
        "ties": raw.get("ties", "share"),
        "on_last_day": eligible.get("on_last_day", "yes").lower() in ("yes", "true"),
        "least_days": words.whole(eligible, "least_days") or 0,
        "at_least": words.optional(eligible, "at_least", currency),
        "for_team": raw.get("for_team", "each"),
    }


def _override(raw: Row, currency: str) -> Row:
    of = words.words_of(raw.get("of", []))
    return {"rate": ratio(raw["rate"]), "of": of, "levels": raw.get("levels", "all")}


def _at_least(raw: Row, currency: str) -> Row:
    """A draw or a guarantee."""
    return {
        "amount": words.amount(raw["amount"], currency),
        "recoverable": raw.get("recoverable") == "yes",
        "first_months": words.whole(raw, "first_months"),
    }


def _base(raw: Row, currency: str) -> Row:
    return {}


READERS: dict[str, Any] = {
    "commission": _commission,
    "bonus": _bonus,
    "spiff": _spiff,
    "contest": _contest,
    "override": _override,
    "draw": _at_least,
    "guarantee": _at_least,
    "base": _base,
}
