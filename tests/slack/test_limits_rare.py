"""The limits of what is seldom used: it is checked like the rest."""

from typing import Any

import pytest

from bot.slack.limits import violations
from tests.slack.payloads import (
    chart,
    home,
    in_message,
    message,
    modal,
    mrkdwn,
    option,
    pie,
    plain,
    points,
    section,
)


def rich(*runs: Any) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": list(runs)}]}


CARD = {"type": "card", "title": mrkdwn("Acme"), "actions": [{"type": "button", "text": plain("Open")}]}
GROUPED = {"type": "static_select", "option_groups": [{"label": plain("2024"), "options": [option()]}]}
FINE = [
    {"type": "video", "video_url": "u", "thumbnail_url": "u", "alt_text": "a", "title": plain("Winners")},
    {"type": "file", "source": "remote", "external_id": "F1"},
    {"type": "carousel", "elements": [CARD]},
    {"type": "container", "title": plain("More"), "child_blocks": [section()]},
    {
        "type": "plan",
        "title": "Month end",
        "tasks": [
            {
                "type": "task_card",
                "task_id": "1",
                "title": "Import",
                "status": "complete",
                "details": rich(
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "1,204 rows"}]}
                ),
            }
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {"type": "icon_button", "icon": "trash", "text": plain("Remove")},
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            },
        ],
    },
    section(accessory={"type": "workflow_button", "text": plain("Start"), "workflow": {}}),
    section(accessory={**GROUPED, "initial_option": option()}),
    section(
        accessory={
            "type": "checkboxes",
            "options": [option(description=plain("In full"))],
            "initial_options": [option(description=plain("In full"))],
        }
    ),
    {
        "type": "input",
        "label": plain("How many?"),
        "element": {"type": "number_input", "is_decimal_allowed": False},
    },
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: str(block["type"]))
def test_the_seldom_used_within_their_limits_have_no_violations(block: Any) -> None:
    assert in_message(block) == []


def changed(block: Any, **change: Any) -> Any:
    return {**block, **change}


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (changed(FINE[0], author_name="x" * 51), "author_name has 51 characters, Slack allows 50"),
        (changed(FINE[0], video_url=None), "video_url is missing"),
        (changed(FINE[1], source="local"), "source has to be remote"),
        (changed(FINE[2], elements=[section()]), "card 1: has to be a card"),
        ({"type": "card"}, "takes at least one of hero_image, title, actions and body"),
        (changed(CARD, actions=[{"type": "overflow"}]), "element 1: an element overflow is not allowed here"),
        (changed(FINE[3], child_blocks=[FINE[3]]), "a container cannot hold a container"),
        (changed(FINE[3], child_blocks=[section()] * 11), "child_blocks has 11 items, Slack allows 10"),
        (changed(FINE[4], tasks=[section()]), "task 1: has to be a task_card"),
        (
            {"type": "context_actions", "elements": [{"type": "feedback_buttons"}]},
            "element 1: positive_button is missing",
        ),
        ({"type": "context", "elements": [{"type": "image"}]}, "element 1: alt_text is missing"),
        ({"type": "context", "elements": [mrkdwn("")]}, "element 1: text is empty"),
        (
            section(accessory={"type": "button", "text": plain("a"), "confirm": "yes"}),
            "accessory: confirm has to be an object",
        ),
        (
            section(accessory={"type": "overflow", "options": ["March"]}),
            "accessory: option 1: has to be an object",
        ),
        (
            section(accessory={"type": "static_select", "option_groups": [5]}),
            "accessory: an option group has to be an object",
        ),
        (
            section(accessory={**GROUPED, "initial_option": option("April")}),
            "accessory: what is chosen at the start has to be one of the options",
        ),
        (rich(5), "a rich_text part has to be an object"),
        (rich({"elements": [{"type": "button"}]}), "rich_text cannot hold an element button"),
        ({"type": "table", "rows": [["a"]]}, "row 1: cell 1: has to be an object"),
        (
            {"type": "table", "rows": [[rich()]], "column_settings": [{}] * 21},
            "column_settings has 21 items, Slack allows 20",
        ),
        (chart(axis_config={"categories": ["Jan", "Jan"]}), "a category is there twice"),
        (chart(series=["Pay"]), "series 1: has to be an object"),
        (
            chart(series=[{"name": "Pay", "data": [5, *points("Jan", "Feb")]}]),
            "series 1: point 1 has to be an object",
        ),
        (pie({"label": "a", "value": True}), "segment 1: value has to be a number"),
    ],
)
def test_the_seldom_used_past_their_limits_are_named(block: Any, problem: str) -> None:
    assert f"block 1 ({block['type']}): {problem}" in in_message(block)


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ({"max_length": 3_001}, "max_length has to be between 1 and 3,000"),
        ({"max_length": 5, "min_length": 6}, "min_length has to be between 0 and max_length"),
        ({"type": "number_input"}, "is_decimal_allowed is missing"),
    ],
)
def test_a_field_with_impossible_bounds_is_named(field: Any, problem: str) -> None:
    block = {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input", **field}}
    assert in_message(block) == [f"block 1 (input): element: {problem}"]


def test_an_alert_says_how_grave_it_is_in_slacks_words() -> None:
    alert = {"type": "alert", "text": plain("a"), "level": "grave"}
    assert violations("modal", modal(alert)) == [
        "block 1 (alert): level has to be default, info, warning, error or success"
    ]


def test_a_container_stands_in_messages_alone() -> None:
    assert violations("home", home(FINE[3])) == [
        "block 1 (container): this type of block is not allowed in a home"
    ]


def test_a_frame_whose_words_are_no_words_is_refused() -> None:
    assert violations("modal", modal(section(), callback_id=5)) == ["callback_id has to be text"]


def test_a_view_that_is_no_json_is_refused() -> None:
    assert violations("home", home(section(), state=object())) == ["the view cannot be written as JSON"]


def test_a_message_without_blocks_has_only_its_text_to_check() -> None:
    assert violations("message", {"text": "Well done"}) == []
    assert violations("message", message() | {"blocks": {}}) == ["the message's blocks has to be a list"]
