"""What the HR system says of people's plans leaves contests alone that somebody started in Slack."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.imports import import_facts, read_mapping
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.plans import Assignment, Plan
from tests.spiffs.stage import Stage, people
from tests.spiffs.starting import start

assignments, plans = table_of(Assignment), table_of(Plan)
MAPPING = """
source: hr
files:
  plans.csv:
    assignments: {{person: person, plan: plan, from_date: from{more}}}
"""


def on_plans(stage: Stage, person: str) -> list[tuple[str, str, str]]:
    query = (
        select(plans.c.title, assignments.c.from_date, assignments.c.to_date)
        .join_from(assignments, plans, plans.c.id == assignments.c.plan_id)
        .join(people, people.c.id == assignments.c.person_id)
        .where(people.c.key == person)
        .order_by(plans.c.title, assignments.c.from_date)
    )
    with reading(stage.door.engine) as connection:
        return [(row.title, str(row.from_date), str(row.to_date)) for row in connection.execute(query)]


@pytest.mark.parametrize("more", ["", ", to_date: to", ", to_date: to, history: complete"])
def test_plans_imported_anew_end_no_contest_and_are_ended_by_none(
    stage: Stage, tmp_path: Path, more: str
) -> None:
    start(stage, "ben", "most-renewals", prizes="Day off")
    before = on_plans(stage, "ana")
    assert ("Most renewals", "2024-08-01", "2024-08-31") in before
    (tmp_path / "mapping.yaml").write_text(MAPPING.format(more=more), "utf-8")
    (tmp_path / "plans.csv").write_text("person,plan,from,to\nana,care,2024-01-01,\n", "utf-8")
    mapping = read_mapping(tmp_path / "mapping.yaml")
    door = stage.door
    import_facts(
        door.engine, door.workspace_id, mapping, tmp_path, door.clock(), "test", progress=lambda *_: None
    )
    assert on_plans(stage, "ana") == before
