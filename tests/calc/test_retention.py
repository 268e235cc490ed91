"""Gross and net retention: of the customers there at the opening, what is left of their revenue."""

from datetime import date

import pytest

from tests.calc.company import LONG_AGO, Q1, Q2, Row, Tables, codes, figure, plan, settle

BONUS = """\
prize:
  pay: bonus
  title: Prize
  metric: gross
  amount: $100
  payout:
    - {at: 0%, pays: 100%}
"""


def retention(scope: str) -> str:
    return plan(
        BONUS,
        f"gross:\n  title: Gross\n  measure: gross_retention\n  scope: {scope}\n  target: 100%\n"
        f"net:\n  title: Net\n  measure: net_retention\n  scope: {scope}",
    )


OWN, TEAM, REGION, COMPANY = (retention(scope) for scope in ("person", "team", "region", "company"))
ACME_AND_BIRCH: Tables = {
    "books": [
        {"account": "acme", "recurring_minor": 100_000},
        {"account": "birch", "recurring_minor": 50_000},
    ],
    "owners": [{"account": "acme", "person": "ana"}, {"account": "birch", "person": "ana"}],
}


def change(account: str, minor: int, day: date = date(2024, 2, 1), **more: object) -> Row:
    return {"account": account, "recurring_change_minor": minor, "date": day, "person": "ana", **more}


@pytest.mark.parametrize(
    ("changes", "gross", "net"),
    [
        ([], (150_000, 150_000), (150_000, 150_000)),
        # churn of birch: (1,500 − 500) ÷ 1,500
        ([change("birch", -50_000)], (100_000, 150_000), (100_000, 150_000)),
        # contraction of acme by 300: 1,200 ÷ 1,500
        ([change("acme", -30_000)], (120_000, 150_000), (120_000, 150_000)),
        # expansion of acme by 400 counts in net alone
        ([change("acme", 40_000)], (150_000, 150_000), (190_000, 150_000)),
        # expansion of one customer does not make up for the churn of another in gross: each is capped
        ([change("acme", 60_000), change("birch", -50_000)], (100_000, 150_000), (160_000, 150_000)),
        # up 400 and down 300 in one customer: it stands higher than at the opening
        ([change("acme", 40_000), change("acme", -30_000)], (150_000, 150_000), (160_000, 150_000)),
        # more taken away than there was: the customer counts as zero
        ([change("birch", -80_000)], (100_000, 150_000), (100_000, 150_000)),
    ],
)
def test_retention_is_what_is_left_of_the_opening_revenue(
    changes: list[Row], gross: tuple[int, int], net: tuple[int, int]
) -> None:
    made = settle(OWN, ACME_AND_BIRCH, events=changes)
    assert figure(made, "ana", "gross") == gross
    assert figure(made, "ana", "net") == net


def test_a_new_customer_counts_in_neither() -> None:
    owners = [*ACME_AND_BIRCH["owners"], {"account": "new", "person": "ana"}]
    made = settle(OWN, ACME_AND_BIRCH, owners=owners, events=[change("new", 999_999)])
    assert figure(made, "ana", "gross") == (150_000, 150_000)
    assert figure(made, "ana", "net") == (150_000, 150_000)


def test_the_opening_is_the_newest_book_entry_and_the_changes_since() -> None:
    books: list[Row] = [
        {"account": "acme", "as_of": date(2023, 1, 1), "recurring_minor": 1},
        {"account": "acme", "as_of": date(2023, 12, 1), "recurring_minor": 100_000},
        {"account": "acme", "as_of": date(2024, 2, 1), "recurring_minor": 777},  # after the opening
    ]
    events = [
        change("acme", -5, date(2023, 11, 30)),  # already in the entry
        change("acme", 20_000, date(2023, 12, 1)),  # from that day on it is not
        change("acme", 3_000, date(2023, 12, 31)),
        change("acme", -23_000, date(2024, 1, 1)),  # the period's first day
    ]
    made = settle(OWN, books=books, events=events, owners=[{"account": "acme", "person": "ana"}])
    # opening 1,000 + 200 + 30 = 1,230; left 1,230 − 230 = 1,000
    assert figure(made, "ana", "gross") == (100_000, 123_000)


