"""Each limit of a block: one past it is refused in words that name the place; at it, nothing is said."""

from typing import Any

import pytest

from tests.slack.payloads import actions, button, in_message, message, mrkdwn, option, plain, section

IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
}


def accessory(**element: Any) -> dict[str, Any]:
    return section(accessory=element)


def test_a_message_of_every_common_block_has_no_violations() -> None:
    select = {"type": "static_select", "placeholder": plain("Period"), "options": [option()] * 100}
    assert (
        in_message(
            {"type": "header", "text": plain("Your pay")},
            section("x" * 3_000, accessory=button("Why?", action_id="why", value="1")),
            {"type": "section", "fields": [mrkdwn("Rate"), plain("10%")]},
            {"type": "divider"},
            {"type": "context", "elements": [IMAGE, mrkdwn("Updated today")]},
            actions(button(action_id="a"), {**select, "action_id": "b"}),
            IMAGE,
            RICH,
            {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input"}},
        )
        == []
    )


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (section("x" * 3_120), "block 1 (section): text has 3,120 characters, Slack allows 3,000"),
        (section(""), "block 1 (section): text is empty"),
        ({"type": "section"}, "block 1 (section): takes text, fields or both, and has neither"),
        (
            {"type": "section", "fields": [mrkdwn("a")] * 11},
            "block 1 (section): fields has 11 items, Slack allows 10",
        ),
        (
            {"type": "section", "fields": [mrkdwn("a"), mrkdwn("b" * 2_001)]},
            "block 1 (section): field 2: text has 2,001 characters, Slack allows 2,000",
        ),
        (
            {"type": "section", "text": {**mrkdwn("a"), "emoji": True}},
            "block 1 (section): text has a property that Slack does not know for mrkdwn",
        ),
        (
            {"type": "section", "text": "a"},
            "block 1 (section): text has to be a text object",
        ),
        (
            {"type": "section", "text": {"type": "text", "text": "a"}},
            "block 1 (section): text has to be plain_text or mrkdwn",
        ),
        (
            {"type": "header", "text": plain("x" * 151)},
            "block 1 (header): text has 151 characters, Slack allows 150",
        ),
        ({"type": "header", "text": mrkdwn("x")}, "block 1 (header): text has to be plain_text"),
        (
            {"type": "context", "elements": [mrkdwn("a")] * 11},
            "block 1 (context): elements has 11 items, Slack allows 10",
        ),
        (
            {"type": "context", "elements": []},
            "block 1 (context): elements has 0 items, Slack wants at least 1",
        ),
        (
            actions(*[button(action_id=f"a{i}") for i in range(26)]),
            "block 1 (actions): elements has 26 items, Slack allows 25",
        ),
        (
            actions(button(action_id="a"), button(action_id="a")),
            "block 1 (actions): element 2: action_id is used twice in this block",
        ),
        (
            actions(button(action_id="a" * 256)),
            "block 1 (actions): element 1: action_id has 256 characters, Slack allows 255",
        ),
        (
            actions(button("x" * 76)),
            "block 1 (actions): element 1: text has 76 characters, Slack allows 75",
        ),
        (
            actions(button(value="x" * 2_001)),
            "block 1 (actions): element 1: value has 2,001 characters, Slack allows 2,000",
        ),
        (
            actions(button(style="green")),
            "block 1 (actions): element 1: style has to be primary or danger, or left out",
        ),
        (
            actions({"type": "plain_text_input"}),
            "block 1 (actions): element 1: an element plain_text_input is not allowed here",
        ),
        (
            actions({"type": "slider"}),
            "block 1 (actions): element 1: Slack does not know an element slider",
        ),
        (
            actions(
                button(
                    confirm={
                        "title": plain("x" * 101),
                        "text": plain("a"),
                        "confirm": plain("a"),
                        "deny": plain("b"),
                    }
                )
            ),
            "block 1 (actions): element 1: confirm title has 101 characters, Slack allows 100",
        ),
        (section(block_id="b" * 256), "block 1 (section): block_id has 256 characters, Slack allows 255"),
        (
            section(txt="typo"),
            "block 1 (section): has a property that Slack does not know for this type of block",
        ),
        ({"type": "sektion"}, "block 1 (sektion): Slack does not know this type of block"),
        ({"type": "$4,000.00"}, "block 1 (of no readable type): Slack does not know this type of block"),
        ("section", "block 1 (of no readable type): Slack does not know this type of block"),
        (
            {**IMAGE, "slack_file": {"id": "F1"}},
            "block 1 (image): an image takes either image_url or slack_file, and one of them",
        ),
        (
            {"type": "image", "slack_file": {"id": "F1", "url": "u"}, "alt_text": "a"},
            "block 1 (image): slack_file takes either an id or a url, never both",
        ),
        ({"type": "image", "image_url": "u"}, "block 1 (image): alt_text is missing"),
        (
            {"type": "alert", "text": plain("a")},
            "block 1 (alert): this type of block is not allowed in a message",
        ),
        (
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
            },
            "block 1 (rich_text): text text is empty",
        ),
        (
            {"type": "rich_text", "elements": [{"type": "paragraph"}]},
            "block 1 (rich_text): rich_text cannot hold an element paragraph",
        ),
        (
            {"type": "input", "label": plain("a"), "element": button()},
            "block 1 (input): element: an element button is not allowed here",
        ),
        (
            {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("x" * 201)}]},
            "block 1 (carousel): card 1: body has 201 characters, Slack allows 200",
        ),
        (
            {"type": "container", "title": plain("a"), "child_blocks": [section("")]},
            "block 1 (container): block 1 (section): text is empty",
        ),
        (
            {
                "type": "plan",
                "title": "a",
                "tasks": [{"type": "task_card", "task_id": "1", "title": "t", "status": "late"}],
            },
            "block 1 (plan): task 1: status has to be pending, in_progress, complete or error",
        ),
    ],
)
def test_a_block_past_its_limit_is_named_with_its_limit(block: Any, sentence: str) -> None:
    assert in_message(block) == [sentence]


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ({"type": "static_select", "options": [option()] * 101}, "options has 101 items, Slack allows 100"),
        ({"type": "static_select", "options": []}, "options has 0 items, Slack wants at least 1"),
        ({"type": "static_select"}, "takes either options or option_groups, and one of them"),
        (
            {"type": "static_select", "options": [option("x" * 76)]},
            "option 1: text has 76 characters, Slack allows 75",
        ),
        (
            {"type": "static_select", "options": [option(), option(value="x" * 151)]},
            "option 2: value has 151 characters, Slack allows 150",
        ),
        (
            {"type": "static_select", "options": [{"text": mrkdwn("a"), "value": "1"}]},
            "option 1: text has to be plain_text",
        ),
        (
            {"type": "static_select", "options": [option()], "initial_option": option("April", "4")},
            "what is chosen at the start has to be one of the options",
        ),
        (
            {"type": "static_select", "option_groups": [{"label": plain("x" * 76), "options": [option()]}]},
            "group label has 76 characters, Slack allows 75",
        ),
        ({"type": "overflow", "options": [option()] * 6}, "options has 6 items, Slack allows 5"),
        ({"type": "radio_buttons", "options": [option()] * 11}, "options has 11 items, Slack allows 10"),
        ({"type": "checkboxes", "options": [option()] * 11}, "options has 11 items, Slack allows 10"),
        (
            {"type": "users_select", "placeholder": plain("x" * 151)},
            "placeholder has 151 characters, Slack allows 150",
        ),
    ],
)
def test_a_menu_past_its_limit_is_named_with_its_limit(element: Any, problem: str) -> None:
    assert in_message(section(accessory=element)) == [f"block 1 (section): accessory: {problem}"]


