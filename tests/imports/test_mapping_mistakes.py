"""Every mistake in a mapping is told with its line, and with what was probably meant."""

from pathlib import Path

import pytest

from bot.imports import read_mapping
from calc.language.document import DocumentError

HEAD = "source: crm\ncurrency: USD\nfiles:\n"


def _mistakes(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "mapping.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DocumentError) as refused:
        read_mapping(path)
    return str(refused.value).splitlines()


def test_unknown_names_come_with_what_was_meant(tmp_path: Path) -> None:
    text = """\
source: crm
curency: USD
files:
  a.csv:
    acounts: {account: id}
    accounts:
      acount: id
      name: {colum: name}
"""
    assert _mistakes(tmp_path, text) == [
        "line 2, curency: `curency` is not known here. Did you mean `currency`?",
        "line 5, files.a.csv.acounts: `acounts` is not known here. Did you mean `accounts`?",
        "line 6, files.a.csv.accounts: `account` is missing: accounts need it. "
        "Like `account: NAME OF THE COLUMN`.",
        "line 7, files.a.csv.accounts.acount: `acount` is not known here. Did you mean `account`?",
        "line 8, files.a.csv.accounts.name.colum: `colum` is not known here. Did you mean `column`?",
        "line 8, files.a.csv.accounts.name: say where the value comes from: `column`, `columns`, `always` or "
        "`cases`, one of them.",
    ]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (
            "accounts: {account: id, region: }",
            "line 5, files.a.csv.accounts.region: it is empty. "
            "Name the column it comes from, or take the line away.",
        ),
        (
            "accounts: {account: id, where: region}",
            "line 5, files.a.csv.accounts.where: 'region' is not a condition.",
        ),
        (
            "people: {person: id, team: team}",
            "line 5, files.a.csv.people.team: `team` belongs to a place in the company, "
            "which needs a `role`.",
        ),
        (
            "events: {id: id, kind: {always: Big Deal}, date: day}",
            "line 5, files.a.csv.events.kind.always: 'Big Deal' does not fit: "
            "expected a key of small letters, digits, - and _, a letter first.",
        ),
        (
            "events: {id: id, kind: kind, date: {always: 31.12.2026}}",
            "line 5, files.a.csv.events.date.always: '31.12.2026' does not fit: "
            "expected a date like 2026-01-31 (YYYY-MM-DD), from 1970 to 2199.",
        ),
        (
            "events: {id: id, kind: kind, date: day, amount: {column: a, amounts: 12.5}}",
            "line 5, files.a.csv.events.amount.amounts: '12.5' is not a way to write amounts;",
        ),
        (
            "events: {id: id, kind: kind, date: day, product: {column: a, sign: minus}}",
            "line 5, files.a.csv.events.product.sign: `sign` is not known here.",
        ),
        (
            "events: {id: id, kind: kind, date: day, amount: {column: a, sign: negative}}",
            "line 5, files.a.csv.events.amount.sign: 'negative' is not one of plus, minus.",
        ),
        (
            "events: {id: id, kind: [{new: otherwise}, {upsell: a is b}], date: day}",
            "line 5, files.a.csv.events.kind[2]: no row gets here: the case before takes all (otherwise). "
            "Put it last.",
        ),
        (
            "events: {id: id, kind: [new], date: day}",
            "line 5, files.a.csv.events.kind[1]: here must be `name: value` lines.",
        ),
        (
            "events: {id: id, kind: kind, date: day, history: complete}",
            "line 5, files.a.csv.events.history: events hold for no length of time, so they have no history.",
        ),
        (
            "targets: {metric: m, scope: s, from_date: f}",
            "line 5, files.a.csv.targets: give one of `value` and `amount`, not both.",
        ),
        ("dates: DD/MM", "line 5, files.a.csv.dates: 'DD/MM' is not a way to write dates; combine YYYY"),
        ("separator: ':'", "line 5, files.a.csv.separator: ':' is not one of ;, ,, tab, |."),
        (
            "accounts: {account: id, where: id is among x of b.csv}",
            "line 4, files.a.csv: `id is among x of b.csv` speaks of 'b.csv', which is not among the files. "
            "There are: a.csv.",
        ),
        (
            "accounts: {account: id, where: id is after x of a.csv}",
            "line 4, files.a.csv: `id is after x of a.csv` does not say which row of a.csv; "
            "a check with `match` can.",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(tmp_path: Path, block: str, told: str) -> None:
    lines = _mistakes(tmp_path, HEAD + f"  a.csv:\n    {block}\n")
    assert lines[0].startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("files: {a.csv: {accounts: {account: id}}}", "line 1, source: say where these facts come from."),
        ("source: My CRM\nfiles: {}", "line 1, source: say where these facts come from."),
        ("source: crm", "line 1, files: here must be `name: value` lines."),
        ("source: crm\ncurrency: Dollar\nfiles: {}", "line 2, currency: 'Dollar' is not a currency;"),
        ("source: crm\nfiles:\n  a.xlsx:\n", "line 3, files.a.xlsx: 'a.xlsx' is not a file name here."),
        ("source: crm\nfiles:\n  ../a.csv:\n", "line 3, files.../a.csv: '../a.csv' is not a file name here."),
        ("source: crm\nsource: erp\nfiles: {}", "line 2, source: this name stands here twice."),
        ("source: [", "line 1, the file: this is not YAML:"),
        (b"\xff\xfe", "line 1, the file: it is not UTF-8 text."),
        (
            "source: crm\nfiles: {a.csv: {events: {id: id, kind: k, date: d, amount: a}}}",
            "line 2, files.a.csv.events: `amount` needs a currency.",
        ),
    ],
)
def test_the_frame_of_a_mapping_is_looked_at_too(tmp_path: Path, text: str | bytes, told: str) -> None:
    lines = _mistakes(tmp_path, text)
    assert any(line.startswith(told) for line in lines), lines


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("{in: a.csv, when: x is y, say: Hm.}", "line 6, checks[1]: `done` is missing."),
        (
            "{in: b.csv, when: x is y, say: Hm., done: Kept.}",
            "line 6, checks[1].in: 'b.csv' is not among the files. Did you mean `a.csv`?",
        ),
        (
            "{in: a.csv, match: x, when: x is y, say: Hm., done: Kept.}",
            "line 6, checks[1].match: 'x' does not say which rows belong together;",
        ),
        (
            "{in: a.csv, match: x is y of b.csv, when: x is y, say: Hm., done: Kept.}",
            "line 6, checks[1].match: 'b.csv' is not among the files.",
        ),
        (
            '{in: a.csv, when: x is y, say: "{y of a.csv}", done: Kept.}',
            "line 6, checks[1].say: {y of a.csv} needs a `match` with a.csv.",
        ),
        (
            "{in: a.csv, when: x is y, say: Hm., done: Kept., leave_out: maybe}",
            "line 6, checks[1].leave_out: 'maybe' is not one of yes, no.",
        ),
    ],
)
def test_checks_are_looked_at_too(tmp_path: Path, check: str, told: str) -> None:
    lines = _mistakes(tmp_path, HEAD + f"  a.csv: {{accounts: {{account: id}}}}\nchecks:\n  - {check}\n")
    assert lines[0].startswith(told), lines


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="it cannot be read: No such file"):
        read_mapping(tmp_path / "nowhere.yaml")


def test_a_mapping_is_plain_frozen_values(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("\ufeff" + HEAD + "  a.csv: {accounts: {account: id}}\n")
    mapping = read_mapping(path)
    assert (mapping.source, mapping.files[0].blocks[0].fields["account"].columns) == ("crm", ("id",))
    with pytest.raises(ValueError, match="frozen"):
        mapping.source = "erp"  # type: ignore[misc]
