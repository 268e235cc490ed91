"""Bonus: an amount for the period × what the curve pays × days on the plan."""

from datetime import date

import pytest

from calc.exact import INT64_MAX
from calc.explain import factors
from calc.periods import FiscalCalendar, PeriodKind
from tests.calc.company import FEBRUARY, Q1, Row, Tables, amounts, codes, figure, pay, plan, settle

ONE_FOR_ONE = "[{at: 0%, pays: 0%}, {at: 200%, pays: 200%}]"


def bonus(amount: str = "$1,000", payout: str = ONE_FOR_ONE, scope: str = "company", **more: str) -> str:
    lines = "".join(f"  {name}: {value}\n" for name, value in {"amount": amount, **more}.items())
    return plan(
        f"prize:\n  pay: bonus\n  title: Prize\n  metric: score\n{lines}  payout: {payout}",
        f"score:\n  title: Score\n  measure: reading\n  scope: {scope}\n  target: 80",
    )


def company(score: int = 80, agreed: Row | None = None, **person: date) -> Tables:
    """One person, and a score that is held against a target of 80."""
    return {
        "people": [{"person": "ana", **person}],
        "assignments": [{"person": "ana", **(agreed or {})}],
        "readings": [
            {"metric": "score", "value_num": score, "date": day} for day in (Q1.start, date(2024, 2, 1))
        ],
    }


THIRTY_THOUSAND: Row = {"base_year_minor": 7_000_000, "variable_year_minor": 3_000_000}


def test_a_share_of_yearly_pay_is_paid_in_the_periods_part_of_the_year() -> None:
    # 30,000.00 × 40 % × 1/4 × 100 %
    made = settle(bonus("40% of variable"), company(80, THIRTY_THOUSAND))
    assert pay(made) == {"ana": 300_000}


def test_it_is_paid_for_the_days_on_the_plan() -> None:
    # joined on 1 February: 29 + 31 = 60 of 91 days
    made = settle(bonus("40% of variable"), company(80, THIRTY_THOUSAND, start_date=date(2024, 2, 1)))
    # 30,000.00 × 40 % × 1/4 × 100 % × 60/91 = 1,978.0219…
    assert pay(made) == {"ana": 197_802}
    (line,) = made.lines.iter_rows(named=True)
    assert (line["basis_minor"], line["rate_num"], line["rate_den"]) == (3_000_000, 2, 5)
    told = [(factor.numerator, factor.denominator) for factor in factors("2/5", line["factors"])]
    assert told == [(2, 5), (1, 4), (60, 91)]  # what is 100 % is not told


@pytest.mark.parametrize(
    ("dates", "agreed", "expected"),
    [
        ({}, {}, 100_000),
        ({"start_date": date(2024, 3, 31)}, {}, 1_099),  # 1,000.00 × 1/91 = 10.989
        ({"end_date": date(2024, 1, 1)}, {}, 1_099),
        ({"end_date": date(2024, 1, 31)}, {}, 34_066),  # × 31/91 = 340.659
        ({}, {"from_date": date(2024, 2, 1), "to_date": date(2024, 2, 29)}, 31_868),  # × 29/91 = 318.681
        ({"start_date": date(2024, 1, 15)}, {"to_date": date(2024, 1, 20)}, 6_593),  # × 6/91 = 65.934
        ({"end_date": date(2024, 4, 1)}, {}, 100_000),  # leaves after the period
    ],
)
def test_days_are_those_at_work_and_assigned(dates: dict[str, date], agreed: Row, expected: int) -> None:
    assert pay(settle(bonus(), company(80, agreed, **dates))) == {"ana": expected}


def test_an_amount_agreed_anew_within_the_period_makes_two_lines() -> None:
    raise_in_march: list[Row] = [
        {"person": "ana", "variable_year_minor": 3_000_000, "to_date": date(2024, 2, 29)},
        {"person": "ana", "variable_year_minor": 3_600_000, "from_date": date(2024, 3, 1)},
    ]
    made = settle(bonus("100% of variable"), company(), assignments=raise_in_march)
    # 30,000.00 × 1/4 × 60/91 = 4,945.054… and 36,000.00 × 1/4 × 31/91 = 3,065.934…
    assert sorted(amounts(made, "ana")) == [306_593, 494_505]


