"""The part of App Home that is about recognition: the latest of it, and the button that drops the mic."""

from datetime import datetime

from bot.people.viewing import Asker
from bot.recognition.calendar import month_label
from bot.recognition.door import Entrant, enter, turned_away_values
from bot.recognition.fair_play import allowance_left
from bot.recognition.giving import month_of_giver
from bot.recognition.history import wall
from bot.recognition.nominations import given_so_far
from bot.recognition.shown import wall_values
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading

MOST_NOMINATIONS = 6
MOST_WINNERS = 3


def part(services: Services, asker: Asker) -> Rendered | None:
    """What whoever opens App Home sees of recognition; None when it is none of theirs.

    Where it is not set up, an admin reads how to do that, and everybody else nothing.
    """
    entrant = enter(services, asker)
    if isinstance(entrant, Entrant):
        return _wall(services, entrant, asker.now)
    if entrant.reason in ("not_connected", "standing") or (
        entrant.reason == "not_set_up" and not entrant.may_set_up
    ):
        return None
    return services.renderer.render("recognition/wall_away", turned_away_values(entrant))


def _wall(services: Services, entrant: Entrant, now: datetime) -> Rendered:
    venue, member, settings = entrant.venue, entrant.member, entrant.settings
    with reading(services.engine) as connection:
        found = wall(connection, venue, now, MOST_NOMINATIONS, MOST_WINNERS)
        so_far = given_so_far(connection, member, month_of_giver(venue, member, now))
    values = {
        "this_month": found.this_month,
        "left": allowance_left(settings.limits, so_far),
        "channel": settings.channel,
        "winners": [{"month": month_label(one.month), "name": one.name} for one in found.winners],
        "latest": [wall_values(one) for one in found.latest],
    }
    return services.renderer.render("recognition/wall", values)
