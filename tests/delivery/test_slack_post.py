"""What the post sends when all goes well, and what Slack then shows."""

import pytest
from slack_sdk import WebClient

from bot.delivery.post import Accepted, Looked, Post, Refused
from bot.delivery.slack_post import SlackPost
from tests.delivery.slack_side import BLOCKS, MARK, TEXT, SlackSide

VIEW = {"type": "home", "blocks": BLOCKS}
HOSTILE = [
    "&lt;!channel&gt; &amp; everybody",
    "quotes \" and ' and \\ and {{7*7}} and {% raw %}",
    "\u202eright to left\u202c \ufdfd \u200b\u0000 é 🎤",
    "x" * 39_999,
]


def test_a_post_is_in_the_channel_with_its_blocks(slack: SlackSide) -> None:
    outcome = slack.post.send(slack.letter())
    [message] = slack.seen()
    assert outcome == Accepted(slack.wins, message.ts)
    assert message.text == TEXT
    assert [block["text"] for block in message.blocks or []] == [BLOCKS[0]["text"]]


def test_a_post_tells_its_mark_and_nothing_else_in_the_metadata(slack: SlackSide) -> None:
    slack.post.send(slack.letter())
    [message] = slack.seen()
    assert message.metadata == {"event_type": "micdrop_message", "event_payload": {"mark": MARK}}


def test_links_in_a_post_are_not_unfolded(slack: SlackSide) -> None:
    slack.post.send(slack.letter())
    [call] = slack.calls("chat.postMessage")
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)


def test_a_post_without_blocks_is_its_text(slack: SlackSide) -> None:
    slack.post.send(slack.letter(blocks=None))
    assert slack.seen()[0].blocks is None


@pytest.mark.parametrize("text", HOSTILE, ids=["escaped", "quotes", "signs", "long"])
def test_what_a_person_wrote_arrives_as_it_was_rendered(slack: SlackSide, text: str) -> None:
    slack.post.send(slack.letter(text=text))
    [message] = slack.seen()
    assert message.text == text
    [call] = slack.calls("chat.postMessage")
    assert "link_names" not in call.args
    assert "parse" not in call.args


def test_a_text_too_long_for_slack_is_refused(slack: SlackSide) -> None:
    assert slack.post.send(slack.letter(text="x" * 40_001, blocks=None)) == Refused("msg_too_long")


def test_a_reply_joins_its_thread(slack: SlackSide) -> None:
    parent = slack.post.send(slack.letter())
    assert isinstance(parent, Accepted)
    slack.post.send(slack.letter(mark="reply", thread_ts=parent.ts))
    assert [message.thread_ts for message in slack.seen()] == [None, parent.ts]


def test_a_post_to_a_person_is_in_their_dm_alone(slack: SlackSide) -> None:
    outcome = slack.post.send(slack.letter(place="U2"))
    [message] = slack.world.messages("U2")
    assert outcome == Accepted(message.channel, message.ts)
    assert message.channel.startswith("D")
    assert slack.world.messages("U1") == slack.seen() == []


def test_a_home_is_published_to_its_person(slack: SlackSide) -> None:
    assert slack.post.send(slack.letter(kind="home", place="U2", view=VIEW)) == Accepted("", "")
    home = slack.world.home("U2")
    assert home is not None
    assert home["blocks"][0]["text"] == BLOCKS[0]["text"]
    assert slack.world.home("U1") is None


def test_an_edit_changes_text_and_blocks_and_keeps_the_mark(slack: SlackSide) -> None:
    posted = slack.post.send(slack.letter())
    assert isinstance(posted, Accepted)
    edited = slack.post.send(slack.letter(kind="edit", ts=posted.ts, text="New", blocks=None, mark="other"))
    [message] = slack.seen()
    assert edited == posted
    assert (message.text, message.blocks, message.edited) == ("New", None, True)
    assert slack.post.look(slack.wins, [MARK], slack.since, None) == Looked(slack.wins, {MARK: posted.ts})


def test_a_message_in_a_dm_is_edited_and_deleted_by_the_persons_id(slack: SlackSide) -> None:
    posted = slack.post.send(slack.letter(place="U2"))
    assert isinstance(posted, Accepted)
    assert slack.post.send(slack.letter(kind="edit", place="U2", ts=posted.ts, text="New")) == posted
    assert [message.text for message in slack.world.messages("U2")] == ["New"]
    assert slack.post.send(slack.letter(kind="delete", place="U2", ts=posted.ts)) == posted
    assert slack.world.messages("U2") == []


def test_what_is_deleted_twice_is_gone_both_times(slack: SlackSide) -> None:
    posted = slack.post.send(slack.letter())
    assert isinstance(posted, Accepted)
    deletion = slack.letter(kind="delete", ts=posted.ts)
    assert [slack.post.send(deletion), slack.post.send(deletion)] == [posted, posted]
    assert slack.seen() == []


def test_what_is_gone_cannot_be_edited(slack: SlackSide) -> None:
    assert slack.post.send(slack.letter(kind="edit", ts="1.000000")) == Refused("message_not_found")


@pytest.mark.parametrize("kind", ["edit", "delete"])
def test_somebody_elses_message_is_left_alone(slack: SlackSide, kind: str) -> None:
    [said] = slack.world.say("U1", slack.wins, "Mine").messages
    assert slack.post.send(slack.letter(kind=kind, ts=said.ts)) == Refused(
        "cant_update_message" if kind == "edit" else "cant_delete_message"
    )
    assert [message.text for message in slack.seen()] == ["Mine"]


def test_places_that_take_no_post_say_which_mistake_it_is(slack: SlackSide) -> None:
    elsewhere = slack.world.add_channel("random", ["U1"], with_app=False).id
    slack.world.archive("wins")
    assert slack.post.send(slack.letter(place=elsewhere)) == Refused("not_in_channel")
    assert slack.post.send(slack.letter(place="C9999")) == Refused("channel_not_found")
    assert slack.post.send(slack.letter(place="U7")) == Refused("channel_not_found")
    assert slack.post.send(slack.letter()) == Refused("is_archived")


def test_a_kind_of_message_that_is_not_there_is_refused(slack: SlackSide) -> None:
    assert slack.post.send(slack.letter(kind="telegram")) == Refused("unknown_kind")
    assert slack.world.calls == []


def test_a_client_that_repeats_calls_cannot_post(slack: SlackSide) -> None:
    with pytest.raises(ValueError, match="must not repeat a call by itself"):
        SlackPost(WebClient(token="xoxb-sandbox", base_url=slack.sandbox.api_url))


def test_it_is_a_post(slack: SlackSide) -> None:
    post: Post = slack.post
    assert post.look(slack.wins, [], slack.since, None) == Looked(slack.wins, {})
