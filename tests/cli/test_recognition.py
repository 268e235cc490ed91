"""`micdrop recognition`: setting drop the mic up, and taking out what was given."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.runtime import open_store
from bot.settings import read_settings
from bot.slack.cells import text_cell
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.recognition import Member, Nomination, Receiver
from bot.store.tables import AuditEntry
from tests.cli.conftest import Micdrop


def test_it_is_set_up_with_a_channel_and_shown(micdrop: Micdrop) -> None:
    before = micdrop("recognition", "setup")
    assert (before.code, before.out) == (1, "")
    assert "`micdrop recognition setup --channel C0123ABCD`" in before.err
    made = micdrop("recognition", "setup", "--channel", "C0WINS", "--choosing", "ballot")
    assert made.code == 0
    assert "channel             C0WINS" in made.out
    assert "allowance           10 people a month, the same one 3 times" in made.out
    assert "who decides         a secret ballot (ballot)" in made.out
    changed = micdrop("recognition", "setup", "--allowance", "4", "--guests", "--quiet-until", "08:30")
    assert "channel             C0WINS" in changed.out
    assert "allowance           4 people a month" in changed.out
    assert "guests              may give and receive" in changed.out
    assert micdrop("recognition", "setup").out == changed.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--channel", "wins"], "'wins' is not a channel's id; write it like C0123ABCD."),
        (["--allowance", "0"], "Monthly allowance is a whole number from 1 to 1000, not 0."),
        (["--choosing", "dice"], "Choosing is one of most_endorsed, ballot, committee, not 'dice'."),
        (["--quiet-from", "25:00"], "Quiet from is a time of day like 09:00, not '25:00'."),
        (["--pair-cap", "3"], "Drop the mic needs a channel for its posts"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(
    micdrop: Micdrop, arguments: list[str], sentence: str
) -> None:
    ran = micdrop("recognition", "setup", *arguments)
    assert ran.code == 1
    assert sentence in ran.err
    assert micdrop("recognition", "setup").code == 1


def test_values_are_added_renamed_and_retired(micdrop: Micdrop) -> None:
    assert "There are no values yet." in micdrop("recognition", "values").out
    ran = micdrop("recognition", "values", "--add", "#Grit=Never give up", "--add", "care")
    assert ran.out == "#grit  Never give up\n#care  Care\n"
    assert micdrop("recognition", "values", "--add", "grit=Do not stop").out.startswith("#grit  Do not stop")
    assert micdrop("recognition", "values", "--retire", "grit").out == "#care  Care\n"
    again = micdrop("recognition", "values", "--retire", "grit")
    assert "There is no value 'grit'. The values are: #care." in again.err
    assert micdrop("recognition", "values", "--add", "grit=Back").out == "#grit  Back\n#care  Care\n"
    for wrong in ("#42=No letter", "two words=x"):
        assert "cannot be a hashtag" in micdrop("recognition", "values", "--add", wrong).err


def test_hosts_are_named_by_their_keys(filled: Micdrop) -> None:
    assert filled("recognition", "hosts").out == "Ruth Adeyemi (E1002), as a compensation admin\n"
    assert filled("recognition", "hosts", "--add", "E1001").out.endswith(" (E1001)\n")
    assert "(E1002)" not in filled("recognition", "hosts").out
    assert "(E1002)" in filled("recognition", "hosts", "--remove", "E1001").out
    assert "Nobody here has the key 'E9'" in filled("recognition", "hosts", "--add", "E9").err
    filled("workspace", "--remove-admin", "E1002")
    assert "Nobody looks after the award." in filled("recognition", "hosts").out


def test_every_change_is_in_the_audit_log(micdrop: Micdrop) -> None:
    micdrop("recognition", "setup", "--channel", "C0WINS")
    micdrop("recognition", "values", "--add", "grit")
    micdrop("recognition", "values", "--retire", "grit")
    log = table_of(AuditEntry)
    with open_store(read_settings().database_url).connect() as connection:
        rows = connection.execute(log.select().where(log.c.action != "schedule_added").order_by(log.c.id))
        found = [(row.actor, row.action) for row in rows]
    assert found == [
        ("command line", "recognition_changed"),
        ("command line", "value_added"),
        ("command line", "value_retired"),
    ]


def _given(words: str, link: str | None = None) -> None:
    """A nomination in the store, by somebody whose name would be a formula."""
    engine = open_store(read_settings().database_url)
    now = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    with writing(engine) as connection:
        ids = []
        for user, name in (("U1", "=cmd()"), ("U2", 'Lee, the "Fox"')):
            row = Member(workspace_id=1, slack_user_id=user, name=name, seen_at=now)
            made = insert(table_of(Member)).values(row.model_dump(exclude={"id"}))
            ids.append(connection.execute(made.returning(table_of(Member).c.id)).scalar_one())
        one = Nomination(
            workspace_id=1, giver_id=ids[0], month="2026-11", giver_month="2026-11", words=words, link=link,
            request_key="1", given_at=now,
        )  # fmt: skip
        kept = insert(table_of(Nomination)).values(one.model_dump(exclude={"id"}))
        number = connection.execute(kept.returning(table_of(Nomination).c.id)).scalar_one()
        named = {"workspace_id": 1, "nomination_id": number, "member_id": ids[1]}
        connection.execute(insert(table_of(Receiver)).values(named))


def test_the_export_opens_in_a_spreadsheet_as_text(micdrop: Micdrop, tmp_path: Path) -> None:
    micdrop("recognition", "setup", "--channel", "C0WINS")
    micdrop("workspace", "--time-zone", "Europe/Berlin")
    _given('+1 for this,\nand "more"', "https://x.example/?a=1&b=2")
    (row,) = csv.DictReader(io.StringIO(micdrop("recognition", "export").out))
    assert row == {
        "nomination": "1",
        "given_at": "2026-11-03T10:30:00+01:00",
        "month": "2026-11",
        "giver": "'=cmd()",
        "giver_key": "",
        "receiver": 'Lee, the "Fox"',
        "receiver_key": "",
        "value": "",
        "words": '\'+1 for this,\nand "more"',
        "link": "https://x.example/?a=1&b=2",
        "endorsements": "0",
        "withdrawn": "",
    }
    file = tmp_path / "given.csv"
    assert micdrop("recognition", "export", str(file), "--month", "2026-11").out == f"1 row is in {file}.\n"
    assert micdrop("recognition", "export", "--month", "2026-10").out.count("\n") == 1
    assert "'November' is not a month." in micdrop("recognition", "export", "--month", "November").err


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_no_cell_is_calculated(start: str) -> None:
    assert text_cell(f"{start}HYPERLINK(1)").startswith("'")
    assert text_cell(f"a{start}1") == f"a{start}1"


def test_a_cell_hides_nothing(micdrop: Micdrop) -> None:
    assert text_cell("\x00\u202e=1+1") == "'=1+1"
    assert text_cell("Ordinary words") == "Ordinary words"
