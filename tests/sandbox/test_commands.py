"""A person types a slash command; the app is real, the sandbox is Slack."""

import pytest

from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from tests.sandbox.tiny_app import TinyApp


def test_a_command_arrives_with_all_of_slacks_fields(world: World, app: TinyApp) -> None:
    general = world.channel("general").id
    world.command("U1", "/mycomp", "Q3", channel=general)
    body = app.last("command")
    assert sorted(body) == [
        "api_app_id",
        "channel_id",
        "channel_name",
        "command",
        "is_enterprise_install",
        "response_url",
        "team_domain",
        "team_id",
        "text",
        "token",
        "trigger_id",
        "user_id",
        "user_name",
    ]
    assert (body["command"], body["text"], body["is_enterprise_install"]) == ("/mycomp", "Q3", "false")
    assert (body["user_id"], body["user_name"]) == ("U1", "ana")
    assert (body["team_id"], body["team_domain"]) == ("T1", "brightwater")
    assert (body["channel_id"], body["channel_name"]) == (general, "general")


def test_without_a_channel_the_command_is_typed_in_the_dm_with_the_app(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "plain")
    assert app.last("command")["channel_name"] == "directmessage"
    assert message in world.messages("U1")


def test_plain_text_is_shown_to_the_asker_alone(world: World, app: TinyApp) -> None:
    general = world.channel("general").id
    [message] = world.command("U1", "/mycomp", "plain", channel=general)
    assert (message.text, message.ephemeral, message.is_app) == ("Just words", True, True)
    assert message in world.messages("U1", general)
    assert world.messages("U2", general) == []


def test_a_json_answer_brings_blocks_with_ids(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "json")
    assert message.blocks is not None
    assert [block["type"] for block in message.blocks] == ["section", "actions"]
    assert message.blocks[0]["block_id"] == "b00001"
    assert message.blocks[1]["block_id"] == "choices"


def test_an_empty_answer_shows_nothing(world: World, app: TinyApp) -> None:
    outcome = world.run("U1", "/mycomp", "nothing")
    assert outcome.messages == []
    assert outcome.problem is None


def test_an_answer_for_the_channel_is_seen_by_all_with_what_was_typed(world: World, app: TinyApp) -> None:
    general = world.channel("general").id
    typed, answer = world.command("U1", "/mycomp", "everyone", channel=general)
    assert (typed.text, typed.user) == ("/mycomp everyone", "U1")
    assert answer.text == "Hello all"
    assert world.messages("U2", general) == [typed, answer]


def test_what_the_app_posts_by_itself_while_it_answers_is_seen(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "ephemeral", channel=world.channel("wins").id)
    assert message.text == "For you alone"


def test_a_slow_app_is_told_to_the_person_and_its_late_answer_is_dropped(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "slow")
    assert message.text == "The app did not answer /mycomp within 0.4 s."
    assert (message.user_name, message.ephemeral) == ("Sandbox", True)
    assert [each.text for each in world.messages("U1")] == [message.text]


def test_a_crash_is_told_without_its_details(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "crash")
    assert message.text == "The app answered /mycomp with HTTP 500."


def test_blocks_that_slack_would_refuse_are_named_to_the_person(world: World, app: TinyApp) -> None:
    [message] = world.command("U1", "/mycomp", "bad")
    assert message.text.startswith("The app's answer cannot be shown (invalid_blocks).\n• block 1 (header):")
    assert "150" in message.text


def test_with_no_app_the_person_is_told_so(world: World) -> None:
    [message] = world.command("U1", "/mycomp")
    expected = "No app is connected, so nobody answered /mycomp. Start the app and try again."
    assert message.text == expected


def test_an_unknown_command_says_which_there_are(world: World) -> None:
    with pytest.raises(RefusedError, match=r"^/pay is not a command here\. Try /mycomp, /raw\.$"):
        world.command("U1", "/pay")


def test_a_person_cannot_type_in_a_channel_they_are_not_in(world: World, app: TinyApp) -> None:
    with pytest.raises(RefusedError, match="Dov Levi is not in wins"):
        world.command("U4", "/mycomp", channel=world.channel("wins").id)


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("@ben", "<@U2|ben>"),
        ("what @ben, and @fred.h.", "what <@U2|ben>, and <@U6|fred.h>."),
        ("#wins and #nowhere", "<#C0002|wins> and #nowhere"),
        ("@nobody ana@ben", "@nobody ana@ben"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<@U2>", "&lt;@U2&gt;"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_people_and_channels_in_the_text_arrive_as_references(
    world: World, app: TinyApp, typed: str, arrives: str
) -> None:
    world.command("U1", "/mycomp", typed)
    assert app.last("command")["text"] == arrives


def test_a_command_declared_raw_gets_the_text_as_typed(world: World, app: TinyApp) -> None:
    world.command("U1", "/raw", "@ben & <co>")
    assert "text=%40ben+%26+%3Cco%3E" in world.sent[-1].body.decode()
