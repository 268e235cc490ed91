"""Several people decide about a contest at the same moment: one does it, once. On both stores."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.people.company import company_in
from bot.people.identity import Caller
from bot.spiffs.filling import Filled
from bot.spiffs.forms import Begun, spec_for
from bot.spiffs.outcomes import Outcome
from bot.spiffs.patterns import BY_KEY
from bot.spiffs.starting import Starting
from bot.spiffs.whom import MINE
from bot.store.engine import reading
from tests.front_door import FrontDoor, said
from tests.spiffs.stage import Stage, people, set_up
from tests.spiffs.starting import RANKED, start


@pytest.fixture
def stage(either_company: FrontDoor) -> Stage:
    return set_up(either_company)


T = TypeVar("T")


def together(acts: list[Callable[[], T]]) -> list[T]:
    """What comes of each of them; none may fail."""
    found: list[T] = []
    threads = [threading.Thread(target=lambda act=act: found.append(act())) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == len(acts)
    return found


def caller(stage: Stage, key: str) -> Caller:
    with reading(stage.door.engine) as connection:
        own = (people.c.workspace_id == stage.door.workspace_id) & (people.c.key == key)
        row = connection.execute(people.select().where(own)).one()
        company = company_in(connection, stage.door.workspace_id)
    return Caller(row.id, key, row.name, row.is_admin, company)


def test_of_eight_who_approve_one_lets_it_begin_and_it_is_announced_once(stage: Stage) -> None:
    stage.admin("hal")
    start(stage, "ben", "most-renewals", **RANKED)
    starting = Starting(stage.door.engine, stage.door.services.announcing)
    (found,), now = stage.started(), stage.door.clock()
    admins = [caller(stage, "gus"), caller(stage, "hal")]

    def approving(who: Caller) -> Callable[[], Outcome]:
        return lambda: starting.approve(who, found.id, 0, now).outcome

    acts = [approving(who) for who in admins * 4]
    outcomes = together(acts)
    assert sorted(outcomes) == sorted([Outcome.RUNNING, *[Outcome.DECIDED] * 7])
    stage.deliver()
    assert len(stage.posts()) == 1
    assert stage.logged().count("contest_started") == 1


def test_a_form_that_arrives_eight_times_at_once_starts_one(stage: Stage) -> None:
    services, now = stage.door.services, stage.door.clock()
    ben, starting = caller(stage, "ben"), Starting(services.engine, services.announcing)
    begun = Begun(BY_KEY["most-renewals"], MINE, ())
    filled = Filled("Cup", "Day off", stage.wins, span="month 2024-08", kind="renewal")
    spec = spec_for(services, ben, begun, filled, now)
    outcomes = together([lambda: starting.start(ben, spec, "the same request", now).outcome] * 8)
    assert set(outcomes) == {Outcome.RUNNING}
    assert len(stage.started()) == 1
    stage.deliver()
    assert [said(post).splitlines()[0] for post in stage.posts()] == ["📣 A contest begins: Cup"]


def test_whoever_calls_it_off_and_whoever_approves_it_meet_and_one_of_them_wins(stage: Stage) -> None:
    start(stage, "ben", "most-renewals", **RANKED)
    starting = Starting(stage.door.engine, stage.door.services.announcing)
    (found,), now = stage.started(), stage.door.clock()
    ben, gus = caller(stage, "ben"), caller(stage, "gus")
    outcomes = together(
        [
            lambda: starting.approve(gus, found.id, 0, now).outcome,
            lambda: starting.call_off(ben, found.id, 0, now).outcome,
        ]
    )
    assert set(outcomes) in ({Outcome.RUNNING, Outcome.DECIDED}, {Outcome.WITHDRAWN, Outcome.DECIDED})
    (after,) = stage.started()
    assert (after.state == "running") == (Outcome.RUNNING in outcomes)
