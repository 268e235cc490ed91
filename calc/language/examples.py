"""Short examples for the reference, by the title of the section they stand in. Together they make a plan."""

METRICS = """\
retention: {title: Team retention, measure: gross_retention, scope: team, target: 90%}
sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: person, target_each: "$90,000"}
won: {title: Won, measure: ratio, of: {kind: won}, over: {kind: [won, lost]}, scope: person, target: 30%}
nps: {title: NPS, measure: nps, scope: region, target: 40, least_sample: 10, below_sample: on_target}
live: {title: Days until live, measure: time_between, scope: person, target: 30, better: lower,
       start: {kind: signed}, until: {kind: live}}
craft: {title: Craft, measure: rubric, scope: person, criteria: {plans: 60%, reviews: 40%}, target: 80%}
score: {title: Scorecard, measure: blend, scope: person, parts: {retention: 60%, nps: 40%}}
"""

COMMISSION = """\
renewals:
  pay: commission
  title: Renewals
  rates:
    - {kind: renewal, rate: 1%}
    - {kind: renewal, product: Enterprise, rate: 1.5%}
  tiers:
    metric: sold
    kind: marginal                  # each slice at its own tier
    steps: [{from: 0%, times: 1x}, {from: 100%, times: 1.5x}]
  gates: [{metric: retention, at_least: 80%}]
  cap: {line: "$5,000", year: 200% of variable}
  clawback:
    when: {kind: churn}
    bands: [{within: 6 months, takes: 100%}, {within: 1 year, takes: 50%}]
"""

BONUS = """\
scorecard:
  pay: bonus
  title: Quarterly bonus
  amount: 40% of variable
  parts:
    - {metric: retention, weight: 60%}
    - {metric: nps, weight: 40%}
  payout:                           # for both parts
    - {at: 90%, pays: 50%}
    - {at: 100%, pays: 100%}
  beyond: {each: 1%, adds: 2%, at_most: 150%}
"""

SPIFF = """\
first_upsell: {pay: spiff, title: First upsell, of: {kind: upsell}, prize: $500, counts: first}
"""

CONTEST = """\
best_of_team:
  pay: contest
  title: Best of the team
  metric: sold
  within: team
  prizes: [$1000, $500, Day off]
"""

OVERRIDE = """\
leader: {pay: override, title: For your team, rate: 10%, of: [renewals]}
"""

DRAW = """\
advance: {pay: draw, title: Draw, amount: "$3,000", recoverable: yes, first_months: 6}
"""

GUARANTEE = """\
start: {pay: guarantee, title: Guarantee, amount: 80% of variable, first_months: 3}
"""

CASES = """\
- case: A renewal of an Enterprise customer pays 1.5%
  # 12,000.00 × 1.5% = 180.00
  people: [{person: ana, team: blue, region: north, variable: "$30,000"}]
  events: [{kind: renewal, person: ana, product: Enterprise, amount: "$12,000"}]
  pays: [{person: ana, component: renewals, amount: $180}]
"""

EXAMPLES = {
    "What is measured": METRICS,
    "pay: commission": COMMISSION,
    "pay: bonus": BONUS,
    "pay: spiff": SPIFF,
    "pay: contest": CONTEST,
    "pay: override": OVERRIDE,
    "pay: draw": DRAW,
    "pay: guarantee": GUARANTEE,
    "Cases": CASES,
}
