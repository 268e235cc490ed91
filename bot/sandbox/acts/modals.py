"""Submitting and closing modals."""

from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.courier import Reply
from bot.sandbox.forms import complaints
from bot.sandbox.replies import answer_submission, reply_of
from bot.sandbox.shapes import Json, SlackError

WHAT = "the form"


def submit(stage: Stage, user_id: str, view: Json, state: Json) -> Outcome:
    """Submits a view with its state. What Slack itself would not accept never reaches the app."""
    workspace = stage.workspace
    with workspace.lock:
        since = workspace.ids.revision
        payload = _payload(stage, user_id, "view_submission", view, state)
        payload |= {"trigger_id": workspace.triggers.issue(user_id), "response_urls": []}
    errors = complaints(view, state)
    if errors:
        return outcome(stage, user_id, since, Reply(), errors=errors)
    reply = stage.courier.send("interactive", payload, WHAT)
    problem = None
    if reply.answer is not None and reply.problem is None:
        errors, problem = _take(stage, user_id, view, reply)
    return outcome(stage, user_id, since, reply, problem, errors)


def close(stage: Stage, user_id: str, view: Json) -> Outcome:
    """Closes a view (or all, if it says clear_on_close), and tells the app if it asked to know."""
    workspace = stage.workspace
    with workspace.lock:
        since = workspace.ids.revision
        everything = bool(view["clear_on_close"])
        closed = workspace.views.stack(user_id) if everything else [view]
        if everything:
            workspace.views.clear(user_id)
        else:
            workspace.views.close(user_id, view["id"])
        told = [
            _closing(stage, user_id, each, everything) for each in reversed(closed) if each["notify_on_close"]
        ]
    reply = Reply()
    for payload in told:
        reply = stage.courier.send("interactive", payload, "the closing of the form")
    return outcome(stage, user_id, since, reply)


def _closing(stage: Stage, user_id: str, view: Json, everything: bool) -> Json:
    return _payload(stage, user_id, "view_closed", view, view["state"]) | {"is_cleared": everything}


def _payload(stage: Stage, user_id: str, kind: str, view: Json, state: Json) -> Json:
    user = stage.workspace.people.get(user_id)
    payload = payloads.interaction(stage.workspace.identity, user, kind)
    return payload | {"view": view | {"state": state}}


def _take(stage: Stage, user_id: str, view: Json, reply: Reply) -> tuple[dict[str, str], str | None]:
    """Does what the answer says; returns the errors for the person, and what is wrong with the answer."""
    if reply.answer is None:
        return {}, None
    try:
        with stage.workspace.lock:
            return answer_submission(stage.workspace, user_id, view, reply_of(reply.answer)), None
    except SlackError as error:
        details = "; ".join(error.messages) or "Slack would not take it"
        return {}, f"The app's answer to {WHAT} is wrong ({error.error}): {details}."
