"""From files to a calculated period, on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Micdrop
from tests.pictures import NOW

AT = NOW.isoformat()
PLAN = """\
plan: tiny
title: Tiny plan
from: 2026-01-01
currency: USD
components:
  renewals:
    pay: commission
    title: Renewals
    rates: [{kind: renewal, rate: 2%}]
cases:
  - case: A renewal of $1,000 pays 2%
    # 1,000.00 × 2% = 20.00
    people: [{person: ana}]
    events: [{kind: renewal, person: ana, amount: "$1,000"}]
    pays: [{person: ana, component: renewals, amount: "$20.00"}]
"""


def written(folder: Path, text: str) -> str:
    file = folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_plan_whose_cases_hold_passes(micdrop: Micdrop, tmp_path: Path) -> None:
    ran = micdrop("plan", "check", written(tmp_path, PLAN))
    assert ran.code == 0
    assert "✓ A renewal of $1,000 pays 2%" in ran.out
    assert "1 case, 0 failed" in ran.out


def test_a_case_that_fails_says_what_was_expected_and_what_came(micdrop: Micdrop, tmp_path: Path) -> None:
    ran = micdrop("plan", "check", written(tmp_path, PLAN.replace("$20.00", "$25.00")))
    assert ran.code == 1
    assert "ana, renewals: expected $25.00, got $20.00" in ran.out


def test_every_mistake_in_a_plan_is_told_with_its_line(micdrop: Micdrop, tmp_path: Path) -> None:
    broken = PLAN.replace("rate: 2%", "ratio: 2%").replace("currency: USD", "currency: dollars")
    ran = micdrop("plan", "check", written(tmp_path, broken))
    assert ran.code == 1
    assert "line 4, currency: 'dollars' is not a currency" in ran.err
    assert (
        "line 9, components.renewals.rates[1].ratio: this name is not known here. Did you mean `rate`?"
        in ran.err
    )
    assert "Traceback" not in ran.err + ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "check", "nowhere.yaml"), "There is no file nowhere.yaml."),
        (("plan", "load", "nowhere.yaml"), "There is no file nowhere.yaml."),
        (("import", "nowhere.yaml"), "nowhere.yaml"),
        (("plan", "assign", "nothing", "--role", "csm"), "There is no plan 'nothing' here."),
        (("plan", "assign", "tiny"), "Say whom"),
        (("calculate", "Q9"), "I can't tell which period 'Q9' is."),
        (("calculate", "Q1 2090"), "has not begun"),
        (("ask", "/mycomp", "--as", "nobody"), "Nobody here is 'nobody'."),
        (
            ("ask", "/yourcomp", "--as", "nobody"),
            "'/yourcomp' is not a command. There are: /mycomp, /micdrop",
        ),
        (("serve",), "Set SLACK_BOT_TOKEN"),
        (("workspace", "--time-zone", "Mars/Olympus"), "'Mars/Olympus' is not a time zone"),
        (("workspace", "--pay-period", "fortnight"), "by month or by quarter"),
        (("workspace", "--add-admin", "E404"), "Nobody here has the key 'E404'."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(micdrop: Micdrop, arguments: tuple[str, ...], said: str) -> None:
    ran = micdrop(*arguments)
    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err + ran.out


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(
    micdrop: Micdrop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////no/such/folder/micdrop.db")
    ran = micdrop("calculate", "Q1")
    assert ran.code == 1
    assert "The database cannot be used" in ran.err
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    assert "SQLite or PostgreSQL" in micdrop("calculate", "Q1").err


def test_importing_again_changes_nothing_and_says_so(filled: Micdrop, export: Path) -> None:
    ran = filled("import", str(export / "mapping.yaml"))
    assert ran.code == 0
    assert "These files were imported before; nothing has changed since." in ran.out
    assert "0 added, 0 changed" in ran.out


def test_what_contradicts_itself_is_listed_with_its_row(
    filled: Micdrop, export: Path, tmp_path: Path
) -> None:
    ran = filled("import", "--problems", str(export / "mapping.yaml"))
    assert "opportunities.csv, 3 rows, for example" in ran.out


def test_calculating_tells_counts_and_problems_and_no_amount(filled: Micdrop) -> None:
    ran = filled("calculate", "last quarter", "--now", AT)
    assert ran.code == 0
    assert "Q3 2026: " in ran.out
    assert "No pay plan is assigned for this period." in ran.out
    assert "$" not in ran.out


def test_a_year_is_calculated_quarter_by_quarter(filled: Micdrop) -> None:
    ran = filled("calculate", "2026", "--now", AT)
    assert [line[:7] for line in ran.out.splitlines() if "statements" in line] == [
        "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026",
    ]  # fmt: skip


def test_people_are_put_on_a_plan_by_role(filled: Micdrop, tmp_path: Path) -> None:
    assert filled("plan", "load", written(tmp_path, PLAN)).code == 0
    ran = filled("plan", "assign", "tiny", "E1007", "E1008", "--variable", "$10,000", "--from", "2026-04-01")
    assert ran.code == 0
    assert "2 people on tiny from 2026-04-01: E1007, E1008." in ran.out
