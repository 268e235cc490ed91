"""The RavenStack company loads whole, and its contradictions are found: as many as a plain script counts."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import bot.imports
from bot.imports import ImportReport, import_facts, read_mapping
from bot.store.engine import open_engine
from tests.databases import Databases
from tests.imports.company import Company

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "ravenstack"
MAPPING = Path(bot.imports.__file__).parent / "mappings" / "ravenstack.yaml"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the RavenStack data is not there: put it in ../shared/data/ravenstack"
)
Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _import(company: Company) -> ImportReport:
    now = datetime(2025, 1, 1, 8, tzinfo=UTC)
    mapping = read_mapping(MAPPING)
    return import_facts(
        company.engine, company.workspace_id, mapping, FOLDER, now, "command line", lambda *_: None
    )


@pytest.fixture(scope="module")
def loaded(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Company, ImportReport]]:
    engine = open_engine(databases.fresh("sqlite"))
    company = Company(engine, tmp_path_factory.mktemp("ravenstack"))
    yield company, _import(company)
    engine.dispose()


def test_every_row_becomes_a_fact_or_is_counted_as_left_out(loaded: tuple[Company, ImportReport]) -> None:
    _, report = loaded
    subscriptions, tickets = _rows("subscriptions"), _rows("support_tickets")
    ended = [row for row in subscriptions if row["end_date"]]
    paying = [row for row in ended if row["is_trial"] == "FALSE"]
    scored = [row for row in tickets if row["satisfaction_score"]]
    events = len(subscriptions) + len(paying) + len(_rows("churn_events")) + len(scored)
    assert {count.kind: count.added for count in report.kinds} == {
        "teams": 4,
        "people": 29,
        "placements": 29,
        "accounts": 500,
        "owners": 500,
        "events": events,
    }
    assert {(left.file, left.reason): left.rows for left in report.left_out} == {
        ("subscriptions.csv", "taken only where end_date is not empty"): len(subscriptions) - len(ended),
        ("subscriptions.csv", "taken only where is_trial is FALSE"): len(ended) - len(paying),
        ("support_tickets.csv", "taken only where satisfaction_score is not empty"): len(tickets)
        - len(scored),
    }
    assert report.unread_files == ("feature_usage.csv",)
    assert report.facts_through == date(2024, 12, 31)


def test_recurring_revenue_is_that_of_the_running_subscriptions(loaded: tuple[Company, ImportReport]) -> None:
    company, _ = loaded
    expected: Counter[str] = Counter()
    for row in _rows("subscriptions"):
        expected[row["account_id"]] += 0 if row["end_date"] else 100 * int(row["arr_amount"])
    found: Counter[str] = Counter()
    for event in company.rows("events"):
        found[event["account"]] += event["recurring_change_minor"]
    assert found == expected
    assert sum(found.values()) > 10**9  # cents: more than ten million dollars


def test_kinds_of_events_are_as_the_subscriptions_say(loaded: tuple[Company, ImportReport]) -> None:
    company, _ = loaded
    expected: Counter[str] = Counter()
    seen: set[str] = set()
    for row in sorted(_rows("subscriptions"), key=lambda row: (row["start_date"], row["subscription_id"])):
        account = row["account_id"]
        if row["is_trial"] == "TRUE":
            expected["trial"] += 1
        elif account not in seen:
            expected["new"] += 1
            seen.add(account)
        elif row["upgrade_flag"] == "TRUE":
            expected["upsell"] += 1
        else:
            expected["downgrade" if row["downgrade_flag"] == "TRUE" else "renewal"] += 1
        expected["churn"] += bool(row["end_date"]) and row["is_trial"] == "FALSE"
    expected["churn_notice"] = len(_rows("churn_events"))
    expected["csat"] = sum(bool(row["satisfaction_score"]) for row in _rows("support_tickets"))
    assert Counter(event["kind"] for event in company.rows("events")) == expected


def test_scores_and_refunds_are_exact(loaded: tuple[Company, ImportReport]) -> None:
    company, _ = loaded
    events = {event["external_id"]: event for event in company.rows("events")}
    for row in _rows("churn_events"):
        dollars, _, cents = row["refund_amount_usd"].partition(".")
        event = events[row["churn_event_id"]]
        assert event["amount_minor"] == int(dollars) * 100 + int(f"{cents:0<2}")
        assert event["recurring_change_minor"] == 0
    for row in _rows("support_tickets"):
        if row["satisfaction_score"]:
            event = events[row["ticket_id"]]
            assert event["quantity_milli"] == 1_000 * int(row["satisfaction_score"])
            assert str(event["occurred_on"]) == row["closed_at"].split()[0]


# What each contradiction is called below, words that only its check says, and how often it is there.
CONTRADICTIONS = {
    "ends as it starts": ("starts and ends on", 13),
    "up and down": ("is both an upgrade", 23),
    "trial and up": ("a trial and an upgrade", 78),
    "trial and down": ("a trial and a downgrade", 30),
    "churned, no event": ("churned, but there is no churn event for its account", 134),
    "churned account, running subscription": ("flagged churned but has a running subscription", 110),
    "churned account, no event": ("flagged churned, but there is no churn event for it.", 35),
    "event, nothing churned": ("no subscription of its account", 214),
    "event after up and down": ("follows both an upgrade and a downgrade", 8),
    "ticket before signup": ("Ticket {ticket_id} was opened on", 1077),
    "owner before first day": ("before their first day at work", 302),
    "owner who left": ("still owns account", 26),
}


def test_contradictions_are_found_as_often_as_a_plain_script_finds_them(
    loaded: tuple[Company, ImportReport],
) -> None:
    _, report = loaded
    assert _contradictions() == {name: count for name, (_, count) in CONTRADICTIONS.items()}
    for words, count in CONTRADICTIONS.values():
        assert [group.rows for group in report.problems if words in group.check] == [count], words
    assert len(report.problems) == len(CONTRADICTIONS)
    assert report.problem_rows == 2_050  # all of the above


def test_each_contradiction_says_what_was_done_with_its_row(loaded: tuple[Company, ImportReport]) -> None:
    _, report = loaded
    first = {group.check.split()[0]: group.examples[0] for group in reversed(report.problems)}
    ticket = first["Ticket"]
    assert (ticket.file, ticket.row) == ("support_tickets.csv", 2)
    assert ticket.message == (
        "Ticket T-0024de was opened on 2023-07-27, before its account A-712f1c signed up on 2023-12-16. "
        "Its score, if it has one, counts on its own day."
    )


def _contradictions() -> Counter[str]:
    accounts = {row["account_id"]: row for row in _rows("accounts")}
    people = {row["person"]: row for row in _rows("people")}
    by_account: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows("subscriptions"):
        by_account[row["account_id"]].append(row)
    noticed = {row["account_id"] for row in _rows("churn_events")}
    count: Counter[str] = Counter()
    for account, rows in by_account.items():
        signup = accounts[account]["signup_date"]
        for row in rows:
            trial, up, down = (row[name] == "TRUE" for name in ("is_trial", "upgrade_flag", "downgrade_flag"))
            count["flagged churned, no end"] += row["churn_flag"] == "TRUE" and not row["end_date"]
            count["ends, not flagged"] += row["churn_flag"] == "FALSE" and bool(row["end_date"])
            count["ends before it starts"] += bool(row["end_date"]) and row["end_date"] < row["start_date"]
            count["ends as it starts"] += row["end_date"] == row["start_date"]
            count["up and down"] += up and down
            count["trial and up"] += trial and up
            count["trial and down"] += trial and down
            count["trial with revenue"] += trial and row["arr_amount"] != "0"
            count["starts before signup"] += row["start_date"] < signup
            count["churned, no event"] += row["churn_flag"] == "TRUE" and account not in noticed
        if accounts[account]["churn_flag"] == "TRUE":
            count["churned account, running subscription"] += any(not row["end_date"] for row in rows)
            count["churned account, no event"] += account not in noticed
    for row in _rows("churn_events"):
        of_account = by_account[row["account_id"]]
        count["event, nothing churned"] += all(each["churn_flag"] == "FALSE" for each in of_account)
        flags = (row["preceding_upgrade_flag"], row["preceding_downgrade_flag"])
        count["event after up and down"] += flags == ("TRUE", "TRUE")
        count["event before signup"] += row["churn_date"] < accounts[row["account_id"]]["signup_date"]
    for row in _rows("support_tickets"):
        count["closed before opened"] += row["closed_at"].split()[0] < row["submitted_at"]
        count["ticket before signup"] += row["submitted_at"] < accounts[row["account_id"]]["signup_date"]
    for row in _rows("owners"):
        count["owner before first day"] += row["from_date"] < people[row["person"]]["start_date"]
        count["owner who left"] += people[row["person"]]["end_date"] != ""
    return +count  # only those that are there


def test_it_can_be_imported_again_without_a_change(loaded: tuple[Company, ImportReport]) -> None:
    company, first = loaded
    again = _import(company)
    assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)
    assert (again.facts_revision, again.import_id) == (first.facts_revision, None)


def test_it_loads_into_either_kind_of_store(company: Company) -> None:
    assert _import(company).added == 8_245
