"""The oracle against numbers that were worked out by hand, from docs/plan-rules.md."""

from datetime import date
from fractions import Fraction

from tests.calc.oracle.by_hand import EARLY, OF_UPSELLS, amounts, clauses, event, paid, sales, told
from tests.calc.oracle.spans import Period, containing, spans_of


def test_a_fiscal_year_is_named_for_the_year_it_ends_in() -> None:
    assert containing(date(2024, 3, 31), "quarter", 4).key == "2024-Q4"
    assert containing(date(2024, 4, 1), "half", 4) == Period(
        "half", "2025-H1", date(2024, 4, 1), date(2024, 9, 30)
    )


def test_a_longer_span_is_worked_out_in_the_month_in_which_it_ends() -> None:
    months = [containing(date(2024, month, 1), "month", 1) for month in (2, 3)]
    keys = [[span.key for span in spans_of("quarter", month, 1, None)] for month in months]
    assert keys == [[], ["2024-Q1"]]


def test_each_role_shares_out_an_event_for_itself() -> None:
    # The two csm split 10.01 into 5.01 and 5.00 (equal remainders, so ana by key), the ae has all 10.01.
    # 10 % each: 0.501 → 0.50, 0.50, 1.001 → 1.00
    shares = [("ana", "csm", 500_000), ("bo", "csm", 500_000), ("bo", "ae", 1_000_000)]
    credits = [{"event": "e1", "person": who, "role": role, "share_ppm": ppm} for who, role, ppm in shares]
    answer = told(sales(), events=[event("e1", "01-05", amount_minor=1001)], credits=credits)
    assert amounts(answer) == [("ana", 50), ("bo", 50), ("bo", 100)]
    assert sorted(line["basis_minor"] for line in answer.lines) == [500, 501, 1001]


def test_an_event_is_converted_by_the_latest_rate_before_its_day() -> None:
    # 10,000 yen × 0.0068 dollars = 68.00 dollars; yen have no hundredths. 10 % of it is 6.80.
    rates = [("2024-01-01", 68), ("2024-02-01", 70)]
    exchange = [
        {
            "currency": "JPY",
            "to_currency": "USD",
            "date": date.fromisoformat(day),
            "rate_num": rate,
            "rate_den": 10_000,
        }
        for day, rate in rates
    ]
    event_in_yen = event("e1", "01-31", amount_minor=10_000, currency="JPY")
    assert amounts(told(sales(), events=[event_in_yen], exchange=exchange)) == [("ana", 680)]


def test_later_years_count_as_the_plan_says() -> None:
    # 30 months: (12 × 100 % + 12 × 50 % + 6 × 50 %) ÷ 30 = 70 %. 300.00 × 10 % × 70 % = 21.00
    plan = sales(", later_years: [100%, 50%]")
    answer = told(plan, events=[event("e1", "01-05", amount_minor=30_000, term_months=30)])
    assert amounts(answer) == [("ana", 2100)]


def test_marginal_tiers_cut_the_deal_that_crosses_the_quota() -> None:
    # The total goes from 0 to 700.00 to 1,300.00; the quota of 1,000.00 cuts the second deal (600.00, of
    # which 300.00 is below it). 700 × 10 % = 70.00, 300 × 10 % = 30.00, 300 × 10 % × 2 = 60.00
    tiers = ", tiers: {metric: sold, kind: marginal, steps: [{from: 0%, times: 1x}, {from: 100%, times: 2x}]}"
    events = [event("e1", "01-05", amount_minor=70_000), event("e2", "02-05", amount_minor=60_000)]
    assert amounts(told(OF_UPSELLS + sales(tiers), events=events)) == [
        ("ana", 3000),
        ("ana", 6000),
        ("ana", 7000),
    ]


def test_whole_tiers_give_everything_the_rate_of_the_tier_reached() -> None:
    # 1,200.00 is 120 % of the quota: 5 % of 1,200.00 = 60.00
    plan = """components:
  sales:
    pay: commission
    title: Sales
    rates: [{kind: upsell}]
    tiers: {metric: sold, kind: whole, steps: [{from: 50%, rate: 3%}, {from: 110%, rate: 5%}]}
"""
    answer = told(OF_UPSELLS + plan, events=[event("e1", "01-05", amount_minor=120_000)])
    assert clauses(answer) == {"components.sales.tiers[2]": 6000}


