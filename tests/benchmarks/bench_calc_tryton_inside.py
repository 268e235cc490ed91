"""Runs inside the throw-away environment that has trytond-commission, and measures how fast that works.

Reads JSON from standard input: events, each [product and kind, agent, date, amount in cents], and rates like
{product and kind: "0.015"}. Makes a company, a product for each rate, a plan with a line for each product, an
agent for each person and a draft invoice for each event, as the package's own tests do. Then times the
package's own step from invoices to commissions: the plan's line looked up for the product, its formula worked
out, the commissions stored. It has no tiers and no multipliers, so a rate is all that it works out.
Prints {"created": how many, "seconds": …, "sum": of all amounts}.
"""

import importlib
import json
import os
import sys
import time
from decimal import Decimal
from typing import Any

os.environ["DB_NAME"] = ":memory:"
os.environ["TRYTOND_DATABASE_URI"] = "sqlite://"

harness = importlib.import_module("trytond.tests.test_tryton")
account = importlib.import_module("trytond.modules.account.tests")
company = importlib.import_module("trytond.modules.company.tests")
Pool = importlib.import_module("trytond.pool").Pool


def main() -> None:
    given = json.load(sys.stdin)
    harness.activate_module(["commission"])
    # Begins anew with a lock on each table that turns out to need one, as the package's tests do.
    print(json.dumps(harness.with_transaction()(_run)(given["events"], given["rates"])))


def _run(events: list[list[Any]], rates: dict[str, str]) -> dict[str, object]:
    seller = company.create_company()
    with company.set_company(seller):
        account.create_chart(seller)
        return _measured(_invoices(seller, events, _products(rates), rates))


def _products(rates: dict[str, str]) -> dict[str, Any]:
    unit = _one("product.uom", ("name", "=", "Unit"))
    templates = Pool().get("product.template").create(
        [{
            "name": name, "type": "service", "default_uom": unit.id, "list_price": Decimal(0),
            "products": [("create", [{}])],
        } for name in ["Commission", *rates]]
    )  # fmt: skip
    return {template.name: template.products[0] for template in templates}


def _invoices(
    seller: Any, events: list[list[Any]], products: dict[str, Any], rates: dict[str, str]
) -> list[int]:
    lines = [{"product": products[name].id, "formula": f"amount * {rate}"} for name, rate in rates.items()]
    (plan,) = Pool().get("commission.plan").create([{
        "name": "Plan", "commission_product": products["Commission"].id, "lines": [("create", lines)],
    }])  # fmt: skip
    parties = Pool().get("party.party")
    (customer,) = parties.create([{"name": "Customer", "addresses": [("create", [{}])]}])
    people = sorted({person for _, person, _, _ in events})
    agents = Pool().get("commission.agent").create(
        [{"party": party.id, "plan": plan.id, "company": seller.id, "currency": seller.currency.id}
         for party in parties.create([{"name": name} for name in people])]
    )  # fmt: skip
    same = {
        "type": "out", "company": seller.id, "party": customer.id, "currency": seller.currency.id,
        "invoice_address": customer.addresses[0].id,
        "account": _one("account.account", ("type.receivable", "=", True)).id,
        "journal": _one("account.journal", ("type", "=", "revenue")).id,
    }  # fmt: skip
    sold = _one("account.account", ("type.revenue", "=", True), ("closed", "!=", True))
    agent_of = dict(zip(people, agents, strict=True))
    made = Pool().get("account.invoice").create(
        [{
            **same, "agent": agent_of[person].id, "invoice_date": day,
            "lines": [("create", [_line(products[name], sold, amount)])],
        } for name, person, day, amount in events]
    )  # fmt: skip
    return [invoice.id for invoice in made]


def _line(product: Any, sold: Any, cents: int) -> dict[str, Any]:
    what = {"type": "line", "product": product.id, "unit": product.default_uom.id, "account": sold.id}
    return {**what, "quantity": 1, "unit_price": Decimal(cents) / 100}


def _one(model: str, *domain: tuple[str, str, object]) -> Any:
    return Pool().get(model).search(list(domain), limit=1)[0]


def _measured(ids: list[int]) -> dict[str, object]:
    invoices = Pool().get("account.invoice")
    for invoice in invoices.browse(ids):  # once without storing, so that all it needs has been read
        for line in invoice.lines:
            assert line.get_commissions()
    begun = time.perf_counter()
    created = invoices.create_commissions(invoices.browse(ids))
    seconds = time.perf_counter() - begun
    total = sum(one.amount for one in created)
    return {"created": len(created), "seconds": seconds, "sum": str(total)}


if __name__ == "__main__":
    main()
