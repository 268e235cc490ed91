"""One demo company for all its tests, exported, imported and calculated once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.demo.company import Company, make_company
from bot.demo.days import yesterday
from bot.demo.export import MAPPING, write_export
from bot.imports import ImportReport, import_facts, read_mapping
from bot.periods.plans import load_plan
from bot.store.engine import open_engine, reading, writing
from bot.store.facts import facts_between, plan_documents
from bot.store.workspaces import ensure_workspace
from calc.language.reader import read_plan
from calc.periods import Period
from calc.results import Calculation
from calc.statement import calculate
from tests.databases import Databases

SEED = 7
TODAY = date(2026, 11, 20)  # in the eighth week of a quarter
NOW = datetime.combine(TODAY, time(9), UTC)


@dataclass(frozen=True)
class Imported:
    """A store with the demo company in it. `results` are by the period's key, in order."""

    engine: Engine
    workspace_id: int
    report: ImportReport
    results: dict[str, Calculation]

    @property
    def current(self) -> Calculation:
        return list(self.results.values())[-1]

    @property
    def previous(self) -> Calculation:
        return list(self.results.values())[-2]


@pytest.fixture(scope="session")
def company() -> Company:
    return make_company(SEED, TODAY)


@pytest.fixture(scope="session")
def export(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "export"
    write_export(company, folder)
    return folder


@pytest.fixture(scope="session")
def imported(company: Company, export: Path, databases: Databases) -> Iterator[Imported]:
    engine = open_engine(databases.fresh("sqlite"))
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, company.name)
        for text in company.plans:
            load_plan(connection, workspace_id, text, NOW)
    report = import_facts(
        engine, workspace_id, read_mapping(export / MAPPING), export, NOW, "test", lambda *_: None
    )
    results = {
        quarter.key: _calculated(engine, workspace_id, quarter, yesterday(company.window))
        for quarter in company.window.quarters
    }
    yield Imported(engine, workspace_id, report, results)
    engine.dispose()


def _calculated(engine: Engine, workspace_id: int, period: Period, as_of: date) -> Calculation:
    with reading(engine) as connection:
        plans = [read_plan(text) for text in plan_documents(connection, workspace_id)]
        facts = facts_between(connection, workspace_id, period.start, min(period.end, as_of))
    return calculate(plans, facts, period, as_of)
