"""What goes with each kind of announcement besides its message: the one place that knows them all."""

from collections.abc import Callable, Mapping

from bot.announcements.announcing import Announcing, Hooks
from bot.delivery.outbox import Outbox
from bot.spiffs.hooks import spiff_hooks

# A room that has something to do at an approval adds what makes its hooks, by kind.
MAKERS: tuple[Callable[[Outbox], Mapping[str, Hooks]], ...] = (spiff_hooks,)


def announcing_with(outbox: Outbox) -> Announcing:
    """The use case with all that goes with it."""
    return Announcing(outbox, {kind: hooks for make in MAKERS for kind, hooks in make(outbox).items()})
