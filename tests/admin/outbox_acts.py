"""What people do with the outbox at the app's door."""

from typing import Any

from bot.sandbox.messages import Message
from tests.admin.outbox_rows import keep
from tests.front_door import FrontDoor, said
from tests.store.brightwater import NOW


def kept(door: FrontDoor, title: str, state: str, **values: Any) -> int:
    return keep(door.engine, door.workspace_id, title, state, NOW, **values)


def outbox(door: FrontDoor, person: str = "gus") -> Message:
    (message,) = door.world.command(f"U{person.upper()}", "/micdrop", "outbox")
    assert message.is_app, message.text
    return message


def pressed(
    door: FrontDoor, surface: Message | dict[str, Any], action: str, number: int, by: str = "gus"
) -> str:
    """The words that stand in the place of what was pressed."""
    outcome = door.press(by, surface, action, str(number))
    assert (outcome.problem, outcome.messages) == (None, [])
    if isinstance(surface, Message):
        (changed,) = outcome.changed
        assert changed.ts == surface.ts
        return said(changed)
    assert outcome.view is not None
    return said(outcome.view)


def modal(door: FrontDoor) -> dict[str, Any]:
    view = door.press("gus", outbox(door), "outbox.open").view
    assert view is not None
    return view


def told(door: FrontDoor, number: int, person: str) -> Message:
    """A message in somebody's DM with the buttons of a refused message, as the app sends it."""
    value = str(number)
    buttons = [
        {
            "type": "button",
            "action_id": action,
            "text": {"type": "plain_text", "text": action},
            "value": value,
        }
        for action in ("outbox.again", "outbox.drop", "outbox.found")
    ]
    posted = door.client.chat_postMessage(
        channel=f"U{person.upper()}",
        text="It could not be posted",
        blocks=[{"type": "actions", "block_id": "b", "elements": buttons}],
    )
    (found,) = [one for one in door.world.messages(f"U{person.upper()}") if one.ts == posted["ts"]]
    return found
