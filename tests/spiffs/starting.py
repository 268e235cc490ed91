"""Starting contests by the form, step by step, as people do."""

from typing import Any

from bot.sandbox.acts.stage import Outcome
from tests.front_door import said
from tests.spiffs.stage import Stage

# What each kind of contest needs that has no usual value.
RANKED: dict[str, Any] = {"prizes": "500\n200"}
EACH: dict[str, Any] = {"prizes": "200", "last": "2024-08-31", "winners": "3"}


def open_form(stage: Stage, person: str) -> dict[str, Any]:
    """The first form."""
    outcome = stage.door.world.run(f"U{person.upper()}", "/spiff", "new")
    assert (outcome.problem, outcome.messages) == (None, [])
    assert outcome.view is not None
    assert outcome.view["callback_id"] == "spiff_new"
    return outcome.view


def choose(
    stage: Stage, person: str, pattern: str, who: str = "mine", users: tuple[str, ...] = ()
) -> Outcome:
    """The first form, filled in and sent."""
    people = {"people": [f"U{one.upper()}" for one in users]} if users else {}
    return stage.submit(person, open_form(stage, person), pattern=pattern, who=who, **people)


def terms(
    stage: Stage, person: str, pattern: str, who: str = "mine", users: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The second form."""
    return shown(choose(stage, person, pattern, who, users), "spiff_terms")


def preview(
    stage: Stage, person: str, pattern: str, who: str = "mine", users: tuple[str, ...] = (), **filled: Any
) -> dict[str, Any]:
    """The last one, which shows how it would look."""
    return shown(stage.submit(person, terms(stage, person, pattern, who, users), **filled), "spiff_preview")


def errors(stage: Stage, person: str, pattern: str, **filled: Any) -> dict[str, str]:
    """What the second form says by its inputs; nothing may be kept."""
    outcome = stage.submit(person, terms(stage, person, pattern), **filled)
    assert stage.started() == []
    return dict(outcome.errors)


def start(
    stage: Stage, person: str, pattern: str, who: str = "mine", users: tuple[str, ...] = (), **filled: Any
) -> str:
    """All of it. What it says in the end."""
    view = preview(stage, person, pattern, who, users, **filled)
    return said(shown(stage.submit(person, view), "spiff_started"))


def shown(outcome: Outcome, callback_id: str) -> dict[str, Any]:
    assert (outcome.problem, dict(outcome.errors)) == (None, {})
    assert outcome.view is not None
    assert outcome.view["callback_id"] == callback_id, said(outcome.view)
    return outcome.view


def options(view: dict[str, Any], block: str) -> list[str]:
    """The values that an input offers."""
    (found,) = [one for one in view["blocks"] if one.get("block_id") == block]
    return [option["value"] for option in found["element"]["options"]]