def test_a_bonus_pays_each_whole_step_beyond_its_last_point() -> None:
    # 1,250.00 of 1,000.00: 125 %, two whole steps of 10 % past 100 %: 100 % + 2 × 5 % = 110 %.
    # 40 % × 20,000.00 × 1/4 × 110 % = 2,200.00. Bo sold nothing: below the first point.
    plan = """components:
  bonus:
    pay: bonus
    title: Bonus
    metric: sold
    amount: 40% of variable
    payout: [{at: 80%, pays: 50%}, {at: 100%, pays: 100%}]
    beyond: {each: 10%, adds: 5%}
on_target: {base: "$80,000", mix: 80/20}
"""
    answer = told(OF_UPSELLS + plan, events=[event("e1", "01-05", amount_minor=125_000)])
    assert clauses(answer) == {"components.bonus.payout[2]": 220_000, "components.bonus.payout": 0}


def test_a_cap_of_the_year_counts_what_was_paid_before_in_it() -> None:
    # The fiscal year is the calendar year. 90.00 before, 80.00 now, at most 120.00: 50.00 taken off.
    before = paid("pay", 9000, period_end=date(2024, 3, 31))
    answer = told(
        sales(", cap: {year: $120}"),
        containing(date(2024, 4, 1), "quarter", 1),
        events=[event("e1", "04-05", amount_minor=80_000)],
        paid=[before, paid("pay", 99_999)],
    )
    assert clauses(answer) == {"components.sales.rates[1]": 8000, "components.sales.cap.year": -5000}


def test_what_is_held_is_released_as_the_deal_is_paid() -> None:
    # 300.00 × 10 % = 30.00 held. 100.00 of 300.00 paid: 30.00 × 1/3 = 10.00; then 300.00: the other 20.00
    events = [
        event("e1", "01-05", amount_minor=30_000),
        event("p1", "02-05", "payment", parent="e1", amount_minor=10_000),
        event("p2", "03-05", "payment", parent="e1", amount_minor=20_000),
    ]
    plan = sales(", hold: {until: {kind: payment}}", "10%, kind: upsell")
    answer = told(plan, events=events)
    assert amounts(answer, "hold") == [("ana", -3000)]
    assert amounts(answer, "release") == [("ana", 1000), ("ana", 2000)]


def test_three_months_after_the_31st_of_january_end_on_the_30th_of_april() -> None:
    # Of 70.00 paid 20.00 were taken back: 50.00 left. On 30 April all of it goes, on 1 May half.
    bands = "[{within: 3 months, takes: 100%}, {within: 1 year, takes: 50%}]"
    plan = sales(f", clawback: {{when: {{kind: lost}}, bands: {bands}}}", "10%, kind: upsell")
    before = [
        paid("pay", 7000, event="d", account="acme", date=date(2024, 1, 31), period_end=date(2024, 3, 31)),
        paid("clawback", -2000, event="x", about="d", period_end=date(2024, 3, 31)),
    ]
    for day, taken, band in (("04-30", -5000, 1), ("05-01", -2500, 2)):
        lost = event("l", day, "lost", account="acme", person=None)
        answer = told(plan, containing(date(2024, 4, 1), "quarter", 1), events=[lost], paid=before)
        assert clauses(answer) == {f"components.sales.clawback.bands[{band}]": taken}


def test_who_is_level_splits_the_prizes_they_stand_for() -> None:
    # Both sold 10.00: first and second prize, 500.00 + 0.01, make 250.01 for ana and 250.00 for bo.
    plan = """components:
  best: {pay: contest, title: Best, metric: sold, prizes: ["$500", "$0.01"], ties: split}
"""
    events = [
        event("e1", "01-05", amount_minor=1000),
        event("e2", "01-06", amount_minor=1000, person="bo"),
    ]
    answer = told(OF_UPSELLS + plan, events=events)
    assert amounts(answer, "prize") == [("ana", 25_001), ("bo", 25_000)]
    assert {(line["about"], line["clause"]) for line in answer.lines} == {
        ("place 1", "components.best.prizes[1]")
    }


def test_a_spiff_stops_when_its_budget_no_longer_holds_a_prize() -> None:
    # 600.00 of 1,500.00 were paid before: one more of 500.00 fits, the next does not.
    plan = "components:\n  sales: {pay: spiff, title: S, of: {kind: upsell}, prize: $500, budget: '$1,500'}\n"
    events = [event("e1", "01-05"), event("e2", "01-06")]
    answer = told(plan, events=events, paid=[paid("prize", 60_000)])
    assert amounts(answer, "prize") == [("ana", 50_000)]
    assert ("budget_spent", "ana", "main", "sales") in answer.problems


def test_a_leader_gets_a_share_of_what_the_people_below_are_paid() -> None:
    # Ana's 10 % of 700.00 = 70.00 and of 5.00 = 0.50; bo, above her, has 10 % of 70.50 = 7.05.
    plan = sales() + "  lead: {pay: override, title: Lead, rate: 10%}\n"
    events = [event("e1", "01-05", amount_minor=70_000), event("e2", "01-06", amount_minor=500)]
    answer = told(plan, events=events)
    assert clauses(answer)["components.lead.rate"] == 705
    assert [line["about"] for line in answer.lines if line["component"] == "lead"] == ["ana"]


