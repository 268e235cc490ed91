"""From a sheet to the values that the templates of the review take. Amounts stay whole minor units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people.actors import Actor
from bot.people.identity import Company
from bot.periods.reviewing import Shown
from bot.periods.standing import Standing, period_of
from bot.review.carried import Subject, together
from bot.review.figures import CHANGED, PROBLEMS, Flag, Sum
from bot.review.sheet import SENT_BACK, WAITING, Entry, Turns
from bot.schedule.telling import moment_values

Values = dict[str, object]

# A section takes ten fields, a context ten elements.
MOST_SUMS = 8
MOST_FLAGS = 8


@dataclass(frozen=True)
class Reader:
    """Who reads a list, with whom everybody's pay is, and the names that are needed to say so."""

    person_id: int
    turns: Turns
    names: Mapping[int, str]
    page: int = 0


def period_values(company: Company, standing: Standing) -> Values:
    """What every surface says of the period."""
    period = period_of(company, standing)
    return {
        "locale": company.locale,
        "period": company.calendar.label(period),
        "last": company.calendar.label(company.calendar.before(period)),
        "state": standing.state,
    }


def row_values(entry: Entry, standing: Standing, reader: Reader) -> Values:
    """A person on a card or in a list. `place` says whose turn it is: "you", "other" (`looker`), "admins",
    and "nobody" when it does not wait; `adjusted` when the reader cannot approve it, having adjusted it."""
    turn = reader.turns.turn.get(entry.person_id)
    place = "admins" if turn is None else "you" if turn == reader.person_id else "other"
    adjusted = reader.person_id in reader.turns.adjusters.get(entry.person_id, set())
    return {
        "value": Subject(standing.key, reader.page, entry.key).value(),
        "name": entry.name,
        "sums": sums_values(entry.figure.sums),
        "flags": flags_values(entry.flags),
        "state": entry.state,
        "place": place if entry.state == WAITING else "nobody",
        "looker": reader.names.get(turn, "") if turn is not None else "",
        "adjusted": adjusted,
        "by": entry.review.decider if entry.review else "",
        "own": entry.person_id == reader.person_id,
    }


def sums_values(sums: Iterable[Sum]) -> list[Values]:
    """Sums with how much more (or less) they are than before; `known` is false where there was nothing."""
    return [
        {
            "currency": one.currency,
            "amount_minor": one.amount_minor,
            "known": one.before_minor is not None,
            "difference_minor": one.amount_minor - (one.before_minor or 0),
            "before_minor": one.before_minor or 0,
        }
        for one in list(sums)[:MOST_SUMS]
    ]


def flags_values(flags: Iterable[Flag]) -> list[Values]:
    """What stands out, so far as there is room for it; changes and problems come first, so always."""
    return [
        {"kind": flag.kind, "percent": flag.percent, "title": flag.title, "number": flag.number}
        for flag in sorted(flags, key=lambda flag: flag.kind not in (CHANGED, PROBLEMS))[:MOST_FLAGS]
    ]


def together_values(standing: Standing, entries: Iterable[Entry]) -> Values:
    """A button that approves all of some people as they are shown; as many as fit into one."""
    people = [(entry.person_id, Shown(entry.edition, entry.digest)) for entry in entries]
    first = together(standing.key, people)
    return {"number": len(first.shown), "of": len(people), "value": first.value()}


def actor_values(actor: Actor | None, at: datetime | None, zone: ZoneInfo) -> Values:
    """Who did something, and when; `kind` is "" where nobody did."""
    moment = {"at": "", "words": ""} if at is None else moment_values(at, zone)
    return {"kind": actor.kind if actor else "", "name": actor.name if actor else "", "when": moment}


def in_order(entries: Iterable[Entry], reader: Reader) -> list[Entry]:
    """First what waits for the reader, and of that what stands out; then what was sent back, what waits for
    others, and what is approved."""

    def rank(entry: Entry) -> int:
        mine = reader.turns.turn.get(entry.person_id) == reader.person_id
        if entry.state == WAITING:
            return (0 if entry.flags else 1) if mine else 3
        return 2 if entry.state == SENT_BACK else 4

    return sorted(entries, key=rank)


def fitting(rows: Sequence[Values], most_blocks: int) -> list[Values]:
    """The first rows that fit into so many blocks: one each, and one more for what stands out."""
    left, shown = most_blocks, []
    for row in rows:
        left -= 2 if row["flags"] else 1
        if left < 0:
            break
        shown.append(row)
    return shown
