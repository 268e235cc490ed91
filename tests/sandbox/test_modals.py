"""Modals: submitting, correcting, stacking, closing."""

import pytest

from bot.sandbox.shapes import Json, RefusedError
from bot.sandbox.world import World
from tests.sandbox.tiny_app import QUESTION, TinyApp


@pytest.fixture
def view(world: World, app: TinyApp) -> Json:
    opened = world.run("U1", "/mycomp", "modal").view
    assert opened is not None
    return opened


def test_a_submission_carries_the_view_with_its_state(world: World, app: TinyApp, view: Json) -> None:
    outcome = world.submit("U1", view, {"words": "Why 24?"})
    body = app.last("submission")
    assert body["view"]["state"]["values"] == {
        "words": {"text": {"type": "plain_text_input", "value": "Why 24?"}}
    }
    assert (body["view"]["private_metadata"], body["view"]["callback_id"]) == ("line-7", "question")
    assert (body["view"]["id"], body["view"]["hash"]) == (view["id"], view["hash"])
    assert (outcome.view, outcome.errors, outcome.problem) == (None, {}, None)


def test_errors_keep_the_modal_open(world: World, view: Json) -> None:
    outcome = world.submit("U1", view, {"words": "errors"})
    assert outcome.errors == {"words": "That is no question."}
    assert outcome.view == view


def test_errors_beside_no_input_block_are_told(world: World, view: Json) -> None:
    outcome = world.submit("U1", view, {"words": "wrong errors"})
    expected = (
        "The app's answer to the form is wrong (invalid_errors): the modal has no input block elsewhere."
    )
    assert outcome.problem == expected
    assert outcome.view == view


def test_update_replaces_the_view_and_changes_its_hash(world: World, view: Json) -> None:
    updated = world.submit("U1", view, {"words": "update"}).view
    assert updated is not None
    assert (updated["title"]["text"], updated["id"]) == ("Updated", view["id"])
    assert updated["hash"] != view["hash"]


def test_push_puts_a_view_on_top_and_closing_it_goes_back(world: World, app: TinyApp, view: Json) -> None:
    pushed = world.submit("U1", view, {"words": "push"}).view
    assert pushed is not None
    assert (pushed["previous_view_id"], pushed["root_view_id"]) == (view["id"], view["id"])
    assert [each["id"] for each in world.modals("U1")] == [view["id"], pushed["id"]]
    assert world.close("U1", pushed).view == view
    assert app.last("closed")["view"]["id"] == pushed["id"]


def test_no_more_than_three_views_are_stacked(world: World, view: Json) -> None:
    second = world.submit("U1", view, {"words": "push"}).view
    assert second is not None
    third = world.submit("U1", second, {"words": "push"}).view
    assert third is not None
    outcome = world.submit("U1", third, {"words": "push"})
    assert outcome.problem == (
        "The app's answer to the form is wrong (push_limit_reached): Slack would not take it."
    )
    assert len(world.modals("U1")) == 3


def test_clear_closes_them_all(world: World, view: Json) -> None:
    pushed = world.submit("U1", view, {"words": "push"}).view
    assert pushed is not None
    assert world.submit("U1", pushed, {"words": "clear"}).view is None
    assert world.modals("U1") == []


def test_an_update_beyond_slacks_limits_is_told(world: World, view: Json) -> None:
    problem = world.submit("U1", view, {"words": "bad update"}).problem
    assert problem is not None
    assert "(invalid_arguments)" in problem
    assert "title" in problem


def test_a_crash_keeps_the_modal_open(world: World, view: Json) -> None:
    outcome = world.submit("U1", view, {"words": "crash"})
    assert (outcome.problem, outcome.view) == ("The app answered the form with HTTP 500.", view)


def test_a_required_field_left_empty_never_reaches_the_app(world: World, app: TinyApp, view: Json) -> None:
    outcome = world.submit("U1", view)
    assert outcome.errors == {"words": "Please complete this required field."}
    assert not [kind for kind, _ in app.heard if kind == "submission"]


def test_too_long_an_answer_never_reaches_the_app(world: World, app: TinyApp, view: Json) -> None:
    # the input takes 50 characters, this has 51
    outcome = world.submit("U1", view, {"words": "x" * 51})
    assert outcome.errors == {"words": "Please enter no more than 50 characters."}
    assert not [kind for kind, _ in app.heard if kind == "submission"]


def test_what_the_view_does_not_ask_cannot_be_filled_in(world: World, view: Json) -> None:
    with pytest.raises(RefusedError, match="nothing to fill in called amount"):
        world.submit("U1", view, {"amount": "1"})


def test_closing_tells_the_app_that_asked_to_know(world: World, app: TinyApp, view: Json) -> None:
    assert world.close("U1", view).view is None
    body = app.last("closed")
    assert (body["type"], body["is_cleared"], body["view"]["id"]) == ("view_closed", False, view["id"])


def test_a_stale_modal_can_still_be_submitted_from_an_old_screen(
    world: World, app: TinyApp, view: Json
) -> None:
    world.submit("U1", view, {"words": "update"})
    world.submit("U1", view, {"words": "again"})
    assert app.last("submission")["view"]["hash"] == view["hash"]


def test_a_submission_from_an_old_screen_closes_no_other_modal(world: World, view: Json) -> None:
    world.close("U1", view)
    fresh = world.run("U1", "/mycomp", "modal").view
    assert world.submit("U1", view, {"words": "Why?"}).view == fresh
    assert world.submit("U1", view, {"words": "update"}).problem == (
        "The app's answer to the form is wrong (not_found): Slack would not take it."
    )


def test_closing_a_view_closes_what_is_stacked_on_it(world: World, view: Json) -> None:
    world.submit("U1", view, {"words": "push"})
    assert world.close("U1", view).view is None


def test_closing_is_not_told_to_an_app_that_did_not_ask(world: World, app: TinyApp, view: Json) -> None:
    app.bolt.client.views_update(view_id=view["id"], view=QUESTION | {"notify_on_close": False})
    world.close("U1", world.modals("U1")[0])
    assert [kind for kind, _ in app.heard] == ["command"]


def test_a_view_that_clears_on_close_takes_the_whole_stack_along(world: World, app: TinyApp) -> None:
    opened = world.run("U1", "/mycomp", "modal").view
    assert opened is not None
    pushed = world.submit("U1", opened, {"words": "push"}).view
    assert pushed is not None
    app.bolt.client.views_update(view_id=pushed["id"], view=QUESTION | {"clear_on_close": True})
    world.close("U1", world.modals("U1")[-1])
    assert world.modals("U1") == []
    closed = [body for kind, body in app.heard if kind == "closed"]
    assert [(body["view"]["id"], body["is_cleared"]) for body in closed] == [
        (pushed["id"], True),
        (opened["id"], True),
    ]


def test_the_view_in_hand_is_a_copy(world: World, view: Json) -> None:
    view["private_metadata"] = "line-8"
    assert world.modals("U1")[0]["private_metadata"] == "line-7"
