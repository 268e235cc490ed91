"""The oracle where docs/plan-rules.md decides a corner, against numbers that were worked out by hand."""

from datetime import date
from fractions import Fraction

from tests.calc.oracle.by_hand import EARLY, amounts, clauses, event, paid, sales, told
from tests.calc.oracle.days import Answer, Row
from tests.calc.oracle.spans import containing

HELD = sales(", hold: {until: {kind: payment}}", "10%, kind: upsell")
OTHER_CURRENCY = ("other_currency", None, "main", "sales")


def written(answer: Answer, entry: str) -> list[tuple[int, Fraction, int, int]]:
    """Basis, rate, what counts already and amount of the lines of an entry."""
    return [
        (line["basis_minor"], line["rate"], line["earlier_minor"], line["amount_minor"])
        for line in answer.lines
        if line["entry"] == entry
    ]


def measured(metric: str, **tables: list[Row]) -> Answer:
    """What is said of a metric `m` that a bonus pays for."""
    bonus = "pay: bonus, title: B, metric: m, amount: $100, reads: value, payout: [{at: 0, pays: 100%}]"
    plan = f"metrics: {{m: {{title: M, {metric}}}}}\ncomponents:\n  b: {{{bonus}}}\n"
    return told(plan, None, None, **tables)


def test_a_floor_by_yearly_pay_is_written_as_its_share() -> None:
    # 2 % of 80,000.00 for a quarter: 400.00, of which 30.00 are there.
    plan = "on_target: {base: '$80,000'}\n" + sales(", floor: {period: 2% of base}")
    answer = told(plan, events=[event("e1", "01-05", amount_minor=30_000)])
    assert written(answer, "floor") == [
        (8_000_000, Fraction(1, 50), 3000, 37_000),
        (8_000_000, Fraction(1, 50), 0, 40_000),
    ]


def test_a_cap_of_the_year_that_was_passed_before_takes_off_all_that_comes_now() -> None:
    # 90.00 before are over 50.00 already, so that the 80.00 of now go.
    answer = told(
        sales(", cap: {year: $50}"),
        containing(date(2024, 4, 1), "quarter", 1),
        events=[event("e1", "04-05", amount_minor=80_000)],
        paid=[paid("pay", 9000, period_end=date(2024, 3, 31))],
    )
    assert written(answer, "cap") == [(0, Fraction(1), 8000, -8000)]


def test_a_floor_of_the_year_is_of_the_pay_period_before_its_last_month_begins() -> None:
    # December has not begun, and still 120.00 less the 30.00 of October are due, as if the year ended now.
    answer = told(
        sales(", every: month, floor: {year: $120}"),
        containing(date(2024, 10, 1), "quarter", 1),
        date(2024, 11, 15),
        events=[event("e1", "10-05", amount_minor=30_000)],
        assignments=[{"person": "ana", "plan": "main", "from_date": EARLY}],
    )
    floors = [line for line in answer.lines if line["entry"] == "floor"]
    assert [(line["span"], line["amount_minor"]) for line in floors] == [("2024-Q4", 9000)]


def test_a_guarantee_of_nothing_lifts_nobody_and_a_draw_still_takes_back() -> None:
    # Both work since 2020, so their first 3 months are over. Ana is at −10.00, bo at 100.00 with 50.00 open.
    draw = "  draw: {pay: draw, title: D, amount: $100, recoverable: yes, first_months: 3}\n"
    answer = told(
        sales() + draw,
        people=[{"person": name, "start_date": EARLY} for name in ("ana", "bo")],
        events=[
            event("e1", "01-05", amount_minor=-10_000),
            event("e2", "01-05", amount_minor=100_000, person="bo"),
        ],
        paid=[paid("draw", 5000, component="draw", person="bo")],
    )
    assert amounts(answer, "draw") == []
    assert amounts(answer, "recovery") == [("bo", -5000)]


def test_a_named_deal_is_taken_back_even_when_it_is_younger() -> None:
    # Found by its account, the deal of March is too young for a loss of February; e3 is paid on and lost at
    # once, and does not take itself back.
    bands = "bands: [{within: 3 months, takes: 50%}]"
    plan = sales(f", clawback: {{when: {{kind: lost}}, {bands}}}")
    for parent, taken in (("e1", [(10_000, Fraction(-1, 2), 0, -5000)]), (None, [])):
        events = [
            event("e1", "03-01", amount_minor=100_000, account="acme"),
            event("e2", "02-01", "lost", account="acme", parent=parent),
            event("e3", "03-01", "lost", account="bird", amount_minor=100),
        ]
        assert written(told(plan, events=events), "clawback") == taken


def test_a_payment_that_cannot_be_compared_with_its_deal_is_told_once() -> None:
    deal = event("e1", "01-05", amount_minor=30_000)
    payment = event("p1", "02-05", "payment", parent="e1", amount_minor=10_000, currency="EUR")
    answer = told(HELD, events=[deal, payment])
    assert answer.problems == {OTHER_CURRENCY}
    assert amounts(answer, "release") == []


