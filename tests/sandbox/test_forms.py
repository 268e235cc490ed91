"""What is filled into a view becomes Slack's state; what Slack would not accept is said beside the block."""

import pytest

from bot.sandbox.forms import complaints, page_state, state_of
from bot.sandbox.shapes import Json, RefusedError

OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Red", "Blue")]


def view_of(element: Json, **block: object) -> Json:
    """A modal with one input block `b` that holds `element` as `a`."""
    return {"blocks": [{"type": "input", "block_id": "b", "element": {"action_id": "a"} | element} | block]}


def held(element: Json, answer: object) -> object:
    state = state_of(view_of(element), {"a": answer})["values"]["b"]["a"]
    [key] = set(state) - {"type"}
    return state[key]


@pytest.mark.parametrize(
    ("element", "answer", "state"),
    [
        ({"type": "plain_text_input"}, "Hello", "Hello"),
        ({"type": "plain_text_input"}, "", None),
        ({"type": "static_select", "options": OPTIONS}, "blue", OPTIONS[1]),
        ({"type": "static_select", "option_groups": [{"options": OPTIONS}]}, "red", OPTIONS[0]),
        ({"type": "external_select"}, OPTIONS[0], OPTIONS[0]),
        ({"type": "radio_buttons", "options": OPTIONS}, None, None),
        ({"type": "checkboxes", "options": OPTIONS}, ["red", "blue"], OPTIONS),
        ({"type": "datepicker"}, "2026-07-01", "2026-07-01"),
        ({"type": "users_select"}, "U2", "U2"),
        ({"type": "multi_users_select"}, ["U2", "U3"], ["U2", "U3"]),
        ({"type": "number_input"}, {"value": "12"}, "12"),
        ({"type": "file_input"}, [{"id": "F1", "filetype": "jpg"}], [{"id": "F1", "filetype": "jpg"}]),
    ],
)
def test_an_answer_becomes_slacks_state(element: Json, answer: object, state: object) -> None:
    assert held(element, answer) == state


def test_what_is_not_answered_keeps_what_the_view_starts_with() -> None:
    view = view_of({"type": "plain_text_input", "initial_value": "Draft"})
    assert state_of(view) == {"values": {"b": {"a": {"type": "plain_text_input", "value": "Draft"}}}}


def test_an_option_that_is_not_offered_is_refused() -> None:
    with pytest.raises(RefusedError, match="a offers no 'green', only: red, blue"):
        held({"type": "static_select", "options": OPTIONS}, "green")


def test_the_pages_state_is_kept_to_what_the_view_has() -> None:
    sent = {
        "values": {
            "b": {"a": {"type": "plain_text_input", "value": "Hi", "extra": 1}, "x": {"value": "?"}},
            "z": {"a": {"value": "?"}},
        }
    }
    state = page_state(view_of({"type": "plain_text_input"}), sent)
    assert state == {"values": {"b": {"a": {"type": "plain_text_input", "value": "Hi"}}}}


@pytest.mark.parametrize("sent", [None, "text", {"values": []}, {"values": {"b": "text"}}])
def test_a_broken_state_from_the_page_counts_as_nothing_filled_in(sent: object) -> None:
    state = page_state(view_of({"type": "plain_text_input"}), sent)
    assert state["values"]["b"]["a"]["value"] is None


@pytest.mark.parametrize(
    ("element", "answer", "complaint"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "checkboxes", "options": OPTIONS}, [], "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter no more than 3 characters."),
        ({"type": "email_text_input"}, "ana", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "brightwater", "Please enter a valid URL."),
        ({"type": "number_input"}, "1e3", "Please enter a valid number."),
        ({"type": "number_input"}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "min_value": "10"}, "9", "Please enter a number of at least 10."),
        ({"type": "number_input", "max_value": "10"}, "11", "Please enter a number of no more than 10."),
        (
            {"type": "multi_users_select", "max_selected_items": 1},
            ["U1", "U2"],
            "Please choose no more than 1.",
        ),
    ],
)
def test_slack_complains_beside_the_block(element: Json, answer: object, complaint: str) -> None:
    view = view_of(element)
    assert complaints(view, state_of(view, {"a": answer})) == {"b": complaint}


@pytest.mark.parametrize(
    ("element", "answer"),
    [
        ({"type": "email_text_input"}, "ana@brightwater.example"),
        ({"type": "url_text_input"}, "https://brightwater.example/q3"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"}, "-1.25"),
        ({"type": "plain_text_input", "max_length": 3}, "abc"),
    ],
)
def test_good_answers_pass(element: Json, answer: object) -> None:
    view = view_of(element)
    assert complaints(view, state_of(view, {"a": answer})) == {}


def test_an_optional_field_may_stay_empty() -> None:
    view = view_of({"type": "plain_text_input"}, optional=True)
    assert complaints(view, state_of(view)) == {}


def test_a_menu_outside_an_input_block_is_state_but_never_required() -> None:
    accessory = {"type": "static_select", "action_id": "a", "options": OPTIONS}
    view: Json = {"blocks": [{"type": "section", "block_id": "b", "accessory": accessory}]}
    state = state_of(view)
    assert state["values"]["b"]["a"]["selected_option"] is None
    assert complaints(view, state) == {}
