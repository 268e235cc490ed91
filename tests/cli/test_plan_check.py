"""`micdrop plan check`: mistakes with their line, and why a case came out otherwise."""

from pathlib import Path

from tests.cli.conftest import Micdrop
from tests.cli.test_facts_and_plans import PLAN, written


def test_the_reasons_of_every_line_of_a_case_that_fails_are_shown(micdrop: Micdrop, tmp_path: Path) -> None:
    ran = micdrop("plan", "check", written(tmp_path, PLAN.replace("$20.00", "$25.00")))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "✗ A renewal of $1,000 pays 2%",
        "    ana, renewals: expected $25.00, got $20.00",
        "      $20.00  Renewals",
        "        2% of each renewal. [components.renewals.rates[1]]",
        "        For 2026-Q1",
        "        event 1: renewal on 1 Jan 2026",
        "          in all $1,000.00",
        "        Amount $1,000.00",
        "        × 2% rate",
        "        = $20.00",
        "Tiny plan: 1 case, 1 failed.",
    ]


def test_pay_that_did_not_come_and_problems_that_did_are_told(micdrop: Micdrop, tmp_path: Path) -> None:
    text = PLAN.replace('person: ana, amount: "$1,000"', "person: ana, currency: EUR, amount: 1000").replace(
        "amount: $1,000", "amount: '1,000'"
    )
    ran = micdrop("plan", "check", written(tmp_path, text))
    assert ran.code == 1
    assert "ana, renewals: expected $20.00, got $0.00" in ran.out
    assert "      Nothing came." in ran.out
    assert "    an unexpected problem: other_currency" in ran.out
    assert "      Renewals: 1 event in EUR not paid" in ran.out
    missing = micdrop("plan", "check", written(tmp_path, f"{PLAN}    problems: [no_target]\n"))
    assert "expected the problem no_target, which did not come" in missing.out


def test_several_files_are_checked_and_a_wrong_one_does_not_keep_the_others_from_it(
    micdrop: Micdrop, tmp_path: Path
) -> None:
    good, wrong = tmp_path / "good.yaml", tmp_path / "wrong.yaml"
    good.write_text(PLAN, encoding="utf-8")
    wrong.write_text(PLAN.replace("currency: USD", "currency: dollars"), encoding="utf-8")
    ran = micdrop("plan", "check", str(wrong), "nowhere.yaml", str(good))
    assert ran.code == 1
    assert "wrong.yaml has 1 mistake:" in ran.err
    assert "line 4, currency: 'dollars' is not a currency" in ran.err
    assert "There is no file nowhere.yaml." in ran.err
    assert "Tiny plan: 1 case, 0 failed." in ran.out
    assert micdrop("plan", "check", str(good), str(good)).code == 0