def test_a_draw_fills_up_and_is_taken_back_from_later_pay() -> None:
    # 300.00 a quarter for 60 of its 91 days on the plan (from 1 February): 197.80. Ana earned 50.00 and
    # gets 147.80. Bo has none. With 400.00 earned over 197.80, the open 150.00 are taken back.
    plan = sales() + "  draw: {pay: draw, title: Draw, amount: $300, recoverable: yes}\n"
    on_plan = [{"person": "ana", "plan": "main", "from_date": date(2024, 2, 1)}]
    for amount_minor, entry, gets in ((50_000, "draw", 14_780), (400_000, "recovery", -15_000)):
        answer = told(
            plan,
            events=[event("e1", "02-05", amount_minor=amount_minor)],
            paid=[paid("draw", 20_000, component="draw"), paid("recovery", -5000, component="draw")],
            assignments=on_plan,
        )
        assert amounts(answer, entry) == [("ana", gets)]


def test_retention_takes_foreign_books_at_the_rate_of_the_opening() -> None:
    # 100.00 dollars and 100.00 euros at 1.10: 210.00. The euros lose 50.00: 100.00 + 55.00 = 155.00.
    # That the euro fell to 0.90 by then changes nothing.
    plan = """metrics: {kept: {title: Kept, measure: gross_retention, scope: company}}
components:
  bonus: {pay: bonus, title: B, metric: kept, amount: $100, reads: value, payout: [{at: 0%, pays: 100%}]}
"""
    rates = [(date(2024, 1, 1), 110), (date(2024, 2, 1), 90)]
    answer = told(
        plan,
        books=[
            {"account": "acme", "as_of": EARLY, "recurring_minor": 10_000, "currency": "USD"},
            {"account": "bird", "as_of": EARLY, "recurring_minor": 10_000, "currency": "EUR"},
        ],
        events=[event("e1", "02-05", "churn", account="bird", recurring_change_minor=-5000, currency="EUR")],
        exchange=[
            {"currency": "EUR", "to_currency": "USD", "date": day, "rate_num": rate, "rate_den": 100}
            for day, rate in rates
        ],
    )
    assert {measure["value"] for measure in answer.measures} == {Fraction(15_500, 21_000)}
    assert {measure["sample"] for measure in answer.measures} == {2}


def test_a_quota_for_each_follows_days_and_ramp() -> None:
    # Ana begins on 1 February: 60 of 91 days. The first month counts half: 29 days at 50 %, 31 in full, so
    # the ramp is 45.5/60 and her quota 1,000.00 × 60/91 × 45.5/60 = 500.00
    plan = """ramp: [{months: 1, counts: 50%}]
metrics: {sold: {title: Sold, measure: sum, scope: person, of: {kind: upsell}, target_each: $1000}}
components:
  bonus: {pay: bonus, title: B, metric: sold, amount: $100, payout: [{at: 100%, pays: 100%}]}
"""
    begins = date(2024, 2, 1)
    answer = told(
        plan,
        people=[{"person": "ana", "start_date": begins}],
        assignments=[{"person": "ana", "plan": "main", "from_date": EARLY}],
    )
    assert [measure["target"] for measure in answer.measures] == [50_000]


def test_few_answers_can_count_as_just_on_target_and_are_told() -> None:
    # One answer of the two that it takes: 100 % of 100.00.
    plan = """metrics:
  nps: {title: NPS, measure: nps, scope: person, target: 40, least_sample: 2, below_sample: on_target}
components:
  bonus: {pay: bonus, title: B, metric: nps, amount: $100, payout: [{at: 100%, pays: 100%}]}
"""
    answer = told(plan, events=[event("e1", "01-05", "nps", quantity_milli=3000)])
    assert amounts(answer) == [("ana", 10_000), ("bo", 10_000)]
    assert ("small_sample", "ana", "main", "bonus") in answer.problems
    assert [(measure["person"], measure["value"]) for measure in answer.measures] == [("ana", -100)]


def test_what_is_under_the_least_is_carried_and_comes_off_later_pay() -> None:
    # Under 100.00 carry 40.00 to it; with 200.00, the open 60.00 come off.
    for amount_minor, carried in ((60_000, 4000), (200_000, -6000)):
        answer = told(
            "carry_under: $100\n" + sales(),
            events=[event("e1", "01-05", amount_minor=amount_minor)],
            assignments=[{"person": "ana", "plan": "main", "from_date": EARLY}],
            paid=[paid("carry", 6000, component="carry")],
        )
        assert clauses(answer)["carry_under"] == carried
