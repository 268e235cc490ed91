"""Payroll from Slack: an admin picks a published period, and the files come to their DM and nowhere else."""

import io
import time
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from bot.payroll.exporting import exports
from bot.people.company import company_in
from bot.people.identity import Caller
from bot.periods.calculating import refresh_period
from bot.periods.publishing import publish
from bot.periods.reviewing import Shown, approve, begin
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from tests.front_door import FrontDoor, said
from tests.periods.acorn import Q2

people = table_of(Person)

ANA_Q2 = "4340.00"
AMOUNTS = (ANA_Q2, "4,340", "434000", "3360", "336000", "$")


@pytest.fixture
def paid(company: FrontDoor) -> FrontDoor:
    """The second quarter is published; the third is still open."""
    publishes(company)
    return company


def publishes(door: FrontDoor) -> None:
    refresh_period(door.engine, door.workspace_id, Q2, door.clock().date(), door.clock())
    with writing(door.engine) as connection:
        company = company_in(connection, door.workspace_id)
        begin(connection, company, Q2.key, "command line", door.clock())
        standing = standing_of(connection, company.id, Q2.key)
        assert standing is not None
        gus = connection.execute(select(people.c.id).where(people.c.key == "gus")).scalar_one()
        shown = {one: Shown(0, found.digest) for one, found in stands(connection, standing.id).items()}
        approve(connection, Caller(gus, "gus", "Gus", True, company), Q2.key, shown, door.clock())
        publish(connection, company, Q2.key, "command line", door.clock())


def overview(door: FrontDoor, person: str = "gus") -> Message:
    (message,) = door.world.command(f"U{person.upper()}", "/micdrop")
    return message


def form(door: FrontDoor) -> dict[str, Any]:
    view = door.press("gus", overview(door), "payroll.open").view
    assert view is not None
    return view


def dm(door: FrontDoor, person: str = "gus") -> list[Message]:
    """What the app wrote to a person by itself."""
    return [one for one in door.world.messages(f"U{person.upper()}") if one.is_app and not one.ephemeral]


def awaited(door: FrontDoor, there: Callable[[], bool]) -> None:
    """The files are made after the answer; they have to be there soon."""
    until = time.monotonic() + 20
    while not there():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.02)


def exported(door: FrontDoor, *formats: str) -> list[Message]:
    """The form sent as it is, or with these formats; what came to the DM."""
    values = {"formats": list(formats)} if formats else {}
    outcome = door.world.submit("UGUS", form(door), values)
    assert outcome.view is not None
    assert "It is on its way" in said(outcome.view)
    awaited(door, lambda: any(one.files for one in dm(door)))
    return dm(door)


def content(door: FrontDoor, message: Message, number: int = 0) -> bytes:
    with urlopen(f"{door.sandbox.url}/slack/files/{message.files[number]['id']}") as got:
        return bytes(got.read())


def numbers(door: FrontDoor) -> list[int]:
    with reading(door.engine) as connection:
        return list(connection.execute(select(exports.c.number)).scalars())


def test_the_form_offers_what_is_published_and_says_where_the_rest_stands(paid: FrontDoor) -> None:
    view = form(paid)
    words = said(view)
    assert "*Q2 2024*: published 14 Aug 2024, not exported yet" in words
    assert "Q3 2024 is still open; it can be exported once it is published." in words
    assert not [amount for amount in AMOUNTS if amount in words]


def test_the_files_come_to_the_dm_in_a_thread(paid: FrontDoor) -> None:
    first, files = exported(paid)
    assert first.text == "Payroll of Q2 2024, export 1."
    assert files.thread_ts == first.ts
    assert [file["name"] for file in files.files] == [
        "payroll-2024-Q2-export-1.csv",
        "payroll-2024-Q2-export-1-summary.csv",
        "payroll-2024-Q2-export-1.xlsx",
        "payroll-2024-Q2-export-1-statements.zip",
    ]
    assert "ana,ana,Ana Ruiz,2024-Q2,care,expansion,Expansion,500.00,USD,new" in content(paid, files).decode()
    with zipfile.ZipFile(io.BytesIO(content(paid, files, 3))) as archive:
        assert "ana.pdf" in archive.namelist()
        assert archive.read("ana.pdf").startswith(b"%PDF")


