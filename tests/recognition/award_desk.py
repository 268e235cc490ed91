"""What those who decide about an award do, in few words."""

from typing import Any

from bot.recognition.catalogue import Draft, add
from bot.recognition.door import Entrant, enter
from bot.recognition.hosts import set_host
from bot.sandbox.acts.stage import Outcome as Pressed
from bot.store.engine import writing
from tests.front_door import said
from tests.recognition.calendar_stage import Months, august
from tests.recognition.stage import Stage
from tests.store.brightwater import TEAM_ID

CLOSE = "2024-08-30 17:00"


def busy(year: Months) -> None:
    """Ana has 4 (two nominations, two behind one of them), Ben 1, Cho 1."""
    year.given("ben", "ana", behind="fay eli")
    year.given("cho", "ana", "2024-08-16 09:00")
    year.given("fay", "ben", "2024-08-16 09:30")
    year.given("eli", "cho", "2024-08-16 09:40")


def closed(stage: Stage, **settings: object) -> Months:
    """August is over: Ana stands first, then Ben and Cho."""
    year = august(stage, **settings)
    busy(year)
    year.at(CLOSE)
    return year


def card(stage: Stage, name: str = "Gift card", **more: Any) -> int:
    draft = Draft(name=name, about="", value_minor=50_000, currency="USD", taxable=True, **more)
    with writing(stage.door.engine) as connection:
        return add(connection, stage.door.workspace_id, draft, stage.door.clock(), "person gus")


def host(stage: Stage, *keys: str) -> None:
    with writing(stage.door.engine) as connection:
        for key in keys:
            set_host(connection, stage.door.workspace_id, key, True, stage.door.clock(), "person gus")


def press(year: Months, action: str, person: str = "gus", words: str = "stands first") -> Pressed:
    return year.stage.door.press(person, year.dm(person, words), action)


def answer(outcome: Pressed) -> str:
    assert outcome.problem is None
    (message,) = outcome.messages
    return said(message)


def says(year: Months, person: str, words: str) -> None:
    form = press(year, "award.edit", person).view
    assert form is not None
    year.stage.door.world.submit(f"U{person.upper()}", form, {"words": words})
    year.stage.send()


def entrant(stage: Stage, person: str) -> Entrant:
    found = enter(stage.door.services, stage.door.services.asker(TEAM_ID, f"U{person.upper()}", {}))
    assert isinstance(found, Entrant)
    return found
