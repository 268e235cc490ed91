"""Dropping the mic by form: from the command, Slack's menus, a message, and App Home."""

from typing import Any

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.messages import Message
from bot.store.engine import writing
from tests.front_door import said
from tests.recognition.stage import WORDS, Stage

ANYWHERE, ON_MESSAGE = "recognition.anywhere", "recognition.on_message"


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The inputs of a form, by their blocks."""
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def message_of(stage: Stage, person: str, text: str, channel: str = "") -> Message:
    [message] = stage.door.world.say(f"U{person.upper()}", channel or stage.wins, text).messages
    return message


def test_a_form_gives_with_value_link_and_picture(either_stage: Stage) -> None:
    stage = either_stage
    view = stage.open("ana")
    assert "Say what somebody did that others should know. It goes to" in said(view)
    more = {"value": "care", "link": "https://x.example/7", "photo": ["F0PIC"]}
    done = stage.submit("ana", view, who=["UBEN", "UCHO"], words=WORDS, **more)
    assert done.view is not None
    assert "You dropped the mic for *Ben Okafor and Cho Park*." in said(done.view)
    (number,) = stage.numbers()
    assert stage.receivers(number) == ["ben", "cho"]
    stage.send()
    post = stage.post()
    assert "*#care* Customers first" in said(post)
    (picture,) = [block for block in post.blocks or [] if block["type"] == "image"]
    assert picture["slack_file"] == {"id": "F0PIC"}
    assert "Open x.example" in said(post)


def test_a_hashtag_in_the_words_is_the_value_where_none_is_chosen(stage: Stage) -> None:
    stage.submit("ana", stage.open("ana"), who=["UBEN"], words=f"{WORDS} #grit and #whatever")
    stage.send()
    assert "*#grit* Never give up" in said(stage.post())


def test_what_stands_in_the_way_is_said_at_its_input(stage: Stage) -> None:
    view = stage.open("ana")
    done = stage.submit("ana", view, who=["UANA", "UROBOT"], words="Wow")
    assert done.errors == {
        "who": "You can't drop the mic for yourself. Somebody else surely will. "
        "Robot is an app. Name the people behind it instead.",
        "words": "Say a little more of what they did: at least 20 characters in your own words.",
    }
    assert stage.numbers() == set()
    done = stage.submit("ana", view, who=["UBEN"], words=WORDS)
    assert len(stage.numbers()) == 1


def test_a_form_sent_twice_gives_once(either_stage: Stage) -> None:
    stage = either_stage
    stage.submit("ana", stage.open("ana"), who=["UBEN"], words=WORDS)
    sent = stage.door.world.sent[-1]
    stage.door.clock.advance(seconds=2)
    reply = stage.door.world.deliver("interactive", sent.payload)
    assert reply.answer is not None
    assert b"You dropped the mic for *Ben Okafor*." in reply.answer.body
    assert len(stage.numbers()) == 1


def test_names_in_a_forms_words_are_just_words(stage: Stage) -> None:
    stage.submit("ana", stage.open("ana"), who=["UBEN"], words=f"With <@UCHO> and @nobody he {WORDS}")
    (number,) = stage.numbers()
    assert stage.receivers(number) == ["ben"]
    assert stage.row(number)["words"] == f"With <@UCHO> and @nobody he {WORDS}"
    stage.send()
    assert "With &lt;@UCHO&gt; and @nobody he" in said(stage.post())


def test_when_slack_does_not_answer_the_form_stays(stage: Stage) -> None:
    view = stage.open("ana")
    stage.door.world.faults.add(Fault("users.info", "slack_error"))
    done = stage.submit("ana", view, who=["UBEN"], words=WORDS)
    assert done.errors == {"who": "Slack does not tell me who that is just now. Try again in a minute."}


def test_the_shortcut_anywhere_opens_an_empty_form(stage: Stage) -> None:
    view = stage.door.world.shortcut("UANA", ANYWHERE).view
    assert view is not None
    assert "initial_users" not in inputs(view)["who"]
    stage.submit("ana", view, who=["UBEN"], words=WORDS)
    assert len(stage.numbers()) == 1


def test_the_button_in_app_home_opens_the_form(stage: Stage) -> None:
    home = stage.door.home("oda")
    view = stage.door.press("oda", home, "recognition.open").view
    assert view is not None
    stage.submit("oda", view, who=["UBEN"], words=WORDS)
    assert len(stage.numbers()) == 1


def test_the_shortcut_on_a_message_names_its_author_and_quotes_it(stage: Stage) -> None:
    stage.type("cho", "me")
    message = message_of(stage, "ben", "@cho and I signed it & went home\n<it was late>")
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    form = inputs(view)
    assert form["who"]["initial_users"] == ["UBEN"]
    quoted = "> @Cho Park and I signed it &amp; went home\n&gt; &lt;it was late&gt;"
    assert quoted in said(view)
    stage.submit("ana", view, words=WORDS)
    stage.send()
    post = stage.posts()[-1]
    assert (
        "It is about this message:\n> @Cho Park and I signed it &amp; went home\n&gt; &lt;it was late&gt;"
        in said(post)
    )
    links = [
        element["url"]
        for block in post.blocks or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element.get("action_id") == "recognition.message"
    ]
    assert links == [stage.door.world.workspace.permalink(message)]
    assert "> @Cho Park and I signed it" in stage.told("ben")[0]


def test_who_would_rather_not_be_named_is_not_in_a_quotation_either(stage: Stage) -> None:
    stage.type("cho", "me")
    stage.wish("cho", no_naming=True)
    message = message_of(stage, "ben", "@cho and I signed it")
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    assert "> a colleague and I signed it" in said(view)


def test_a_message_is_quoted_only_if_the_giver_wants_it(stage: Stage) -> None:
    message = message_of(stage, "ben", "Signed it at last")
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    stage.submit("ana", view, words=WORDS, quote=[])
    (number,) = stage.numbers()
    assert (stage.row(number)["quoted_text"], stage.row(number)["quoted_link"]) == (None, None)


def test_what_was_written_in_private_is_quoted_only_on_purpose(stage: Stage) -> None:
    secret = stage.door.world.add_channel("secret", ["UANA", "UBEN"], is_private=True).id
    message = message_of(stage, "ben", "Do not tell anybody", secret)
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    assert "Quote it only if its author would like that." in said(view)
    stage.submit("ana", view, words=WORDS)
    (number,) = stage.numbers()
    assert stage.row(number)["quoted_text"] is None


@pytest.mark.parametrize(
    ("author", "note"),
    [("robot", "That message is by an app."), ("ana", "That message is yours. Whom is it about?")],
)
def test_a_message_by_an_app_or_oneself_leaves_open_whom_it_is_for(
    stage: Stage, author: str, note: str
) -> None:
    with stage.door.world.workspace.lock:
        stage.door.world.channel("wins").members.append("UROBOT")
    message = message_of(stage, author, "Deployed the new thing")
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    assert note in said(view)
    assert "initial_users" not in inputs(view)["who"]


def test_a_quoted_message_of_any_length_fits(stage: Stage) -> None:
    message = message_of(stage, "ben", '"\\\n' * 4_000)
    view = stage.door.world.shortcut("UANA", ON_MESSAGE, message).view
    assert view is not None
    stage.submit("ana", view, words=WORDS)
    stage.send()
    assert "It is about this message:" in said(stage.posts()[-1])


def test_a_guest_reads_why_in_the_place_of_the_form(stage: Stage) -> None:
    view = stage.door.world.shortcut("ULOU", ANYWHERE).view
    assert view is not None
    assert said(view).endswith(
        "Guests can't drop the mic here, but any member can, and will gladly do it for you."
    )


def test_a_form_of_somebody_who_became_a_guest_meanwhile_gives_nothing(stage: Stage) -> None:
    view = stage.open("ana")
    stage.door.world.change_user("UANA", is_restricted=True)
    done = stage.submit("ana", view, who=["UBEN"], words=WORDS)
    assert done.view is not None
    assert "Guests can't drop the mic here" in said(done.view)
    assert stage.numbers() == set()


def test_a_value_that_was_retired_while_the_form_was_open_is_just_not_it(stage: Stage) -> None:
    view = stage.open("ana")
    with writing(stage.door.engine) as connection:
        connection.exec_driver_sql("UPDATE company_values SET retired = 1 WHERE tag = 'care'")
    done = stage.submit("ana", view, who=["UBEN"], words=WORDS, value="care")
    assert done.errors == {"value": "#care is not one of our values."}
