"""A commission in any money: other currencies, and totals beyond 64 bits, to the cent."""

from datetime import date
from fractions import Fraction

import pytest

from tests.calc.company import codes, pay, plan, settle
from tests.calc.components.sales import QUOTA, SALES, STEPS, upsell


def test_an_event_in_another_currency_is_turned_by_the_rate_of_its_day() -> None:
    # 1,000.00 EUR × 1.08 = 1,080.00 USD × 10 %
    text = plan(f"{SALES}  rates: [{{rate: 10%}}]")
    rates = [
        {"currency": "EUR", "rate_num": 108, "rate_den": 100},
        {"currency": "EUR", "date": date(2024, 2, 2), "rate_num": 2},
    ]
    made = settle(text, events=[upsell(100_000, currency="EUR")], exchange=rates)
    assert pay(made) == {"ana": 10_800}
    (line,) = made.lines.iter_rows(named=True)
    assert (line["event_amount_minor"], line["event_currency"], line["basis_minor"]) == (
        100_000,
        "EUR",
        108_000,
    )
    assert Fraction(line["fx_num"], line["fx_den"]) == Fraction(27, 25)


@pytest.mark.parametrize(
    ("currency", "amount", "paid"),
    [("JPY", 10_000, 6_700), ("KWD", 10_000, 670)],  # 10,000 yen × 0.0067 = 67.00; 10.000 dinar × 0.67 = 6.70
)
def test_currencies_without_or_with_three_decimals_are_turned_exactly(
    currency: str, amount: int, paid: int
) -> None:
    text = plan(f"{SALES}  rates: [{{rate: 100%}}]")
    rate = Fraction(67, 10_000) if currency == "JPY" else Fraction(67, 100)
    exchange = [{"currency": currency, "rate_num": rate.numerator, "rate_den": rate.denominator}]
    assert pay(settle(text, events=[upsell(amount, currency=currency)], exchange=exchange)) == {"ana": paid}


def test_a_set_amount_is_paid_in_the_plans_currency_whatever_the_events_is() -> None:
    text = plan(f"{SALES}  rates: [{{kind: upsell, rate: $500}}]")
    made = settle(text, events=[upsell(100, currency="EUR")])
    assert pay(made) == {"ana": 50_000}
    assert codes(made) == []


def test_a_company_too_large_for_64_bits_is_exact() -> None:
    # 90,000,000,000.00 × 1.5 % × 7/3 = 3,150,000,000.00
    text = plan(
        f"{SALES}  rates: [{{kind: upsell, rate: 1.5%}}]\n"
        "  tiers: {metric: quota, kind: whole, steps: [{from: 0%, times: 7/3}]}",
        QUOTA,
    )
    assert pay(settle(text, events=[upsell(9_000_000_000_000)])) == {"ana": 315_000_000_000}


def test_a_total_that_takes_off_twice_what_fits_into_64_bits_is_exact() -> None:
    # what churns is counted below zero and taken off once more, 2 × 2⁶²; every part of it is below zero
    less = QUOTA.replace("of: {kind: upsell}", "of: {}\n  less: {kind: churn}")
    terms = f"  rates: [{{rate: 10%}}]\n  tiers: {{metric: quota, kind: marginal, {STEPS}}}"
    churned = upsell(-(2**62), 2, kind="churn")
    made = settle(plan(SALES + terms, less), events=[upsell(180_000, 1), churned])
    sold, lost = (made.lines.filter(date=date(2024, 2, day)) for day in (1, 2))
    assert sold["basis_minor"].to_list() == [100_000, 50_000, 30_000]
    assert max(lost["basis_minor"]) < 0
    assert lost["basis_minor"].sum() == -(2**62)


def test_an_event_without_a_rate_is_told_though_what_it_is_worth_does_not_fit_into_64_bits() -> None:
    # 2⁶³ − 1 yen more than the 1,000 yen before; nothing says what a yen is worth
    renewal = upsell(
        0, kind="renewal", previous_minor=1_000, recurring_change_minor=2**63 - 1, currency="JPY"
    )
    made = settle(plan(f"{SALES}  basis: arr\n  rates: [{{rate: 10%}}]"), events=[renewal])
    assert (pay(made), codes(made)) == ({}, ["other_currency"])
