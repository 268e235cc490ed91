"""Somebody who looks after pay, as they have come in."""

from dataclasses import dataclass
from datetime import datetime

from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.people.viewing import Asker


@dataclass(frozen=True)
class Visit:
    """A person of the company who has pressed something or sent a form."""

    caller: Caller
    asker: Asker

    @property
    def now(self) -> datetime:
        return self.asker.now

    @property
    def actor(self) -> str:
        """How the audit log calls them."""
        return actor_of(self.caller)
