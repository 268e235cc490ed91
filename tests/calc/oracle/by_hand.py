"""A small company for examples that are worked out by hand."""

from datetime import date
from typing import Any

from tests.calc.oracle.days import Answer, Row
from tests.calc.oracle.spans import Period, containing
from tests.calc.oracle.statement import answer_for

EARLY = date(2020, 1, 1)
HEAD = "plan: main\ntitle: Main\nfrom: 2020-01-01\ncurrency: USD\n"
OF_UPSELLS = (
    "metrics: {sold: {title: Sold, measure: sum, scope: person, of: {kind: upsell}, target: $1000}}\n"
)


def told(plan: str, period: Period | None = None, as_of: date | None = None, **tables: list[Row]) -> Answer:
    """What the oracle says of the first quarter of 2024, with ana and bo on the plan and ana below bo, unless
    tables say otherwise."""
    rows: dict[str, list[Row]] = {
        "people": [{"person": "ana"}, {"person": "bo"}],
        "placements": [{"person": "ana", "team": "blue", "manager": "bo", "from_date": EARLY}],
        "assignments": [{"person": name, "plan": "main", "from_date": EARLY} for name in ("ana", "bo")],
    }
    when = period or containing(date(2024, 1, 1), "quarter", 1)
    return answer_for([HEAD + plan], rows | tables, when, 1, as_of)


def event(key: str, day: str, kind: str = "upsell", **more: Any) -> Row:
    """Ana's, in dollars, unless said otherwise."""
    happened = date.fromisoformat(f"2024-{day}")
    return {"event": key, "kind": kind, "date": happened, "person": "ana", "currency": "USD", **more}


def paid(entry: str, amount: int, **more: Any) -> Row:
    """A line of ana's from the last quarter of 2023."""
    own = {"person": "ana", "plan": "main", "component": "sales", "period_end": date(2023, 12, 31)}
    return {**own, "entry": entry, "amount_minor": amount, "currency": "USD", **more}


def amounts(answer: Answer, entry: str = "pay") -> list[tuple[str, int]]:
    return sorted((line["person"], line["amount_minor"]) for line in answer.lines if line["entry"] == entry)


def clauses(answer: Answer) -> dict[str, int]:
    return {line["clause"]: line["amount_minor"] for line in answer.lines}


def sales(more: str = "", rate: str = "10%") -> str:
    return f"components:\n  sales: {{pay: commission, title: Sales, rates: [{{rate: {rate}}}]{more}}}\n"
