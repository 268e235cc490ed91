"""What the app hears through the Events API, App Home among it."""

import pytest

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.server import start_sandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.sandbox.conftest import USERS, Clock
from tests.sandbox.tiny_app import TinyApp


def test_opening_home_shows_what_the_app_publishes(world: World, app: TinyApp) -> None:
    home = world.open_home("U1")
    assert home is not None
    assert [block["type"] for block in home["blocks"]] == ["section", "actions"]
    event = app.last("app_home_opened")["event"]
    assert (event["user"], event["tab"], "view" in event) == ("U1", "home", False)
    assert world.home("U2") is None


def test_the_second_opening_carries_the_view_that_is_there(world: World, app: TinyApp) -> None:
    first = world.open_home("U1")
    second = world.open_home("U1")
    assert first is not None
    assert second is not None
    assert app.last("app_home_opened")["event"]["view"] == first
    assert (second["id"], second["hash"] == first["hash"]) == (first["id"], False)


def test_a_button_in_home_sends_the_view(world: World, app: TinyApp) -> None:
    home = world.open_home("U1")
    assert home is not None
    outcome = world.click("U1", home, "ask")
    body = app.last("action")
    assert body["container"] == {"type": "view", "view_id": home["id"]}
    assert body["view"]["type"] == "home"
    assert "response_url" not in body
    assert outcome.view is not None


def test_every_event_has_an_id_of_its_own_and_slacks_envelope(world: World, app: TinyApp) -> None:
    world.open_home("U1")
    world.open_home("U2")
    first, second = (body for kind, body in app.heard if kind == "app_home_opened")
    assert (first["type"], first["team_id"]) == ("event_callback", "T1")
    assert first["event_id"] != second["event_id"]
    assert first["event_time"] == 1782911100  # 2026-07-01 13:05 UTC
    [authorization] = first["authorizations"]
    assert authorization["user_id"] == world.identity.app_user_id


def test_a_message_where_the_app_is_in_is_heard(world: World, app: TinyApp) -> None:
    wins = world.channel("wins").id
    [said] = world.say("U1", wins, "Well done @ben & all").messages
    event = app.last("message")["event"]
    assert event["text"] == said.text == "Well done <@U2> &amp; all"
    assert (event["channel"], event["channel_type"], event["user"], event["ts"]) == (
        wins,
        "channel",
        "U1",
        said.ts,
    )


def test_a_message_to_the_app_is_an_im(world: World, app: TinyApp) -> None:
    dm = world.messages("U1")
    assert dm == []
    channel = app.bolt.client.conversations_open(users="U1")["channel"]["id"]
    world.say("U1", channel, "Hello")
    assert app.last("message")["event"]["channel_type"] == "im"


@pytest.mark.parametrize(
    ("subscribed", "heard"), [("message.channels", ["wins"]), ("message", ["wins", "dm"])]
)
def test_an_app_may_hear_messages_in_one_kind_of_conversation_alone(
    clock: Clock, subscribed: str, heard: list[str]
) -> None:
    world = World(USERS, clock=clock, subscriptions={subscribed})
    with start_sandbox(world) as sandbox:
        app = TinyApp(sandbox)
        world.deliver_with(InProcessDelivery(app.handle))
        places = {"wins": world.channel("wins").id, "dm": world.workspace.direct_with_app("U1").id}
        for place in places.values():
            world.say("U1", place, "Hello")
        assert [body["event"]["channel"] for _, body in app.heard] == [places[name] for name in heard]


def test_a_message_where_the_app_is_not_in_is_not_heard(world: World, app: TinyApp) -> None:
    world.say("U1", world.add_channel("secret", ["U1"], with_app=False).id, "Psst")
    assert app.heard == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 12_001])
def test_an_empty_or_endless_message_is_refused(world: World, text: str) -> None:
    with pytest.raises(RefusedError, match="between 1 and 12,000 characters"):
        world.say("U1", world.channel("wins").id, text)


def test_nobody_writes_in_an_archived_channel(world: World) -> None:
    world.archive("wins")
    with pytest.raises(RefusedError, match="#wins is archived"):
        world.say("U1", world.channel("wins").id, "Hello?")


def test_a_reaction_comes_and_goes(world: World, app: TinyApp) -> None:
    [said] = world.say("U1", world.channel("wins").id, "Done").messages
    [reacted] = world.react("U2", said, "tada").changed
    assert reacted.reactions == (("tada", ("U2",)),)
    event = app.last("reaction_added")["event"]
    assert (event["user"], event["reaction"], event["item_user"]) == ("U2", "tada", "U1")
    assert event["item"] == {"type": "message", "channel": said.channel, "ts": said.ts}
    [without] = world.react("U2", said, "tada").changed
    assert without.reactions == ()
    assert app.last("reaction_removed")["event"]["reaction"] == "tada"


def test_a_changed_person_is_told_and_looked_up_anew(world: World, app: TinyApp) -> None:
    world.change_user("U2", deleted=True)
    assert app.last("user_change")["event"]["user"]["deleted"] is True
    assert app.bolt.client.users_info(user="U2")["user"]["deleted"] is True


def test_a_failed_event_is_sent_again_only_when_asked(world: World, app: TinyApp) -> None:
    app.events_fail = 1
    assert world.event({"type": "message", "channel": "C0001", "user": "U1", "text": "hi"}).status == 500
    assert len(app.heard) == 1
    app.events_fail = 2
    answer = world.event({"type": "message", "channel": "C0001", "user": "U1", "text": "hi"}, retries=3)
    # one failure before, then: fails, fails again as retry 1, succeeds as retry 2
    assert answer.status == 200
    assert app.retries == [("1", "http_error"), ("2", "http_error")]
    ids = [body["event_id"] for _, body in app.heard]
    assert ids[1] == ids[2] == ids[3] != ids[0]


def test_an_event_can_be_delivered_twice_with_one_id(world: World, app: TinyApp) -> None:
    world.event({"type": "message", "channel": "C0001", "user": "U1", "text": "hi"})
    envelope = app.last("message")
    world.event(envelope)
    assert [body["event_id"] for _, body in app.heard] == [envelope["event_id"]] * 2


def test_an_event_with_nobody_there_says_so(world: World) -> None:
    with pytest.raises(RefusedError, match="No app is connected, so nobody answered the event message"):
        world.event({"type": "message"})


def test_the_app_hears_only_what_it_subscribed_to() -> None:
    quiet = World([SandboxUser("U1", "ana", "Ana Ruiz", "")], subscriptions=["app_home_opened"])
    quiet.say("U1", quiet.channel("wins").id, "Done")
    assert quiet.sent == []
    quiet.open_home("U1")
    assert [each.payload["event"]["type"] for each in quiet.sent] == ["app_home_opened"]


def test_a_global_shortcut_opens_a_modal(world: World, app: TinyApp) -> None:
    outcome = world.shortcut("U1", "thank")
    body = app.last("shortcut")
    assert (body["type"], body["callback_id"], "channel" in body) == ("shortcut", "thank", False)
    assert outcome.view is not None


def test_a_message_shortcut_carries_the_message(world: World, app: TinyApp) -> None:
    [said] = world.say("U1", world.channel("wins").id, "Done").messages
    outcome = world.shortcut("U2", "thank", said)
    body = app.last("shortcut")
    assert (body["type"], body["message"]["text"], body["message_ts"]) == ("message_action", "Done", said.ts)
    assert body["channel"] == {"id": said.channel, "name": "wins"}
    assert outcome.view is not None


def test_an_unknown_shortcut_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="no such shortcut: fire"):
        world.shortcut("U1", "fire")