def test_both_stretches_of_somebody_who_changes_teams_look_at_the_team_of_the_last_day() -> None:
    rows = company()
    rows["placements"] = [
        {"person": "ana", "team": "blue", "to_date": date(2024, 2, 29)},
        {"person": "ana", "team": "red", "from_date": date(2024, 3, 1)},
    ]
    rows["assignments"] = [
        {"person": "ana", "to_date": date(2024, 2, 29)},
        {"person": "ana", "from_date": date(2024, 3, 1)},
    ]
    rows["readings"] = [
        {"metric": "score", "value_num": value, "scope": "team", "scope_key": team}
        for team, value in (("blue", 0), ("red", 80))
    ]
    made = settle(bonus(scope="team"), rows)
    assert figure(made, "ana", "score") == (80, 1)
    # 1,000.00 × 60/91 = 659.340… and × 31/91 = 340.659…
    assert sorted(amounts(made, "ana")) == [34_066, 65_934]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PeriodKind.MONTH, 100_000),  # 30,000.00 × 40 % × 1/12
        (PeriodKind.QUARTER, 300_000),
        (PeriodKind.HALF, 600_000),
        (PeriodKind.YEAR, 1_200_000),
    ],
)
def test_every_kind_of_period_pays_its_part_of_the_year(kind: PeriodKind, expected: int) -> None:
    period = FiscalCalendar().containing(Q1.start, kind)
    made = settle(bonus("40% of variable"), company(80, THIRTY_THOUSAND), period=period)
    assert pay(made) == {"ana": expected}


def test_a_fixed_amount_is_meant_for_each_period_whatever_its_length() -> None:
    assert pay(settle(bonus("$1,000"), company(), period=FEBRUARY)) == {"ana": 100_000}
    assert pay(settle(bonus("$1,000"), company(), period=Q1)) == {"ana": 100_000}


def test_a_share_can_be_of_base_pay() -> None:
    # 70,000.00 × 10 % × 1/4
    assert pay(settle(bonus("10% of base"), company(80, THIRTY_THOUSAND))) == {"ana": 175_000}


@pytest.mark.parametrize(
    ("score", "line", "step"),
    [
        (71, 0, 0),  # 88.75 % of the target: below the first point
        (72, 50_000, 50_000),  # 90 %
        (76, 75_000, 50_000),  # 95 %
        (80, 100_000, 100_000),
        (82, 110_000, 100_000),  # 102.5 %: half of the way from 100 % to 120 %
        (84, 120_000, 120_000),  # 105 %
        (160, 120_000, 120_000),
        (-5, 0, 0),
    ],
)
def test_the_payout_follows_the_attainment(score: int, line: int, step: int) -> None:
    payout = "[{at: 90%, pays: 50%}, {at: 100%, pays: 100%}, {at: 105%, pays: 120%}]"
    assert pay(settle(bonus(payout=payout), company(score))) == {"ana": line}
    assert pay(settle(bonus(payout=payout, between="step"), company(score))) == {"ana": step}


def test_what_pays_nothing_yet_has_a_line_that_says_so() -> None:
    made = settle(bonus(payout="[{at: 90%, pays: 50%}]"), company(40))
    assert made.lines.select("clause", "amount_minor").rows() == [("components.prize.payout", 0)]
    assert codes(made) == []


def test_the_clause_is_the_last_point_reached() -> None:
    payout = "[{at: 90%, pays: 50%}, {at: 100%, pays: 100%}]"
    clauses = [settle(bonus(payout=payout), company(score)).lines["clause"].item() for score in (79, 80, 99)]
    assert clauses == [f"components.prize.payout[{number}]" for number in (1, 2, 2)]


def test_a_bonus_can_read_the_value_itself_without_any_target() -> None:
    text = bonus(payout="[{at: -20, pays: 0%}, {at: 60, pays: 100%}]", reads="value").replace(
        "    target: 80\n", ""
    )
    # NPS 20 lies half of the way from −20 to 60
    assert pay(settle(text, company(20))) == {"ana": 50_000}


def test_a_line_names_the_measure_it_stands_on() -> None:
    made = settle(bonus(), company())
    assert made.lines["measure"].to_list() == ["score@@2024-Q1"]
    (measure,) = made.measures.iter_rows(named=True)
    assert (measure["metric"], measure["scope"], measure["scope_key"]) == ("score", "company", "")
    assert (measure["target_num"], measure["target_den"]) == (80, 1)


def test_amounts_are_exact_where_64_bits_would_wrap() -> None:
    # 90,000,000,000.00 a year × 1/3 × 1/4 × 1,000 % × 60/91 = 49,450,549,450.549…
    agreed = {"variable_year_minor": 9_000_000_000_000}
    text = bonus("1/3 of variable", payout="[{at: 0, pays: 10x}]")
    made = settle(text, company(80, agreed, start_date=date(2024, 2, 1)))
    assert pay(made) == {"ana": 4_945_054_945_055}


def test_the_largest_amount_of_64_bits_is_kept() -> None:
    agreed = {"variable_year_minor": INT64_MAX}
    made = settle(bonus("100% of variable", payout="[{at: 0, pays: 4x}]"), company(80, agreed))
    assert pay(made) == {"ana": INT64_MAX}


def test_an_amount_past_64_bits_is_a_problem() -> None:
    agreed = {"variable_year_minor": 9 * 10**18}
    made = settle(bonus("100% of variable", payout="[{at: 0, pays: 10x}]"), company(80, agreed))
    assert (pay(made), codes(made)) == ({}, ["amount_too_large"])
