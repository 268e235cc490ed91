"""Retention beyond its plainest form: customers kept, what is won on top, currencies, coverage."""

from datetime import date
from fractions import Fraction

import pytest

from calc.metrics.figures import Figure
from tests.calc.metrics.ask import Q2, Row, Tables, ask

GROSS, NET = "{measure: gross_retention, scope: person}", "{measure: net_retention, scope: person}"
LOGO = "{measure: logo_retention, scope: person}"
COMPANY: Tables = {
    "books": [
        {"account": "acme", "recurring_minor": 100_000},
        {"account": "birch", "recurring_minor": 50_000},
    ],
    "owners": [{"account": "acme", "person": "ana"}, {"account": "birch", "person": "ana"}],
}


def change(account: str, minor: int, **more: object) -> Row:
    return {"account": account, "recurring_change_minor": minor, **more}


def test_logo_retention_is_of_customers_however_little_is_left_of_them() -> None:
    events = [change("acme", -99_999), change("birch", -50_000)]
    assert ask(LOGO, COMPANY, events=events).figure("ana") == Figure(1, 2, sample=2)


def test_what_is_won_is_added_on_top_of_gross_retention() -> None:
    metric = "{measure: gross_retention, scope: person, plus: {kind: upsell}}"
    events = [
        change("acme", -30_000),  # kept: 700.00 + 500.00 of 1,500.00
        change("new", 40_000, kind="upsell", person="ana"),
        change("birch", 5_000, kind="upsell", person="bo"),  # credited to another
        change("acme", 8_000, kind="price", person="ana"),  # neither asked for nor more than it was: 780.00
    ]
    # 780.00 + 500.00 + 400.00 = 1,680.00
    assert ask(metric, COMPANY, events=events).figure("ana") == Figure(168_000, 150_000, sample=2)
    team = ask(
        metric.replace("person", "team"),
        COMPANY,
        events=events,
        placements=[{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}],
    )
    assert team.figure("blue") == Figure(173_000, 150_000, sample=2)


def test_without_customers_what_is_won_is_no_retention() -> None:
    metric = "{measure: gross_retention, scope: person, plus: {kind: upsell}}"
    events = [change("acme", 5_000, kind="upsell", person="bo")]
    assert ask(metric, COMPANY, events=events).figure("bo") is None


def test_a_longer_window_opens_with_its_own_first_day() -> None:
    events = [change("acme", -40_000, date=date(2024, 2, 1)), change("acme", -10_000, date=date(2024, 5, 1))]
    metrics = f"quarter: {GROSS}\nyear: {GROSS.replace('}', ', window: year}')}"
    made = ask(metrics, COMPANY, events=events, period=Q2)
    assert made.figure("ana", "quarter") == Figure(100_000, 110_000, sample=2)  # 500 + 500 of 600 + 500
    assert made.figure("ana", "year") == Figure(100_000, 150_000, sample=2)
    assert dict(made.rows.select("metric", "first").iter_rows()) == {
        "quarter": date(2024, 4, 1),
        "year": date(2024, 1, 1),
    }


ACCOUNTS: list[Row] = [
    {"account": "acme", "segment": "Enterprise", "region": "north", "contract_months": 30},
    {"account": "birch", "segment": "Small", "region": "south", "contract_months": 6},
]


@pytest.mark.parametrize(
    ("customers", "opening"),
    [
        ("{segment: Enterprise}", 100_000),
        ("{region: [south, west]}", 50_000),
        ("{years: 2}", 100_000),  # 30 months are two whole years
        ("{years: 1}", 50_000),  # half a year counts as one
        ("{segment: Small, region: north}", None),
        ("{}", 150_000),
    ],
)
def test_only_the_customers_asked_for_are_looked_at(customers: str, opening: int | None) -> None:
    metric = GROSS.replace("}", f", customers: {customers}}}")
    figure = ask(metric, COMPANY, accounts=ACCOUNTS).figure("ana")
    assert (figure.denominator if figure else None) == opening


EURO_RATES: list[Row] = [
    {"currency": "EUR", "rate_num": 11, "rate_den": 10},
    {"currency": "EUR", "rate_num": 2, "rate_den": 1, "date": date(2024, 1, 2)},
    {"currency": "JPY", "rate_num": 7, "rate_den": 1_000},
]


