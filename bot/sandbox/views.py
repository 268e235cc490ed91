"""Modals and App Home: each person's stack of views, with ids and hashes."""

from collections.abc import Callable
from copy import deepcopy

from bot.sandbox.blocks import with_ids
from bot.sandbox.identity import Identity
from bot.sandbox.ids import Ids
from bot.sandbox.shapes import Json, SlackError

STACK = 3
# What an app may say about a view; the rest is Slack's.
GIVEN = ("type", "title", "submit", "close", "private_metadata", "callback_id", "external_id")


class Views:
    """Not locked by itself. `changed(user_id, what)` hears of each change, of "modals" or "home"."""

    def __init__(self, identity: Identity, ids: Ids, changed: Callable[[str, str], None]) -> None:
        self._identity, self._ids, self._changed = identity, ids, changed
        self._stacks: dict[str, list[Json]] = {}
        self._homes: dict[str, Json] = {}

    def stack(self, user_id: str) -> list[Json]:
        """The person's open modals, the one on top last."""
        return deepcopy(self._stacks.get(user_id, []))

    def home(self, user_id: str) -> Json | None:
        return deepcopy(self._homes.get(user_id))

    def find(self, user_id: str, view_id: str) -> Json | None:
        """An open modal or the Home of this person."""
        views = [*self._stacks.get(user_id, []), self._homes.get(user_id)]
        return deepcopy(next((view for view in views if view and view["id"] == view_id), None))

    def open(self, user_id: str, given: Json) -> Json:
        self._stacks[user_id] = []
        return self.push(user_id, given)

    def push(self, user_id: str, given: Json) -> Json:
        stack = self._stacks.setdefault(user_id, [])
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._check_external_id(given, None)
        view_id = self._ids.next("V")
        root = stack[0]["id"] if stack else view_id
        view = self._record(given, view_id, root, stack[-1]["id"] if stack else None)
        stack.append(view)
        self._changed(user_id, "modals")
        return deepcopy(view)

    def update(
        self, given: Json, *, view_id: str = "", external_id: str = "", expected_hash: str = ""
    ) -> Json:
        user_id, old = self._locate(view_id, external_id)
        if expected_hash and expected_hash != old["hash"]:
            raise SlackError("hash_conflict")
        self._check_external_id(given, old["id"])
        view = self._record(given, old["id"], old["root_view_id"], old["previous_view_id"])
        if view["type"] == "home":
            self._homes[user_id] = view
        else:
            stack = self._stacks[user_id]
            stack[next(at for at, each in enumerate(stack) if each["id"] == old["id"])] = view
        self._changed(user_id, "home" if view["type"] == "home" else "modals")
        return deepcopy(view)

    def publish(self, user_id: str, given: Json, expected_hash: str = "") -> Json:
        old = self._homes.get(user_id)
        if expected_hash and (old is None or expected_hash != old["hash"]):
            raise SlackError("hash_conflict")
        view_id = old["id"] if old else self._ids.next("V")
        self._homes[user_id] = self._record(given, view_id, view_id, None)
        self._changed(user_id, "home")
        return deepcopy(self._homes[user_id])

    def close(self, user_id: str, view_id: str) -> None:
        """Takes a view away with what is stacked on it; one that is closed already stays closed."""
        stack = self._stacks.get(user_id, [])
        places = [place for place, view in enumerate(stack) if view["id"] == view_id]
        if places:
            del stack[places[0] :]
            self._changed(user_id, "modals")

    def clear(self, user_id: str) -> None:
        self._stacks[user_id] = []
        self._changed(user_id, "modals")

    def _locate(self, view_id: str, external_id: str) -> tuple[str, Json]:
        for user_id, view in self._all():
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user_id, view
        raise SlackError("not_found")

    def _all(self) -> list[tuple[str, Json]]:
        modals = [(user_id, view) for user_id, stack in self._stacks.items() for view in stack]
        return modals + list(self._homes.items())

    def _check_external_id(self, given: Json, own_id: str | None) -> None:
        external_id = given.get("external_id")
        others = [view for _, view in self._all() if view["id"] != own_id]
        if external_id and any(view["external_id"] == external_id for view in others):
            raise SlackError("duplicate_external_id")

    def _record(self, given: Json, view_id: str, root_id: str, previous_id: str | None) -> Json:
        view: Json = {key: given.get(key) for key in GIVEN}
        for key in ("private_metadata", "callback_id", "external_id"):
            view[key] = view[key] or ""
        return view | {
            "id": view_id,
            "team_id": self._identity.team_id,
            "app_id": self._identity.app_id,
            "app_installed_team_id": self._identity.team_id,
            "bot_id": self._identity.bot_id,
            "blocks": with_ids(given.get("blocks") or [], self._ids),
            "state": {"values": {}},
            "hash": self._ids.hash(),
            "clear_on_close": bool(given.get("clear_on_close")),
            "notify_on_close": bool(given.get("notify_on_close")),
            "submit_disabled": bool(given.get("submit_disabled")),
            "root_view_id": root_id,
            "previous_view_id": previous_id,
        }
