"""The main job on real input: a company's own export, a plan, and one person's question.

The data is not part of the project; without it the tests say so and are skipped.
"""

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.slack.numbers import money
from bot.store.base import table_of
from bot.store.engine import open_engine, reading
from bot.store.facts import facts_between, plan_documents
from bot.store.tables import Line, PeriodRow, Person, Statement
from calc.facts import SCHEMAS
from tests.calc.oracle.days import Answer
from tests.calc.oracle.spans import Period as OraclePeriod
from tests.calc.oracle.statement import answer_for
from tests.cli.conftest import Micdrop

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "ravenstack"
MAPPING = ROOT / "bot" / "imports" / "mappings" / "ravenstack.yaml"
PLAN = ROOT / "calc" / "library" / "base-and-variable.yaml"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the ravenstack data is not at {DATA}: the main job was not tried on it"
)


@pytest.fixture
def ravenstack(micdrop: Micdrop) -> Micdrop:
    """An empty store, then what a person would type."""
    assert micdrop("plan", "load", str(PLAN)).code == 0
    assert micdrop("import", str(MAPPING), str(DATA)).code == 0
    pay = ("--base", "$70,000", "--variable", "$30,000", "--from", "2024-01-01")
    assert micdrop("plan", "assign", "base-and-variable", "--role", "csm", *pay).code == 0
    return micdrop


def told_by_oracle() -> Answer:
    """The third quarter of 2024 as the oracle has it, from every fact in the store since the beginning."""
    engine = open_engine(os.environ["DATABASE_URL"])
    end = date(2024, 9, 30)
    with reading(engine) as connection:
        facts = facts_between(connection, 1, date(2000, 1, 1), end)
        texts = plan_documents(connection, 1)
    engine.dispose()
    rows = {table: getattr(facts, table).to_dicts() for table in SCHEMAS}
    return answer_for(texts, rows, OraclePeriod("quarter", "2024-Q3", date(2024, 7, 1), end))


def kept_lines(person: str) -> list[tuple[str, str | None, int, str, int]]:
    engine = open_engine(os.environ["DATABASE_URL"])
    lines, statements = table_of(Line), table_of(Statement)
    people, periods = table_of(Person), table_of(PeriodRow)
    query = (
        select(lines.c.component, lines.c.event, lines.c.basis_minor, lines.c.rate, lines.c.amount_minor)
        .join_from(lines, statements, statements.c.id == lines.c.statement_id)
        .join(people, people.c.id == statements.c.person_id)
        .join(periods, periods.c.id == statements.c.period_id)
        .where(people.c.key == person, periods.c.key == "2024-Q3")
    )
    with reading(engine) as connection:
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return sorted(found, key=str)


def test_a_csm_asks_for_a_quarter_and_the_oracle_confirms_every_line(ravenstack: Micdrop) -> None:
    ran = ravenstack("ask", "/mycomp 2024-Q3", "--as", "csm-03", "--json")
    shown = json.loads(ran.out)[0]["text"]["text"]
    told = [line for line in told_by_oracle().lines if line["person"] == "csm-03"]
    total = sum(line["amount_minor"] for line in told)
    assert len(told) > 40
    assert shown == f"{money(total, 'USD', 'en_US')} earned in Q3 2024"
    assert kept_lines("csm-03") == sorted(
        (
            (
                line["component"],
                line["event"],
                line["basis_minor"],
                f"{line['rate'].numerator}/{line['rate'].denominator}",
                line["amount_minor"],
            )
            for line in told
        ),
        key=str,
    )


def test_everybody_gets_what_the_oracle_gives_them(ravenstack: Micdrop) -> None:
    assert ravenstack("calculate", "2024-Q3").code == 0
    told: dict[str, int] = {}
    for line in told_by_oracle().lines:
        told[line["person"]] = told.get(line["person"], 0) + line["amount_minor"]
    kept = {person: sum(row[-1] for row in kept_lines(person)) for person in told}
    assert len(told) == 22
    assert kept == told


def test_what_contradicts_itself_in_the_data_is_listed(ravenstack: Micdrop) -> None:
    ran = ravenstack("import", str(MAPPING), str(DATA))
    assert "nothing has changed since" in ran.out
    found = re.findall(r"• (\w+\.csv), ([\d,]+) rows?, for example", ran.out)
    assert ("support_tickets.csv", "1,077") in found
    assert {file for file, _ in found} >= {
        "accounts.csv",
        "churn_events.csv",
        "owners.csv",
        "subscriptions.csv",
    }
