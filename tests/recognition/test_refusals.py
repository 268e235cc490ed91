"""Whatever is not fair is refused with a friendly sentence, all of it at once, and nothing is sent."""

import pytest

from tests.front_door import said
from tests.recognition.stage import WORDS, Stage

SENTENCES = {
    f"@ana {WORDS}": "You can't drop the mic for yourself. Somebody else surely will.",
    f"@lou {WORDS}": "Lou Gray is a guest here, and only members can be named.",
    f"@ned {WORDS}": "Ned Away is from another company, and only members of this one can be named.",
    f"@robot {WORDS}": "Robot is an app. Name the people behind it instead.",
    f"@mia {WORDS}": "Mia Gone is not with us any more, so can't be named.",
    f"@ida {WORDS}": "Ida Voss is not with us any more, so can't be named.",
    f"@bob {WORDS}": "I find nobody called @bob. Pick people from the list that Slack shows.",
    WORDS: "Say whom it is for: type @ and pick their name.",
    "@ben well done": "Say a little more of what they did: at least 20 characters in your own words.",
    f"@ben {WORDS} #girt": "#girt is not one of our values. Did you mean #grit?",
    f"@ben {WORDS} #zebra": "#zebra is not one of our values.",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_each_reason_has_its_sentence(stage: Stage, text: str) -> None:
    words = stage.refusals("ana", text)
    assert words.startswith(f"*Nothing was sent yet.*\n• {SENTENCES[text]}\n")
    stage.send()
    assert stage.posts() == []


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("lou", "Guests can't drop the mic here, but any member can, and will gladly do it for you."),
        ("ned", "You are visiting from another company, and the mic is for members of this one."),
        ("ida", "Your time here has ended, so you can't drop the mic any more."),
    ],
)
def test_who_may_not_give_reads_why(stage: Stage, person: str, sentence: str) -> None:
    assert said(stage.type(person, f"@ben {WORDS}")) == sentence
    assert stage.numbers() == set()


def test_all_that_is_wrong_is_told_at_once_with_the_values_there_are(stage: Stage) -> None:
    words = stage.refusals("ana", "@ana @robot @ben wow #girt")
    assert words.splitlines()[:6] == [
        "*Nothing was sent yet.*",
        "• You can't drop the mic for yourself. Somebody else surely will.",
        "• Robot is an app. Name the people behind it instead.",
        "• Say a little more of what they did: at least 20 characters in your own words.",
        "• #girt is not one of our values. Did you mean #grit?",
        "Our values: #grit #care",
    ]


def test_what_was_written_is_not_lost(stage: Stage) -> None:
    answer = stage.type("ana", f"@robot @ben {WORDS} #care")
    assert f"What you wrote, so that it is not lost:\n> {WORDS} #care" in said(answer)
    view = stage.press("ana", "recognition.again", answer).view
    assert view is not None
    form = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert form["who"]["initial_users"] == ["UROBOT", "UBEN"]
    assert form["words"]["initial_value"] == f"{WORDS} #care"
    assert form["value"]["initial_option"]["value"] == "care"
    done = stage.submit("ana", view, who=["UBEN"])
    assert done.view is not None
    assert "You dropped the mic for *Ben Okafor*." in said(done.view)


def test_the_allowance_says_how_many_are_left(stage: Stage) -> None:
    stage.settings(monthly_allowance=3)
    stage.give("ana", f"@ben {WORDS}")
    words = stage.refusals("ana", f"@cho @fay @hal @robot {WORDS}")
    assert "• That names 3 people, and you can name 2 more people this month." in words
    answer = stage.type("ana", f"@cho @fay {WORDS}")
    assert "That was the last one you could name this month." in said(answer)
    words = stage.refusals("ana", f"@hal {WORDS}")
    assert "• You have named as many people as one can in a month. Your next month brings new ones." in words


def test_the_same_person_is_named_only_so_often(stage: Stage) -> None:
    stage.settings(pair_cap=2)
    for _ in range(2):
        stage.give("ana", f"@ben {WORDS}")
    words = stage.refusals("ana", f"@ben @cho {WORDS}")
    assert "• You have named Ben Okafor 2 times this month, and that is the most." in words
    stage.give("cho", f"@ben {WORDS}")


def test_far_too_many_people_are_refused_without_asking_who_they_are(stage: Stage) -> None:
    mentions = " ".join(f"<@U0{number:06}|p{number}>" for number in range(300))
    before = len(stage.door.world.calls)
    answer = typed_as_it_is(stage, "ana", f"{mentions} {WORDS}")
    assert "• That names 300 people, and one can name 10 a month." in answer
    asked = [call.args["user"] for call in stage.door.world.calls[before:] if call.method == "users.info"]
    assert asked == ["UANA"]


def test_whom_slack_does_not_know_is_called_as_they_were_typed(stage: Stage) -> None:
    answer = typed_as_it_is(stage, "ana", f"<@U0GHOST|ghost> <!subteam^S0NONE|@nobodies> {WORDS}")
    for name in ("ghost", "nobodies"):
        assert f"I find nobody called @{name}. Pick people from the list that Slack shows." in answer


def typed_as_it_is(stage: Stage, person: str, text: str) -> str:
    """The answer to a command whose text comes just so from Slack."""
    stage.type(person, "help")
    payload = {**stage.door.world.sent[-1].payload, "text": text, "trigger_id": "1.2.3"}
    reply = stage.door.world.deliver("command", payload)
    assert reply.answer is not None
    return reply.answer.body.decode()


def test_who_stands_only_in_a_signature_or_footer_is_not_meant(stage: Stage) -> None:
    number = stage.give("ana", f"@ben {WORDS}\n--\n@cho, Customer Success")
    assert stage.receivers(number) == ["ben"]
    number = stage.give("ana", f"@ben {WORDS}. _Sent using @robot_")
    assert stage.receivers(number) == ["ben"]
    assert stage.row(number)["words"] == f"{WORDS}."
    words = stage.refusals("ana", f"{WORDS}\n\nSent via @robot")
    assert "Say whom it is for" in words


def test_where_the_workspace_lets_guests_they_give_and_receive(stage: Stage) -> None:
    stage.settings(guests_may=True)
    assert stage.receivers(stage.give("lou", f"@ben {WORDS}")) == ["ben"]
    assert stage.receivers(stage.give("ben", f"@lou {WORDS}")) == ["lou"]


def test_what_was_taken_back_can_be_given_again(stage: Stage) -> None:
    stage.settings(monthly_allowance=1)
    answer = stage.type("ana", f"@ben {WORDS}")
    view = stage.press("ana", "recognition.withdraw", answer).view
    assert view is not None
    stage.submit("ana", view)
    stage.give("ana", f"@ben {WORDS}")
