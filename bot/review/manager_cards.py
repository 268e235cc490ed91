"""The card of a period that everybody has who looks at somebody's pay: their people, and what waits for them.

Whoever looks at a card is noted in the log when it is put: each look at another's pay is.
"""

from collections.abc import Collection

from bot.periods.standing import FINAL, Standing
from bot.review.noting import note_shown
from bot.review.pile import pile_of
from bot.review.sheet import WAITING, Sheet, Turns, names_of, read_sheet, reviews_of, turns_of
from bot.review.values import Reader, Values, fitting, in_order, period_values, row_values, together_values
from bot.review.work import Work

SURFACE = "manager_card"
TITLE = "Pay to look at"
# Of fifty blocks, some are for the head and the buttons.
MOST_BLOCKS = 40


def manager_key(period: str, person_id: int) -> str:
    """The message that is a reviewer's card."""
    return f"{_stem(period)}{person_id}"


def show_managers(work: Work, standing: Standing, only: Collection[int] | None = None) -> int:
    """The cards of everybody who looks at somebody's pay, or of `only` some, say how it stands.

    Returns how many have one. A card that has nothing to show any more says so.
    """
    pile = pile_of(work, _stem(standing.key))
    if standing.state in FINAL:
        for name, card in pile.cards.items():
            pile.show(name, TITLE, card.person_id, SURFACE, _over(work, standing))
        return len(pile.cards)
    kept = reviews_of(work.connection, standing.id)
    turns = turns_of(work.connection, work.company, standing, kept, work.today)
    by_card = turns.by_card()
    wanted = {*by_card, *(card.person_id for card in pile.cards.values())}
    if only is not None:
        wanted &= set(only)
    concerned = None if only is None else {one for card in wanted for one in by_card.get(card, ())}
    sheet = read_sheet(work.connection, work.company, standing, concerned)
    names = names_of(work.connection, by_card)
    for person_id in sorted(wanted):
        mine = by_card.get(person_id, [])
        values = card_values(work, standing, sheet, Reader(person_id, turns, names), mine)
        pile.show(str(person_id), TITLE, person_id, SURFACE, values)
        shown = {one: sheet.entries[one].key for one in mine if one in sheet.entries}
        note_shown(work, standing.key, person_id, shown, "card")
    return len(by_card)


def _stem(period: str) -> str:
    return f"review/{period}/manager/"


def card_values(
    work: Work, standing: Standing, sheet: Sheet, reader: Reader, mine: Collection[int]
) -> Values:
    """Values of review/manager_card; `mine` are the people on it, who are below the reader."""
    entries = in_order((sheet.entries[one] for one in mine if one in sheet.entries), reader)
    waiting = [
        one for one in entries if one.state == WAITING and _is_mine(reader.turns, one.person_id, reader)
    ]
    rows = [row_values(one, standing, reader) for one in entries]
    shown = fitting(rows, MOST_BLOCKS)
    return {
        **period_values(work.company, standing),
        "value": standing.key,
        "people": len(entries),
        "waiting": len(waiting),
        "rows": shown,
        "more": len(rows) - len(shown),
        "clean": together_values(standing, [one for one in waiting if not one.flags]),
        "all": together_values(standing, waiting),
    }


def _over(work: Work, standing: Standing) -> Values:
    nothing = together_values(standing, [])
    return {
        **period_values(work.company, standing),
        "value": standing.key, "people": 0, "waiting": 0, "rows": [], "more": 0,
        "clean": nothing, "all": nothing,
    }  # fmt: skip


def _is_mine(turns: Turns, person_id: int, reader: Reader) -> bool:
    return turns.turn.get(person_id) == reader.person_id
