"""calc without Slack, a store or a clock: a plan and a few facts in, lines with their reasons out.

Run it from the project's folder: .venv/bin/python docs/examples/calc_alone.py
"""

from datetime import date

import polars as pl

from calc.explain import explain
from calc.facts import facts
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.statement import calculate
from calc.words.reasons import reason_lines

PLAN = """
plan: upsells
title: Upsells
from: 2024-01-01
currency: USD
metrics:
  quota: {title: Quota, measure: sum, of: {kind: upsell}, scope: person, target: "$50,000"}
components:
  upsells:
    pay: commission
    title: Upsells
    rates: [{kind: upsell, rate: 3%}]
    tiers: {metric: quota, kind: marginal, steps: [{from: 0%, times: 1x}, {from: 100%, times: 2x}]}
"""


def main() -> None:
    """Prints why each line of Ana's first quarter is what it is."""
    plan = read_plan(PLAN)
    company = facts(
        people=pl.DataFrame({"person": ["ana"], "start_date": [date(2023, 1, 9)]}),
        assignments=pl.DataFrame({"person": ["ana"], "plan": ["upsells"], "from_date": [date(2024, 1, 1)]}),
        events=pl.DataFrame(
            {
                "event": ["d1", "d2"],
                "kind": ["upsell", "upsell"],
                "date": [date(2024, 1, 10), date(2024, 2, 10)],
                "person": ["ana", "ana"],
                "amount_minor": [4_000_000, 3_000_000],  # $40,000.00 and $30,000.00
                "currency": ["USD", "USD"],
            }
        ),
    )
    quarter = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 1)
    made = calculate([plan], company, quarter)
    for line in made.lines.iter_rows(named=True):
        print("\n".join(reason_lines(explain(plan, line, made.measures.iter_rows(named=True)))))
        print()
    for problem in made.problems.iter_rows(named=True):
        print(problem["message"], problem["hint"])


if __name__ == "__main__":
    main()
