"""From a channel's refusal to the button that mends it: outbox, sender, Slack and the admin, together."""

from bot.delivery.outbox import Channel, Outgoing, Urgency
from bot.delivery.sender import Sender
from bot.runtime import build_post, build_sender
from bot.sandbox.conversations import Conversation
from bot.store.engine import writing
from tests.admin.outbox_rows import row_of
from tests.front_door import FrontDoor, said


def _sender(door: FrontDoor, token: str) -> Sender:
    """One that has begun its work, so that what comes from now on is new to it."""
    post = build_post(token, door.sandbox.api_url)
    sender = build_sender(door.engine, door.services.outbox, {door.workspace_id: post}, "s", door.clock)
    _run(door, sender)
    return sender


def _run(door: FrontDoor, sender: Sender) -> None:
    """Everything that can go out within ten seconds."""
    for _ in range(10):
        while sender.step():
            pass
        door.clock.advance(seconds=1)


def _announced(door: FrontDoor, place: Conversation) -> int:
    """A post for that channel; what it says does not matter here."""
    words = Outgoing(
        key="winners/2024-07",
        title="Winners of July",
        to=Channel(place.id),
        surface="earnings/help",
        values={"pay_period": "quarter", "examples": ["Q2"]},
        urgency=Urgency.POST,
    )
    with writing(door.engine) as connection:
        return door.services.outbox.put(connection, door.workspace_id, words, door.clock())


def test_an_admin_invites_the_app_presses_send_again_and_it_is_there_once(either_company: FrontDoor) -> None:
    door = either_company
    door.answer("gus")  # so that it is known who Gus is in Slack
    place = door.world.add_channel("winners", ["UGUS", "UANA"], with_app=False)
    sender = _sender(door, door.world.identity.bot_token)
    number = _announced(door, place)
    _run(door, sender)
    assert row_of(door.engine, number)["state"] == "dead"
    message = door.world.messages("UGUS")[-1]
    assert "*Winners of July* did not get out" in said(message)
    assert "Type `/invite @Micdrop` in" in said(message)

    with door.world.workspace.lock:
        place.members.append(door.world.identity.app_user_id)
    (changed,) = door.press("gus", message, "outbox.again", str(number)).changed
    assert said(changed).startswith(":white_check_mark: *Winners of July* goes out again: you said so")
    assert "actions" not in {block["type"] for block in changed.blocks or []}
    _run(door, sender)
    (posted,) = door.world.messages("UANA", place.id)
    assert posted.is_app
    assert row_of(door.engine, number)["state"] == "sent"
    door.press("gus", message, "outbox.again", str(number))
    _run(door, sender)
    assert len(door.world.messages("UANA", place.id)) == 1


def test_a_token_that_works_again_is_let_go_from_slack_and_nothing_is_lost(company: FrontDoor) -> None:
    place = company.world.add_channel("winners", ["UGUS", "UANA"])
    sender = _sender(company, company.world.identity.bot_token)
    revoked = _sender(company, "xoxb-revoked")
    number = _announced(company, place)
    _run(company, revoked)
    (message,) = company.world.command("UGUS", "/micdrop", "outbox")
    assert "*Sending stopped*" in said(message)
    _run(company, sender)
    assert row_of(company.engine, number)["state"] == "pending"
    (changed,) = company.press("gus", message, "outbox.resume").changed
    assert "Messages go out again: you said so" in said(changed)
    _run(company, sender)
    assert len(company.world.messages("UANA", place.id)) == 1
