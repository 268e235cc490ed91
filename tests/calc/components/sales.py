"""The sales plan that the cases of commission share: its clauses, and what is sold under it."""

from datetime import date

from tests.calc.company import Row

SALES = "sales:\n  pay: commission\n  title: Sales\n"
QUOTA = "quota:\n  title: Quota\n  measure: sum\n  of: {kind: upsell}\n  scope: person\n  target: $1,000"
STEPS = "steps: [{from: 0%, times: 1x}, {from: 100%, times: 2x}, {from: 150%, times: 3x}]"


def upsell(amount: int, day: int = 1, **more: object) -> Row:
    return {"kind": "upsell", "person": "ana", "amount_minor": amount, "date": date(2024, 2, day), **more}
