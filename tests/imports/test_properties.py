"""What holds for all files: order and splitting do not matter, twice is once, one bad cell stops it all."""

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports import ImportRefused
from bot.store.engine import open_engine
from tests.databases import Databases
from tests.examples import tried
from tests.imports.company import Company

quick = tried(8)

PEOPLE = ["ana", "ben", "cy"]
ACCOUNTS = ["A-1", "A-2", "A-3"]
ROLES = ["", "csm", "ae"]
MAPPING = """
source: crm
currency: USD
files:
  people*.csv:
    people: {person: id, role: role, from_date: since}
  accounts*.csv:
    accounts: {account: id, name: name}
  owners*.csv:
    owners: {account: account, person: person, role: part, from_date: since}
  leave*.csv:
    leave: {person: person, from_date: first, to_date: last}
  rates*.csv:
    exchange_rates: {currency: of, to_currency: {always: USD}, date: day, rate: rate}
  events*.csv:
    events:
      id: id
      kind:
        - new: first for each account by day
        - renewal: otherwise
      date: day
      account: account
      person: person
      parent: about
      product: note
      term_months: months
      amount: amount
"""

Rows = list[list[str]]
Files = dict[str, Rows]
HEADERS = {
    "people": ["id", "role", "since"],
    "accounts": ["id", "name"],
    "owners": ["account", "person", "part", "since"],
    "leave": ["person", "first", "last"],
    "rates": ["of", "day", "rate"],
    "events": ["id", "day", "account", "person", "about", "note", "months", "amount"],
}

days = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
notes = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)


@st.composite
def companies(draw: st.DrawFn) -> Files:
    """A small company: every file has rows, ids are unique, every reference is good."""
    moves = draw(st.lists(st.tuples(st.sampled_from(PEOPLE), days), max_size=4, unique=True))
    owners = draw(
        st.lists(
            st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(PEOPLE), st.sampled_from(ROLES), days),
            min_size=1,
            max_size=6,
            unique_by=lambda row: (row[0], row[2], row[3]),
        )
    )
    away = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    foreign = st.tuples(st.sampled_from(["EUR", "GBP"]), days)
    rates = draw(st.lists(foreign, min_size=1, max_size=4, unique=True))
    cents = st.integers(-(10**9), 10**9)
    months = st.sampled_from(["", "0", "36", "1200"])
    happened = st.tuples(days, st.sampled_from(ACCOUNTS), notes, months, cents)
    events = draw(st.lists(happened, min_size=1, max_size=8))
    about = draw(st.lists(st.integers(0, len(events) - 1), min_size=len(events), max_size=len(events)))
    return {
        "people": [[person, "csm", "2024-01-01"] for person in PEOPLE]
        + [[person, "lead", since] for person, since in moves],
        "accounts": [[account, f"Company, {account}"] for account in ACCOUNTS],
        "owners": [list(row) for row in owners],
        "leave": [[person, draw(days), "2027-01-31"] for person in away],
        "rates": [[*row, draw(st.sampled_from(["1.1", "1/3", "0.000000000123"]))] for row in rates],
        "events": [
            [
                f"E-{number}",
                on,
                account,
                "",
                f"E-{about[number]}" if about[number] != number else "",
                note,
                term,
                f"{'-' * (cent < 0)}{abs(cent) // 100}.{abs(cent) % 100:02}",
            ]
            for number, (on, account, note, term, cent) in enumerate(events)
        ],
    }


@contextmanager
def _company(databases: Databases) -> Iterator[Company]:
    engine = open_engine(databases.fresh("sqlite"))
    with tempfile.TemporaryDirectory() as folder:
        yield Company(engine, Path(folder))
    engine.dispose()


def _write(company: Company, files: dict[str, Rows]) -> None:
    """`files` by name; the header is that of the name's first word."""
    for old in company.folder.glob("*.csv"):
        old.unlink()
    for name, rows in files.items():
        text = io.StringIO()
        csv.writer(text).writerows([HEADERS[name.split("-")[0]], *rows])
        (company.folder / f"{name}.csv").write_text(text.getvalue(), newline="")


def _facts(company: Company) -> dict[str, Any]:
    return {table: rows for table, rows in company.everything().items() if table != "workspace"}


@quick
@given(files=companies(), data=st.data())
def test_neither_the_order_of_rows_nor_how_they_are_split_over_files_matters(
    databases: Databases, files: Files, data: st.DataObject
) -> None:
    split: Files = {}
    for name, rows in files.items():
        mixed = data.draw(st.permutations(rows))
        cut = data.draw(st.integers(0, len(rows)))
        parts = {f"{name}-1": mixed[:cut], f"{name}-2": mixed[cut:]}
        split |= {part: some for part, some in parts.items() if some}
    with _company(databases) as whole, _company(databases) as parted:
        _write(whole, files)
        whole.imports(MAPPING)
        _write(parted, split)
        parted.imports(MAPPING)
        assert _facts(parted) == _facts(whole)


@quick
@given(files=companies())
def test_importing_twice_is_importing_once(databases: Databases, files: Files) -> None:
    with _company(databases) as company:
        _write(company, files)
        first = company.imports(MAPPING)
        facts = company.everything()
        again = company.imports(MAPPING)
        assert company.everything() == facts
        assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)


