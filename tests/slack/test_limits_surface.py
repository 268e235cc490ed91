"""The limits of a whole message, modal or home view."""

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.limits import Surface, violations
from bot.slack.limits.blocks import BLOCKS
from tests.slack.payloads import data_table, home, message, modal, plain, row, section

INPUT = {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input"}}


def test_a_message_takes_fifty_blocks_and_a_view_a_hundred() -> None:
    assert violations("message", message(*[section()] * 50)) == []
    assert violations("message", message(*[section()] * 51)) == [
        "the message's blocks has 51 items, Slack allows 50"
    ]
    assert violations("home", home(*[section()] * 100)) == []
    assert violations("home", home(*[section()] * 101)) == [
        "the view's blocks has 101 items, Slack allows 100"
    ]


@pytest.mark.parametrize("text", ["", " \n", None, 5])
def test_a_message_without_fallback_text_is_refused(text: Any) -> None:
    assert violations("message", {"text": text, "blocks": [section()]}) == [
        "the message has no text, which is what a notification and a screen reader read"
    ]


def test_a_message_of_text_alone_is_fine_up_to_forty_thousand_characters() -> None:
    assert violations("message", {"text": "x" * 40_000}) == []
    assert violations("message", {"text": "x" * 40_001}) == [
        "the message's text has 40,001 characters, Slack allows 40,000"
    ]


def test_the_text_of_all_blocks_together_has_its_own_limit() -> None:
    # 4 × 3,000 + 1,200 = 13,200
    blocks = [section("x" * 3_000)] * 4
    assert violations("message", message(*blocks, section("x" * 1_200))) == []
    assert violations("message", message(*blocks, section("x" * 1_201))) == [
        "the text of all blocks together has 13,201 characters, Slack allows 13,200"
    ]
    assert violations("home", home(*blocks, section("x" * 1_201))) == []


def test_markdown_blocks_share_one_limit() -> None:
    # 6,000 + 6,001 = 12,001
    blocks = [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * 6_001}]
    assert violations("message", message(*blocks)) == [
        "the text of all markdown blocks has 12,001 characters, Slack allows 12,000"
    ]


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ({"title": plain("x" * 25)}, "the modal's title has 25 characters, Slack allows 24"),
        ({"title": None}, "the modal's title is missing"),
        ({"submit": plain("x" * 25)}, "the modal's submit button has 25 characters, Slack allows 24"),
        ({"close": plain("x" * 25)}, "the modal's close button has 25 characters, Slack allows 24"),
        ({"private_metadata": "x" * 3_001}, "private_metadata has 3,001 characters, Slack allows 3,000"),
        ({"callback_id": "x" * 256}, "callback_id has 256 characters, Slack allows 255"),
        ({"external_id": "x" * 256}, "external_id has 256 characters, Slack allows 255"),
        ({"type": "home"}, "the view's type has to be modal"),
    ],
)
def test_a_modals_frame_past_its_limit_is_named(frame: Any, sentence: str) -> None:
    assert violations("modal", {**modal(section()), **frame}) == [sentence]


def test_a_modal_that_asks_needs_a_submit_button() -> None:
    assert violations("modal", modal(INPUT)) == ["a modal with an input block has to have a submit button"]
    assert violations("modal", modal(INPUT, submit=plain("Send"))) == []


def test_a_view_may_not_be_heavier_than_250_kilobytes() -> None:
    # 100 sections × 3,000 characters > 250,000 bytes, though each block is within its limit
    (sentence,) = violations("home", home(*[section("x" * 3_000)] * 100))
    assert sentence.startswith("the view has 30")
    assert sentence.endswith("bytes, Slack allows 250,000")


@pytest.mark.parametrize(
    ("surface", "view", "kind"),
    [
        ("modal", modal({"type": "table", "rows": [row("a")]}), "table"),
        ("modal", modal(data_table()), "data_table"),
        ("home", home({"type": "markdown", "text": "a"}), "markdown"),
        ("home", home({"type": "alert", "text": plain("a")}), "alert"),
    ],
)
def test_a_block_on_the_wrong_surface_is_refused(surface: Surface, view: Any, kind: str) -> None:
    assert violations(surface, view) == [
        f"block 1 ({kind}): this type of block is not allowed in a {surface}"
    ]


def test_an_alert_is_at_home_in_a_modal_and_a_table_in_a_home_view() -> None:
    assert violations("modal", modal({"type": "alert", "text": plain("a"), "level": "info"})) == []
    assert violations("home", home({"type": "table", "rows": [row("a")]})) == []


_keys = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "fields",
        "accessory",
        "rows",
        "chart",
        "series",
        "data",
        "options",
        "block_id",
        "title",
        "blocks",
        "element",
        "segments",
        "axis_config",
        "categories",
        "action_id",
        "confirm",
        "child_blocks",
    ]
)
_leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(sorted(BLOCKS))
)
_json = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


@given(
    st.sampled_from(get_args(Surface)), st.sampled_from(sorted(BLOCKS)), st.dictionaries(_keys, _json), _json
)
@settings(max_examples=300, deadline=None)
def test_no_payload_however_odd_makes_the_check_itself_fail(
    surface: Surface, kind: str, block: dict[str, Any], other: Any
) -> None:
    assert isinstance(violations(surface, {**message({**block, "type": kind}, other), "type": surface}), list)
    assert isinstance(violations(surface, other if isinstance(other, dict) else {}), list)