def test_without_a_book_entry_the_opening_is_all_earlier_changes() -> None:
    events = [
        change("acme", 60_000, LONG_AGO),
        change("acme", -10_000, date(2023, 6, 1)),
        change("acme", -25_000),
    ]
    made = settle(OWN, events=events, owners=[{"account": "acme", "person": "ana"}])
    assert figure(made, "ana", "gross") == (25_000, 50_000)


def test_revenue_in_two_currencies_is_never_added_up() -> None:
    books = [{"account": "acme", "as_of": date(2023, 6, 1), "recurring_minor": 100_000}]
    owners: list[Row] = [{"account": "acme", "person": "ana"}]
    lost = change("acme", -40_000, currency="EUR")
    made = settle(OWN, books=books, owners=owners, events=[lost])
    assert figure(made, "ana", "gross") == (100_000, 100_000)
    assert codes(made) == ["other_currency"]
    # a loss of an earlier period has been told of then
    before = settle(OWN, books=books, owners=owners, events=[{**lost, "date": date(2023, 9, 1)}])
    assert figure(before, "ana", "gross") == (100_000, 100_000)
    assert codes(before) == []
    # what was gained in euros since is a book in euros
    gained = change("acme", 40_000, date(2023, 9, 1), currency="EUR")
    after = settle(OWN, books=books, owners=owners, events=[gained])
    assert figure(after, "ana", "gross") == (100_000, 100_000)
    assert codes(after) == ["book_in_other_currency"]


def test_an_entry_of_the_opening_day_itself_is_the_opening() -> None:
    books = [{"account": "acme", "as_of": Q1.start, "recurring_minor": 40_000}]
    events = [change("acme", 99, date(2023, 12, 31)), change("acme", -10_000, Q1.start)]
    made = settle(OWN, books=books, events=events, owners=[{"account": "acme", "person": "ana"}])
    assert figure(made, "ana", "gross") == (30_000, 40_000)


def test_while_the_period_is_open_changes_count_up_to_today() -> None:
    events = [change("acme", -10_000, date(2024, 2, 1)), change("acme", -20_000, date(2024, 2, 2))]
    made = settle(OWN, ACME_AND_BIRCH, events=events, as_of=date(2024, 2, 1))
    assert figure(made, "ana", "gross") == (140_000, 150_000)


def test_a_customer_handed_over_within_the_period_stays_in_the_book_of_who_had_it_at_the_opening() -> None:
    owners: list[Row] = [
        {"account": "acme", "person": "ana", "to_date": date(2024, 1, 15)},
        {"account": "acme", "person": "bo", "from_date": date(2024, 1, 16)},
        {"account": "birch", "person": "bo"},
    ]
    made = settle(
        OWN, events=[change("acme", -100_000, date(2024, 3, 1))], books=ACME_AND_BIRCH["books"], owners=owners
    )
    assert figure(made, "ana", "gross") == (0, 100_000)
    assert figure(made, "bo", "gross") == (50_000, 50_000)


def test_a_shared_customer_counts_whole_for_each_owner_and_once_for_their_team() -> None:
    owners: list[Row] = [
        {"account": "acme", "person": "ana", "share_ppm": 500_000},
        {"account": "acme", "person": "bo", "share_ppm": 500_000},
        {"account": "birch", "person": "bo"},
    ]
    rows: Tables = {
        "books": ACME_AND_BIRCH["books"],
        "owners": owners,
        "events": [change("birch", -20_000)],
        "placements": [{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}],
    }
    assert figure(settle(OWN, rows), "ana", "gross") == (100_000, 100_000)
    # acme 1,000 + birch 300 of 1,500, for both
    assert figure(settle(TEAM, rows), "ana", "gross") == (130_000, 150_000)
    assert figure(settle(TEAM, rows), "bo", "gross") == (130_000, 150_000)


