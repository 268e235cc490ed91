"""The runner of a plan's own cases: it passes what is right and says what is not."""

from datetime import date
from fractions import Fraction

import pytest

from calc.case_facts import case_facts
from calc.cases import Difference, FigureDifference, Outcome, run_case
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind

PLAN = """\
plan: p
title: P
from: 2024-05-01
currency: USD
metrics:
  nps_own: {title: Own NPS, measure: reading, scope: person, reading: nps, target: 40}
  nps_all: {title: Company NPS, measure: reading, scope: company, reading: nps, target: 40}
  sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: team, target: "$1,000"}
  kept: {title: Kept, measure: gross_retention, scope: region, target: 100%}
components:
  sales:
    pay: commission
    title: Sales
    rates: [{kind: upsell, rate: 10%}]
  own: {pay: bonus, title: Own, metric: nps_own, amount: $100, payout: [{at: 0, pays: 0}, {at: 2, pays: 2}]}
  all: {pay: bonus, title: All, metric: nps_all, amount: $100, payout: [{at: 100%, pays: 1}]}
  team: {pay: bonus, title: Team, metric: sold, amount: 10% of base, payout: [{at: 100%, pays: 1}]}
  region: {pay: bonus, title: Region, metric: kept, amount: 10% of variable, payout: [{at: 50%, pays: 1}]}
cases:
  - case: It all comes together
"""

RIGHT = """\
    people:
      - {person: ana, team: blue, region: north, base: "$40,000", variable: "$20,000"}
    accounts:
      - {account: acme, owners: {ana: 50%, lee: 50%}, opening: "$10,000"}
      - {account: birch, owner: ana, opening: "$2,000"}
    events:
      - {kind: upsell, amount: $800, account: birch}
      - {kind: upsell, amount: $400, person: ana, date: 2024-06-30}
      - {kind: churn, change: -$2000.00, account: birch}
    targets:
      - {metric: sold, of: blue, value: 1200}
    readings:
      - {metric: nps, of: ana, value: 50, sample: 7}
      - {metric: nps, value: 39}
    pays:
      - {person: ana, component: sales, amount: $120}
      - {person: ana, component: own, amount: $125}
      - {person: ana, component: team, amount: "$1,000"}
      - {person: ana, component: region, amount: $500}
"""


def outcome(case: str) -> Outcome:
    plan = read_plan(PLAN + case)
    return run_case(plan, plan.cases[0])


def test_a_case_that_is_right_passes() -> None:
    # sales (800.00 + 400.00) × 10 % · own 100.00 × 50/40 · all 39 of 40: nothing yet
    # team 40,000.00 × 10 % × 1/4, for 1,200.00 of 1,200.00
    # region 20,000.00 × 10 % × 1/4, for 10,000 of 12,000 that are left
    found = outcome(RIGHT)
    assert found.differences == ()
    assert (found.missing, found.unexpected) == ((), ())
    assert found.passed
    assert found.case == "It all comes together"


def test_what_comes_out_otherwise_is_told_by_person_and_component() -> None:
    text = RIGHT.replace("$120}", "$119.99}").replace("component: own", "component: all")
    found = outcome(text)
    assert not found.passed
    assert found.differences == (
        Difference("ana", "all", 12_500, 0),
        Difference("ana", "own", 0, 12_500),
        Difference("ana", "sales", 11_999, 12_000),
    )


def test_what_a_case_leaves_out_must_pay_nothing() -> None:
    found = outcome(
        "    people: [{person: ana, team: blue, region: n, base: $0, variable: $0}]\n"
        "    events: [{kind: upsell, amount: $10, person: ana}]\n"
        "    problems: [not_measured]\n"
    )
    assert found.differences == (Difference("ana", "sales", 0, 100),)


def test_a_problem_that_was_not_expected_fails_a_case() -> None:
    found = outcome("    people: [{person: ana, team: blue, region: n, base: $0, variable: $0}]\n")
    assert not found.passed
    assert (found.differences, found.missing, found.unexpected) == ((), (), ("not_measured",))


