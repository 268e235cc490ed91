"""Messages shared into threads and channels, and messages that somebody deletes."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.messages import Message, page_message
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from tests.sandbox.tiny_app import TinyApp


@pytest.fixture
def said(world: World, app: TinyApp) -> Message:
    [message] = world.say("U2", world.channel("wins").id, "Closed it & more").messages
    return message


def test_a_shared_message_shows_the_one_it_is_of(world: World, app: TinyApp, said: Message) -> None:
    general = world.channel("general").id
    [shared] = world.share("U1", said, general, "Look").messages
    event = app.last("message")["event"]
    [attachment] = event["attachments"]
    assert (event["channel"], event["text"], event["ts"]) == (general, "Look", shared.ts)
    assert (attachment["channel_id"], attachment["ts"], attachment["author_id"]) == (
        said.channel,
        said.ts,
        "U2",
    )
    assert attachment["from_url"].endswith(f"/archives/{said.channel}/p{said.ts.replace('.', '')}")
    assert attachment["text"] == "Closed it &amp; more"
    with world.workspace.lock:
        reader = world.workspace.people.get("U3")
    assert page_message(shared, reader)["attachments"] == [
        {"author": "Ben Okafor", "text": "Closed it &amp; more"}
    ]


def test_a_message_is_shared_into_a_thread_without_words(world: World, app: TinyApp, said: Message) -> None:
    [start] = world.say("U1", said.channel, "What was good?").messages
    [shared] = world.share("U1", said, said.channel, thread_ts=start.ts).messages
    event = app.last("message")["event"]
    assert (event["thread_ts"], event["text"], shared.is_reply) == (start.ts, "", True)
    link = app.bolt.client.chat_getPermalink(channel=shared.channel, message_ts=shared.ts)["permalink"]
    assert link.endswith(f"?thread_ts={start.ts}&cid={shared.channel}")


def test_what_only_one_person_sees_is_not_shared(world: World, client: WebClient, said: Message) -> None:
    client.chat_postEphemeral(channel=said.channel, user="U1", text="psst")
    ephemeral = world.messages("U1", said.channel)[-1]
    with pytest.raises(RefusedError, match="cannot be shared"):
        world.share("U1", ephemeral, said.channel)


def test_deleting_a_message_is_told(world: World, app: TinyApp, said: Message) -> None:
    world.delete("U2", said)
    event = app.last("message")["event"]
    assert (event["subtype"], event["deleted_ts"], event["channel"]) == (
        "message_deleted",
        said.ts,
        said.channel,
    )
    assert event["previous_message"]["text"] == "Closed it &amp; more"
    assert said.ts not in [message.ts for message in world.messages("U1", said.channel)]
    with pytest.raises(RefusedError, match="not there any more"):
        world.delete("U2", said)


def test_where_people_replied_a_tombstone_stays(world: World, app: TinyApp, said: Message) -> None:
    world.say("U1", said.channel, "Bravo", thread_ts=said.ts)
    world.delete("U2", said)
    event = app.last("message")["event"]
    assert (event["subtype"], event["message"]["subtype"], event["message"]["ts"]) == (
        "message_changed",
        "tombstone",
        said.ts,
    )
    shown = next(message for message in world.messages("U1", said.channel) if message.ts == said.ts)
    assert shown.text == "This message was deleted."


def test_only_an_admin_deletes_what_others_wrote(world: World, app: TinyApp, said: Message) -> None:
    [mine] = world.say("U1", said.channel, "Mine").messages
    with pytest.raises(RefusedError, match="Only an admin"):
        world.delete("U2", mine)
    world.delete("U1", said)
    assert app.last("message")["event"]["deleted_ts"] == said.ts


def test_what_happens_where_the_app_is_not_is_not_heard(world: World, app: TinyApp) -> None:
    secret = world.add_channel("secret", ["U1"], with_app=False).id
    [message] = world.say("U1", secret, "Psst").messages
    world.delete("U1", message)
    assert app.heard == []
