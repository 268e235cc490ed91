"""Everybody who could press an admin's button or type an admin's command, honestly or not, on both stores."""

from collections.abc import Callable, Iterator

import pytest

from bot.sandbox.courier import Reply
from bot.store.engine import open_engine
from tests.admin.outbox_rows import keep
from tests.admin.schedule_rows import halt, made
from tests.conftest import STORES
from tests.databases import Databases
from tests.front_door import FrontDoor, open_door
from tests.store.brightwater import NOW, write_company
from tests.store.rows import rows_of

FOR_ADMINS = "`/micdrop` is for the compensation admins"
REFUSED = {
    "ana": "`/mycomp` is yours",  # a person without anybody below her
    "ben": "`/mycomp` is yours",  # a manager
    "dee": "`/mycomp` is yours",  # a director
    "cho": "Here that is Gus Hall.",
    "ida": "Your last day here has passed",
    "lou": "You are a guest in this workspace",
    "mia": "Your account here is deactivated",
    "ned": "visiting from another company",
    "oda": "I don't know you yet",
    "pat": "I don't know you yet",  # one of two with that email
    "robot": "to people, not to apps",
}
STRANGERS = {"ida", "lou", "mia", "ned", "oda", "pat", "robot"}
HIDDEN = ("Winners", "Facts on Friday", "old_facts")


def _types(words: str) -> Callable[[FrontDoor, str], Reply]:
    def act(door: FrontDoor, person: str) -> Reply:
        outcome = door.world.run(f"U{person.upper()}", "/micdrop", words)
        return Reply(outcome.answer, outcome.problem)

    return act


def _presses(action: str, value: str) -> Callable[[FrontDoor, str], Reply]:
    return lambda door, person: door.forge(person, action, value)


def _presses_in_modal(action: str, value: str) -> Callable[[FrontDoor, str], Reply]:
    return lambda door, person: door.forge(person, action, value, door.modal(person, "1"))


def _submits(door: FrontDoor, person: str) -> Reply:
    shown = {"type": "modal", "callback_id": "new_schedule", "private_metadata": "", "blocks": []}
    values = {"job": "old_facts", "catch_up": "latest"}
    state = {
        **{block: {"value": {"selected_option": {"value": value}}} for block, value in values.items()},
        "name": {"value": {"value": "Sneaked in"}},
        "rule": {"value": {"value": "every day"}},
        "time": {"value": {"selected_time": "10:00"}},
        "zone": {"value": {"value": "UTC"}},
    }
    with door.world.workspace.lock:
        view = door.world.workspace.views.open(f"U{person.upper()}", shown)
    outcome = door.world.submit_state(f"U{person.upper()}", view, {"values": state})
    return Reply(outcome.answer, outcome.problem)


BUTTONS = {
    "outbox.again": "1", "outbox.drop": "1", "outbox.drop_waiting": "2", "outbox.found": "1",
    "outbox.resume": "all", "outbox.open": "all", "outbox.earlier": "1", "outbox.later": "1",
    "schedule.open": "all", "schedule.earlier": "1", "schedule.later": "1", "schedule.run": "Facts on Friday",
    "schedule.pause": "Facts on Friday", "schedule.resume": "Facts on Friday",
    "schedule.next": "Facts on Friday", "schedule.remove": "Facts on Friday", "schedule.go_on": "",
    "schedule.add": "new",
}  # fmt: skip
ACTS: dict[str, Callable[[FrontDoor, str], Reply]] = {
    **{f"/micdrop {words}": _types(words) for words in ("", "outbox", "schedule", "help")},
    **{f"{action} beside a message": _presses(action, value) for action, value in BUTTONS.items()},
    **{f"{action} in a modal": _presses_in_modal(action, value) for action, value in BUTTONS.items()},
    "a new schedule": _submits,
}


@pytest.fixture(scope="module", params=STORES)
def door(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FrontDoor]:
    """One company for all: whoever is refused changes nothing."""
    engine = open_engine(databases.fresh(request.param))
    with open_door(engine, write_company(engine)) as opened:
        keep(engine, opened.workspace_id, "Winners", "held", NOW, mender="eli")
        keep(engine, opened.workspace_id, "Nudge", "pending", NOW)
        made(opened, "Facts on Friday")
        halt(opened)
        yield opened
    engine.dispose()


def seen(door: FrontDoor, person: str, act: str) -> str:
    """All that became known by an act: its answer, and what was sent to Slack."""
    calls = len(door.world.calls)
    reply = ACTS[act](door, person)
    assert reply.problem is None, act
    assert reply.answer is not None, act
    return reply.answer.body.decode() + "".join(repr(call.args) for call in door.world.calls[calls:])


@pytest.mark.parametrize("person", REFUSED)
def test_nobody_but_an_admin_sees_or_changes_anything(door: FrontDoor, person: str) -> None:
    # Who they are may be learned on the way; all else stays as it is.
    rows = rows_of(door.engine, without={"people"})
    for act in ACTS:
        shown = seen(door, person, act)
        assert FOR_ADMINS in shown, act
        assert REFUSED[person] in shown, act
        assert not [word for word in HIDDEN if word in shown], act
        assert person not in STRANGERS or "Gus Hall" not in shown, act
    assert rows_of(door.engine, without={"people"}) == rows


@pytest.mark.parametrize("act", [act for act in ACTS if "/micdrop" in act or "open" in act])
def test_an_admin_is_let_in(door: FrontDoor, act: str) -> None:
    assert FOR_ADMINS not in seen(door, "gus", act)


def test_the_buttons_are_all_that_there_are() -> None:
    """Each action id of these surfaces is tried above."""
    from tests.meta.test_app import action_ids

    there = {action for action in action_ids() if action.startswith(("outbox.", "schedule."))}
    assert there == set(BUTTONS)