def test_a_problem_that_was_expected_and_did_not_come_fails_a_case() -> None:
    found = outcome(RIGHT + "    problems: [no_rate]\n")
    assert not found.passed
    assert found.missing == ("no_rate",)


def test_several_lines_of_a_component_are_compared_as_one_sum() -> None:
    sales = "{person: ana, component: sales, amount: $%d}"
    pays = f"    pays: [{sales % 30}, {sales % 12}]\n"
    people = "    people: [{person: ana, team: blue, region: n, base: $0, variable: $0}]\n"
    events = (
        "    events: [{kind: upsell, amount: $20, person: ana}, {kind: upsell, amount: $400, person: ana}]\n"
    )
    assert outcome(people + events + pays + "    problems: [not_measured]\n").passed


@pytest.mark.parametrize(
    ("written", "start", "days"),
    [
        ("", date(2024, 4, 1), 91),  # the quarter in which the plan begins
        ("    period: 2024-Q3\n", date(2024, 7, 1), 92),
        ("    period: July 2024\n", date(2024, 7, 1), 31),
        ("    period: this year\n", date(2024, 1, 1), 366),
    ],
)
def test_a_case_has_the_period_it_names_or_the_quarter_in_which_the_plan_begins(
    written: str, start: date, days: int
) -> None:
    found = outcome(
        f"{written}    people: [{{person: ana, from: 2024-01-01, region: n, variable: $0}}]\n"
        f"    readings: [{{metric: nps, of: ana, value: 40}}]\n"
    )
    line = found.calculation.lines.filter(component="own").row(0, named=True)
    assert line["factors"].endswith(f"/{days}")
    assert f"{start.day} {start:%B %Y}" in "".join(found.calculation.problems["message"])


def test_a_period_that_cannot_be_read_is_refused_with_a_sentence() -> None:
    plan = read_plan(PLAN + RIGHT)
    case = plan.cases[0].model_copy(update={"period": "whenever"})
    with pytest.raises(ValueError, match="'whenever' is not a period; write it like 2024-Q3"):
        run_case(plan, case)


def test_people_join_and_leave_the_plan_by_from_and_to() -> None:
    found = outcome(
        "    people: [{person: ana, from: 2024-04-11, to: 2024-05-10}]\n"
        "    readings: [{metric: nps, of: ana, value: 40}]\n"
    )
    # 11 April to 10 May: 30 of 91 days
    assert found.calculation.lines.filter(component="own")["factors"].item().endswith("30/91")


def test_a_figure_imported_under_one_name_serves_every_scope_that_reads_it() -> None:
    plan = read_plan(PLAN + RIGHT)
    period = FiscalCalendar().containing(plan.from_date, PeriodKind.QUARTER)
    facts = case_facts(plan, plan.cases[0], period)
    assert facts.readings.filter(scope="person", scope_key="ana")["value_num"].to_list() == [50]
    assert facts.readings.filter(scope="company", scope_key="")["value_num"].to_list() == [39]


def test_a_target_of_a_sum_is_money_with_or_without_its_sign() -> None:
    for written in ("1200", '"$1,200"', "1200.00 USD"):
        plan = read_plan(PLAN + RIGHT.replace("value: 1200", f"value: {written}"))
        assert plan.cases[0].targets[0].value == Fraction(120_000)


def test_a_figure_may_lie_below_zero() -> None:
    plan = read_plan(PLAN + RIGHT.replace("value: 39", "value: -39"))
    assert plan.cases[0].readings[1].value == Fraction(-39)


def test_a_period_of_a_fiscal_year_is_named_for_the_year_it_ends_in() -> None:
    found = outcome(
        "    fiscal_year_starts: April\n    period: 2025-Q1\n"
        "    people: [{person: ana, region: n, variable: $0}]\n"
        "    readings: [{metric: nps, of: ana, value: 40}]\n"
    )
    line = found.calculation.lines.filter(component="own").row(0, named=True)
    assert line["span"] == "2025-Q1"
    assert line["factors"].endswith("91/91")  # April to June 2024


