"""The plans that companies of these histories pay by. Each says enough for a second reckoning by hand."""

from dataclasses import dataclass
from random import Random

FIRST_DAY = "2024-01-01"


@dataclass(frozen=True)
class Design:
    """A plan's key and what it pays by; `body` is its document but for the percentages, `{low}` and `{high}`.

    `by_hand` says whether tests.periods.years.by_hand knows its rules.
    """

    key: str
    body: str
    currency: str = "USD"
    by_hand: bool = False

    def document(self, low: int, high: int, since: str = FIRST_DAY) -> str:
        head = f"plan: {self.key}\ntitle: Of {self.key}\nfrom: {since}\ncurrency: {self.currency}\n"
        return head + self.body.replace("{low}", f"{low}%").replace("{high}", f"{high}%")


RATES = "rates: [{kind: renewal, rate: {low}}, {kind: upsell, rate: {high}}]"
DEALS = "deals: {pay: commission, title: Deals, " + RATES
GROWTH = (
    "growth: {pay: commission, title: Growth, basis: recurring_change, "
    "rates: [{kind: [renewal, upsell, loss], rate: {high}}]}\n"
)

PLAIN = Design("plain", "components:\n  " + DEALS + "}\n", by_hand=True)
EURO = Design("euro", "components:\n  " + DEALS + "}\n", currency="EUR", by_hand=True)
TAKEN = Design("taken", "components:\n  " + DEALS + ", clawback: {when: {kind: cancelled}}}\n", by_hand=True)
AGED = Design(
    "aged",
    "components:\n  "
    + DEALS
    + ", clawback: {when: {kind: cancelled}, bands: [{within: 2 months, takes: 100%}, "
    "{within: 6 months, takes: 50%}]}}\n",
)
HELD = Design(
    "held",
    "components:\n  " + DEALS + ", hold: {until: {kind: payment}}, clawback: {when: {kind: cancelled}}}\n",
)
WHOLE = Design("whole", "components:\n  " + DEALS + ", hold: {until: {kind: payment}, release: whole}}\n")
CARRIED = Design("carried", 'carry_under: "$0"\ncomponents:\n  ' + GROWTH, by_hand=True)
DRAWN = Design(
    "drawn",
    "components:\n  " + DEALS + '}\n  advance: {pay: draw, title: Draw, amount: "$300", recoverable: yes}\n',
    by_hand=True,
)
TIERED = Design(
    "tiered",
    """metrics:
  sold: {title: Sold, measure: sum, of: {kind: [renewal, upsell]}, less: {kind: cancelled}, scope: person,
         window: year, target: "$40,000"}
components:
  """
    + DEALS
    + """,
          tiers: {metric: sold, kind: marginal,
                  steps: [{from: 0%, times: 1x}, {from: 50%, times: 1.5x}, {from: 100%, times: 2x}]},
          cap: {line: "$2,000", year: "$6,000"}}
""",
)
BONUS = Design(
    "bonus",
    """on_target: {variable: "$24,000"}
metrics:
  sold: {title: Sold, measure: sum, of: {kind: [renewal, upsell]}, scope: person, target: "$20,000"}
components:
  quota:
    pay: bonus
    title: Quota
    metric: sold
    amount: {low} of variable
    payout: [{at: 50%, pays: 50%}, {at: 100%, pays: 100%}]
    beyond: {each: 10%, adds: 5%, at_most: 200%}
    cap: {year: "$9,000"}
""",
)
GUARANTEED = Design(
    "guaranteed", "components:\n  " + DEALS + '}\n  least: {pay: guarantee, title: Least, amount: "$400"}\n'
)
# A deal is held until it is paid in, by tiers, up to a cap; and all of it goes back on a cancellation.
STAGED = Design(
    "staged",
    """metrics:
  sold: {title: Sold, measure: sum, of: {kind: [renewal, upsell]}, scope: person, target: "$15,000"}
components:
  """
    + DEALS
    + """,
          tiers: {metric: sold, kind: marginal, steps: [{from: 0%, times: 1x}, {from: 100%, times: 2x}]},
          cap: {line: "$1,500"}, hold: {until: {kind: payment}}, clawback: {when: {kind: cancelled}}}
""",
)
QUARTERLY = Design(
    "quarterly",
    """on_target: {variable: "$24,000"}
metrics:
  sold: {title: Sold, measure: sum, of: {kind: [renewal, upsell]}, scope: person, target: "$20,000"}
components:
  quota: {pay: bonus, title: Quota, metric: sold, every: quarter, amount: {low} of variable,
          payout: [{at: 50%, pays: 50%}, {at: 100%, pays: 100%}]}
""",
)
PRIZES = Design(
    "prizes",
    """components:
  first: {pay: spiff, title: First, of: {kind: upsell}, prize: $500, counts: first}
  early: {pay: spiff, title: Early, of: {kind: renewal}, prize: $200, winners: 3}
  each: {pay: spiff, title: Each, of: {kind: upsell}, prize: $75, budget: $400}
""",
)
CONTESTS = Design(
    "contests",
    """metrics:
  sold: {title: Sold, measure: sum, of: {kind: [renewal, upsell]}, less: {kind: cancelled}, scope: person}
components:
  best: {pay: contest, title: Best, metric: sold, prizes: [$1000, $500], ties: split}
  quarter: {pay: contest, title: Best of the quarter, every: quarter, metric: sold, prizes: [$3000]}
""",
)
LEADS = Design("leads", "components:\n  leader: {pay: override, title: For your team, rate: {low}}\n")
OF_SELLERS = (
    *(PLAIN, EURO, TAKEN, AGED, HELD, WHOLE, CARRIED, DRAWN),
    *(TIERED, BONUS, GUARANTEED, STAGED, QUARTERLY, PRIZES, CONTESTS),
)


def drawn_designs(rng: Random) -> list[Design]:
    """One to three plans for those who sell, and now and then one for those who lead them."""
    chosen = rng.sample(OF_SELLERS, rng.choice((1, 2, 2, 3)))
    return [*chosen, LEADS] if rng.random() < 0.4 else chosen