def test_books_in_other_currencies_are_turned_by_the_rate_of_the_first_day() -> None:
    books: list[Row] = [
        {"account": "acme", "recurring_minor": 100_000},
        {"account": "birch", "recurring_minor": 100_005, "currency": "EUR"},  # 1,000.05 × 1.1 = 1,100.055
        {"account": "cedar", "recurring_minor": 20_000, "currency": "JPY"},  # ¥20,000 × 0.007 = 140.00
    ]
    owners = [{"account": account, "person": "ana"} for account in ("acme", "birch", "cedar")]
    events = [
        change("birch", -50_000, currency="EUR"),  # left: 500.05 × 1.1 = 550.055 → 550.06
        change("cedar", 5_000, currency="JPY"),  # left: ¥25,000 are 175.00
    ]
    made = ask(f"gross: {GROSS}\nnet: {NET}", books=books, owners=owners, events=events, exchange=EURO_RATES)
    # opening 1,000.00 + 1,100.06 + 140.00; left 1,000.00 + 550.06 + 175.00, or 140.00 at most
    assert made.figure("ana", "gross") == Figure(169_006, 224_006, sample=3)
    assert made.figure("ana", "net") == Figure(172_506, 224_006, sample=3)
    assert made.left_out == []


def test_a_customer_with_revenue_in_two_currencies_is_one_customer() -> None:
    books: list[Row] = [
        {"account": "acme", "recurring_minor": 100_000},
        {"account": "acme", "recurring_minor": 10_000, "currency": "EUR"},  # 110.00
    ]
    events = [change("acme", -100_000), change("acme", 90_000, currency="EUR")]  # left: 1,000.00 × 1.1
    made = ask(GROSS, COMPANY, books=books, events=events, exchange=EURO_RATES)
    # it moved into euros: 1,100.00 of 1,110.00 are left
    assert made.figure("ana") == Figure(110_000, 111_000, sample=1)


def test_yen_are_turned_into_a_plan_in_yen_the_other_way() -> None:
    rates: list[Row] = [{"currency": "USD", "to_currency": "JPY", "rate_num": 150}]
    made = ask(GROSS, COMPANY, currency="JPY", exchange=rates, events=[change("birch", -25_003)])
    # opening $1,500 × 150 = ¥225,000; birch has $249.97 left: 249.97 × 150 = ¥37,495.5 → ¥37,496
    assert made.figure("ana") == Figure(187_496, 225_000, sample=2)


def test_a_huge_book_in_another_currency_does_not_wrap() -> None:
    books: list[Row] = [{"account": "acme", "recurring_minor": 9 * 10**18, "currency": "EUR"}]
    made = ask(GROSS, COMPANY, books=books, exchange=EURO_RATES)
    assert made.figure("ana") == Figure(99 * 10**17, 99 * 10**17, sample=1)


COVERED = "{measure: coverage, scope: person, of: {kind: review}"


def review(account: str, **more: object) -> Row:
    return {"account": account, "kind": "review", **more}


def test_coverage_is_how_many_customers_had_what_they_need() -> None:
    events = [review("acme"), review("acme", date=date(2023, 12, 31)), review("new"), change("birch", 5)]
    made = ask(f"{COVERED}}}", COMPANY, events=events)
    assert made.figure("ana") == Figure(1, 2, sample=2, reached_on=date(2024, 2, 1))
    twice = ask(f"{COVERED}, times: 2}}", COMPANY, events=[*events, review("birch"), review("birch")])
    assert twice.value("ana") == Fraction(1, 2)  # birch; acme had its other review last year


def test_a_review_counts_whoever_held_it() -> None:
    made = ask(f"{COVERED}}}", COMPANY, events=[review("birch", person="bo")])
    assert made.value("ana") == Fraction(1, 2)


def test_coverage_is_of_the_customers_asked_for() -> None:
    metric = f"{COVERED}, customers: {{segment: Small}}}}"
    made = ask(metric, COMPANY, accounts=ACCOUNTS, events=[review("birch")])
    assert made.figure("ana") == Figure(1, 1, sample=1, reached_on=date(2024, 2, 1))


def test_without_customers_at_the_opening_there_is_nothing_to_cover() -> None:
    made = ask(f"{COVERED}}}", owners=COMPANY["owners"], events=[review("acme")])
    assert made.figure("ana") is None
