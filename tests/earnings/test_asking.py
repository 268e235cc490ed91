"""What people type after /mycomp, and which period they are answered with."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from bot.people.company import change_company
from bot.sandbox.shapes import RefusedError
from bot.store.engine import open_engine, writing
from bot.store.workspaces import ensure_workspace
from tests.databases import Databases
from tests.front_door import FrontDoor, open_door, said
from tests.store.brightwater import NOW, TEAM_ID, write_company
from tests.store.ledger import Ledger

AMOUNT = re.compile(r"[$€£]\s?\d|\d[.,]\d\d\b")


@pytest.fixture(scope="module")
def fiscal_company(databases: Databases) -> Iterator[FrontDoor]:
    """Brightwater with years that start in February."""
    engine = open_engine(databases.fresh("sqlite"))
    workspace_id = write_company(engine)
    with writing(engine) as connection:
        change_company(connection, workspace_id, {"fiscal_year_start_month": 2}, NOW, "test")
    with open_door(engine, workspace_id) as door:
        yield door
    engine.dispose()


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("", "$5,640.05 so far in Q3 2024"),
        ("Q3", "$5,640.05 so far in Q3 2024"),
        ("q3 2024", "$5,640.05 so far in Q3 2024"),
        ("  2024-Q3  ", "$5,640.05 so far in Q3 2024"),
        ("this quarter", "$5,640.05 so far in Q3 2024"),
        ("third quarter", "$5,640.05 so far in Q3 2024"),
        ("3rd quarter of 2024", "$5,640.05 so far in Q3 2024"),
        ("Q2", "$4,340.00 earned in Q2 2024"),
        ("last quarter", "$4,340.00 earned in Q2 2024"),
        ("previous quarter", "$4,340.00 earned in Q2 2024"),
        # Months hold what their own days brought; bonuses belong to the quarter.
        ("July", "$1,500.05 earned in July 2024"),
        ("jul 2024", "$1,500.05 earned in July 2024"),
        ("last month", "$1,500.05 earned in July 2024"),
        ("2024-07", "$1,500.05 earned in July 2024"),
        ("7/2024", "$1,500.05 earned in July 2024"),
        ("this month", "$300.00 so far in August 2024"),
        ("May", "$500.00 earned in May 2024"),
        ("June", "$0.00 earned in June 2024"),
        # 0.00 + 4,340.00, then 5,640.05 so far, and both together.
        ("H1", "$4,340.00 earned in H1 2024"),
        ("second half", "$5,640.05 so far in H2 2024"),
        ("2024", "$9,980.05 so far in 2024"),
        ("FY2024", "$9,980.05 so far in 2024"),
        ("this year", "$9,980.05 so far in 2024"),
    ],
)
def test_a_period_is_named_the_way_people_write_it(shared_company: FrontDoor, text: str, header: str) -> None:
    assert shared_company.ask("ana", text).splitlines()[0] == header


@pytest.mark.parametrize(
    ("text", "period"),
    [("Q4", "Q4 2023"), ("September", "September 2023"), ("H2 2023", "H2 2023"), ("last year", "2023")],
)
def test_without_a_year_it_is_the_latest_that_has_begun(
    shared_company: FrontDoor, text: str, period: str
) -> None:
    assert f"You are on no pay plan in *{period}*" in shared_company.ask("ana", text)


@pytest.mark.parametrize(
    ("text", "first_day"),
    [("Q4 2024", "1 Oct 2024"), ("2024-09", "1 Sep 2024"), ("2025", "1 Jan 2025"), ("Q1 2099", "1 Jan 2099")],
)
def test_a_period_that_has_not_begun_says_when_it_does(
    shared_company: FrontDoor, text: str, first_day: str
) -> None:
    assert f"begins on {first_day}, so there is nothing to show yet" in shared_company.ask("ana", text)


@pytest.mark.parametrize(
    "text",
    ["Q5", "soon", "Q3 Q4", "13/2024", "the quarter before last", "Q٣", "<!channel>", "{{7*7}}", "x" * 3_000],
)
def test_unclear_words_are_asked_back_with_examples_that_work(shared_company: FrontDoor, text: str) -> None:
    asked_back = shared_company.ask("ana", text)
    assert "I can't tell which period" in asked_back
    assert "<!channel>" not in asked_back
    examples = re.findall(r"`/mycomp ([^`]+)`", asked_back)
    assert len(examples) == 5
    for example in examples:
        assert re.search(r"(earned|so far) in|no pay plan in", shared_company.ask("ana", example)), example


def test_unclear_words_are_repeated_as_they_were_typed(shared_company: FrontDoor) -> None:
    """Slack sends <Q3> & more escaped, and what is escaped twice would show as &lt;Q3&gt;."""
    asked_back = shared_company.answer("ana", "<Q3> & more")
    assert "*&lt;Q3&gt; &amp; more*" in said(asked_back)
    assert "&lt;Q3&gt; &amp; more is" in asked_back.text


@pytest.mark.parametrize("text", ["help", "HELP", "?", "hilfe"])
def test_help_says_what_can_be_asked_and_all_of_it_works(shared_company: FrontDoor, text: str) -> None:
    helped = shared_company.ask("ana", text)
    assert "What you earned, and why" in helped
    commands = re.findall(r"`/mycomp ?([^`@]*)`", helped)
    assert len(commands) >= 2
    for command in commands:
        answered = shared_company.ask("ana", command)
        assert re.search(r"(earned|so far) in|No questions are open", answered), command


def test_help_is_for_people_of_the_company(shared_company: FrontDoor) -> None:
    assert "I don't know you yet" in shared_company.ask("oda", "help")


def test_a_manager_names_a_person_and_a_period_in_any_order(shared_company: FrontDoor) -> None:
    for text in ("@ana Q2", "Q2 @ana", "last @ana quarter"):
        assert shared_company.ask("ben", text).splitlines()[0] == "Ana Ruiz: $4,340.00 earned in Q2 2024"


def test_naming_oneself_is_asking_for_ones_own(shared_company: FrontDoor) -> None:
    assert shared_company.ask("ana", "@ana") == shared_company.ask("ana")


def test_an_answer_shows_only_to_whoever_asked(shared_company: FrontDoor) -> None:
    general = shared_company.world.channel("general").id
    message = shared_company.answer("ana", channel=general)
    assert "$5,640.05" in said(message)
    assert message in shared_company.world.messages("UANA", general)
    for other in ("UCHO", "UBEN", "UGUS"):
        assert shared_company.world.messages(other, general) == []


@pytest.mark.parametrize(
    ("person", "text", "notification"),
    [
        ("ana", "", "Your pay for Q3 2024 so far is here, and only you can see it."),
        ("ana", "Q2", "Your pay for Q2 2024 is here, and only you can see it."),
        ("ben", "@ana", "Ana Ruiz's pay for Q3 2024 so far is here, and only you can see it."),
        ("jon", "", "There is no statement for Q3 2024. Open Slack to read why."),
        ("cho", "@ana", "I can't show you that."),
        ("oda", "", "I can't show you any pay here. Open Slack to read why."),
    ],
)
def test_the_notification_holds_no_amount(
    shared_company: FrontDoor, person: str, text: str, notification: str
) -> None:
    message = shared_company.answer(person, text)
    assert message.text == notification
    assert not AMOUNT.search(message.text)


def test_somebody_without_a_plan_is_told_so(shared_company: FrontDoor) -> None:
    answer = shared_company.ask("jon")
    assert "You are on no pay plan in *Q3 2024*" in answer
    assert "Facts up to 13 Aug 2024, imported 2 h ago" in answer
    assert "Jon Lee is on no pay plan" in shared_company.ask("ben", "@jon")


def test_somebody_with_nothing_credited_is_told_so_and_sees_their_plan(shared_company: FrontDoor) -> None:
    answer = shared_company.ask("kim").splitlines()
    assert answer[0] == "$0.00 so far in Q3 2024"
    assert "Sales\n*$0.00* · nothing yet" in "\n".join(answer)
    assert "Nothing is credited to you in Q3 2024 yet." in "\n".join(answer)
    assert "Plan: Starter" in answer
    assert "Show every line" not in answer
    assert "Nothing is credited to Kim Yun in Q3 2024 yet." in shared_company.ask("eli", "@kim")


@pytest.mark.parametrize(
    ("text", "header"),
    [
        # From August to October: the upsell of 1 August, and a bonus of 3,840.00 (nothing is lost since).
        ("", "$4,140.00 so far in Q3 FY2025"),
        ("Q3", "$4,140.00 so far in Q3 FY2025"),
        ("fy2025 q3", "$4,140.00 so far in Q3 FY2025"),
        # May to July: 500.00 + 1,500.05, and of 190,000 are left 189,500, which is 104.986… % of 95 %:
        # 3,200.00 × (100 % + 4.986… ÷ 5 × 20 %) = 3,838.23
        ("last quarter", "$5,838.28 earned in Q2 FY2025"),
        ("H1", "$5,838.28 earned in H1 FY2025"),
        ("this year", "$9,978.28 so far in FY2025"),
        ("2025", "$9,978.28 so far in FY2025"),
        ("July", "$1,500.05 earned in July 2024"),
    ],
)
def test_a_fiscal_year_that_starts_in_february(fiscal_company: FrontDoor, text: str, header: str) -> None:
    assert fiscal_company.ask("ana", text).splitlines()[0] == header


def test_a_company_paid_by_the_month(company: FrontDoor) -> None:
    """In July 1,500.05 and a bonus: 199,500 of 200,000 is 105 % of the target, 32,000 × 40 % × 120 % × 1/12.

    1,280.00 + 1,500.05 = 2,780.05 in July. In August nothing is lost yet, so 1,280.00 + 300.00.
    """
    with writing(company.engine) as connection:
        change_company(connection, company.workspace_id, {"pay_period": "month"}, NOW, "test")
    assert company.ask("ana").startswith("$1,580.00 so far in August 2024")
    assert company.ask("ana", "July").startswith("$2,780.05 earned in July 2024")
    # The quarter is its months: 2,780.05 + 1,580.00, and September has not begun.
    assert company.ask("ana", "Q3").startswith("$4,360.05 so far in Q3 2024")


def test_before_any_facts_the_answer_says_what_to_do(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        workspace_id = ensure_workspace(connection, "Acme", slack_team_id=TEAM_ID)
        Ledger(connection, workspace_id, NOW).person("ana", "Ana Ruiz")
    with open_door(sqlite_engine, workspace_id) as door:
        answer = door.ask("ana")
        assert "No facts are imported here yet" in answer
        assert "`micdrop import`" in answer
        assert "No facts imported yet" in answer
        with door.changing():
            pass
        assert "No events imported yet; people and accounts came just now" in door.ask("ana")


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "imported 2 h ago"), (22, "imported 1 day ago"), (24 * 40, "imported on 14 Aug 2024")],
)
def test_the_answer_says_how_fresh_its_facts_are(company: FrontDoor, hours: int, words: str) -> None:
    company.clock.advance(hours=hours)
    assert f"Facts up to 13 Aug 2024, {words}" in company.ask("ana")


def test_the_last_day_of_a_period_is_still_part_of_it(company: FrontDoor) -> None:
    company.clock.now = datetime(2024, 9, 30, 23, 59, tzinfo=UTC)
    assert company.ask("ana").startswith("$5,640.05 so far in Q3 2024")
    company.clock.advance(minutes=1)
    assert company.ask("ana", "Q3").startswith("$5,640.05 earned in Q3 2024")


def test_a_plan_that_is_not_in_force_yet_is_told_without_an_amount(sqlite_engine: Engine) -> None:
    with open_door(sqlite_engine, write_company(sqlite_engine)) as door:
        with door.changing() as ledger:
            ledger.on_plan("care", "jon", since="2023-07-01")
        answer = door.ask("jon", "Q4 2023")
    assert answer.startswith("Nothing worked out for Q4 2023")
    assert "The plan care has no version in force in this period." in answer
    assert not AMOUNT.search(answer)


def test_only_slash_commands_of_the_app_reach_it(shared_company: FrontDoor) -> None:
    with pytest.raises(RefusedError, match="Try /mycomp"):
        shared_company.world.command("UANA", "/pay")
