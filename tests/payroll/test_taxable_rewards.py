"""Rewards that count as taxable go with the period in which they were handed over."""

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.payroll.sentences import told
from bot.recognition.gift_rows import gifts, rewards, steps
from bot.recognition.taking_part import members
from bot.store.engine import writing
from tests.payroll.office import Office
from tests.payroll.test_files import cells
from tests.payroll.test_paper import pages


def hands_over(
    office: Office, reward: str, person: str, on: str, value_minor: int = 50_00, taxable: bool = True
) -> None:
    """Somebody gets a reward on that day; without `on` it is promised only."""
    here = {"workspace_id": office.workspace_id}
    at = datetime.fromisoformat(on or "2024-01-02").replace(hour=12, tzinfo=UTC)
    person_id = office.id_of(person) if person != "guest" else None
    with writing(office.engine) as connection:
        what = {"name": reward, "value_minor": value_minor, "currency": "USD", "taxable": taxable}
        reward_id = connection.execute(
            insert(rewards).values(**here, **what).returning(rewards.c.id)
        ).scalar_one()
        who = {
            "slack_user_id": f"U{reward}{person}",
            "person_id": person_id,
            "name": person.title(),
            "seen_at": at,
        }
        member_id = connection.execute(
            insert(members).values(**here, **who).returning(members.c.id)
        ).scalar_one()
        gift = {"key": f"{reward} {person}", "reward_id": reward_id, "member_id": member_id}
        state = {"state": "fulfilled" if on else "promised", "year": 2024, "given_on": at.date()}
        number = connection.execute(
            insert(gifts).values(**here, **gift, **state).returning(gifts.c.id)
        ).scalar_one()
        if on:
            step = {"gift_id": number, "state": "fulfilled", "actor": "person cho", "at": at}
            connection.execute(insert(steps).values(**here, **step))


def test_what_was_handed_over_in_the_period_is_a_table_of_its_own(office: Office) -> None:
    office.knows("ana", payroll_id="E-1007")
    hands_over(office, "Gift card", "ana", "2024-01-01")
    hands_over(office, "Dinner", "guest", "2024-03-31", 120_00)
    hands_over(office, "Lunch", "ana", "2024-03-30", taxable=False)
    hands_over(office, "Trip", "ana", "2024-04-01")
    hands_over(office, "Course", "eli", "")
    taken = office.takes()
    assert sorted(tuple(row.values()) for row in office.table(taken, "-rewards")) == [
        ("", "", "Guest", "2024-Q1", "Dinner", "2024-03-31", "120.00", "USD", "new"),
        ("E-1007", "ana", "Ana", "2024-Q1", "Gift card", "2024-01-01", "50.00", "USD", "new"),
    ]
    assert "2 taxable rewards were handed over in it." in told(taken, "en_US")
    sheet = cells(office.files(taken)["payroll-2024-Q1-export-1.xlsx"], sheet=3)
    assert sorted(row[6] for row in sheet[1:]) == [("n", "120.00"), ("n", "50.00")]
    pdf = office.files(taken, ["pdf"])["payroll-2024-Q1-export-1-statements/E-1007.pdf"]
    said = " ".join(pages(pdf))
    assert "Rewards that count as taxable Reward Worth Gift card handed over 1 Jan 2024 50.00 USD" in said
    assert "Dinner" not in said


def test_without_any_there_is_no_such_table(one_office: Office) -> None:
    hands_over(one_office, "Lunch", "ana", "2024-02-02", taxable=False)
    assert not [name for name in one_office.files(one_office.takes()) if "rewards" in name]


def test_a_later_export_says_which_are_new_and_which_are_gone(one_office: Office) -> None:
    hands_over(one_office, "Dinner", "ana", "2024-02-02")
    one_office.takes()
    hands_over(one_office, "Gift card", "eli", "2024-02-03")
    with writing(one_office.engine) as connection:
        connection.exec_driver_sql("UPDATE rewards SET taxable = false WHERE name = 'Dinner'")
    second = one_office.takes()
    assert [(row["reward"], row["new"]) for row in one_office.table(second, "-rewards")] == [
        ("Gift card", "new")
    ]
    assert told(second, "en_US")[1:3] == [
        "1 taxable reward is new since export 1 of 3 Jul 2024.",
        "Taxable rewards that are no longer in it: Dinner.",
    ]


def test_a_reward_whose_worth_changed_is_not_as_before(one_office: Office) -> None:
    hands_over(one_office, "Dinner", "ana", "2024-02-02")
    one_office.takes()
    with writing(one_office.engine) as connection:
        connection.exec_driver_sql("UPDATE rewards SET value_minor = 7700")
    second = one_office.takes()
    assert [row["new"] for row in one_office.table(second, "-rewards")] == ["changed"]
    assert told(second, "en_US")[1] == "1 taxable reward is not as before since export 1 of 3 Jul 2024."
