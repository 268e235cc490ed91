"""Who has left the plan is still paid for a longer span that ends later."""

from sqlalchemy import Engine

from tests.periods.acorn import Q1, Q4, asked, company, happens, totals

YEARLY = """
plan: sales
title: Sales
from: 2023-01-01
currency: USD
components:
  deals: {pay: commission, title: Deals, every: year, rates: [{kind: upsell, rate: 10%}]}
"""


def test_a_year_is_kept_on_the_statement_of_the_quarter_in_which_it_ends(engine: Engine) -> None:
    """Ana was on the plan until 29 February: 10,000.00 × 10 % = 1,000.00, due with the fourth."""
    workspace_id = company(engine, YEARLY, until="2024-02-29")
    happens(engine, workspace_id, {"key": "D1", "kind": "upsell", "on": "2024-02-10", "amount": 1_000_000})
    asked(engine, workspace_id, Q1, Q4)
    assert totals(engine, workspace_id) == {"2024-Q1": 0, "2024-Q4": 100_000}
