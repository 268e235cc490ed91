"""Why a line is what it is, as a person reads it in a terminal and keys it into a calculator."""

from datetime import date

import pytest

from calc.cases import run_case
from calc.designs import designs
from calc.explain import explain
from calc.language.reader import read_plan
from calc.words.numbers import Numbers
from calc.words.reasons import reason_lines
from tests.calc.company import plan, settle


def told(design: str, case: str, component: str, entry: str = "pay", locale: str = "en_US") -> str:
    """The first such line of a design's cases of that name."""
    plan = next(one.plan for one in designs() if one.key == design)
    runs = [run_case(plan, one).calculation for one in plan.cases if case in one.case]
    found = [(made, line) for made in runs for line in made.lines.rows(named=True)]
    made, line = next(one for one in found if (one[1]["component"], one[1]["entry"]) == (component, entry))
    measures = [row for row in made.measures.rows(named=True) if row["person"] == line["person"]]
    return "\n".join(reason_lines(explain(plan, line, measures), Numbers(locale)))


def test_a_bonus_is_told_from_the_customers_revenue_to_the_cent() -> None:
    # 20/19 ≥ 105%: 120% of 32,000.00 × 40% × 1/4, for 46 of 92 days
    plan = next(one.plan for one in designs() if one.key == "base-and-variable")
    case = next(one for one in plan.cases if "joins in the middle" in one.case)
    made = run_case(plan, case).calculation
    line = next(one for one in made.lines.rows(named=True) if one["person"] == "lee")
    assert reason_lines(explain(plan, line, made.measures.rows(named=True))) == [
        "$1,920.00  Team retention bonus",
        "  Team gross retention: reaching 105% of the target pays 120%. [components.team_bonus.payout[3]]",
        "  For 2024-Q3",
        "  Yearly variable pay $32,000.00",
        "  × 40% rate",
        "  × 120% payout",
        "    Team gross retention (team blue), 1 Jul 2024 to 30 Sep 2024",
        "      $100,000.00 ÷ $100,000.00 = 100%, from 1 customer",
        "      target 95%, figure ÷ target = 20/19 (105.263157…%) of the target",
        "    from 105% it pays 120%",
        "  × 1/4 of the year",
        "  × 46/92 days on the plan",
        "  = $1,920.00",
    ]


def test_what_lies_between_two_points_is_told_as_it_is_keyed_in() -> None:
    assert told("scorecard", "Each part moves", "scorecard").splitlines()[4:] == [
        "  × 125% payout",
        "    Team net retention (team blue), 1 Jan 2024 to 31 Mar 2024",
        "      $102,500.00 ÷ $100,000.00 = 102.5%, from 1 customer",
        "      target 100%, figure ÷ target = 102.5% of the target",
        "    in a straight line from 100% pays 100% to 105% pays 150%:",
        "    100% + (102.5% − 100%) ÷ 5% × 50%",
        "  × 50% weight",
        "  × 1/4 of the year",
        "  = $3,750.00",
    ]


def test_a_share_of_a_deal_and_a_repeating_fraction_are_told() -> None:
    text = told("multi-year", "an upsell over three years", "upsells")
    assert "  × 2/3 (66.666666…%) for its contract years\n" in text
    assert "share of the credit 60%" in told("base-and-variable", "shared customer", "renewals")
    assert "  × 12/18 for a year of the contract\n" in told("multi-year", "year and a half", "renewals")


def test_a_slice_of_a_deal_says_so() -> None:
    text = told("accelerator", "all four tiers", "expansion")
    assert "    in all $440,000.00\n  Amount $20,000.00 (what of it falls into this tier)\n" in text
    assert "  × 75% tier 1\n" in text
    assert "    from 0% it pays 75%\n    that is below $200,000.00 of the running total\n" in text


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        # 50%, 100% and 150% of 400.00; the deal of 700.00 passes all of them
        (
            "[{from: 50%, times: 1x}, {from: 100%, times: 2x}, {from: 150%, times: 3x}]",
            [
                "that is below $200.00 of the running total",
                "that is from $200.00 to $400.00 of the running total",
                "that is from $400.00 to $600.00 of the running total",
                "that is from $600.00 of the running total on",
            ],
        ),
        # 33.335% of 400.00 is 133.34; the first tier, from 0, holds for everything below as well
        (
            "[{from: 0%, rate: 1%}, {from: 33.335%, rate: 2%}]",
            [
                "that is below $133.34 of the running total",
                "that is from $133.34 of the running total on",
            ],
        ),
        ("[{from: 0%, times: 1x}]", []),
    ],
)
def test_a_slice_says_which_part_of_the_running_total_its_tier_is(steps: str, told: list[str]) -> None:
    assert running_totals(of_slices(f"kind: marginal, steps: {steps}")) == told


