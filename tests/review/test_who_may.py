"""Everybody who could press a button of the review or send one of its forms, honestly or not, on both stores:
no pay is shown to somebody whose it is not to see, and nothing is changed by somebody whose it is not to."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.sandbox.courier import Reply
from bot.store.engine import open_engine, reading
from tests.conftest import STORES
from tests.databases import Databases
from tests.front_door import FrontDoor, open_door
from tests.review.stage import Q2, Stage, set_up
from tests.store.brightwater import write_company
from tests.store.rows import rows_of

ANAS = "4,340.00"
REFUSED = {
    "ana": "not yours",  # nobody reviews their own pay
    "cho": "not yours",  # a peer
    "jon": "not yours",
    "eli": "not yours",  # another's manager
    "hal": "not yours",  # her manager until June
    "ida": "Your last day here has passed",
    "lou": "You are a guest in this workspace",
    "mia": "Your account here is deactivated",
    "ned": "visiting from another company",
    "oda": "I don't know you yet",
    "pat": "I don't know you yet",  # one of two with that email
    "robot": "Pay is shown to people, not to apps",
}
ALLOWED = ("ben", "dee", "gus")
STRANGERS = ("ida", "lou", "mia", "ned", "oda", "pat", "robot")

Act = Callable[[Stage, str], Reply]


def _digest(stage: Stage) -> str:
    with reading(stage.door.engine) as connection:
        standing = standing_of(connection, stage.door.workspace_id, Q2)
        assert standing is not None
        return stands(connection, standing.id)[stage.id_of("ana")].digest


def _look(stage: Stage) -> str:
    return f"0 {_digest(stage)} {Q2} 0 ana"


def _presses(action: str, value: Callable[[Stage], str]) -> Act:
    return lambda stage, person: stage.door.forge(person, action, value(stage))


def _presses_in_modal(action: str, value: Callable[[Stage], str]) -> Act:
    def act(stage: Stage, person: str) -> Reply:
        return stage.door.forge(person, action, value(stage), stage.door.modal(person, _look(stage)))

    return act


def _submits(callback_id: str, **values: Any) -> Act:
    def act(stage: Stage, person: str) -> Reply:
        world, user = stage.door.world, f"U{person.upper()}"
        shown = {"type": "modal", "callback_id": callback_id, "private_metadata": _look(stage), "blocks": []}
        with world.workspace.lock:
            view = world.workspace.views.open(user, shown)
        state = {"values": {block: {"value": held} for block, held in values.items()}}
        outcome = world.submit_state(user, view, state)
        return Reply(outcome.answer, outcome.problem)

    return act


def _together(stage: Stage) -> str:
    return f"{Q2} {stage.id_of('ana')}.0.{_digest(stage)[:12]}"


def _person(stage: Stage) -> str:
    return f"{Q2} 0 ana"


SHOW: dict[str, Act] = {
    "look beside a message": _presses("review.look", _person),
    "look in a modal": _presses_in_modal("review.look", _person),
    "look again": _presses_in_modal("review.look_again", _person),
    "lines": _presses_in_modal("review.lines", lambda _: "lines"),
}
FORMS: dict[str, Act] = {
    "send back": _presses_in_modal("review.send_back", lambda _: "send_back"),
    "adjust": _presses_in_modal("review.adjust", lambda _: "adjust"),
}
CHANGE: dict[str, Act] = {
    "approve all": _presses("review.approve_all", _together),
    "approve those without a mark": _presses("review.approve_clean", _together),
    "approve": _submits("review.approve"),
    "sent back": _submits("review.sent_back", reason={"value": "wrong"}),
    "adjusted": _submits(
        "review.adjusted",
        change={"value": "250"},
        currency={"selected_option": {"value": "USD"}},
        reason={"value": "late"},
    ),
    "take off": _presses_in_modal("review.withdraw", lambda _: "1"),
}
LISTS: dict[str, Act] = {
    f"{action} {where}": made(f"review.{action}", lambda _: f"{Q2} 1")
    for action in ("people", "earlier", "later")
    for where, made in (("beside a message", _presses), ("in a modal", _presses_in_modal))
}
ADMINS: dict[str, Act] = {
    **{step: _presses(f"review.{step}", lambda _: Q2) for step in ("start", "publish", "close")},
    "back": _presses("review.back", _look),
}


@pytest.fixture(scope="module", params=STORES)
def stage(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Stage]:
    """One company for all: whoever is refused changes nothing. Ana's pay has an adjustment by Gus on it."""
    engine = open_engine(databases.fresh(request.param))
    with open_door(engine, write_company(engine)) as opened:
        made = set_up(opened)
        made.begin()
        yield made
    engine.dispose()


