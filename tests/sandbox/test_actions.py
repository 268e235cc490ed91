"""Buttons, menus and pickers."""

import pytest

from bot.sandbox.messages import Message
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from tests.sandbox.tiny_app import BUTTONS, SECTION, TinyApp


@pytest.fixture
def message(world: World, app: TinyApp) -> Message:
    """An ephemeral answer with buttons."""
    [message] = world.command("U1", "/mycomp", "json", channel=world.channel("general").id)
    return message


def test_a_button_in_an_ephemeral_message_sends_the_place_but_not_the_message(
    world: World, app: TinyApp, message: Message
) -> None:
    world.click("U1", message, "explain")
    body = app.last("action")
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": True,
    }
    assert "message" not in body
    assert body["channel"] == {"id": message.channel, "name": "general"}
    assert body["user"] == {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"}
    assert body["response_url"].startswith("http://127.0.0.1:")


def test_a_strangers_press_carries_their_own_team(world: World, app: TinyApp) -> None:
    [message] = world.command("U6", "/mycomp", "json")
    world.click("U6", message, "explain")
    body = app.last("action")
    assert body["team"]["id"] == "T1"
    assert body["user"]["team_id"] == "T0ELSEWHERE"


def test_a_button_sends_its_value_and_its_block(world: World, app: TinyApp, message: Message) -> None:
    world.click("U1", message, "explain")
    [action] = app.last("action")["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("explain", "choices", "line-7")
    assert action["type"] == "button"
    assert action["text"]["text"] == "Why?"


def test_a_button_in_a_posted_message_sends_the_message_too(world: World, app: TinyApp) -> None:
    app.bolt.client.chat_postMessage(channel="U1", text="Ready", blocks=[SECTION, BUTTONS])
    [posted] = world.messages("U1")
    world.click("U1", posted, "explain")
    body = app.last("action")
    assert body["container"]["is_ephemeral"] is False
    assert (body["message"]["ts"], body["message"]["text"]) == (posted.ts, "Ready")
    assert body["message"]["bot_id"] == world.identity.bot_id


def test_the_app_may_replace_the_message_by_response_url(
    world: World, app: TinyApp, message: Message
) -> None:
    outcome = world.click("U1", message, "explain")
    assert outcome.messages == []
    [changed] = outcome.changed
    assert (changed.ts, changed.text) == (message.ts, "Because 24 × € 50.00 = € 1,200.00")
    assert changed.blocks is None


def test_a_button_may_open_a_modal(world: World, app: TinyApp, message: Message) -> None:
    outcome = world.click("U1", message, "ask")
    assert outcome.view is not None
    assert outcome.view["title"]["text"] == "Ask about a line"
    assert world.modals("U2") == []


def test_a_choice_in_a_menu_is_in_the_action_and_in_the_state(
    world: World, app: TinyApp, message: Message
) -> None:
    world.click("U1", message, "period", choice="2026-Q3", values={"period": "2026-Q3"})
    body = app.last("action")
    assert body["actions"][0]["selected_option"]["value"] == "2026-Q3"
    assert body["state"]["values"]["choices"]["period"]["selected_option"]["text"]["text"] == "Q3"


def test_a_choice_that_the_menu_does_not_offer_is_refused(world: World, message: Message) -> None:
    with pytest.raises(RefusedError, match="period offers no '2026-Q4', only: 2026-Q2, 2026-Q3"):
        world.click("U1", message, "period", choice="2026-Q4")


def test_an_external_menu_shows_what_the_app_offers(world: World, app: TinyApp, message: Message) -> None:
    assert [each["value"] for each in world.options("U1", message, "account", "al")] == ["Alder"]
    body = app.last("options")
    assert (body["type"], body["action_id"], body["block_id"]) == ("block_suggestion", "account", "choices")


def test_a_button_that_is_not_there_names_those_that_are(world: World, message: Message) -> None:
    with pytest.raises(RefusedError, match="There is no pay here, but: explain, ask, period, account"):
        world.click("U1", message, "pay")


def test_of_two_like_buttons_one_has_to_be_chosen(world: World, app: TinyApp) -> None:
    elements = [
        {
            "type": "button",
            "action_id": "explain",
            "value": line,
            "text": {"type": "plain_text", "text": line},
        }
        for line in ("line-1", "line-2")
    ]
    rows = [{"type": "actions", "elements": [element]} for element in elements]
    app.bolt.client.chat_postMessage(channel="U1", text="Lines", blocks=rows)
    [message] = world.messages("U1")
    with pytest.raises(RefusedError, match="2 elements are called explain"):
        world.click("U1", message, "explain")
    world.click("U1", message, "explain", value="line-2")
    assert app.last("action")["actions"][0]["value"] == "line-2"


def test_nobody_can_press_a_button_of_anothers_ephemeral_message(world: World, message: Message) -> None:
    with pytest.raises(RefusedError, match="Only the person whom this message was for"):
        world.click("U2", message, "explain")


def test_a_button_of_an_edited_message_can_still_be_pressed_from_an_old_screen(
    world: World, app: TinyApp, message: Message
) -> None:
    world.click("U1", message, "explain")
    world.click("U1", message, "ask")
    assert app.last("action")["actions"][0]["action_id"] == "ask"


def test_an_unanswered_button_is_told_in_the_channel(world: World, app: TinyApp) -> None:
    elements = [{"type": "button", "action_id": "unheard", "text": {"type": "plain_text", "text": "Press"}}]
    blocks = [{"type": "actions", "elements": elements}]
    app.bolt.client.chat_postMessage(channel="U1", text="Press", blocks=blocks)
    [posted] = world.messages("U1")
    outcome = world.click("U1", posted, "unheard")
    assert outcome.problem == "The app answered the button with HTTP 404."
    assert [(each.text, each.ephemeral) for each in outcome.messages] == [(outcome.problem, True)]
