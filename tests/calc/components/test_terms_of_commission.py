"""What changes a commission: basis, contract years, tiers, multipliers, gates, whose results."""

from datetime import date

import pytest

from tests.calc.company import FEBRUARY, Row, amounts, codes, pay, plan, settle
from tests.calc.components.sales import QUOTA, SALES, STEPS, upsell

MARGINAL = plan(
    f"{SALES}  rates: [{{kind: upsell, rate: 10%}}]\n  tiers: {{metric: quota, kind: marginal, {STEPS}}}",
    QUOTA,
)
WHOLE = MARGINAL.replace("kind: marginal", "kind: whole")


def factors(text: str, event: Row) -> str:
    (line,) = settle(text, events=[event]).lines.iter_rows(named=True)
    return str(line["factors"])


@pytest.mark.parametrize(
    ("basis", "paid"),
    [
        ("amount", 30_000),  # 3,000.00 × 10 %
        ("tcv", 30_000),
        ("acv", 10_000),  # 3,000.00 × 12/36 × 10 %
        ("recurring_change", 2_000),  # 200.00 × 10 %
        ("growth", 2_000),
        ("arr", 12_000),  # (1,000.00 + 200.00) × 10 %
        ("mrr", 1_000),  # 1,200.00 × 1/12 × 10 %
        ("kept", 10_000),  # the smaller of 1,000.00 and 1,200.00 × 10 %
    ],
)
def test_each_basis_pays_on_its_own_part_of_the_event(basis: str, paid: int) -> None:
    text = plan(f"{SALES}  basis: {basis}\n  rates: [{{rate: 10%}}]")
    event = upsell(300_000, term_months=36, recurring_change_minor=20_000, previous_minor=100_000)
    assert pay(settle(text, events=[event])) == {"ana": paid}


@pytest.mark.parametrize(("basis", "paid"), [("growth", 0), ("recurring_change", -3_000), ("kept", 7_000)])
def test_a_renewal_below_the_old_value_grows_by_nothing_and_keeps_the_rest(basis: str, paid: int) -> None:
    # 1,000.00 became 700.00
    text = plan(f"{SALES}  basis: {basis}\n  rates: [{{rate: 10%}}]")
    event = upsell(70_000, recurring_change_minor=-30_000, previous_minor=100_000)
    assert pay(settle(text, events=[event])) == {"ana": paid}


def test_a_rate_can_bring_its_own_basis() -> None:
    # 60 % of one month of 1,200.00 = 60.00
    text = plan(f"{SALES}  rates: [{{rate: 60% of MRR}}]")
    made = settle(text, events=[upsell(999_999, recurring_change_minor=120_000)])
    assert pay(made) == {"ana": 6_000}
    assert made.lines["factors"].to_list() == ["part:1/12"]


def test_a_set_amount_is_paid_by_share_whatever_the_event_is_worth() -> None:
    # 500.00 × 60 % and × 40 %
    text = plan(f"{SALES}  rates: [{{kind: upsell, rate: $500}}]")
    shares = [
        {"event": "e1", "person": "ana", "share_ppm": 600_000},
        {"event": "e1", "person": "bo", "share_ppm": 400_000},
    ]
    assert pay(settle(text, events=[upsell(0)], credits=shares)) == {"ana": 30_000, "bo": 20_000}


@pytest.mark.parametrize(
    ("term", "paid", "counts"),
    [
        (12, 12_000, "1/1"),
        (24, 9_000, "3/4"),  # (12 × 100 % + 12 × 50 %) ÷ 24
        (36, 7_000, "7/12"),  # (12 + 6 + 3) ÷ 36
        (48, 6_000, "1/2"),  # (12 + 6 + 3 + 3) ÷ 48
        (18, 10_000, "5/6"),  # (12 + 6 × 50 %) ÷ 18
        (6, 12_000, "1/1"),
    ],
)
def test_later_contract_years_count_for_less(term: int, paid: int, counts: str) -> None:
    # 1,200.00 × 10 % × what counts
    text = plan(f"{SALES}  rates: [{{rate: 10%}}]\n  later_years: [100%, 50%, 25%]")
    event = upsell(120_000, term_months=term)
    assert pay(settle(text, events=[event])) == {"ana": paid}
    assert factors(text, event) == f"contract years:{counts}"


