"""`micdrop export` and `micdrop replay`: from a published period to files, and back to its facts."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.engine import open_engine, writing
from tests.cli.conftest import Micdrop
from tests.payroll.office import Office, folder_of
from tests.periods.acorn import Q2

AT = ("--now", "2024-07-03T12:00:00+00:00")
STEM = "payroll-2024-Q1-export-1"


@pytest.fixture
def office(micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The company of the command line has paid its first quarter."""
    monkeypatch.setenv("MICDROP_WORKSPACE", "Acme")
    assert micdrop("workspace").code == 0
    engine = open_engine(os.environ["DATABASE_URL"])
    yield Office.paid(engine)
    engine.dispose()


def test_every_format_is_written_where_only_the_owner_can_read_it(
    office: Office, micdrop: Micdrop, tmp_path: Path
) -> None:
    office.knows("ana", payroll_id="E-1007")
    ran = micdrop("export", "Q1 2024", "--to", "out", *AT)
    assert ran.code == 0, ran.err
    assert folder_of(tmp_path / "out") == {
        f"{STEM}.csv",
        f"{STEM}-summary.csv",
        f"{STEM}.xlsx",
        *(f"{STEM}-statements/{name}.pdf" for name in ("E-1007", "bea", "eli")),
    }
    for path in (tmp_path / "out").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert ran.out.splitlines() == [
        "Q1 2024, export 1: 3 people. Every sum matches what was published.",
        "It is the first export of this period, so everything in it is new.",
        "2 people have no payroll id: their key stands in its place. Import people with a payroll_id.",
        f"  out/{STEM}.csv",
        f"  out/{STEM}-summary.csv",
        f"  out/{STEM}.xlsx",
        f"  out/{STEM}-statements (3 files)",
    ]


def test_one_format_alone_and_a_number_of_its_own_the_second_time(
    office: Office, micdrop: Micdrop, tmp_path: Path
) -> None:
    assert micdrop("export", "2024-Q1", "--format", "xlsx", *AT).code == 0
    ran = micdrop("export", "2024-Q1", "--format", "xlsx", *AT)
    assert "Nothing is new since export 1 of 3 Jul 2024." in ran.out
    assert {path.name for path in tmp_path.glob("*.xlsx")} == {
        "payroll-2024-Q1-export-1.xlsx",
        "payroll-2024-Q1-export-2.xlsx",
    }
    assert office.kept() == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Q2 2024"], "2024-Q2 has not been calculated yet, so there is nothing to export."),
        (["2024"], "Pay is settled by quarter: export one of 2024-Q1, 2024-Q2, 2024-Q3."),
        (["Q1 2024", "--format", "doc"], "There is no format 'doc'; there are csv, xlsx, pdf and all."),
        (["May 2024"], "Pay is settled by quarter: ask about Q2 2024."),
        (["soon"], "I can't tell which period 'soon' is."),
        (["Q4 2030"], "Q4 2030 has not begun."),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    office: Office, micdrop: Micdrop, tmp_path: Path, arguments: list[str], says: str
) -> None:
    ran = micdrop("export", *arguments, "--to", "out", *AT)
    assert ran.code == 1
    assert says in ran.err
    assert folder_of(tmp_path / "out") == set()
    assert office.kept() == []


def test_a_period_of_before_pay_was_settled_otherwise_is_found_by_its_key(
    office: Office, micdrop: Micdrop
) -> None:
    assert micdrop("workspace", "--pay-period", "month").code == 0
    ran = micdrop("export", "2024-Q1", "--format", "csv", *AT)
    assert ran.out.startswith("2024-Q1, export 1: 3 people.")
    assert micdrop("replay", "2024-Q1", *AT).code == 0


def test_a_published_period_comes_out_again_byte_for_byte(office: Office, micdrop: Micdrop) -> None:
    office.changes_event("D1", amount_minor=1)
    ran = micdrop("replay", "Q1 2024", *AT)
    assert (ran.code, ran.out) == (
        0,
        "2024-Q1: 3 statements come out as published, byte for byte (2 lines).\n",
    )


def test_a_statement_that_does_not_is_named_with_what_differs(office: Office, micdrop: Micdrop) -> None:
    office.tampers("lines", "UPDATE lines SET amount_minor = amount_minor + 1 WHERE amount_minor > 50000")
    ran = micdrop("replay", "Q1 2024", *AT)
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "2024-Q1: 1 statement differs from what was published.",
        "  • ana, USD: its stored lines were changed later; the kept facts still say what was published.",
    ]


def test_kept_facts_that_were_changed_are_told(office: Office, micdrop: Micdrop) -> None:
    office.tampers("kept_facts", "UPDATE kept_facts SET content = :other WHERE name = 'events'", other=b"x")
    ran = micdrop("replay", "Q1 2024", *AT)
    assert (ran.code, "The kept events were changed" in ran.err) == (1, True)


def test_a_period_that_is_not_published_has_nothing_to_replay(office: Office, micdrop: Micdrop) -> None:
    office.refreshes(Q2)
    ran = micdrop("replay", "Q2 2024", *AT)
    assert (ran.code, "2024-Q2 is not published" in ran.err) == (1, True)


def test_forged_statements_and_digests_are_told_apart(office: Office, micdrop: Micdrop) -> None:
    """Of Ana's statement the published digest was changed too, Eli's was taken away, facts and all."""
    office.tampers("statements", "UPDATE statements SET digest = '0' WHERE total_minor > 50000")
    with writing(office.engine) as connection:
        for table in ("lines", "statements"):
            connection.execute(text(f"DROP TRIGGER sealed_{table}_delete"))
        connection.execute(text("DELETE FROM statements WHERE total_minor BETWEEN 1 AND 50000"))
    ran = micdrop("replay", "Q1 2024", *AT)
    assert "• ana, USD: neither the stored lines nor the kept facts say what was published." in ran.err
    assert "• eli, USD: it comes out of the kept facts, but nothing of it was published." in ran.err