def seen(stage: Stage, person: str, act: Act) -> str:
    """All that became known by an act: its answer, and what was sent to Slack."""
    calls = len(stage.door.world.calls)
    reply = act(stage, person)
    assert reply.problem is None, reply
    assert reply.answer is not None
    return reply.answer.body.decode() + "".join(
        json.dumps(call.args, ensure_ascii=False, default=str) for call in stage.door.world.calls[calls:]
    )


def _rows(door: FrontDoor) -> Any:
    # Who they are may be learned on the way, that a request was there is kept, and a look is noted.
    return rows_of(door.engine, without={"people", "received", "audit_log", "audit_heads"})


@pytest.mark.parametrize("person", REFUSED)
def test_nobody_else_sees_or_changes_anything(stage: Stage, person: str) -> None:
    rows = _rows(stage.door)
    for name, act in {**SHOW, **FORMS, **CHANGE}.items():
        shown = seen(stage, person, act)
        assert ANAS not in shown, name
        assert "Ana Ruiz" not in shown, name
        words = REFUSED[person]
        assert words in shown or "Nobody approves their own pay" in shown, (name, shown)
    for name, act in LISTS.items():
        assert "Ana Ruiz" not in seen(stage, person, act), name
    assert _rows(stage.door) == rows


@pytest.mark.parametrize("person", [*REFUSED, "ben", "dee"])
def test_the_steps_with_a_whole_period_are_for_admins(stage: Stage, person: str) -> None:
    rows = _rows(stage.door)
    for name, act in ADMINS.items():
        shown = seen(stage, person, act)
        if person in STRANGERS:
            assert REFUSED[person] in shown, name
        else:
            assert "This step is for the compensation admins." in shown, name
        assert ANAS not in shown, name
    assert _rows(stage.door) == rows


@pytest.mark.parametrize("person", ALLOWED)
@pytest.mark.parametrize("name", [*SHOW, *FORMS])
def test_whoever_is_above_and_the_admin_are_let_in(stage: Stage, person: str, name: str) -> None:
    before = stage.audited("pay_viewed")
    shown = seen(stage, person, {**SHOW, **FORMS}[name])
    assert "Ana Ruiz" in shown
    assert (ANAS in shown) is (name.startswith("look"))
    assert stage.audited("pay_viewed")[len(before) :] == [f"person {person}"]


@pytest.mark.parametrize("person", ALLOWED)
def test_the_list_shows_them_who_is_below(stage: Stage, person: str) -> None:
    assert ANAS in seen(stage, person, LISTS["people beside a message"])


def test_the_buttons_are_all_that_there_are() -> None:
    """Each action and form of these surfaces is tried above."""
    from tests.meta.test_app import action_ids, submitted

    tried = {
        "look", "look_again", "lines", "send_back", "adjust", "approve_all", "approve_clean", "withdraw",
        "people", "earlier", "later", "start", "publish", "close", "back",
    }  # fmt: skip
    assert {one for one in action_ids() if one.startswith("review.")} == {f"review.{one}" for one in tried}
    forms = {one for one in submitted() if one.startswith("review.")}
    assert forms == {"review.approve", "review.sent_back", "review.adjusted"}
