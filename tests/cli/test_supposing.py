"""`explain`, `what-if` and `plan diff`: why, what if, and what would have been, on the command line."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from bot.store.base import table_of
from bot.store.tables import AuditEntry
from tests.cli.conftest import Micdrop
from tests.pictures import NOW

AT = ("--now", NOW.isoformat())
WHO = "E1011"


@pytest.fixture
def company(micdrop: Micdrop, export: Path) -> Micdrop:
    """The demo company from its files, as a person would bring it in."""
    assert (
        micdrop("plan", "load", *(str(path) for path in sorted((export / "plans").glob("*.yaml")))).code == 0
    )
    assert micdrop("import", str(export / "mapping.yaml")).code == 0
    return micdrop


def changed_plan(export: Path, folder: Path) -> str:
    """The plan with 6% instead of 4% of each upsell."""
    text = (export / "plans" / "base-and-variable.yaml").read_text("utf-8")
    file = folder / "changed.yaml"
    file.write_text(text.replace("rate: 4%}", "rate: 6%}"), "utf-8")
    return str(file)


def actions() -> list[str]:
    import os

    engine = create_engine(os.environ["DATABASE_URL"])
    audit = table_of(AuditEntry)
    with engine.connect() as connection:
        return list(connection.execute(select(audit.c.action)).scalars())


def test_every_line_is_explained_down_to_its_event_and_clause(company: Micdrop) -> None:
    ran = company("explain", WHO, "last quarter", *AT)
    assert ran.code == 0, ran.err
    assert "[components.renewals.rates[2]]" in ran.out
    assert "× 0.8% rate" in ran.out
    assert "Team gross retention" in ran.out
    assert any("explain" in action for action in actions())


def test_one_line_can_be_asked_for_by_its_number(company: Micdrop) -> None:
    every = company("explain", WHO, "last quarter", *AT).out
    one = company("explain", WHO, "last quarter", "--line", "2", *AT).out
    assert one.strip() in every
    assert one != every
    none = company("explain", WHO, "last quarter", "--line", "999", *AT)
    assert none.code == 1
    assert "999" in none.err


def test_a_deal_is_supposed_and_the_difference_shown(company: Micdrop) -> None:
    """20,000.00 × 4% = 800.00 more of expansion."""
    ran = company("what-if", WHO, "--event", "upsell $20,000", *AT)
    assert ran.code == 0, ran.err
    row = next(line for line in ran.out.splitlines() if "Expansion" in line)
    assert "$800.00" in row
    assert "supposed" in actions()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--event", "upsel $20,000"), "upsel"),
        (("--event", "upsell lots"), "lots"),
        (("--attain", "happiness=100%"), "happiness"),
        ((), "Say what to suppose"),
    ],
)
def test_what_cannot_be_supposed_is_told(company: Micdrop, asked: tuple[str, ...], words: str) -> None:
    ran = company("what-if", WHO, *asked, *AT)
    assert ran.code == 1
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_changed_plan_shows_who_wins_and_what_it_costs(
    company: Micdrop, export: Path, tmp_path: Path
) -> None:
    changed = changed_plan(export, tmp_path)
    ran = company(
        "plan", "diff", "base-and-variable", changed, "--on", "last quarter", "--on", "2026-Q2", *AT
    )
    assert ran.code == 0, ran.err
    assert "Q3 2026" in ran.out
    assert "All together" in ran.out
    assert "0 lose" in ran.out


def test_the_same_plan_changes_nothing(company: Micdrop, export: Path) -> None:
    same = str(export / "plans" / "base-and-variable.yaml")
    ran = company("plan", "diff", "base-and-variable", same, "--on", "last quarter", *AT)
    assert ran.code == 0, ran.err
    assert "0 win, 0 lose" in ran.out


def test_nobody_by_that_name_is_told_with_who_it_may_be(company: Micdrop) -> None:
    ran = company("explain", "E1O11", *AT)
    assert ran.code == 1
    assert "Did you mean" in ran.err