def test_no_amount_is_in_a_message_a_log_the_audit_or_anybody_elses_dm(paid: FrontDoor) -> None:
    everything = exported(paid)
    told = "\n".join(f"{one.text}\n{said(one) if one.blocks else ''}" for one in everything)
    with reading(paid.engine) as connection:
        told += "\n".join(connection.execute(select(audit_log.c.details)).scalars())
    told += paid.logs.getvalue()
    assert not [amount for amount in AMOUNTS if amount in told]
    for user in paid.world.workspace.people.everyone():
        if user.id != "UGUS" and not user.is_bot and not user.deleted:
            assert not [one for one in paid.world.messages(user.id) if one.files]


def test_only_what_was_asked_for_comes(paid: FrontDoor) -> None:
    *_, files = exported(paid, "xlsx")
    assert [file["name"] for file in files.files] == ["payroll-2024-Q2-export-1.xlsx"]


def test_a_second_export_says_that_nothing_is_new(paid: FrontDoor) -> None:
    exported(paid, "csv")
    assert "exported once" in said(form(paid))
    paid.world.submit("UGUS", form(paid), {"formats": ["csv"]})
    awaited(paid, lambda: len([one for one in dm(paid) if one.files]) == 2)
    assert "Nothing is new since export 1 of 14 Aug 2024." in said(dm(paid)[2])


def test_a_format_has_to_be_chosen(paid: FrontDoor) -> None:
    outcome = paid.world.submit("UGUS", form(paid), {"formats": []})
    assert set(outcome.errors) == {"formats"}
    assert (dm(paid), numbers(paid)) == ([], [])


def test_the_same_form_sent_twice_is_one_export(paid: FrontDoor) -> None:
    exported(paid, "csv")
    request = next(one for one in reversed(paid.world.sent) if "view_submission" in str(one))
    paid.world.replay(request)
    time.sleep(0.3)
    assert numbers(paid) == [1]
    assert len([one for one in dm(paid) if one.files]) == 1


def test_without_anything_published_the_form_says_so(company: FrontDoor) -> None:
    words = said(form(company))
    assert "*No period is published yet.*" in words
    assert "Q3 2024 is still open; it can be exported once it is published." in words


def test_an_admin_who_is_none_any_more_gets_nothing(paid: FrontDoor) -> None:
    view = form(paid)
    with writing(paid.engine) as connection:
        connection.execute(people.update().where(people.c.key == "gus").values(is_admin=False))
    outcome = paid.world.submit("UGUS", view, {})
    assert outcome.view is not None
    assert outcome.view["callback_id"] == "admin_refusal"
    time.sleep(0.2)
    assert (dm(paid), numbers(paid)) == ([], [])


def test_what_does_not_tie_out_is_told_in_the_dm(paid: FrontDoor) -> None:
    with writing(paid.engine) as connection:
        connection.execute(people.update().where(people.c.key.in_(["ana", "cho"])).values(payroll_id="E-1"))
    paid.world.submit("UGUS", form(paid), {})
    awaited(paid, lambda: bool(dm(paid)))
    (message,) = dm(paid)
    assert message.text == "Nothing was exported for payroll."
    assert "ana and cho have the same payroll id, E-1" in said(message)
    assert numbers(paid) == []


def test_files_that_do_not_get_through_are_told(paid: FrontDoor) -> None:
    paid.world.faults.add(Fault("upload", "server_error"))
    paid.world.submit("UGUS", form(paid), {"formats": ["csv"]})
    awaited(paid, lambda: bool(dm(paid)) and dm(paid)[0].edited)
    (message,) = dm(paid)
    assert message.text == "Payroll of Q2 2024: the files did not get through."
    assert "Please export once more" in said(message)
    assert numbers(paid) == [1]


def test_what_nobody_foresaw_is_an_apology_with_a_reference(
    paid: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = form(paid)
    monkeypatch.setattr("bot.payroll.sending.files_of", lambda *_: 1 // 0)
    paid.world.submit("UGUS", view, {})
    awaited(paid, lambda: bool(dm(paid)))
    reference = said(dm(paid)[0]).split("*")[-2]
    assert reference in paid.logs.getvalue()
    assert "ZeroDivisionError" in paid.logs.getvalue()


def test_on_postgresql_too(either_company: FrontDoor) -> None:
    publishes(either_company)
    assert len(exported(either_company, "csv")) == 2
