"""The company is made up, but always in the same way, and everything worth showing is in it."""

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo import cast
from bot.demo.company import Company, make_company
from bot.demo.days import joining_day, leaving_day, quarter_of, window_for, yesterday
from bot.demo.life import OPEN_STAGES, WON
from bot.demo.tables import export_tables
from tests.demo.conftest import SEED, TODAY

TODAYS = [
    date(2026, 1, 1),  # nothing of the quarter has happened yet
    date(2026, 1, 2),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2026, 5, 17),  # a Sunday
    date(2026, 6, 30),
    date(2026, 9, 30),
    date(2026, 12, 31),
]


def test_the_same_seed_and_day_make_the_same_company(company: Company) -> None:
    assert make_company(SEED, TODAY) == company


def test_another_process_makes_the_same_tables(company: Company) -> None:
    script = (
        "import hashlib\nfrom datetime import date\n"
        "from bot.demo.company import make_company\nfrom bot.demo.tables import export_tables\n"
        f"tables = export_tables(make_company({SEED}, date.fromisoformat('{TODAY}')))\n"
        "print(hashlib.sha256(repr(tables).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_another_seed_makes_other_customers_for_the_same_people(company: Company) -> None:
    other = make_company(SEED + 1, TODAY)
    assert other.members == company.members
    assert {account.name for account in other.accounts} != {account.name for account in company.accounts}
    assert other.deals != company.deals


def test_the_global_random_numbers_are_left_alone() -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    make_company(3, TODAY)
    assert random.random() == expected


def test_a_day_later_the_past_is_still_the_same(company: Company) -> None:
    """20 November 2026 is a Friday, so nobody joins on another Monday the day after."""
    tomorrow = make_company(SEED, TODAY + timedelta(days=1))
    before = {
        deal.key: deal for deal in company.deals if deal.stage == WON and deal.day < TODAY - timedelta(days=9)
    }
    after = {deal.key: deal for deal in tomorrow.deals if deal.key in before}
    assert before == after
    assert tomorrow.accounts[: len(company.accounts)] == company.accounts


def test_it_is_made_in_well_under_a_second_and_a_half() -> None:
    begun = time.perf_counter()
    make_company(11, TODAY)
    assert time.perf_counter() - begun < 1.5


def test_it_has_about_thirty_people_in_four_teams_and_about_350_customers(company: Company) -> None:
    assert 28 <= len(company.members) <= 36
    assert {job.team for job in company.jobs} == {*cast.TEAMS, ""}
    assert {job.region for job in company.jobs} == set(cast.REGIONS)
    assert 320 <= len(company.accounts) <= 380
    assert len(company.window.quarters) == 6
    managers = [job for job in company.jobs if job.title.startswith("Manager, ")]
    assert {job.team for job in managers} == set(cast.TEAMS)
    assert {job.manager for job in managers} == {company.situations.director}


def test_people_have_their_own_addresses_and_real_time_zones(company: Company) -> None:
    emails = [member.email for member in company.members]
    assert len(set(emails)) == len(emails)
    assert all(email.isascii() and email.endswith("@example.com") for email in emails)
    assert len({member.zone for member in company.members}) > 15
    for member in company.members:
        ZoneInfo(member.zone)


@pytest.mark.parametrize("today", TODAYS, ids=str)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_any_day_the_story_reaches_up_to_yesterday_and_holds_together(today: date, seed: int) -> None:
    company = make_company(seed, today)
    won = [deal for deal in company.deals if deal.stage == WON]
    accounts = {account.key for account in company.accounts}
    people = {member.key for member in company.members}
    assert max(deal.day for deal in won) == today - timedelta(days=1)
    assert min(deal.day for deal in won) >= company.window.start
    assert all(loss.day < today for loss in company.losses)
    assert {deal.account for deal in company.deals} | {loss.account for loss in company.losses} <= accounts
    assert {deal.credit_to for deal in company.deals} <= {*people, ""}
    assert all(owned.last is None or owned.first <= owned.last for owned in company.owners)
    assert len({deal.key for deal in company.deals}) == len(company.deals)
    assert len({account.name for account in company.accounts}) == len(company.accounts)


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_no_account_belongs_to_more_than_one_whole_owner_on_any_day(today: date) -> None:
    company = make_company(4, today)
    for day in (company.window.start, company.window.previous.start, leaving_day(company.window), today):
        shares: Counter[str] = Counter()
        for owned in company.owners:
            if owned.holds(day):
                shares[owned.account] += owned.share_percent
        assert set(shares.values()) == {100}


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_a_customer_that_left_has_nothing_won_afterwards(today: date) -> None:
    company = make_company(5, today)
    left = {loss.account: loss.day for loss in company.losses}
    late = [
        deal for deal in company.deals if deal.stage == WON and deal.day > left.get(deal.account, deal.day)
    ]
    assert late == []


def test_renewals_stay_flat_go_up_and_go_down_and_every_kind_of_deal_is_there(company: Company) -> None:
    won = [deal for deal in company.deals if deal.stage == WON]
    renewals = [deal.change_minor for deal in won if deal.kind == "Renewal" and deal.amount_minor]
    assert Counter((change > 0) - (change < 0) for change in renewals).keys() == {-1, 0, 1}
    assert {deal.kind for deal in won} == {
        "Renewal", "Expansion", "Cross-sell", "Services", "Downgrade", "New Business",
    }  # fmt: skip
    assert len(company.losses) > 20
    assert any(deal.stage == "Closed Lost" for deal in company.deals)
    assert all(deal.day >= TODAY for deal in company.deals if deal.stage in OPEN_STAGES)


def test_the_year_has_seasons(company: Company) -> None:
    """More growth is won in the last quarter of the year than in the first."""
    growth: Counter[str] = Counter()
    for deal in company.deals:
        if deal.stage == WON and deal.kind in ("Expansion", "Cross-sell"):
            growth[quarter_of(deal.day).key] += 1
    assert growth["2025-Q4"] > growth["2026-Q1"]


def test_somebody_joined_in_the_middle_of_a_quarter() -> None:
    for day in range(366):
        today = date(2028, 1, 1) + timedelta(days=day)
        company = make_company(1, today) if day % 40 == 0 else None
        joined = joining_day(window_for(today))
        quarter = quarter_of(joined)
        assert quarter.start + timedelta(days=7) <= joined <= quarter.end - timedelta(days=7)
        if company is not None:
            member = next(one for one in company.members if one.key == company.situations.joiner)
            agreed = next(one for one in company.agreements if one.person == member.key)
            assert member.first_day == agreed.first == joined


def test_somebody_left_and_one_of_their_customers_was_forgotten(company: Company) -> None:
    leaver = next(one for one in company.members if one.key == company.situations.leaver)
    assert leaver.last_day == leaving_day(company.window)
    assert company.window.previous.has(leaving_day(company.window))
    owned = [one for one in company.owners if one.person == leaver.key]
    assert all(one.last is not None and one.last <= leaving_day(company.window) for one in owned)
    forgotten = company.situations.orphaned_account
    assert [one for one in company.owners if one.account == forgotten and one.holds(TODAY)] == []


def test_somebody_moved_from_one_team_and_plan_to_another_within_a_quarter(company: Company) -> None:
    first, second = (job for job in company.jobs if job.person == company.situations.mover)
    assert (first.team, second.team) == ("Onboarding", "Enterprise")
    assert first.last == second.first - timedelta(days=1)
    assert company.window.previous.has(second.first)
    assert second.first > company.window.previous.start
    assert first.manager != second.manager
    plans = {one.plan: one for one in company.agreements if one.person == company.situations.mover}
    assert set(plans) == {"onboarding", "base-and-variable"}
    assert plans["base-and-variable"].first == second.first


def test_one_person_at_work_has_no_plan(company: Company) -> None:
    assert {member.key for member in company.members} - {one.person for one in company.agreements} == {
        company.situations.without_plan
    }


def test_some_customers_are_shared(company: Company) -> None:
    shared = Counter(one.account for one in company.owners if one.share_percent < 100 and one.holds(TODAY))
    assert 5 <= len(shared) <= 20
    assert set(shared.values()) == {2}


def test_books_are_uneven(company: Company) -> None:
    sizes: Counter[str] = Counter()
    revenue = {account.key: account.opening_minor for account in company.accounts}
    for one in company.owners:
        if one.holds(company.window.start):
            sizes[one.person] += revenue[one.account]
    enterprise = [sizes[part.key] for part in cast.owners_of_books(cast.ENTERPRISE)]
    assert max(enterprise) > min(enterprise) * 5 // 4


def test_the_special_deals_are_what_they_are_called(company: Company) -> None:
    deals = {
        name: next(one for one in company.deals if one.key == key)
        for name, key in company.situations.deals.items()
    }
    assert deals["in euros"].currency == deals["in euros, lately"].currency == "EUR"
    assert deals["without a rate"].product == deals["without a rate, lately"].product == "Assist"
    assert deals["without an owner"].account == company.situations.orphaned_account
    assert deals["won for nothing"].amount_minor == 0
    assert deals["after leaving"].day > leaving_day(company.window)
    assert company.situations.leaver in dict(deals["after leaving"].splits)
    assert max(deal.day for deal in deals.values()) <= yesterday(company.window)


def test_tables_have_a_cell_for_every_column(company: Company) -> None:
    for table in export_tables(company):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.name