def test_a_case_can_be_looked_at_before_its_period_is_over() -> None:
    events = (
        "    people: [{person: ana, team: blue, region: n, base: $0, variable: $0}]\n"
        "    events:\n"
        "      - {kind: upsell, amount: $20, person: ana, date: 2024-05-15}\n"
        "      - {kind: upsell, amount: $400, person: ana, date: 2024-05-16}\n"
        "    problems: [not_measured]\n"
    )
    early = "    today: 2024-05-15\n    pays: [{person: ana, component: sales, amount: $2}]\n"
    late = "    pays: [{person: ana, component: sales, amount: $42}]\n"
    assert outcome(early + events).passed
    assert outcome(late + events).passed


def test_what_a_metric_comes_to_can_be_expected_too() -> None:
    measures = (
        "    measures:\n"
        "      - {person: ana, metric: nps_own, value: 50}\n"
        "      - {person: ana, metric: sold, value: 1200}\n"
        "      - {person: ana, metric: kept, value: 5/6}\n"  # 10,000 of 12,000
    )
    assert outcome(RIGHT + measures).passed
    wrong = outcome(RIGHT + measures.replace("value: 1200", "value: 1199").replace("5/6", "83%"))
    assert not wrong.passed
    assert wrong.differences == ()
    assert wrong.figures == (
        FigureDifference("ana", "sold", Fraction(119_900), Fraction(120_000)),
        FigureDifference("ana", "kept", Fraction(83, 100), Fraction(5, 6)),
    )


def test_a_figure_that_was_expected_and_is_not_there_is_told() -> None:
    people = "    people: [{person: ana, team: blue, region: n, base: $0, variable: $0}]\n"
    found = outcome(
        f"{people}    measures: [{{person: ana, metric: nps_own, value: 50}}]\n    problems: [not_measured]\n"
    )
    assert found.figures == (FigureDifference("ana", "nps_own", Fraction(50), None),)


def test_who_is_meant_to_be_on_no_plan_is_not_told_so() -> None:
    found = outcome(
        "    people:\n"
        "      - {person: ana, team: blue, region: n, base: $0, variable: $0, manager: mia}\n"
        "      - {person: mia, on_plan: no}\n"
        "    problems: [not_measured]\n"
    )
    assert found.passed


SPIFF = """\
plan: p
title: P
from: 2024-01-01
currency: USD
components:
  hats: {pay: spiff, title: Hats, of: {kind: upsell}, prize: Hat}
  cash: {pay: spiff, title: Cash, of: {kind: renewal}, prize: $5}
cases:
  - case: Prizes
    people: [{person: ana}]
    events: [{kind: upsell, person: ana}, {kind: upsell, person: ana}, {kind: renewal, person: ana}]
    pays:
"""


def spiffs(pays: str) -> Outcome:
    plan = read_plan(SPIFF + pays)
    return run_case(plan, plan.cases[0])


def test_rewards_are_compared_by_name_and_number() -> None:
    cash = "      - {person: ana, component: cash, amount: $5}\n"
    hat = "      - {person: ana, component: hats, reward: Hat}\n"
    assert spiffs(cash + hat + hat).passed
    assert spiffs(cash + hat).differences == (Difference("ana", "hats", 0, 0, ("Hat",), ("Hat", "Hat")),)
    assert spiffs(cash).differences == (Difference("ana", "hats", 0, 0, (), ("Hat", "Hat")),)


def test_a_reward_of_another_name_is_another() -> None:
    scarf = "      - {person: ana, component: hats, reward: Scarf}\n"
    hat = "      - {person: ana, component: hats, reward: Hat}\n"
    cash = "      - {person: ana, component: cash, amount: $5}\n"
    assert spiffs(cash + hat + scarf).differences == (
        Difference("ana", "hats", 0, 0, ("Hat", "Scarf"), ("Hat", "Hat")),
    )
