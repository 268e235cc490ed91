"""Who leads whom changes from day to day, and with it who may see whose pay."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.people.company import set_admin
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import AuditEntry, Person, Placement
from tests.front_door import FrontDoor

people, placements, audit = table_of(Person), table_of(Placement), table_of(AuditEntry)
REFUSED = "That pay is not yours to see"


def _at(door: FrontDoor, year: int, month: int, day: int, hour: int = 12) -> None:
    door.clock.now = datetime(year, month, day, hour, tzinfo=UTC)


def test_a_manager_sees_from_their_first_day_and_until_their_last(company: FrontDoor) -> None:
    """Ana was with Hal until 30 June 2024, and is with Ben from 1 July."""
    _at(company, 2024, 6, 30, 23)
    assert "$4,340.00" in company.ask("hal", "@ana")
    assert REFUSED in company.ask("ben", "@ana")
    _at(company, 2024, 7, 1, 0)
    assert REFUSED in company.ask("hal", "@ana Q2")
    assert "$4,340.00" in company.ask("ben", "@ana Q2")


def test_a_place_that_ended_leads_to_nobody(company: FrontDoor) -> None:
    assert "$3,560.00" in company.ask("ben", "@cho")
    with writing(company.engine) as connection:
        cho = select(people.c.id).where(people.c.key == "cho").scalar_subquery()
        yesterday = datetime(2024, 8, 13, tzinfo=UTC).date()
        connection.execute(update(placements).where(placements.c.person_id == cho).values(to_date=yesterday))
    assert REFUSED in company.ask("ben", "@cho")


def test_the_day_is_that_of_the_companys_time_zone(company: FrontDoor) -> None:
    """Noon of 30 June in Greenwich is midnight of 1 July in Auckland."""
    with writing(company.engine) as connection:
        connection.exec_driver_sql("UPDATE workspaces SET time_zone = 'Pacific/Auckland'")
    _at(company, 2024, 6, 30, 11)
    assert "$4,340.00" in company.ask("hal", "@ana Q2")
    _at(company, 2024, 6, 30, 12)
    assert REFUSED in company.ask("hal", "@ana Q2")


def test_somebody_above_everybody_sees_all_the_way_down(company: FrontDoor) -> None:
    for person in ("ana", "cho", "ben", "fay"):
        assert REFUSED not in company.ask("dee", f"@{person}")
    assert REFUSED in company.ask("ben", "@dee")
    assert REFUSED in company.ask("ana", "@ben")


def test_a_circle_of_managers_comes_to_an_end(company: FrontDoor) -> None:
    """Dee is put under Ana: then Ana leads Dee, who leads Ben, who leads Ana. Cho is below all three."""
    with writing(company.engine) as connection:
        ids = {row.key: row.id for row in connection.execute(select(people.c.key, people.c.id))}
        connection.execute(
            update(placements).where(placements.c.person_id == ids["dee"]).values(manager_id=ids["ana"])
        )
    assert "$3,560.00" in company.ask("ana", "@cho")
    assert "$4,320.00" in company.ask("ana", "@ben")
    assert REFUSED in company.ask("cho", "@ana")


def test_a_manager_who_left_sees_nobody_any_more(company: FrontDoor) -> None:
    assert "$5,640.05" in company.ask("ben", "@ana")
    with writing(company.engine) as connection:
        ended = datetime(2024, 8, 13, tzinfo=UTC).date()
        connection.execute(update(people).where(people.c.key == "ben").values(end_date=ended))
    assert "Your last day here has passed" in company.ask("ben", "@ana")


def test_the_last_day_is_still_a_day_at_work(company: FrontDoor) -> None:
    """Ida's last day is 30 June 2024."""
    _at(company, 2024, 6, 30, 23)
    assert "on no pay plan" in company.ask("ida")
    _at(company, 2024, 7, 1, 0)
    assert "Your last day here has passed" in company.ask("ida")


def test_the_admin_sees_the_pay_of_who_left(company: FrontDoor) -> None:
    with company.changing() as ledger:
        ledger.on_plan("care", "ida", until="2024-06-30", variable=1_000_000)
    # 10,000 × 40 % × 120 % × 1/4 = 1,200.00 for the second quarter, to the end of which she worked.
    assert "$1,200.00" in company.ask("gus", "@ida Q2")
    assert REFUSED in company.ask("cho", "@ida Q2")


def test_an_admin_is_one_until_somebody_says_otherwise(company: FrontDoor) -> None:
    for is_admin in (True, False):
        with writing(company.engine) as connection:
            set_admin(connection, company.workspace_id, "cho", is_admin, company.clock(), "test")
        assert (REFUSED in company.ask("cho", "@ana")) is not is_admin


@pytest.mark.parametrize("whom", ["@fay", "@oda", "@lou", "@mia", "@ned", "@robot", "@pat"])
def test_who_may_not_look_cannot_tell_a_colleague_from_a_stranger(company: FrontDoor, whom: str) -> None:
    answer = company.answer("cho", whom)
    assert answer.text == "I can't show you that."
    assert company.ask("cho", whom) == company.ask("cho", "@ana")


@pytest.mark.parametrize("whom", ["@oda", "@lou", "@robot", "@pat"])
def test_the_admin_is_told_that_somebody_is_not_on_the_list(company: FrontDoor, whom: str) -> None:
    assert "I don't find that person on the company's people list" in company.ask("gus", whom)


def test_a_refused_look_leaves_no_trace_and_a_granted_one_no_amount(company: FrontDoor) -> None:
    company.ask("cho", "@ana")
    company.ask("ben", "@ana Q2")
    company.ask("ben", "@ben")
    with reading(company.engine) as connection:
        rows = connection.execute(
            select(audit.c.actor, people.c.key, audit.c.details)
            .join_from(audit, people, people.c.id == audit.c.subject_person_id)
            .where(audit.c.action == "pay_viewed")
        ).all()
    assert [tuple(row) for row in rows] == [("person ben", "ana", "{}")]
