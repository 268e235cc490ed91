"""The rewards that were given, for payroll: a row a receiver, taxable ones flagged, safe in a spreadsheet."""

import csv
import io

from bot.people.company import company_of
from bot.recognition.gift_rows import APPROVED, DECLINED, FULFILLED
from bot.recognition.reward_export import HEADER, amount_text, reward_rows
from bot.slack.cells import write_csv
from bot.store.engine import reading
from tests.recognition.calendar_stage import august
from tests.recognition.giving_out import give, put_together, reward, take_on
from tests.recognition.stage import Stage


def exported(stage: Stage, year: int | None = None) -> list[dict[str, str]]:
    company = company_of(stage.door.engine, stage.door.workspace_id)
    file = io.StringIO()
    with reading(stage.door.engine) as connection:
        write_csv(file, HEADER, reward_rows(connection, company, year))
    file.seek(0)
    return list(csv.DictReader(file))


def test_each_reward_is_a_row_with_its_worth_and_whether_it_is_taxed(either_stage: Stage) -> None:
    year = august(either_stage)
    card = reward(either_stage, "Gift card", 500, taxable=True)
    number = give(year, card, "ana")
    take_on(year, number, APPROVED, 0)
    take_on(year, number, FULFILLED, 1)
    give(year, reward(either_stage, "A day off"), "zoe")
    card_row, day_row = exported(either_stage)
    assert card_row == {
        "gift": str(number), "person": "ana", "name": "Ana Ruiz", "slack_user": "UANA",
        "reward": "Gift card", "value": "500.00", "currency": "USD", "taxable": "yes",
        "state": "fulfilled", "given_on": "2024-08-14", "fulfilled_on": "2024-08-14", "year": "2024",
        "put_together": "no",
    }  # fmt: skip
    assert (day_row["taxable"], day_row["value"], day_row["fulfilled_on"]) == ("no", "0.00", "")


def test_what_was_put_together_is_shared_out_to_the_cent(stage: Stage) -> None:
    year = august(stage)
    small, large = reward(stage, "Small", 50, taxable=True), reward(stage, "Large", 100, taxable=True)
    lunch = reward(stage, "Lunch", 100, taxable=True)
    numbers = [give(year, small, "cho"), give(year, small, "jon"), give(year, large, "ana")]
    put_together(year, [(number, 0) for number in numbers], lunch)
    rows = exported(stage)
    assert [(row["person"], row["reward"], row["value"], row["put_together"]) for row in rows] == [
        ("cho", "Lunch", "25.00", "yes"),
        ("jon", "Lunch", "25.00", "yes"),
        ("ana", "Lunch", "50.00", "yes"),
    ]


def test_what_was_declined_is_no_row_and_years_are_apart(stage: Stage) -> None:
    year = august(stage)
    card = reward(stage, "Gift card", 500)
    take_on(year, give(year, card, "ana"), DECLINED, 0)
    give(year, card, "ben")
    stage.door.clock.now = stage.door.clock.now.replace(year=2025)
    give(year, card, "cho")
    assert [row["person"] for row in exported(stage)] == ["ben", "cho"]
    assert [row["person"] for row in exported(stage, 2025)] == ["cho"]


def test_no_name_is_a_formula_in_a_spreadsheet(stage: Stage) -> None:
    year = august(stage)
    give(year, reward(stage, "=1+1"), "oda")
    with stage.door.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE members SET name = '@SUM(A1)'")
    (row,) = exported(stage)
    assert (row["reward"], row["name"], row["person"]) == ("'=1+1", "'@SUM(A1)", "")


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert [amount_text(12_345, currency) for currency in ("USD", "JPY", "KWD")] == [
        "123.45", "12345", "12.345",
    ]  # fmt: skip
