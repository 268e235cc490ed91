"""Finding a design, copying it, reading it, on the command line."""

import json
from pathlib import Path

import pytest

from calc.designs import designs
from calc.language.reader import read_plan
from tests.cli.conftest import Micdrop


def test_every_design_is_listed_with_what_it_is_for_how_it_pays_and_where_it_comes_from(
    micdrop: Micdrop,
) -> None:
    ran = micdrop("plan", "list")
    assert ran.code == 0
    plain = " ".join(ran.out.split())
    for design in designs():
        assert f"{design.key} {' '.join(design.plan.title.split())} (" in plain
        assert f"What it is for: {' '.join(design.plan.goal.split())}" in plain
        assert f"Where it comes from: {' '.join(design.plan.source.split())}" in plain
    assert "growth  Growth  (bonus, commission)" in ran.out


def test_designs_are_chosen_by_what_the_company_goes_for(micdrop: Micdrop) -> None:
    ran = micdrop("plan", "list", "--goal", "onboarding")
    assert ran.code == 0
    heads = [line.split()[0] for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert heads == ["To", "onboarding", "time-to-value", "first-90-days", "linked-teams", "Copy"]
    assert "To bring new customers to their first success, the nearest first:" in ran.out
    assert "Why: Days from kick-off to first value, and how content the customer was." in ran.out


def test_a_goal_that_nobody_knows_is_told_with_those_there_are(micdrop: Micdrop) -> None:
    ran = micdrop("plan", "list", "--goal", "retenion")
    assert ran.code == 1
    assert "'retenion' is not a goal we know." in ran.err
    assert "Did you mean retention?" in ran.err


def test_a_copy_is_written_with_what_was_asked_for_and_passes(micdrop: Micdrop, tmp_path: Path) -> None:
    ran = micdrop(
        "plan", "new", "--from", "base-and-variable", "our-plan.yaml",
        "--title", "Our plan", "--currency", "eur", "--start", "2026-01-01",
    )  # fmt: skip
    assert ran.code == 0
    assert "our-plan.yaml is written." in ran.out
    text = (tmp_path / "our-plan.yaml").read_text("utf-8")
    plan = read_plan(text)
    assert (plan.plan, plan.title, plan.currency, str(plan.from_date)) == (
        "our-plan", "Our plan", "EUR", "2026-01-01",
    )  # fmt: skip
    assert text.startswith("# BASE AND VARIABLE\n#\n")
    checked = micdrop("plan", "check", "our-plan.yaml")
    assert checked.code == 0
    assert f"Our plan: {len(plan.cases)} cases, 0 failed." in checked.out


def test_a_copy_without_a_name_is_called_like_its_key(micdrop: Micdrop, tmp_path: Path) -> None:
    assert micdrop("plan", "new", "--from", "growth", "--key", "sell-more").code == 0
    assert read_plan((tmp_path / "sell-more.yaml").read_text("utf-8")).plan == "sell-more"
    assert micdrop("plan", "new", "--from", "growth").code == 0
    assert read_plan((tmp_path / "growth.yaml").read_text("utf-8")).plan == "growth"


def test_nothing_is_written_over_without_force(micdrop: Micdrop, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("precious")
    ran = micdrop("plan", "new", "--from", "growth", "mine.yaml")
    assert ran.code == 1
    assert "mine.yaml is there already." in ran.err
    assert file.read_text() == "precious"
    assert micdrop("plan", "new", "--from", "growth", "mine.yaml", "--force").code == 0
    assert "plan: mine" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "grwth", "x.yaml"), "There is no design 'grwth'. Did you mean growth?"),
        (("--from", "growth", "x.yaml", "--currency", "XXQ"), "'XXQ' is not a currency"),
        (
            ("--from", "growth", "x.yaml", "--currency", "JPY"),
            "Its amounts do not fit JPY: copy it without --currency",
        ),
        (("--from", "growth", "x.yaml", "--start", "soon"), "'soon' is not a day; write it like 2026-01-31."),
        (
            ("--from", "firsts", "x.yaml", "--start", "2026-04-01"),
            "begin it on 2026-01-01, then change `from:`",
        ),
        (("--from", "growth", "x.yaml", "--key", "Not A Key"), "'Not A Key' is not a good key"),
    ],
)
def test_a_copy_that_cannot_be_is_told_and_not_written(
    micdrop: Micdrop, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = micdrop("plan", "new", *arguments)
    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "x.yaml").exists()


def test_a_design_that_has_no_days_in_its_cases_begins_on_any_day(micdrop: Micdrop, tmp_path: Path) -> None:
    assert micdrop("plan", "new", "--from", "growth", "x.yaml", "--start", "2026-04-01").code == 0
    assert "from: 2026-04-01" in (tmp_path / "x.yaml").read_text("utf-8")
    assert micdrop("plan", "check", "x.yaml").code == 0


def test_a_plan_is_said_in_words(micdrop: Micdrop) -> None:
    assert micdrop("plan", "new", "--from", "growth", "x.yaml").code == 0
    ran = micdrop("plan", "explain", "x.yaml")
    assert ran.code == 0
    assert ran.out.startswith("Growth (x)\n==========\nIn force from 1 Jan 2024, and paid in USD.\n")
    assert "Reaching 50% of the target pays 25%, 100% pays in full and 150% pays 200%.\n" in ran.out
    assert "You earn 1% of each upsell.\n" in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())


def test_the_schema_is_printed_or_written(micdrop: Micdrop, tmp_path: Path) -> None:
    printed = json.loads(micdrop("plan", "schema").out)
    assert "components" in printed["properties"]
    ran = micdrop("plan", "schema", "plan.schema.json")
    assert "# yaml-language-server: $schema=plan.schema.json" in ran.out
    assert json.loads((tmp_path / "plan.schema.json").read_text("utf-8")) == printed
