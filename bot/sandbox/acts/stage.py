"""What every act needs, and what a person sees after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.courier import Courier, Reply
from bot.sandbox.delivery import Answer
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Stage:
    workspace: Workspace
    courier: Courier


@dataclass(frozen=True)
class Outcome:
    """What a person sees after an act.

    answer: the app's own; problem: what went wrong, as a sentence, else None; messages: new ones;
    changed: edited ones; errors: of a submission, by block_id; view: the modal now on top, if any.
    """

    answer: Answer | None
    problem: str | None
    messages: list[Message] = field(default_factory=list)
    changed: list[Message] = field(default_factory=list)
    errors: Mapping[str, str] = field(default_factory=dict)
    view: Json | None = None


def outcome(
    stage: Stage,
    user_id: str,
    since: int,
    reply: Reply,
    problem: str | None = None,
    errors: Mapping[str, str] = {},
) -> Outcome:
    """`since` is the world's revision before the act."""
    with stage.workspace.lock:
        messages, changed = stage.workspace.changed_since(user_id, since)
        stack = stage.workspace.views.stack(user_id)
    top = stack[-1] if stack else None
    return Outcome(reply.answer, problem or reply.problem, messages, changed, errors, top)
