"""Files that are no clean table: nothing changes, and the error says what is wrong with them and where."""

import codecs
from pathlib import Path

import polars as pl
import pytest

from bot.imports import ImportRefused
from tests.imports.company import Company

FIELDS = "id: id\nkind: {always: upsell}\ndate: day\namount: amount\n"
GOOD = "id,day,amount\nE-1,2026-07-01,5\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "events.csv: expected a header line and rows; the file is empty."),
        (b" \r\n\n", "events.csv: expected a header line and rows; the file is empty."),
        (b"id,day,amount\n", "events.csv: expected at least one row below the header."),
        (b"id,day,amount\n\n,,\n", "events.csv: expected at least one row below the header."),
        (
            GOOD.encode("utf-16"),
            "events.csv: expected UTF-8 text; this is UTF-16: save it as “CSV UTF-8”.",
        ),
        (
            GOOD.encode("utf-16-le"),
            "events.csv: expected UTF-8 text; this is UTF-16: save it as “CSV UTF-8”.",
        ),
        (
            GOOD.encode() + b"E-2,2026-07-01,5\n\xc4rger,2026-07-01,5\n",
            "events.csv, row 4: found “\\xc4rger,2026-07-01,5”; "
            "expected UTF-8 text: save the file as “CSV UTF-8”.",
        ),
        (
            GOOD.encode() + b"E\x00-2,2026-07-01,5\n",
            "events.csv, row 3: expected text; there is a NUL byte in this row.",
        ),
        (
            GOOD.replace("\n", "\r").encode(),
            "events.csv: expected lines that end in LF or CRLF; these end in a bare CR: save the file anew.",
        ),
        (
            b"id,day,amount,id\nE-1,2026-07-01,5,E-1\n",
            "events.csv, row 1: found “id”; expected each column's name once; “id” stands 2 times.",
        ),
        (
            b"id,day,Amount\nE-1,2026-07-01,5\n",
            "events.csv, row 1, amount: expected a column of this name. Did you mean `Amount`?",
        ),
        (
            b"id;day;amount\nE-1;2026-07-01;5\n",
            "events.csv, row 1: expected columns apart by ','; say `separator: \";\"` in the mapping.",
        ),
        (
            b'id,day,amount\nE-1,2026-07-01,5\nE-2,"2026-07-01,5\nE-3,2026-07-01,5\n',
            'events.csv, row 3: found “"2026-07-01,5\\nE-3,2026-07-01,5\\n”; '
            "expected a cell's quotes to stand around all of it, and to be closed.",
        ),
        (
            b'id,day,amount\nE-1,2026-07-01,5\nE"2",2026-07-01,5\n',
            'events.csv, row 3: found “"2",2026-07-01,5\\n”; '
            "expected a cell's quotes to stand around all of it, and to be closed.",
        ),
        (
            b'id,day,"amount\nE-1,2026-07-01,5\n',
            "events.csv, row 1: expected a closing quote in the header.",
        ),
        (
            b"\nid,day,amount\nE-1,2026-07-01,5\n",
            "events.csv, row 1: expected the names of the columns in the first line.",
        ),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, bytes) else "",
)
def test_what_makes_reading_a_guess_is_refused(small_company: Company, content: bytes, told: str) -> None:
    assert small_company.events_are_refused(FIELDS, content) == [told]


def test_every_row_has_as_many_cells_as_the_header(small_company: Company) -> None:
    rows = 'E-2,2026-07-01\n"E,3",2026-07-01,5\nE-4,2026-07-01,5,6\n'
    assert small_company.events_are_refused(FIELDS, GOOD + rows) == [
        "events.csv, row 3: found “2 cells”; expected 3 cells, as in the header.",
        "events.csv, row 5: found “4 cells”; expected 3 cells, as in the header.",
    ]


def test_a_missing_file_is_told_with_the_name_that_may_be_meant(small_company: Company) -> None:
    mapping = f"files:\n  event.csv:\n    events: {{{', '.join(FIELDS.splitlines())}}}\n"
    lines = small_company.is_refused(mapping, events_csv=GOOD)
    assert len(lines) == 1
    assert lines[0].startswith("event.csv: expected this file in the folder")
    assert lines[0].endswith("Did you mean `events.csv`?")


def test_errors_of_several_files_are_told_together(small_company: Company) -> None:
    mapping = """
    files:
      a.csv: {accounts: {account: id}}
      b.csv: {accounts: {account: id}}
    """
    assert small_company.is_refused(mapping, a_csv="name\nx\n", b_csv=b"") == [
        "a.csv, row 1, id: expected a column of this name. There are: name.",
        "b.csv: expected a header line and rows; the file is empty.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.rstrip("\n").encode(),
        b'"id","day","amount"\n"E-1","2026-07-01","5"\n',
        b" id , day,amount \n E-1 ,2026-07-01\t,\xc2\xa05\n\n,,\n",
    ],
    ids=["byte-order mark", "CRLF", "no last line end", "quotes", "blanks"],
)
def test_harmless_differences_are_read_over(small_company: Company, content: bytes) -> None:
    small_company.imports_events(FIELDS, content)
    assert small_company.rows("events", "external_id", "amount_minor") == [
        {"external_id": "E-1", "amount_minor": 500}
    ]


