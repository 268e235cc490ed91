"""What a spreadsheet reads in an export: exact numbers, and texts that are never a formula."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from bot.payroll.amounts import decimal_text, minor_of
from bot.payroll.bundle import zipped
from bot.payroll.files import file_names
from bot.payroll.rows import Amount
from bot.payroll.workbook import workbook
from bot.slack.files import File
from tests.payroll.office import Office

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# By the text that a name begins with, so many ways to make a spreadsheet do something.
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "<r><t>x</t></r>",
    "http://x.test",
)


def cells(content: bytes, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """The rows of a workbook's sheet, each cell as its type ("n" for a number) and its text as written."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    strings = [
        "".join(part.text or "" for part in item.iter(f"{SHEET}t"))
        for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{SHEET}si")
    ]
    rows = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml")).iter(f"{SHEET}row")
    found: list[list[tuple[str, str]]] = []
    for row in rows:
        found.append([])
        for cell in row.iter(f"{SHEET}c"):
            assert cell.find(f"{SHEET}f") is None, "a formula"
            value, kind = cell.findtext(f"{SHEET}v") or "", cell.get("t", "n")
            found[-1].append((kind, strings[int(value)] if kind == "s" else value))
    return found


def test_an_amount_in_a_workbook_is_a_number_with_all_its_digits(one_office: Office) -> None:
    taken = one_office.takes()
    rows = cells(one_office.files(taken)["payroll-2024-Q1-export-1.xlsx"])
    assert [text for _, text in rows[0]][-3:] == ["amount", "currency", "new"]
    assert [row[7] for row in rows[1:]] == [("n", "1000.00"), ("n", "0.00"), ("n", "250.50")]
    assert {kind for row in rows[1:] for kind, _ in (*row[:7], *row[8:])} == {"s"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("8.30", "n"),  # its nearest double has 8.300000000000001 in 16 digits
        ("-0.05", "n"),
        ("9999999999999.99", "n"),
        ("-1234567890123.45", "n"),
        ("12345678901234.56", "s"),
        ("92233720368547758.07", "s"),
    ],
)
def test_the_number_is_written_exactly_or_as_text(one_office: Office, text: str, kind: str) -> None:
    taken = one_office.takes()
    row = replace(taken.rows[0], amount=Amount(text, "USD"))
    written = cells(workbook(replace(taken, rows=[row]), "x", "Acme").content)[1][7]
    assert written == (kind, text)
    assert kind == "s" or Decimal(repr(float(written[1]))) == Decimal(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_is_never_a_formula(one_office: Office, name: str) -> None:
    one_office.knows("ana", name=name)
    files = one_office.files(one_office.takes())
    plain = name.strip()
    kind, shown = cells(files["payroll-2024-Q1-export-1.xlsx"])[1][2]
    assert (kind, shown.strip()) == ("s", plain)
    line = files["payroll-2024-Q1-export-1.csv"].decode().splitlines()[1]
    assert re.search(r"""(^|[,"])[=+@＝\t]""", line) is None
    assert plain in line


def test_a_negative_amount_stays_a_number_in_csv(one_office: Office) -> None:
    taken = one_office.takes()
    row = replace(taken.rows[0], amount=Amount("-19.00", "USD"), name="-Ana")
    files = one_office.files(replace(taken, rows=[row]))
    assert files["payroll-2024-Q1-export-1.csv"].decode().splitlines()[1] == (
        "ana,ana,'-Ana,2024-Q1,sales,deals,Deals,-19.00,USD,new"
    )


def test_a_workbook_says_what_it_is_of(one_office: Office) -> None:
    content = one_office.files(one_office.takes())["payroll-2024-Q1-export-1.xlsx"]
    about = {row[0][1]: row[1][1] for row in cells(content, sheet=3)}
    assert about["Company"] == "Acme"
    assert about["Period"] == "Q1 2024"
    assert about["Export"] == "1"
    assert about["Export before"] == "none"
    assert [row[-1] for row in cells(content, sheet=2)[1:]] == [("n", "1250.50"), ("n", "1250.50")]


def test_the_same_export_gives_the_same_bytes(one_office: Office) -> None:
    taken = one_office.takes()
    formats = ("csv", "xlsx", "pdf")
    assert one_office.files(taken, formats) == one_office.files(taken, formats)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(-5, "USD", "-0.05"), (120, "JPY", "120"), (-1_234, "KWD", "-1.234"), (0, "EUR", "0.00")],
)
def test_an_amount_has_the_digits_of_its_currency(minor: int, currency: str, text: str) -> None:
    assert decimal_text(minor, currency) == text
    assert minor_of(text, currency) == minor


def test_an_amount_with_more_digits_than_its_currency_is_none() -> None:
    with pytest.raises(ValueError, match="more digits"):
        minor_of("0.001", "USD")


def test_files_are_called_by_payroll_id_and_no_two_alike() -> None:
    ids = ["E-1042", "e-1042", "../etc/passwd", "王伟", "a/b", "a:b", ""]
    assert file_names(ids) == ["E-1042", "e-1042-2", "etc_passwd", "person", "a_b", "a_b-2", "person-2"]


def test_a_folder_becomes_one_archive(one_office: Office) -> None:
    files = [File("a.csv", b"1"), File("s/x.pdf", b"2"), File("s/y.pdf", b"3")]
    plain, archive = zipped(files, one_office.now)
    assert (plain, archive.name) == (File("a.csv", b"1"), "s.zip")
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {"x.pdf": b"2", "y.pdf": b"3"}
