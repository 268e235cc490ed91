"""The part of App Home about questions: how many are open, and the way to them. No amounts."""

from bot.people.identity import Stranger
from bot.people.viewing import Asker, view_own
from bot.questions.lists import counted
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading


def part(services: Services, asker: Asker) -> Rendered | None:
    """None where nothing is open."""
    own = view_own(asker)
    if isinstance(own, Stranger):
        return None
    with reading(services.engine) as connection:
        waiting, mine = counted(connection, own.viewer, asker.now)
    if not waiting and not mine:
        return None
    return services.renderer.render("questions/home", {"waiting": waiting, "mine": mine})