def test_blank_lines_are_counted_as_left_out(small_company: Company) -> None:
    report = small_company.imports_events(FIELDS, GOOD + "\n,,\n")
    assert [(left.file, left.reason, left.rows) for left in report.left_out] == [
        ("events.csv", "the line is blank", 2)
    ]


def test_tab_separated_files_and_other_separators_are_read(small_company: Company) -> None:
    fields = ", ".join(FIELDS.splitlines())
    small_company.imports(
        f"files:\n  a.tsv: {{events: {{{fields}}}}}\n"
        f"  b.csv: {{separator: ';', events: {{{fields}}}}}\n"
        f"  c.txt: {{separator: '|', events: {{{fields}}}}}\n",
        a_tsv="id\tday\tamount\nE-1\t2026-07-01\t1\n",
        b_csv="id;day;amount\nE-2;2026-07-01;2\n",
        c_txt="id|day|amount\nE-3|2026-07-01|3\n",
    )
    found = small_company.rows("events", "external_id", "amount_minor")
    assert [row["amount_minor"] for row in found] == [
        100,
        200,
        300,
    ]


def test_several_files_of_one_name_pattern_are_one_and_errors_name_each(small_company: Company) -> None:
    mapping = f"files:\n  events-*.csv:\n    events: {{{', '.join(FIELDS.splitlines())}}}\n"
    (small_company.folder / "events-jan.csv").write_text(GOOD)
    (small_company.folder / "events-feb.csv").write_text(GOOD.replace("E-1", "E-2"))
    assert small_company.imports(mapping).added == 2
    (small_company.folder / "events-mar.csv").write_text(GOOD)
    assert small_company.is_refused(mapping) == [
        "events-mar.csv, row 2, id: found “E-1”; "
        "expected each id once; it is in events-jan.csv, row 2 already."
    ]


def test_parquet_gives_the_same_facts_as_text(small_company: Company) -> None:
    text = pl.DataFrame({"id": ["E-1"], "day": ["2026-07-01"], "amount": ["12.50"]})
    typed = text.with_columns(pl.col("day").str.to_date(), pl.col("amount").cast(pl.Decimal(18, 2)))
    mapping = f"dates: D.M.YYYY\nfiles:\n  e.parquet:\n    events: {{{', '.join(FIELDS.splitlines())}}}\n"
    typed.write_parquet(small_company.folder / "e.parquet")
    small_company.imports(mapping)
    assert small_company.rows("events", "occurred_on", "amount_minor")[0]["amount_minor"] == 1_250
    text.write_parquet(small_company.folder / "e.parquet")
    assert small_company.is_refused(mapping) == [
        "e.parquet, row 1, day: found “2026-07-01”; "
        "expected a date like 31.1.2026 (D.M.YYYY), from 1970 to 2199."
    ]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([1.5], "“amount” as text, whole numbers or decimals; floating-point numbers are not exact"),
        ([[1]], "“amount” as text, numbers, dates or yes/no; its type is List(Int64)"),
    ],
)
def test_parquet_columns_without_an_exact_text_are_refused(
    small_company: Company, amounts: list[object], told: str
) -> None:
    pl.DataFrame({"id": ["E-1"], "day": ["2026-07-01"], "amount": amounts}).write_parquet(
        small_company.folder / "e.parquet"
    )
    mapping = f"files:\n  e.parquet:\n    events: {{{', '.join(FIELDS.splitlines())}}}\n"
    assert small_company.is_refused(mapping) == [f"e.parquet: expected {told}."]


def test_something_else_named_parquet_is_refused(small_company: Company) -> None:
    (small_company.folder / "e.parquet").write_text(GOOD)
    mapping = f"files:\n  e.parquet:\n    events: {{{', '.join(FIELDS.splitlines())}}}\n"
    assert small_company.is_refused(mapping) == [
        "e.parquet: expected a Parquet file; it is damaged or something else."
    ]


def test_a_folder_that_is_not_there_is_told(small_company: Company, tmp_path: Path) -> None:
    small_company.folder = tmp_path / "nowhere"
    small_company.folder.mkdir()
    with pytest.raises(ImportRefused, match=r"a\.csv: expected this file in the folder nowhere"):
        small_company.imports("files: {a.csv: {accounts: {account: id}}}")
