"""What is well written in a plan's cases but cannot be meant."""

import pytest

from tests.calc.sample_plan import COMPONENT, METRICS, plan_with, told

ANA = "people: [{person: ana, team: blue}]"
READ = (
    "mood: {title: Mood, measure: reading, scope: team, linked: [[blue, red]]}\n"
    "craft: {title: Craft, measure: rubric, scope: line, criteria: {plans: 50%, reviews: 50%}}\n"
)


def with_case(lines: str) -> str:
    """A plan with one case of these lines, each `name: value`."""
    case = "".join(f"    {line}\n" for line in lines.split("\n"))
    plan = plan_with(metrics=METRICS + READ, components=COMPONENT, more="cap: {year: $9}\n")
    return f"{plan}cases:\n  - case: A case\n{case}"


@pytest.mark.parametrize(
    "lines",
    [
        ANA,
        "period: 2024-H1\nfiscal_year_starts: Apr\ntoday: 2024-04-30\n" + ANA,
        "people: [{person: ana, start: 2023-01-01, end: 2024-02-01, moves: [{on: 2024-02-01, team: ''}]}]",
        "people: [{person: ana, leave: [{from: 2024-01-01, to: 2024-01-01}, {from: 2024-01-02, to: "
        "2024-01-02}]}]",
        "people: [{person: ana, assignments: [{to: 2024-01-31, base: $1}, {from: 2024-02-01}]}]",
        "people: [{person: ana, manager: mia}, {person: mia, on_plan: no}]",
        f"{ANA}\naccounts: [{{account: acme, owners: {{lee: 50%}}, roles: {{ae: {{kim: 100%}}}}, opening: "
        f"$5}}]",
        f"{ANA}\nevents: [{{id: d, kind: a, date: 2020-01-01}}, {{kind: b, parent: d, credits: {{ana: "
        f"1/4}}}}]",
        f"{ANA}\nevents: [{{kind: a, amount: €5, currency: EUR}}]\nexchange: [{{from: EUR, rate: 1.08}}]",
        f"{ANA}\ntargets: [{{metric: kept, of: blue, value: 95%}}, {{metric: nps, value: 50}}]",
        f"{ANA}\nreadings: [{{metric: mood, of: blue + red, value: 4.5}}, {{metric: plans, of: ana, value: "
        f"4}}]",
        f"{ANA}\npaid: [{{person: lee, component: pays, entry: hold, amount: -$5}}]",
        f"{ANA}\npays: [{{person: ana, component: cap, amount: -$5}}, {{person: ana, component: pays, "
        f"reward: Hat}}]",
        f"{ANA}\nmeasures: [{{person: ana, metric: sold, value: '$5,000'}}]",
    ],
)
def test_a_case_that_fits_together_is_read(lines: str) -> None:
    assert told(with_case(lines)) == []


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            f"period: whenever\n{ANA}",
            ".period: `whenever` is not a period. Write it like 2024-Q3, 2024-07 or 2024.",
        ),
        ("people: []", ".people: there must be at least one."),
        # people
        (
            "people: [{person: ana}, {person: ana}]",
            ".people[2].person: `ana` stands here twice. Use `assignments` where pay changed.",
        ),
        (
            "people: [{person: ana, from: 2024-02-01, to: 2024-01-31}]",
            ".people[1].to: `to` lies before `from`. Swap them, or correct one.",
        ),
        (
            "people: [{person: ana, start: 2024-02-01, end: 2024-01-31}]",
            ".people[1].end: `end` lies before `start`. Swap them, or correct one.",
        ),
        (
            "people: [{person: ana, assignments: [{to: 2024-02-01, base: $1}, {from: 2024-02-01}]}]",
            ".people[1].assignments[2]: some of these days stand in an entry before. "
            "End one before the other begins.",
        ),
        (
            "people: [{person: ana, base: $1, assignments: [{from: 2024-02-01}]}]",
            ".people[1].base: `assignments` say this, each for its days. Move `base` into them.",
        ),
        (
            "people: [{person: ana, on_plan: no, variable: $1}]",
            ".people[1].variable: who is not on the plan has no days and no pay on it. "
            "Take `variable` out, or `on_plan: no`.",
        ),
        (
            "people: [{person: ana, on_plan: no, assignments: [{base: $1}]}]",
            ".people[1].assignments: who is not on the plan has no assignments to it. "
            "Take them out, or `on_plan: no`.",
        ),
        (
            "people: [{person: ana, moves: [{on: 2024-02-01, team: a}, {on: 2024-02-01, team: b}]}]",
            ".people[1].moves[2].on: each move must be on a later day than the one before. Put them in "
            "order.",
        ),
        (
            "people: [{person: ana, moves: [{on: 2024-02-01}]}]",
            ".people[1].moves[1]: this does not say what changes. Add `team`, `region`, `manager` or `role`.",
        ),
        (
            "people: [{person: ana, manager: mai}, {person: mia, on_plan: no}]",
            ".people[1].manager: there is no `mai` among the people of this case. Did you mean `mia`? "
            "Who is not on the plan stands there with `on_plan: no`.",
        ),
        # accounts and events
        (
            f"{ANA}\naccounts: [{{account: acme}}, {{account: acme}}]",
            ".accounts[2].account: `acme` stands here twice. Give each its own name.",
        ),
        (
            f"{ANA}\naccounts: [{{account: acme, owner: ana, owners: {{lee: 1}}}}]",
            ".accounts[1].owners: `owner` stands for a single person, so there is no `owners` besides. "
            "Keep one of them.",
        ),
        (
            f"{ANA}\naccounts: [{{account: acme, owners: {{ana: 1/3}}}}]",
            ".accounts[1].owners.ana: '1/3' is finer than a millionth; write it like 33.3333%.",
        ),
        (
            f"{ANA}\naccounts: [{{account: acme}}]\nevents: [{{kind: a, account: acm}}]",
            ".events[1].account: there is no account `acm` in this case. Did you mean `acme`?",
        ),
        (
            f"{ANA}\nevents: [{{kind: a}}, {{id: event 1, kind: a}}]",
            ".events[2].id: `event 1` stands here twice. Give each its own name.",
        ),
        (
            f"{ANA}\nevents: [{{id: d, kind: a, parent: d}}]",
            ".events[1].parent: an event is not about itself. Name another event's `id`.",
        ),
        (
            f"{ANA}\nevents: [{{kind: a, person: ana, roles: {{ae: {{kim: 1}}}}}}]",
            ".events[1].roles: `person` stands for a single person, so there is no `roles` besides. "
            "Keep one of them.",
        ),
        (
            f"{ANA}\nevents: [{{kind: a, amount: €5}}]",
            ".events[1].amount: '€5' is not in USD, the currency of this plan.",
        ),
        (
            f"{ANA}\nevents: [{{kind: a, quantity: 1/3}}]",
            ".events[1].quantity: '1/3' is finer than a thousandth.",
        ),
        (
            f"{ANA}\nexchange: [{{from: USD, rate: 1}}]",
            ".exchange[1].from: a currency is always worth one of itself. Take this rate out.",
        ),
        (f"{ANA}\nexchange: [{{from: EUR, rate: 0}}]", ".exchange[1].rate: it must be above zero."),
        # figures
        (
            f"{ANA}\ntargets: [{{metric: kpt, of: blue, value: 95%}}]",
            ".targets[1].metric: no metric of this plan looks at `kpt`. Did you mean `kept`?",
        ),
        (
            f"{ANA}\nreadings: [{{metric: kept, of: blue, value: 95%}}]",
            ".readings[1].metric: no metric of this plan looks at `kept`. There are: mood, plans, reviews.",
        ),
        (
            f"{ANA}\ntargets: [{{metric: kept, of: blue, value: 95}}]",
            ".targets[1].value: 95 would be 95 times the whole. Write 95%.",
        ),
        (
            f"{ANA}\ntargets: [{{metric: kept, value: 95%}}]",
            ".targets[1]: this does not say which team it is of. Add `of`, like `of: blue`.",
        ),
        (
            f"{ANA}\ntargets: [{{metric: kept, of: bleu, value: 95%}}]",
            ".targets[1].of: there is no team `bleu` in this case. Did you mean `blue`?",
        ),
        (
            f"{ANA}\ntargets: [{{metric: nps, of: blue, value: 95}}]",
            ".targets[1].of: `nps` is the whole company's. Take `of` out.",
        ),
        (
            f"{ANA}\nreadings: [{{metric: plans, of: lee, value: 4}}]",
            ".readings[1].of: there is no person `lee` in this case. There are: ana.",
        ),
        (
            f"{ANA}\nmeasures: [{{person: ana, metric: nsp, value: 4}}]",
            ".measures[1].metric: there is no metric `nsp` in this plan. Did you mean `nps`?",
        ),
        # pay
        (
            f"{ANA}\npays: [{{person: anna, component: pays, amount: $5}}]",
            ".pays[1].person: there is no `anna` among the people of this case. Did you mean `ana`?",
        ),
        (
            f"{ANA}\npays: [{{person: ana, component: pay, amount: $5}}]",
            ".pays[1].component: there is no component `pay` in this plan. Did you mean `pays`?",
        ),
        (
            f"{ANA}\npays: [{{person: ana, component: carry, amount: $5}}]",
            ".pays[1].component: there is no component `carry` in this plan. There are: pays, cap.",
        ),
        (
            f"{ANA}\npays: [{{person: ana, component: pays}}]",
            ".pays[1]: this does not say what is paid. Add `amount`, or `reward`.",
        ),
        (
            f"{ANA}\npaid: [{{person: ana, component: pays, entry: holt, amount: $5}}]",
            ".paid[1].entry: 'holt' is not one of pay, cap, floor, hold, release, clawback, prize, draw, "
            "recovery, guarantee or carry. Did you mean `hold`?",
        ),
    ],
)
def test_a_case_that_contradicts_itself_is_named(lines: str, sentence: str) -> None:
    assert told(with_case(lines)) == [f"cases[1]{sentence}"]