@quick
@given(files=companies())
def test_what_is_stored_is_what_the_files_say(databases: Databases, files: Files) -> None:
    """Worked out anew, row by row: cents, first events, owners of a role who last until the next."""
    with _company(databases) as company:
        _write(company, files)
        company.imports(MAPPING)
        events = {row["external_id"]: row for row in company.rows("events")}
        owners = {(row["account"], row["role"], str(row["from_date"])): row for row in company.rows("owners")}
        leave, rates = company.rows("leave"), company.rows("exchange_rates")
    for name, on, account, _, parent, note, term, amount in files["events"]:
        same = [row[1] for row in files["events"] if row[2] == account]
        sign, digits = (-1, amount[1:]) if amount.startswith("-") else (1, amount)
        assert events[name]["amount_minor"] == sign * int(digits.replace(".", ""))
        assert str(events[name]["occurred_on"]) == on
        assert events[name]["product"] == note
        assert events[name]["parent"] == (f"crm:{parent}" if parent else "")
        assert events[name]["term_months"] == (int(term) if term else None)
        earliest = min(same)
        firsts = [row[0] for row in files["events"] if row[2] == account and events[row[0]]["kind"] == "new"]
        assert len(firsts) == 1
        assert str(events[firsts[0]]["occurred_on"]) == earliest
    for account, person, role, since in files["owners"]:
        later = sorted(
            row[3] for row in files["owners"] if row[0] == account and row[2] == role and row[3] > since
        )
        until = date.fromisoformat(later[0]) - timedelta(days=1) if later else None
        assert owners[account, role, since]["person"] == person
        assert owners[account, role, since]["to_date"] == until
    away = [[row["person"], str(row["from_date"]), str(row["to_date"])] for row in leave]
    assert sorted(away) == sorted(files["leave"])
    worth = {
        (row["currency"], str(row["on_date"])): Fraction(row["rate_num"], row["rate_den"]) for row in rates
    }
    assert worth == {(of, on): Fraction(rate) for of, on, rate in files["rates"]}


WRONG = {
    "since": st.sampled_from(["", "2026-02-29", "1.1.2026", "2026-1-1", "x"]),
    "day": st.sampled_from(["", "2026-13-01", "20260101", "2026-01-01T00:00", "-"]),
    "amount": st.sampled_from(["", "NaN", "1e3", "1_000", "٣", "1.005", "1,5", "$5", "--5"]),
    "account": st.sampled_from(["", "A-0", "a-1", "A-1\x07"]),
    "person": st.sampled_from(["zoe", "Ana", "ana\x00", "b\x1ben"]),
    "id": st.sampled_from(["", "\x01", "x" * 201]),
    "name": st.sampled_from(["\x1b[31m", "x" * 501, "\u202eevil"]),
    "note": st.sampled_from(["\x07", "y" * 501, "\u2066"]),
    "role": st.sampled_from(["\x08", "z" * 501]),
    "part": st.sampled_from(["\x08", "z" * 501]),
    "first": st.sampled_from(["", "2027-02-01", "2026-02-29"]),
    "last": st.sampled_from(["2024-12-31", "31.1.2027"]),
    "of": st.sampled_from(["", "USD", "eur", "Euro"]),
    "rate": st.sampled_from(["", "0", "-1", "1,5", "5%", "1/0", "1e3"]),
    "about": st.sampled_from(["E-99", "e-0", "\x01"]),
    "months": st.sampled_from(["-1", "1201", "6.5", "a year"]),
}


@quick
@given(files=companies(), data=st.data())
def test_one_bad_cell_anywhere_changes_nothing(
    databases: Databases, files: Files, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    row = data.draw(st.integers(0, len(files[name]) - 1))
    # An event may do without an account: an empty cell there is no mistake.
    place = data.draw(st.integers(0, len(HEADERS[name]) - 1))
    column = HEADERS[name][place]
    wrong = data.draw(
        WRONG[column].filter(lambda cell: cell != "" or (name, column) != ("events", "account"))
    )
    files[name][row][place] = wrong
    with _company(databases) as company:
        _write(company, files)
        before = company.everything()
        with pytest.raises(ImportRefused) as refused:
            company.imports(MAPPING)
        assert company.everything() == before
    told = [(error.file, error.row) for error in refused.value.errors]
    assert (f"{name}.csv", row + 2) in told


@quick
@given(
    data=st.binary(max_size=60)
    | st.text(st.sampled_from('ab1,"\n\r; \u00e9\x00'), max_size=30).map(str.encode)
)
def test_any_bytes_at_all_are_read_or_refused_with_a_sentence(databases: Databases, data: bytes) -> None:
    with _company(databases) as company:
        (company.folder / "a.csv").write_bytes(b"id,name\n" + data)
        lines = []
        try:
            company.imports("files: {a.csv: {accounts: {account: id, name: name}}}")
        except ImportRefused as refused:
            lines = str(refused).splitlines()
        assert [line for line in lines if not line.startswith("a.csv")] == []
        assert len(company.rows("accounts")) <= data.count(b"\n") + 1
