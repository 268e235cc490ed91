"""Cards of one kind: messages to people that are brought up to date as things move on.

All of them are read at once: the outbox can tell quickly what stands under a key, but not what follows it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.delivery.states import messages, overtake_edits
from bot.review.work import Work

_NOT_SHOWN = ("dropped", "dead")


@dataclass
class Card:
    """Whose it is, how many edits it has had, as what it is shown last ("" as it was put), and whether an
    edit of it waits."""

    person_id: int
    edits: int = 0
    said: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Pile:
    """The cards whose keys begin with `stem`, by the rest of their key."""

    work: Work
    stem: str
    cards: dict[str, Card] = field(default_factory=dict)

    def show(self, name: str, title: str, person_id: int, surface: str, values: Mapping[str, object]) -> bool:
        """The card of that name says this from now on; whether it was put just now.

        One that is there is edited, unless it says so already. Of several edits only the last goes.
        """
        key, card = f"{self.stem}{name}", self.cards.get(name)
        if card is None:
            self.cards[name] = Card(person_id)
            return self.work.tell(key, title, person_id, surface, values)
        said = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
        if card.said == said:
            return False
        if card.waits:
            overtake_edits(self.work.connection, self.work.company.id, key)
        card.edits, card.said, card.waits = card.edits + 1, said, True
        self.work.edit(key, f"{card.edits}/{said}", title, person_id, surface, values)
        return False


def pile_of(work: Work, stem: str) -> Pile:
    """Those that there are."""
    columns = (messages.c[name] for name in ("key", "kind", "state", "person_id"))
    query = select(*columns).where(
        messages.c.workspace_id == work.company.id, messages.c.key.startswith(stem, autoescape=True)
    )
    pile = Pile(work, stem)
    for row in work.connection.execute(query.order_by(messages.c.id)):
        name = row.key.removeprefix(stem)
        if row.kind == "post":
            pile.cards[name] = Card(row.person_id)
            continue
        name, _, said = name.rsplit("/", 2)
        card = pile.cards[name]
        card.edits += 1
        card.waits |= row.state == "pending"
        if row.state not in _NOT_SHOWN:
            card.said = said
    return pile
