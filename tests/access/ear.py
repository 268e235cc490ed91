"""Hears all that people get to see in the sandbox, each version of it, with who could read it just then."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.feed import Feed
from bot.sandbox.messages import Message
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Heard:
    """`readers` are Slack users. `notice` is what a lock screen shows, `unseen` what goes with it and nobody
    is shown, `shown` the rest; all as text. `place` is a channel or DM, "modal" or "home"."""

    place: str
    readers: frozenset[str]
    notice: str
    unseen: str
    shown: str
    files: tuple[str, ...] = ()


class Ear(Feed):
    """In the place of a workspace's feed, which is told of every change, with the workspace's lock held."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.heard: list[Heard] = []

    def tell(self, user_ids: Iterable[str], *names: str) -> None:
        readers = frozenset(user_ids) - {self._workspace.identity.app_user_id}
        super().tell(readers, *names)
        for name in names:
            kind, _, place = name.partition(":")
            if kind == "messages":
                self._hear_message(place, readers)
            elif kind in ("modals", "home"):
                self._hear_views(kind, readers)

    def _hear_message(self, place: str, readers: frozenset[str]) -> None:
        found = self._workspace.conversations.find(place)
        assert found is not None
        latest = max(found.messages.values(), key=lambda one: one.changed, default=None)
        if latest is not None and latest.is_app:
            self.heard.append(_of_message(latest, readers))

    def _hear_views(self, kind: str, readers: frozenset[str]) -> None:
        for user_id in readers:
            views = self._workspace.views
            seen = views.stack(user_id) if kind == "modals" else [views.home(user_id)]
            self.heard += [_of_view(kind, user_id, view) for view in seen if view is not None]


def _of_message(message: Message, readers: frozenset[str]) -> Heard:
    alone = message.ephemeral_to
    return Heard(
        place=message.channel,
        readers=frozenset({alone}) if alone else readers,
        notice=message.text,
        unseen=_text([message.metadata, *_carried(message.blocks)]),
        shown=_text([message.blocks, message.attachments]),
        files=tuple(str(file["id"]) for file in message.files),
    )


def _of_view(kind: str, user_id: str, view: dict[str, Any]) -> Heard:
    unseen = [view["private_metadata"], view["callback_id"], view["external_id"], *_carried(view["blocks"])]
    title = (view.get("title") or {}).get("text", "")
    return Heard(
        kind, frozenset({user_id}), title, _text(unseen), _text([view["blocks"], view.get("submit")])
    )


def _carried(part: object) -> Iterable[object]:
    """What controls bring back when they are pressed."""
    if isinstance(part, list):
        for item in part:
            yield from _carried(item)
    elif isinstance(part, dict):
        if isinstance(part.get("value"), str):
            yield part["value"]
        for item in part.values():
            yield from _carried(item)


def _text(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, default=str)
