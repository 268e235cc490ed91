"""An export of a published period: who gets what, and what is new since the export before."""

import json
import threading

import pytest
from sqlalchemy import select

from bot.payroll.exporting import Taken
from bot.payroll.refusals import ExportRefused
from bot.payroll.sentences import told
from bot.periods.publishing import close
from bot.store.audit import audit_log
from bot.store.engine import reading, writing
from tests.payroll.office import Office
from tests.periods.acorn import Q2


def test_a_row_for_each_person_currency_and_component(office: Office) -> None:
    office.knows("eli", payroll_id="E-1042")
    rows = office.table(office.takes())
    assert [tuple(row.values()) for row in rows] == [
        ("E-1042", "eli", "Eli", "2024-Q1", "sales", "deals", "Deals", "250.50", "USD", "new"),
        ("ana", "ana", "Ana", "2024-Q1", "sales", "deals", "Deals", "1000.00", "USD", "new"),
        ("bea", "bea", "Bea", "2024-Q1", "sales", "deals", "Deals", "0.00", "USD", "new"),
    ]


def test_the_summary_says_what_it_comes_to(office: Office) -> None:
    rows = office.table(office.takes(), "-summary")
    assert [tuple(row.values()) for row in rows] == [
        ("2024-Q1", "USD", "Deals", "3", "1250.50"),
        ("2024-Q1", "USD", "Total", "3", "1250.50"),
    ]


def test_adjustments_are_a_component_with_both_signs(office: Office) -> None:
    office.changes_event("D1", amount_minor=800_000)
    office.pays(Q2)
    rows = office.table(office.takes("2024-Q2"))
    found = [(row["person"], row["component"], row["amount"]) for row in rows]
    assert ("ana", "adjustments", "-200.00") in found
    assert office.table(office.takes("2024-Q2"), "-summary")[-1]["amount"] == "-200.00"


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ((), "2024-Q2 has not been calculated yet, so there is nothing to export."),
        (("refreshes",), "Q2 2024 is still open; it can be exported once it is published."),
        (("refreshes", "begins"), "Q2 2024 is in review; it can be exported once it is published."),
    ],
)
def test_only_what_is_published_is_exported(office: Office, steps: tuple[str, ...], says: str) -> None:
    for step in steps:
        getattr(office, step)(Q2)
    with pytest.raises(ExportRefused) as refused:
        office.takes("2024-Q2")
    assert str(refused.value) == says
    assert office.kept() == []


def test_an_approved_period_has_to_be_published_first(office: Office) -> None:
    office.refreshes(Q2)
    office.begins(Q2)
    office.approves("bea", Q2, "ana", "eli")
    office.approves("cho", Q2, "bea")
    with pytest.raises(ExportRefused, match="Q2 2024 is approved, but not published; publish it first"):
        office.takes("2024-Q2")


def test_a_second_export_says_that_nothing_is_new(office: Office) -> None:
    first, second = office.takes(), office.takes()
    assert (first.number, second.number) == (1, 2)
    assert {row["new"] for row in office.table(first)} == {"new"}
    assert {row["new"] for row in office.table(second)} == {""}
    assert told(first, "en_US")[1] == "It is the first export of this period, so everything in it is new."
    assert told(second, "en_US")[1] == "Nothing is new since export 1 of 3 Jul 2024."


def test_a_second_export_says_whose_payroll_id_and_name_are_new(office: Office) -> None:
    office.knows("eli", payroll_id="E-1")
    office.takes()
    office.knows("ana", payroll_id="E-7", name="Ana Ruiz")
    office.knows("eli", payroll_id="E-2")
    second = office.takes()
    new = {row["person"]: row["new"] for row in office.table(second)}
    assert new == {
        "ana": "payroll id was ana, name was Ana",
        "bea": "",
        "eli": "payroll id was E-1",
    }
    assert told(second, "en_US")[1] == (
        "New since export 1 of 3 Jul 2024: Ana Ruiz (payroll id was ana, name was Ana), "
        "Eli (payroll id was E-1)."
    )
    assert {row["new"] for row in office.table(office.takes())} == {""}


def test_people_without_a_payroll_id_go_by_their_key_and_it_is_said(office: Office) -> None:
    office.knows("eli", payroll_id="E-1")
    said = told(office.takes(), "en_US")
    assert said[-1].startswith("2 people have no payroll id: their key stands in its place.")


def test_each_export_is_in_the_audit_log_without_an_amount(office: Office) -> None:
    office.takes(formats=["csv", "pdf"])
    with reading(office.engine) as connection:
        row = connection.execute(select(audit_log).order_by(audit_log.c.number.desc())).first()
    assert row is not None
    assert (row.action, row.actor) == ("payroll_exported", "person cho")
    details = {"period": "2024-Q1", "number": 1, "formats": ["csv", "pdf"], "people": 3, "new": 3}
    assert json.loads(row.details) == details


def test_two_exports_at_once_have_two_numbers(office: Office) -> None:
    made: list[Taken] = []
    threads = [threading.Thread(target=lambda: made.append(office.takes())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken.number for taken in made) == [1, 2, 3, 4]
    assert office.kept() == [1, 2, 3, 4]


def test_a_closed_period_is_exported_too(office: Office) -> None:
    with writing(office.engine) as connection:
        close(connection, office.company(connection), "2024-Q1", "command line", office.now)
    assert office.takes().number == 1
