"""`micdrop audit`: who did what, and the proof that nobody changed the record of it."""

import os

import pytest
from sqlalchemy import text

from bot.store.engine import open_engine, writing
from tests.cli.conftest import Micdrop


@pytest.fixture
def looked(filled: Micdrop) -> Micdrop:
    """Somebody looked at Ana's pay twice, and at Noah's once."""
    for person in ("Ana Beltrán", "Noah Feldstein", "E1007"):
        assert filled("explain", person, "last quarter", "--line", "1").code == 0
    return filled


def test_the_last_entries_are_listed_the_newest_below(looked: Micdrop) -> None:
    lines = looked("audit", "list", "--last", "2").out.splitlines()
    assert lines[0].split() == ["Number", "When", "Who", "What", "About", "More"]
    assert [line.split()[-4:-2] for line in lines[1:]] == [["explained", "E1015"], ["explained", "E1007"]]
    assert all("command line" in line and "period: 20" in line for line in lines[1:])


def test_only_what_concerns_a_person(looked: Micdrop) -> None:
    out = looked("audit", "list", "--person", "Ana Beltrán").out
    assert out.count("E1007") == 2
    assert "E1015" not in out


def test_of_somebody_whom_nothing_concerns_it_says_so(looked: Micdrop) -> None:
    assert looked("audit", "list", "--person", "E1016").out == "There is no such entry.\n"


def test_nothing_is_listed_of_an_empty_log_and_an_empty_log_is_whole(micdrop: Micdrop) -> None:
    assert micdrop("audit", "list").out == "The audit log is empty.\n"
    ran = micdrop("audit", "verify")
    assert (ran.code, ran.out) == (0, "default: the audit log is empty.\n")


def test_a_whole_log_is_proved_with_the_digest_that_stands_for_it(looked: Micdrop) -> None:
    ran = looked("audit", "verify")
    assert ran.code == 0
    assert "entries, each as it was written." in ran.out
    assert len(ran.out.split()[-1]) == 64


def test_the_first_broken_entry_is_named_and_the_exit_code_is_1(looked: Micdrop) -> None:
    engine = open_engine(os.environ["DATABASE_URL"])
    with writing(engine) as connection:
        connection.execute(text("DROP TRIGGER sealed_audit_log_update"))
        connection.execute(text("UPDATE audit_log SET actor = 'person ghost' WHERE number IN (2, 4)"))
    engine.dispose()
    ran = looked("audit", "verify")
    assert ran.code == 1
    assert "entry 2 (20" in ran.err
    assert "person ghost" in ran.err
    assert "is broken. What stands there is not what was written" in ran.err
    assert "What comes before it is right: 1 entry." in ran.err
    assert "entry 4" not in ran.err
