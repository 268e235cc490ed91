"""Rewards for tests: made, promised and taken on, each in a transaction of its own."""

from collections.abc import Callable
from typing import Any

from bot.people.company import company_in
from bot.recognition.catalogue import Draft, Reward, add, on_offer, rewards
from bot.recognition.gift_rows import Gift, Step, gift_by_id
from bot.recognition.gifts import promise, step
from bot.recognition.pooling import pool
from bot.recognition.settings import settings_of
from bot.recognition.work import Work
from bot.store.engine import reading, writing
from tests.recognition.calendar_stage import Months
from tests.recognition.stage import Stage

GUS = "person gus"


def work(stage: Stage, connection: Any) -> Work:
    door = stage.door
    settings = settings_of(connection, door.workspace_id)
    assert settings is not None
    company = company_in(connection, door.workspace_id)
    return Work(connection, door.services.outbox, company, settings, door.clock())


def doing(stage: Stage, do: Callable[[Work], Any]) -> Any:
    """Does it in a transaction of its own; what is refused leaves nothing."""
    with writing(stage.door.engine) as connection:
        return do(work(stage, connection))


def reward(stage: Stage, name: str, dollars: int = 0, **more: Any) -> int:
    more = {"currency": "USD", "about": "", **more}
    draft = Draft(name=name, value_minor=dollars * 100, **more)
    return int(doing(stage, lambda one: add(one.connection, one.company.id, draft, one.now, GUS)))


def give(year: Months, reward_id: int, to: str, key: str = "") -> int:
    member = year.member(to)
    return int(
        doing(year.stage, lambda one: promise(one, reward_id, member, key or f"{to} {reward_id}", GUS))
    )


def take_on(year: Months, gift_id: int, state: str, revision: int, by: str = GUS) -> Gift | Step:
    result = doing(year.stage, lambda one: step(one, gift_id, revision, state, by))
    assert isinstance(result, Gift | Step)
    return result


def stock(stage: Stage, reward_id: int) -> int | None:
    with reading(stage.door.engine) as connection:
        query = rewards.select().where(rewards.c.id == reward_id)
        found: int | None = connection.execute(query).mappings().one()["stock"]
        return found


def gift(stage: Stage, gift_id: int) -> Gift:
    with reading(stage.door.engine) as connection:
        found = gift_by_id(connection, stage.door.workspace_id, gift_id)
    assert found is not None
    return found


def names(stage: Stage, which: Callable[..., list[Reward]] = on_offer) -> list[str]:
    with reading(stage.door.engine) as connection:
        return [one.name for one in which(connection, stage.door.workspace_id)]


def put_together(year: Months, chosen: list[tuple[int, int]], into: int, key: str = "lunch") -> int:
    return int(doing(year.stage, lambda one: pool(one, chosen, into, key, GUS)))