def test_a_team_has_the_customers_whose_owners_were_in_it_on_the_first_day() -> None:
    moved: list[Row] = [
        {"person": "bo", "team": "blue", "to_date": date(2024, 1, 31)},
        {"person": "bo", "team": "red", "from_date": date(2024, 2, 1)},
    ]
    owners = [{"account": "acme", "person": "ana"}, {"account": "birch", "person": "bo"}]
    placements: list[Row] = [{"person": "ana", "team": "blue"}, *moved, {"person": "cy", "team": "red"}]
    made = settle(TEAM, books=ACME_AND_BIRCH["books"], owners=owners, placements=placements)
    assert figure(made, "ana", "gross") == (150_000, 150_000)
    # bo's own team is that of the last day: red, which had no customers at the opening
    assert figure(made, "bo", "gross") is None
    assert codes(made) == ["not_measured", "not_measured"]


def test_while_the_period_is_open_a_persons_team_is_that_of_today() -> None:
    moved: list[Row] = [
        {"person": "bo", "team": "blue", "to_date": date(2024, 1, 31)},
        {"person": "bo", "team": "red", "from_date": date(2024, 2, 1)},
    ]
    placements: list[Row] = [{"person": "ana", "team": "blue"}, *moved]
    made = settle(TEAM, ACME_AND_BIRCH, placements=placements, as_of=date(2024, 1, 31))
    assert figure(made, "bo", "gross") == (150_000, 150_000)


def test_a_later_placement_counts_before_an_earlier_one_also_when_it_names_no_team() -> None:
    placements: list[Row] = [
        {"person": "ana", "team": "blue"},
        {"person": "ana", "team": "", "from_date": date(2024, 3, 1)},
    ]
    made = settle(TEAM, ACME_AND_BIRCH, placements=placements)
    assert figure(made, "ana", "gross") is None
    assert codes(made) == ["no_place"]


def test_somebody_who_is_not_on_the_plan_yet_has_the_team_of_their_first_day_on_it() -> None:
    joins = date(2024, 3, 1)
    made = settle(
        TEAM,
        ACME_AND_BIRCH,
        as_of=date(2024, 2, 1),
        people=[{"person": "ana"}, {"person": "bo", "start_date": joins}],
        placements=[{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue", "from_date": joins}],
    )
    assert figure(made, "bo", "gross") == (150_000, 150_000)


def test_a_region_is_that_of_the_owners_not_of_the_accounts() -> None:
    made = settle(
        REGION,
        ACME_AND_BIRCH,
        accounts=[{"account": "acme", "region": "south"}],
        placements=[{"person": "ana", "region": "north"}, {"person": "bo", "region": "south"}],
    )
    assert figure(made, "ana", "gross") == (150_000, 150_000)
    assert figure(made, "bo", "gross") is None


def test_the_company_has_every_customer_also_those_that_nobody_owns() -> None:
    books = [*ACME_AND_BIRCH["books"], {"account": "orphan", "recurring_minor": 10_000}]
    made = settle(COMPANY, books=books, owners=ACME_AND_BIRCH["owners"], events=[change("orphan", -10_000)])
    assert figure(made, "ana", "gross") == (150_000, 160_000)


def test_the_next_period_opens_with_what_the_last_one_left() -> None:
    events = [change("acme", -10_000), change("birch", 5_000), change("acme", -45_000, Q2.start)]
    made = settle(OWN, ACME_AND_BIRCH, events=events, period=Q2)
    # opening: acme 900, birch 550; left: acme 450, birch 550
    assert figure(made, "ana", "gross") == (100_000, 145_000)


def test_books_that_add_up_past_64_bits_do_not_wrap() -> None:
    huge = 9 * 10**18
    books = [{"account": key, "recurring_minor": huge} for key in ("acme", "birch")]
    made = settle(OWN, books=books, owners=ACME_AND_BIRCH["owners"], events=[change("acme", -(10**18))])
    assert figure(made, "ana", "gross") == (17 * 10**18, 18 * 10**18)
    assert figure(made, "ana", "net") == (17 * 10**18, 18 * 10**18)


def test_the_sample_is_the_number_of_customers() -> None:
    made = settle(OWN, ACME_AND_BIRCH)
    assert made.measures.filter(person="ana", metric="gross")["sample"].to_list() == [2]