def test_a_text_field_cannot_start_with_more_than_it_takes() -> None:
    field = {"type": "plain_text_input", "max_length": 10, "initial_value": "x" * 11}
    found = in_message({"type": "input", "label": plain("Why?"), "element": field})
    assert found == ["block 1 (input): element: initial_value has 11 characters, Slack allows 10"]


def test_the_position_counts_blocks_from_one() -> None:
    assert in_message(section(), {"type": "divider"}, section("")) == ["block 3 (section): text is empty"]


def test_blocks_may_not_share_a_block_id() -> None:
    found = in_message(section(block_id="a"), section(block_id="b"), section(block_id="a"))
    assert found == ["block 3 (section): block_id is the same as that of block 1"]


def test_the_same_action_id_in_two_blocks_is_fine() -> None:
    assert in_message(actions(button(action_id="a")), actions(button(action_id="a"))) == []


def test_every_problem_of_a_block_is_told_at_once() -> None:
    found = in_message(section("", fields=[]), {"type": "header", "text": plain("")})
    assert found == [
        "block 1 (section): text is empty",
        "block 1 (section): fields has 0 items, Slack wants at least 1",
        "block 2 (header): text is empty",
    ]


def test_no_sentence_repeats_what_the_message_says() -> None:
    secret = "$4,321.09"
    found = in_message(
        section(secret * 400),
        actions({"type": secret}, button(secret * 40, action_id=secret, value=secret * 300)),
        actions(button(action_id=secret), button(action_id=secret)),
        {**section(block_id=secret), secret: 1},
        section(block_id=secret),
        {"type": secret},
    )
    assert len(found) > 5
    assert secret not in " ".join(found)
    assert secret in str(message(section(secret)))