def test_tiers_by_value_need_no_target_to_say_so() -> None:
    steps = '[{from: "$0", times: 1x}, {from: "$500", times: 2x}]'
    text = of_slices(f"kind: marginal, reads: value, steps: {steps}")
    assert running_totals(text, measured=False) == [
        "that is below $500.00 of the running total",
        "that is from $500.00 of the running total on",
    ]


def test_without_the_measure_that_the_tier_rests_on_no_other_ones_target_is_taken() -> None:
    text = of_slices("kind: marginal, steps: [{from: 0%, times: 1x}, {from: 50%, times: 2x}]")
    assert len(running_totals(text)) == 2
    assert running_totals(text, measured=False) == []
    assert running_totals(text, named="sold@bo@2024-02 sold@ana@2024-02") == []


def test_whole_tiers_have_no_part_of_a_running_total() -> None:
    assert running_totals(of_slices("kind: whole, steps: [{from: 0%, times: 1x}]")) == []


def of_slices(tiers: str) -> str:
    """A plan with a quota of 400.00 whose one component pays by these tiers."""
    rate = "" if "rate:" in tiers else ", rate: 10%"
    return plan(
        f"sales:\n  pay: commission\n  title: Sales\n  rates: [{{kind: upsell{rate}}}]\n"
        f"  tiers: {{metric: sold, {tiers}}}",
        'sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: person, target: "$400"}',
    )


def running_totals(text: str, measured: bool = True, named: str = "") -> list[str]:
    """What is said of the running total for each line of a deal of 700.00, in the lines' order.

    With `measured` off as if nothing had been measured; `named` are the measures that the lines name.
    """
    deal = {"kind": "upsell", "person": "ana", "amount_minor": 70_000, "date": date(2024, 2, 1)}
    made = settle(text, events=[deal])
    measures = made.measures.rows(named=True) if measured else []
    lines = [{**line, "measure": named or line["measure"]} for line in made.lines.rows(named=True)]
    told = [line for one in lines for line in reason_lines(explain(read_plan(text), one, measures))]
    return [line.strip() for line in told if "running total" in line]


def test_a_deal_in_another_currency_shows_the_rate_of_its_day() -> None:
    plan = next(one.plan for one in designs() if one.key == "europe-in-euros")
    case = next(one for one in plan.cases if "newest rate" in one.case)
    made = run_case(plan, case).calculation
    turned = next(one for one in made.lines.rows(named=True) if one["event_currency"] == "USD")
    text = "\n".join(reason_lines(explain(plan, turned, [])))
    assert "    in all $10,000.00 × 0.92 = €9,200.00\n  Amount €9,200.00\n" in text


def test_what_a_cap_takes_off_and_what_is_taken_back_is_told() -> None:
    assert told("caps-and-floors", "", "upsells", "cap").splitlines()[4:] == [
        "  Cap $5,000.00",
        "  = $5,000.00",
        "  − $7,500.00 that counts already",
        "  = −$2,500.00",
    ]
    text = told("clawback-by-age", "", "upsells", "clawback")
    assert "Taken back: all of it within 3 months. [components.upsells.clawback.bands[1]]" in text
    assert "  × −100% rate\n" in text


def test_numbers_are_written_as_the_company_writes_them() -> None:
    text = told("base-and-variable", "A renewal pays by edition", "team_bonus", locale="de_DE")
    assert text.startswith("3.200,00\u00a0$  Team retention bonus")
