"""Whatever people write is shown as they wrote it, cut to what fits, and calls nobody."""

import json
import re
from typing import Any

import pytest

from bot.sandbox.messages import Message
from bot.slack.limits import violations
from tests.recognition.stage import WORDS, Stage

ZALGO = "g" + "\u0300\u0301\u0302\u0303\u0316\u0317" * 40
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
NASTY = {
    "everybody is called": f"<!channel> <!here> <!everyone> @channel @here {WORDS}",
    "a person is called": f"<@UDEE> and <@UDEE|gus> and <!subteam^S0CARE> {WORDS}",
    "a link says something else": f"<https://evil.example|your payslip> {WORDS}",
    "40,000 characters": f'{WORDS} & <so> "on" ' * 900,
    "one endless word": "x" * 39_000,
    "from right to left": f"\u202eoob {WORDS} \u2067سلام\u2069 مرحبا",
    "stacked accents": f"{ZALGO} {WORDS}",
    "many lines": "\n".join(["> " + WORDS] * 200),
    "a template and JSON": '{{7*7}} {% raw %} "}{" \\ ' + WORDS,
    "marks that do not close": f"```*_~`> {WORDS}",
    "many emoji": WORDS + FAMILY * 500,
    "control characters": f"\x00\x07\x1b[31m{WORDS}\ud800\x85",
}
each_text = pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
LIVE = re.compile(r"<[!@#][^>]*>|<https?:[^>]*\|")
OURS = re.compile(r"<!date\^[0-9]+\^[^<>|^&]+\|[^<>]*>|<#C[0-9]+>")


def live_in(part: Any) -> list[str]:
    """What Slack would call or link in what it reads as mrkdwn, but for our own moments and channels."""
    if isinstance(part, dict):
        own = LIVE.findall(OURS.sub("", part["text"])) if part.get("type") == "mrkdwn" else []
        return own + [found for inner in part.values() for found in live_in(inner)]
    if isinstance(part, list):
        return [found for inner in part for found in live_in(inner)]
    return []


def people_called(message: Message) -> set[str]:
    """Those whom a rich_text names."""
    return set(re.findall(r'"user_id": "(\w+)"', json.dumps(message.blocks)))


def check(stage: Stage, text: str) -> None:
    """Everything that can show the words does so harmlessly and fits."""
    stage.send()
    (post,) = stage.posts()
    assert post.blocks is not None
    assert violations("message", {"text": post.text, "blocks": post.blocks}) == []
    assert people_called(post) == {"UANA", "UBEN"}
    (told,) = [message for message in stage.door.world.messages("UBEN") if message.is_app]
    me, home = stage.type("ana", "me"), stage.door.home("fay")
    for shown in (post.blocks, told.blocks, me.blocks, home["blocks"]):
        assert live_in(shown) == []
        assert "\u202e" not in json.dumps(shown, ensure_ascii=False)
    for words in (post.text, told.text):
        assert LIVE.findall(words) == []
        assert len(words) < 1_500


def typed_as_it_is(stage: Stage, text: str) -> None:
    """A command whose text comes just so from Slack."""
    stage.type("ana", "help")
    payload = {**stage.door.world.sent[-1].payload, "text": text, "trigger_id": "1.2.3"}
    reply = stage.door.world.deliver("command", payload)
    assert reply.answer is not None
    assert b"You dropped the mic for *Ben Okafor*" in reply.answer.body, reply.answer.body


@each_text
def test_words_typed_after_the_command_are_inert(stage: Stage, text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\ud800", "")
    plain = escaped.replace("@", "at-")  # else nobody of that name is found
    typed_as_it_is(stage, f"<@UBEN|ben> {plain}")
    check(stage, text)


@each_text
def test_words_filled_into_the_form_are_inert(stage: Stage, text: str) -> None:
    stage.submit("ana", stage.open("ana"), who=["UBEN"], words=text.replace("\ud800", "")[:3_000])
    check(stage, text)


def test_references_that_slack_made_live_are_words_too(stage: Stage) -> None:
    """As when somebody types @channel, #general and a link into the command."""
    text = f"<@UBEN|ben> <!channel> in <#C0001|general> {WORDS} <https://x.example/7|x.example>"
    typed_as_it_is(stage, text)
    check(stage, text)
    (number,) = stage.numbers()
    assert stage.row(number)["words"] == f"@channel in #general {WORDS} x.example"


def test_a_quoted_message_is_inert(stage: Stage) -> None:
    [message] = stage.door.world.say(
        "UBEN", stage.wins, "Signed @fay <!channel> " + "& <x> " * 1_000
    ).messages
    view = stage.door.world.shortcut("UANA", "recognition.on_message", message).view
    assert view is not None
    assert live_in(view["blocks"]) == []
    stage.submit("ana", view, words=WORDS)
    check(stage, WORDS)


def test_names_that_mean_harm_are_inert(stage: Stage) -> None:
    stage.door.world.change_user("UBEN", real_name="<!channel> *Ben* \u202e{{7*7}}")
    stage.give("ana", f"@ben {WORDS}")
    stage.send()
    (post,) = stage.posts()
    assert "<!channel>" not in post.text
    for person in ("ana", "ben"):
        assert live_in(stage.type(person, "me").blocks) == []
    assert live_in(stage.door.home("fay")["blocks"]) == []