def test_contract_years_role_effort_and_territory_choose_the_rate() -> None:
    text = plan(
        f"{SALES}  rates:\n    - {{kind: renewal, rate: 1%}}\n    - {{kind: renewal, years: 3+, rate: 3%}}\n"
        "    - {kind: upsell, effort: users, rate: 2%}\n    - {kind: upsell, effort: module, rate: 5%}\n"
        "    - {kind: new, role: ae, rate: 7%}\n    - {kind: new, role: csm, rate: 8%}\n"
        "    - {kind: services, territory: north, rate: 9%}"
    )
    events: list[Row] = [
        upsell(10_000, 1, kind="renewal", term_months=35),  # two whole years: 1 %
        upsell(10_000, 2, kind="renewal", term_months=36),  # 3 %
        upsell(10_000, 3, effort="users"),
        upsell(10_000, 4, effort="module"),
        upsell(10_000, 5, kind="new"),  # ana's own role is csm
        upsell(10_000, 6, kind="services"),
    ]
    here = [{"person": "ana", "role": "csm", "region": "north"}]
    assert amounts(settle(text, events=events, placements=here), "ana") == [100, 300, 200, 500, 800, 900]


def test_each_role_on_a_deal_shares_out_the_whole_of_it() -> None:
    # the CSM has 1 % of 1,000.00, the AE 0.3 %
    text = plan(f"{SALES}  rates: [{{role: csm, rate: 1%}}, {{role: ae, rate: 0.3%}}]")
    roles = [
        {"event": "e1", "person": "ana", "role": "csm", "share_ppm": 1_000_000},
        {"event": "e1", "person": "bo", "role": "ae", "share_ppm": 1_000_000},
    ]
    made = settle(text, events=[upsell(100_000)], credits=roles)
    assert pay(made) == {"ana": 1_000, "bo": 300}
    assert codes(made) == []


def test_marginal_tiers_pay_each_slice_at_its_own_rate() -> None:
    # 800 at 1x; of the next 1,000 the first 200 at 1x, 500 at 2x, 300 at 3x
    made = settle(MARGINAL, events=[upsell(80_000, 1), upsell(100_000, 2)])
    assert made.lines["basis_minor"].to_list() == [80_000, 20_000, 50_000, 30_000]
    assert amounts(made, "ana") == [8_000, 2_000, 10_000, 9_000]
    assert made.lines["factors"].to_list() == ["tier 1:1/1", "tier 1:1/1", "tier 2:2/1", "tier 3:3/1"]


def test_a_deal_taken_back_in_turn_nets_to_zero_tier_by_tier() -> None:
    made = settle(MARGINAL, events=[upsell(80_000, 1), upsell(100_000, 2), upsell(-100_000, 3)])
    assert pay(made) == {"ana": 8_000}


def test_whole_tiers_pay_everything_at_the_tier_reached() -> None:
    # 1,800.00 is 180 % of quota: 1,800.00 × 10 % × 3
    made = settle(WHOLE, events=[upsell(80_000, 1), upsell(100_000, 2)])
    assert amounts(made, "ana") == [24_000, 30_000]


def test_the_team_picks_the_rate_for_everybodys_own_deals() -> None:
    # the team sold 1,000 of 1,000: everybody gets 2 %; bo is on it with 100 of them
    metric = QUOTA.replace("scope: person", "scope: team")
    tiers = "steps: [{from: 0%, rate: 1.5%}, {from: 90%, rate: 2%}, {from: 110%, rate: 3%}]"
    text = plan(
        f"{SALES}  rates: [{{kind: upsell}}]\n  tiers: {{metric: quota, kind: whole, {tiers}}}", metric
    )
    blue = [{"person": person, "team": "blue"} for person in ("ana", "bo")]
    events = [upsell(90_000), {**upsell(10_000), "person": "bo"}]
    made = settle(text, events=events, placements=blue)
    assert pay(made) == {"ana": 1_800, "bo": 200}
    assert made.lines["clause"].unique().to_list() == ["components.sales.tiers[2]"]


def test_a_quota_without_a_target_pays_nothing_and_says_so() -> None:
    made = settle(MARGINAL.replace("  target: $1,000", ""), events=[upsell(80_000)])
    assert (pay(made), codes(made)) == ({}, ["no_target"])


@pytest.mark.parametrize(
    ("target", "paid", "told"), [("target: $1,000", {"ana": 1_000}, []), ("", {}, ["no_target"])]
)
def test_a_region_that_everybody_left_has_the_plans_target_still(
    target: str, paid: dict[str, int], told: list[str]
) -> None:
    # 100.00 × 10 % × 1: sold in the south, where the quota has counted nothing and nobody is in March
    terms = f"  rates: [{{rate: 10%}}]\n  tiers: {{metric: sold, kind: marginal, {STEPS}}}"
    sold = f"sold:\n  title: Sold\n  measure: sum\n  of: {{kind: renewal}}\n  scope: region\n  {target}"
    places = [
        {"person": "ana", "region": "south", "to_date": date(2024, 2, 29)},
        {"person": "ana", "region": "north", "from_date": date(2024, 3, 1)},
    ]
    made = settle(plan(SALES + terms, sold), events=[upsell(10_000)], placements=places)
    assert (pay(made), codes(made)) == (paid, told)


