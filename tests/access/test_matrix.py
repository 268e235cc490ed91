"""Everybody who could ask for what is Ana's tries each way to it, honest or forged, on both stores."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.manifest import commands, shortcuts
from bot.store.audit import audit_log
from bot.store.engine import open_engine, reading
from tests.access.ground import Ground, prepared
from tests.access.kinds import KINDS, STRANGERS
from tests.access.surface import Room, Surface, Words, missing
from tests.access.table import NO_PAY, ROOMS, TABLE
from tests.access.witness import Witness, hers_in
from tests.conftest import STORES
from tests.databases import Databases
from tests.front_door import open_door
from tests.meta.test_app import FOR_OLD_CONTROLS, action_ids, event_types, submitted
from tests.store.brightwater import write_company
from tests.store.rows import rows_of

SEES, LET_IN, OWN, KNOWS, STRANGER = "S", "L", "O", "K", "x"
# Who they are may be learned on the way, that a request was there is kept, and a look is noted.
NOT_THEIRS = {"people", "members", "received", "audit_log", "audit_heads"}


@pytest.fixture(scope="module", params=STORES)
def ground(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Ground]:
    """One company for all: who is refused changes nothing, and whose it is to do tries it gently."""
    engine = open_engine(databases.fresh(request.param))
    with open_door(engine, write_company(engine)) as opened:
        yield prepared(opened)
    engine.dispose()


def cells(kind: str) -> Iterator[tuple[str, Room, str, str]]:
    """A column of the table: the name of the cell, its room, its way and its letter."""
    for room, ways in TABLE.items():
        for way, letters in ways.items():
            yield f"{kind} × {way}", ROOMS[room], way, STRANGER if kind in STRANGERS else letters[kind]


def wrong_in(ground: Ground, kind: str, room: Room, way: str, letter: str) -> list[str]:
    """Tries a cell; what is not as the table says, and whether a look at another's pay is noted, once."""
    surface, witness = room.surfaces[way], Witness(ground)
    noted = looks(ground, kind) + 1 if letter == SEES and kind != "self" else None
    reply = surface.tried(ground, KINDS[kind], letter in (SEES, LET_IN))
    shown = witness.shown(reply)
    wrong = [f"broke: {reply.problem}"] if reply.problem else []
    if bool(hers_in(shown)) is not (letter == SEES):
        wrong.append(f"these amounts of hers are shown: {sorted(hers_in(shown))}")
    wrong += [
        f"{one!r} is shown" for one in room.hers if letter not in (SEES, LET_IN, KNOWS) and one in shown
    ]
    if noted is not None and looks(ground, kind) != noted:
        wrong.append("the look at her pay is not noted once in the audit log")
    lacking = missing(_expected(kind, room, surface, letter), shown, ground.door.services.renderer)
    return wrong + [f"{one!r} is not in {shown}" for one in lacking]


def _expected(kind: str, room: Room, surface: Surface, letter: str) -> Words:
    if letter in (SEES, LET_IN):
        return surface.opens
    if letter == OWN:
        return surface.of_their_own(kind)
    return room.strangers[kind] if letter == STRANGER else room.refusals[letter]


def looks(ground: Ground, kind: str) -> int:
    """How often the audit log says that they looked at anybody's pay."""
    own = (audit_log.c.action == "pay_viewed") & (audit_log.c.actor == f"person {KINDS[kind]}")
    with reading(ground.door.engine) as connection:
        return int(connection.execute(select(func.count()).where(own)).scalar_one())


def audited(ground: Ground, since: int) -> list[dict[str, Any]]:
    query = select(audit_log).where(audit_log.c.id > since).order_by(audit_log.c.id)
    with reading(ground.door.engine) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_gives_each_kind_of_people_what_the_table_says(ground: Ground, kind: str) -> None:
    logged, before = len(ground.door.logs.getvalue()), audited(ground, 0)[-1]["id"]
    rows = rows_of(ground.door.engine, without=NOT_THEIRS)
    wrong: list[str] = []
    for allowed in (False, True):  # those who are refused first, for nothing changes by them
        for name, room, way, letter in cells(kind):
            if (letter in (SEES, LET_IN)) is allowed:
                wrong += [f"{name}: {one}" for one in wrong_in(ground, kind, room, way, letter)]
        assert wrong == []
        assert allowed or rows_of(ground.door.engine, without=NOT_THEIRS) == rows
    kept = ground.door.logs.getvalue()[logged:] + repr(audited(ground, before))
    assert hers_in(kept) == set()


def test_every_listener_of_the_app_has_its_place(ground: Ground) -> None:
    """In the table, or among those that hold no pay: so a new one is thought about."""
    listeners = {
        *action_ids(), *submitted(), *event_types(),
        *(one.name for one in commands()), *(one.callback_id for one in shortcuts()),
    }  # fmt: skip
    assert len(ground.door.app._listeners) == len(listeners) + FOR_OLD_CONTROLS
    in_table = {way.partition(" (")[0] for ways in TABLE.values() for way in ways}
    apart = [one for listed in NO_PAY.values() for one in listed]
    assert len(apart) == len(set(apart))
    assert in_table & set(apart) == set()
    assert listeners - in_table - set(apart) == set(), "these have no place yet"
    assert in_table | set(apart) == listeners, "these are no listeners any more"


def test_every_row_of_the_table_is_tried() -> None:
    assert {room: set(ways) for room, ways in TABLE.items()} == {
        name: set(room.surfaces) for name, room in ROOMS.items()
    }
