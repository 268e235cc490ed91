"""The exported files, imported by the mapping that comes with them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.demo.company import Company, make_company
from bot.demo.days import yesterday
from bot.demo.export import MAPPING, write_export
from bot.demo.life import WON
from bot.demo.shapes import Deal
from bot.imports import import_facts, read_mapping
from bot.periods.plans import load_plan
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.workspaces import ensure_workspace
from calc.language.reader import read_plan
from tests.demo.conftest import NOW, SEED, TODAY, Imported

people = table_of(Person)


def test_the_same_seed_and_day_write_the_same_bytes(export: Path, tmp_path: Path) -> None:
    written = write_export(make_company(SEED, TODAY), tmp_path)
    assert len(written) == len(list(export.rglob("*.*"))) > 15
    for path in written:
        assert path.read_bytes() == (export / path.relative_to(tmp_path)).read_bytes(), path.name


def test_writing_again_over_older_files_replaces_them(tmp_path: Path) -> None:
    write_export(make_company(SEED, TODAY - timedelta(days=100)), tmp_path)
    older = (tmp_path / "opportunities.csv").read_bytes()
    write_export(make_company(SEED, TODAY), tmp_path)
    assert (tmp_path / "opportunities.csv").read_bytes() != older


def test_every_fact_of_the_company_is_taken_in(imported: Imported, company: Company) -> None:
    added = {count.kind: count.added for count in imported.report.kinds}
    won = _won(company)
    assert added["accounts"] == len(company.accounts)
    assert added["owners"] == len(company.owners)
    assert added["events"] == len(won) + len(company.losses)
    assert added["credits"] == sum(len(deal.splits) for deal in won)
    assert added["targets"] == len(company.aims)
    assert added["readings"] == len(company.surveys)
    assert added["assignments"] == len(company.agreements)
    assert added["books"] == sum(account.signed is None for account in company.accounts)
    assert imported.report.facts_through == yesterday(company.window)
    assert imported.report.unread_files == ()


def test_the_import_tells_of_exactly_the_slips_that_are_in_the_files(
    imported: Imported, company: Company
) -> None:
    nameless = [deal for deal in company.deals if deal.stage == WON and not deal.product]
    assert {(group.check, group.rows) for group in imported.report.problems} == {
        ("A renewal was won for {Amount}.", 1),
        ("A deal was won without saying what was sold.", len(nameless)),
    }
    assert len(nameless) == 3


def test_only_what_is_open_or_lost_is_left_out_besides(imported: Imported, company: Company) -> None:
    not_won = sum(deal.stage != WON for deal in company.deals)
    splits_not_won = sum(len(deal.splits) for deal in company.deals if deal.stage != WON)
    for_nothing = 1
    assert [(part.file, part.rows) for part in imported.report.left_out] == [
        ("opportunities.csv", not_won),
        ("opportunity_splits.csv", splits_not_won),
        ("opportunities.csv", for_nothing),
    ]


def test_importing_the_same_files_again_changes_nothing(imported: Imported, export: Path) -> None:
    mapping = read_mapping(export / MAPPING)
    again = import_facts(
        imported.engine, imported.workspace_id, mapping, export, NOW, "test", lambda *_: None
    )
    assert (again.added, again.changed) == (0, 0)


def test_people_arrive_with_their_names_and_the_one_who_runs_pay(
    imported: Imported, company: Company
) -> None:
    with reading(imported.engine) as connection:
        rows = connection.execute(
            select(people.c.key, people.c.name, people.c.email, people.c.payroll_id, people.c.is_admin)
        ).all()
    assert {(row.key, row.name, row.email, row.payroll_id) for row in rows} == {
        (one.key, one.name, one.email, f"E-{one.key.removeprefix('E')}") for one in company.members
    }
    assert [row.key for row in rows if row.is_admin] == [company.situations.compensation_admin]


def test_the_plans_lie_beside_the_facts_and_assignments_know_them_by_key(
    export: Path, company: Company
) -> None:
    plans = {read_plan(path.read_text("utf-8")).plan: path for path in (export / "plans").iterdir()}
    assert {path.stem for path in plans.values()} == set(plans)
    assert {one.plan for one in company.agreements} == set(plans)
    assert [
        (export / "plans" / f"{read_plan(text).plan}.yaml").read_text("utf-8") for text in company.plans
    ] == (company.plans)


def test_the_readme_speaks_of_every_file_and_of_people_who_exist(export: Path, company: Company) -> None:
    readme = (export / "README.md").read_text("utf-8")
    for path in export.glob("*.csv"):
        assert path.name in readme
    named = set(re.findall(r"^  (E\d+)  ", readme, re.MULTILINE))
    assert len(named) == 8
    assert named <= {member.key for member in company.members}
    assert all(member.name in readme for member in company.members if member.key in named)


def _won(company: Company) -> list[Deal]:
    """The deals that become events: won, and not the renewal for nothing, which is left out."""
    nothing = company.situations.deals["won for nothing"]
    return [deal for deal in company.deals if deal.stage == WON and deal.key != nothing]


@pytest.mark.parametrize("today", ["2026-01-01", "2027-04-02", "2028-02-29", "2026-12-31"])
def test_on_any_day_the_export_is_taken_in_whole(today: str, sqlite_engine: Engine, tmp_path: Path) -> None:
    company = make_company(20_260_101, date.fromisoformat(today))
    write_export(company, tmp_path)
    now = datetime.combine(company.window.today, time(9), UTC)
    with writing(sqlite_engine) as connection:
        workspace_id = ensure_workspace(connection, company.name)
        for text in company.plans:
            load_plan(connection, workspace_id, text, now)
    mapping = read_mapping(tmp_path / MAPPING)
    report = import_facts(sqlite_engine, workspace_id, mapping, tmp_path, now, "test", lambda *_: None)
    assert report.facts_through == yesterday(company.window)
    assert {count.kind: count.added for count in report.kinds}["accounts"] == len(company.accounts)
    assert [group.rows for group in report.problems] == [1, 3]
