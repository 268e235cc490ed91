"""`/dropthemic me`: what I gave, what I received, and how many more I can name this month."""

from bot.recognition.answers import names_of
from bot.recognition.asking import Asking
from bot.recognition.history import Mine, mine
from bot.recognition.nominations import Nomination
from bot.recognition.shown import Values, in_short, words_of
from bot.slack.render import Rendered
from bot.store.engine import reading


def reply(asking: Asking) -> Rendered:
    """For whoever asks, about themselves alone."""
    entrant, now = asking.entrant, asking.asker.now
    with reading(asking.services.engine) as connection:
        found = mine(connection, entrant.venue, entrant.member, entrant.settings, now)
    return asking.services.renderer.render("recognition/me", _values(found))


def _values(found: Mine) -> Values:
    return {
        "month": found.month,
        "named": found.named,
        "left": found.left,
        "given": [{**_one(one), "names": names_of(one.receivers)} for one in found.given],
        "more_given": found.given_in_all - len(found.given),
        "received": [{**_one(one), "names": one.giver.name} for one in found.received],
        "more_received": found.received_in_all - len(found.received),
        "stood_behind": found.stood_behind,
    }


def _one(one: Nomination) -> Values:
    return {
        "words": in_short(words_of(one)),
        "tag": one.value.tag if one.value else "",
        "endorsements": one.endorsements,
        "at": one.given_at.isoformat(),
    }