def test_a_payment_that_cannot_be_compared_leaves_what_was_released_before() -> None:
    # Of 30.00 that were held, 10.00 were released on a payment that the facts no longer have.
    before = [
        paid("pay", 3000, event="e1"),
        paid("hold", -3000, event="e1"),
        paid("release", 1000, event="p0", about="e1"),
    ]
    deal = event("e1", "01-05", "renewal", amount_minor=30_000)
    payment = event("p1", "02-05", "payment", parent="e1", amount_minor=10_000, currency="EUR")
    answer = told(HELD, events=[deal, payment], paid=before)
    assert amounts(answer, "release") == []
    assert OTHER_CURRENCY in answer.problems


def test_a_payment_releases_only_to_whom_something_is_held_from() -> None:
    # Ana's 30.00 are held. Bo's were never held, so that what bo has for the deal stays as it is.
    before = [
        paid("hold", -3000, event="e1"),
        paid("pay", 2000, event="e1", person="bo"),
        paid("release", 500, event="p0", about="e1", person="bo"),
    ]
    deal = event("e1", "01-05", "renewal", amount_minor=30_000)
    payment = event("p1", "02-05", "payment", parent="e1", amount_minor=30_000)
    assert amounts(told(HELD, events=[deal, payment], paid=before), "release") == [("ana", 3000)]


def test_a_payment_in_the_currency_of_its_deal_needs_no_rate() -> None:
    # A set 50.00 for a deal of 300.00 euros, of which 100.00 are paid: a third, 16.67
    plan = sales(", hold: {until: {kind: payment}}", "$50, kind: upsell")
    events = [
        event("e1", "01-05", amount_minor=30_000, currency="EUR"),
        event("p1", "02-05", "payment", parent="e1", amount_minor=10_000, currency="EUR"),
    ]
    answer = told(plan, events=events)
    assert written(answer, "release") == [(5000, Fraction(1, 3), 0, 1667)]
    assert OTHER_CURRENCY not in answer.problems


def test_a_payment_that_is_nobodys_is_told_only_without_a_deal() -> None:
    deal = event("e1", "01-05", amount_minor=30_000)
    for parent, is_told in (("e1", False), (None, True)):
        payment = event("p1", "02-05", "payment", parent=parent, person=None, amount_minor=10_000)
        answer = told(HELD, events=[deal, payment])
        assert (("nobody_credited", None, None, None) in answer.problems) is is_told


def test_a_prize_that_could_have_been_won_off_the_plan_is_told() -> None:
    # Ana comes on the 2nd of February; her first upsell ever is e1, which wins nothing.
    assignments = [{"person": "ana", "plan": "main", "from_date": date(2024, 2, 2)}]
    for counts, kind, prizes, is_told in (
        ("first", "upsell", [], True),
        ("each", "upsell", [("ana", 5000)], True),
        ("first", "visit", [("ana", 5000)], False),
    ):
        terms = f"pay: spiff, title: S, of: {{kind: upsell}}, prize: $50, counts: {counts}"
        answer = told(
            f"components:\n  s: {{{terms}}}\n",
            events=[event("e1", "02-01", kind), event("e2", "02-02")],
            assignments=assignments,
        )
        assert amounts(answer, "prize") == prizes
        assert (("outside_plan", "ana", "main", None) in answer.problems) is is_told


def test_a_leader_counts_lines_of_the_days_on_which_they_are_on_the_plan() -> None:
    # Ana: 10 % of 100.00 in January and of 200.00 on the 15th of February, and a floor of 50.00, which adds
    # 20.00. Bo, on the plan from the 15th on, has 10 % of 20.00 + 20.00.
    override = "  o: {pay: override, title: O, rate: 10%}\n"
    assignments = [
        {"person": name, "plan": "main", "from_date": day}
        for name, day in (("ana", EARLY), ("bo", date(2024, 2, 15)))
    ]
    answer = told(
        sales(", floor: {period: $50}") + override,
        events=[event("e1", "01-05", amount_minor=10_000), event("e2", "02-15", amount_minor=20_000)],
        assignments=assignments,
    )
    assert clauses(answer)["components.o.rate"] == 400


def test_a_basis_that_does_not_fit_makes_no_line_whatever_comes_of_it() -> None:
    # Twice 6 × 10^18 is past 2^63, and 10 % of it is not.
    plan = sales(rate="100%") + "  o: {pay: override, title: O, rate: 10%}\n"
    answer = told(plan, events=[event(f"e{day}", f"01-0{day}", amount_minor=6 * 10**18) for day in (1, 2)])
    assert amounts(answer) == [("ana", 6 * 10**18)] * 2
    assert ("amount_too_large", "bo", "main", "o") in answer.problems


