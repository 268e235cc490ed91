"""How contests stand is worked out once for all who look, and anew when something is new."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from bot.people.company import company_in
from bot.spiffs import running
from bot.spiffs.tables_of import running_in
from bot.store.engine import reading
from tests.spiffs.stage import EVERYBODY, RENEWALS, Stage


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The day for which it was, each time that it was."""
    days: list[date] = []

    def counted(connection: Any, company: Any, day: date, now: Any) -> Any:
        days.append(day)
        return running_in(connection, company, day, now)

    monkeypatch.setattr(running, "running_in", counted)
    return days


@pytest.fixture
def asked(stage: Stage) -> Callable[..., list[str]]:
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    return lambda *who: [stage.ask(person) for person in who]


def test_who_looks_after_somebody_else_reads_what_was_worked_out_for_them(
    asked: Callable[..., list[str]], worked_out: list[date]
) -> None:
    answers = asked("ana", "kim", "ana", "jon")
    assert len(worked_out) == 1
    assert "you win $233.34" in answers[0]
    assert "*You have no place yet*" in answers[1]
    assert answers[2] == answers[0]
    assert "You are in no contest just now" in answers[3]


def test_a_new_fact_is_seen_at_once(
    stage: Stage, asked: Callable[..., list[str]], worked_out: list[date]
) -> None:
    asked("kim")
    stage.happens({"key": "late", "kind": "renewal", "on": "2024-08-01", "person": "kim"})
    assert "you win $175.00" in asked("kim")[0]  # 700 for four who are level
    assert len(worked_out) == 2


def test_the_next_day_it_is_worked_out_as_of_that_day(
    stage: Stage, asked: Callable[..., list[str]], worked_out: list[date]
) -> None:
    assert "(47 days to go)" in asked("ana")[0]
    stage.door.clock.advance(days=1)
    assert "(46 days to go)" in asked("ana")[0]
    assert worked_out == [date(2024, 8, 14), date(2024, 8, 15)]


def test_of_eight_who_look_at_once_one_works_it_out(stage: Stage, worked_out: list[date]) -> None:
    stage.load(RENEWALS, "renewals", *EVERYBODY)
    door = stage.door
    with reading(door.engine) as connection:
        company = company_in(connection, door.workspace_id)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: door.services.running.of(company, door.clock()), range(8)))
    assert len(worked_out) == 1
    assert all(one is found[0] for one in found)
    assert [one.component.title for one in found[0].contests] == ["Renewal cup"]