def test_totals_run_over_the_year_when_the_metric_does() -> None:
    # 900 sold in the autumn of the fiscal year before this quarter: 100 at 1x, 100 at 2x
    yearly = MARGINAL.replace("  scope: person", "  scope: person\n    window: year")
    earlier = upsell(90_000, 1, date=date(2024, 1, 5))
    made = settle(yearly, events=[earlier, upsell(20_000, 2)], period=FEBRUARY)
    assert amounts(made, "ana") == [1_000, 2_000]


def test_a_multiplier_takes_off_when_a_metric_is_under_its_target() -> None:
    # 100.00 × 10 % × 75 %
    nps = "nps:\n  title: NPS\n  measure: reading\n  scope: person\n  target: 40"
    terms = "multipliers: [{metric: nps, below: 75%, points: [{at: 100%, pays: 100%}]}]"
    text = plan(f"{SALES}  rates: [{{rate: 10%}}]\n  {terms}", nps)
    scored = {"metric": "nps", "scope": "person", "scope_key": "ana"}
    low = settle(text, events=[upsell(10_000)], readings=[{**scored, "value_num": 39}])
    high = settle(text, events=[upsell(10_000)], readings=[{**scored, "value_num": 40}])
    assert (pay(low), pay(high)) == ({"ana": 750}, {"ana": 1_000})
    assert low.lines["factors"].to_list() == ["by nps:3/4"]


@pytest.mark.parametrize(
    ("otherwise", "paid"),
    [("nothing", 0), ("50%", 14_500), ("no_accelerator", 18_000)],  # of 290.00; without tiers 180.00
)
def test_a_gate_that_is_not_met_pays_nothing_a_part_or_no_accelerator(otherwise: str, paid: int) -> None:
    nps = "nps:\n  title: NPS\n  measure: reading\n  scope: person\n  target: 40"
    gate = f"  gates: [{{metric: nps, at_least: 100%, otherwise: {otherwise}}}]"
    text = _with_metric(MARGINAL, nps) + f"  {gate}\n"
    scored = [{"metric": "nps", "scope": "person", "scope_key": "ana", "value_num": 20}]
    made = settle(text, events=[upsell(80_000, 1), upsell(100_000, 2)], readings=scored)
    assert pay(made) == {"ana": paid}


def _with_metric(text: str, metric: str) -> str:
    lines = "".join(f"  {line}\n" for line in metric.splitlines())
    return text.replace("components:\n", f"{lines}components:\n")


def test_a_gate_without_a_figure_is_a_problem_and_pays_nothing() -> None:
    nps = "nps:\n  title: NPS\n  measure: reading\n  scope: person\n  target: 40"
    text = _with_metric(MARGINAL, nps) + "    gates: [{metric: nps, at_least: 100%}]\n"
    made = settle(text, events=[upsell(80_000)])
    assert (pay(made), codes(made)) == ({}, ["not_measured"])


def test_a_leader_is_paid_on_everything_the_line_below_sells_once() -> None:
    # 0.2 % of 1,000.00 + 500.00; dee leads mia, mia leads ana and bo
    text = plan(f"{SALES}  whose: line\n  rates: [{{kind: upsell, rate: 0.2%}}]")
    line = [
        {"person": "ana", "manager": "mia"},
        {"person": "bo", "manager": "mia"},
        {"person": "mia", "manager": "dee"},
    ]
    people = [{"person": key} for key in ("ana", "bo", "mia", "dee")]
    on = [{"person": key} for key in ("mia", "dee")]
    events = [upsell(100_000), {**upsell(50_000), "person": "bo"}]
    made = settle(text, events=events, placements=line, people=people, assignments=on)
    assert pay(made) == {"mia": 300, "dee": 300}
    assert sorted(made.lines["about"].to_list()) == ["ana", "ana", "bo", "bo"]


def test_who_is_led_by_somebody_else_from_a_day_on_counts_for_them_from_that_day() -> None:
    text = plan(f"{SALES}  whose: line\n  rates: [{{kind: upsell, rate: 1%}}]")
    line = [
        {"person": "ana", "manager": "mia", "to_date": date(2024, 2, 9)},
        {"person": "ana", "manager": "leo", "from_date": date(2024, 2, 10)},
    ]
    events = [upsell(10_000, 9), upsell(20_000, 10)]
    people = [{"person": key} for key in ("ana", "mia", "leo")]
    made = settle(text, events=events, placements=line, people=people)
    assert pay(made) == {"mia": 100, "leo": 200}