def test_a_contest_of_a_month_in_which_nobody_is_on_the_plan_is_not_held() -> None:
    # Both come on the 1st of March; ana sells in that month, or nobody does.
    contest = "pay: contest, title: C, metric: m, prizes: [$50], every: month"
    plan = "metrics: {m: {title: M, measure: ratio, scope: person, of: {}, over: {}}}\ncomponents:\n"
    march = [{"person": name, "plan": "main", "from_date": date(2024, 3, 1)} for name in ("ana", "bo")]
    for events, is_told in (([event("e1", "03-05")], False), ([], True)):
        answer = told(f"{plan}  c: {{{contest}}}\n", events=events, assignments=march)
        assert (("no_winner", None, "main", "c") in answer.problems) is is_told


def test_a_deal_that_pays_nothing_is_not_held() -> None:
    answer = told(HELD, events=[event("e1", "01-05")])
    assert [line["entry"] for line in answer.lines] == ["pay"]


def test_a_metric_tells_what_it_would_have_counted_in_another_currency() -> None:
    # A count of scope person needs somebody who is credited; one of the company does not.
    for scope, person, is_told in (("person", "ana", True), ("person", None, False), ("company", None, True)):
        foreign = event("e1", "01-05", currency="EUR", amount_minor=100, person=person)
        answer = measured(f"measure: count, scope: {scope}, of: {{kind: upsell}}", events=[foreign])
        assert (("other_currency", None, "main", None) in answer.problems) is is_told


def test_coverage_tells_books_in_another_currency() -> None:
    books = [{"account": "acme", "as_of": EARLY, "recurring_minor": 10_000, "currency": "EUR"}]
    answer = measured("measure: coverage, scope: company, of: {kind: visit}", books=books)
    assert ("book_in_other_currency", None, "main", None) in answer.problems


def test_a_ratio_of_money_adds_up_what_each_is_credited_for() -> None:
    # Ana has 70 % of 10.00 and all of 20.00: 7.00 of 27.00. Bo has 30 % of 10.00: 3.00 of 3.00
    credits = [
        {"event": "e1", "person": who, "share_ppm": ppm} for who, ppm in (("ana", 700_000), ("bo", 300_000))
    ]
    answer = measured(
        "measure: ratio, scope: person, adds: amount, of: {kind: upsell}, over: {}",
        events=[event("e1", "01-05", amount_minor=1000), event("e2", "01-06", "renewal", amount_minor=2000)],
        credits=credits,
    )
    values = {measure["person"]: measure["value"] for measure in answer.measures}
    assert values == {"ana": Fraction(7, 27), "bo": 1}


def test_a_bonus_tells_every_reason_why_it_is_not_paid() -> None:
    plan = """metrics: {m: {title: M, measure: nps, scope: team}}
components:
  b: {pay: bonus, title: B, metric: m, amount: 10% of base, payout: [{at: 100%, pays: 100%}]}
"""
    codes = {(code, person) for code, person, _, component in told(plan).problems if component}
    assert codes == {
        ("no_agreed_pay", "ana"),
        ("not_measured", "ana"),
        ("no_agreed_pay", "bo"),
        ("no_place", "bo"),
    }


def test_an_amount_that_is_too_large_once_converted_is_one_without_a_rate() -> None:
    # 5 × 10^18 yen at 0.01 dollars are as many cents; at 0.02 dollars twice that, and past 2^63.
    for rate, basis in ((1, [5 * 10**18]), (2, [])):
        exchange = [
            {"currency": "JPY", "to_currency": "USD", "date": EARLY, "rate_num": rate, "rate_den": 100}
        ]
        foreign = event("e1", "01-05", amount_minor=5 * 10**18, currency="JPY")
        answer = told(sales(), events=[foreign], exchange=exchange)
        assert [line["basis_minor"] for line in answer.lines] == basis
        assert (("other_currency", "ana", "main", "sales") in answer.problems) is (not basis)


def test_what_changes_after_today_is_not_in_the_opening_book() -> None:
    # Today is the 1st of February; the quarter begins in April, and the change of March is yet to come.
    books = [{"account": "acme", "as_of": EARLY, "recurring_minor": 10_000, "currency": "USD"}]
    plan = """metrics: {m: {title: M, measure: net_retention, scope: company}}
components:
  b: {pay: bonus, title: B, metric: m, amount: $100, reads: value, payout: [{at: 0%, pays: 100%}]}
"""
    change = event("e1", "03-01", account="acme", recurring_change_minor=5000, currency="EUR")
    period = containing(date(2024, 4, 1), "quarter", 1)
    answer = told(plan, period, date(2024, 2, 1), events=[change], books=books)
    assert "book_in_other_currency" not in {problem[0] for problem in answer.problems}
    assert {measure["value"] for measure in answer.measures} == {1}


def test_a_blend_says_nothing_of_the_samples_of_its_parts() -> None:
    plan = """metrics:
  a: {title: A, measure: nps, scope: company, target: 40, least_sample: 2}
  m: {title: M, measure: blend, scope: person, parts: {a: 100%}}
components:
  b: {pay: bonus, title: B, metric: m, amount: $100, payout: [{at: 0%, pays: 100%}]}
"""
    answer = told(plan, events=[event("e1", "01-05", "nps", quantity_milli=9000)])
    assert {problem[0] for problem in answer.problems} == {"not_measured"}
    assert clauses(answer) == {}
