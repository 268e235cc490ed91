"""Small plans that say one thing each."""

Told = dict[str, tuple[str, str]]

HEAD = "plan: key\ntitle: A plan\nfrom: 2026-01-01\ncurrency: USD\n"
SUM = "{title: Your sales, measure: sum, of: {kind: upsell}, scope: person, target: $90,000}"
NRR = "{title: Team retention, measure: net_retention, scope: team, target: 95%}"
METRICS = f"metrics: {{sales: {SUM}, nrr: {NRR}}}\n"


def of_metric(text: str) -> str:
    """A plan with one metric, `m`, that a bonus rests on."""
    bonus = "{pay: bonus, title: B, metric: m, amount: $1,000, payout: [{at: 100%, pays: 100%}]}"
    return f"{HEAD}metrics: {{m: {{title: M, {text}}}}}\ncomponents: {{b: {bonus}}}\n"


def of_component(pay: str, text: str, more: str = "") -> str:
    return f"{HEAD}{METRICS}components: {{c: {{pay: {pay}, title: The part, {text}}}}}\n{more}"


def of_rate(text: str) -> str:
    return of_component("commission", f"rates: [{{kind: renewal, rate: 1%}}, {{kind: renewal, {text}}}]")


def of_commission(text: str) -> str:
    return of_component("commission", f"rates: [{{kind: renewal, rate: 1%}}], {text}")


def of_tiers(text: str) -> str:
    return of_commission(f"tiers: {text}")


def of_bonus(text: str, points: str = "[{at: 90%, pays: 50%}, {at: 100%, pays: 100%}]") -> str:
    return of_component("bonus", f"metric: nrr, amount: $1,000, payout: {points}, {text}")


def of_spiff(text: str) -> str:
    return of_component("spiff", f"of: {{kind: upsell}}, {text}")


def of_contest(text: str, prizes: str = "[$500]") -> str:
    return of_component("contest", f"metric: sales, prizes: {prizes}, {text}")


def of_plan(text: str) -> str:
    return of_component("commission", "rates: [{kind: renewal, rate: 1%}]", text)


def of_ramp(text: str) -> str:
    metric = "{title: M, measure: sum, of: {kind: upsell}, scope: team, target_each: $90,000}"
    bonus = "{pay: bonus, title: B, metric: m, amount: $1,000, payout: [{at: 100%, pays: 100%}]}"
    return f"{HEAD}ramp: [{text}]\nmetrics: {{m: {metric}}}\ncomponents: {{b: {bonus}}}\n"


STEPS = "[{from: 0%, times: 1x}, {from: 100%, times: 1.5x}]"
REACHED = "measure: reached, start: {kind: kickoff}, until: {kind: first_value}, within: 90 days, scope: team"
LEAST = "scope: person, least_sample: 5, target: 90%"
