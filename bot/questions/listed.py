"""The list of questions as an answer or a modal, for whoever asks for it."""

from bot.people.identity import Caller
from bot.people.viewing import Asker
from bot.questions.lists import list_values
from bot.questions.work import Work
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading


def listed(services: Services, asker: Asker, caller: Caller, surface: str = "questions/list") -> Rendered:
    """What somebody asked themselves, and what waits for them."""
    with reading(services.engine) as connection:
        values = list_values(Work(connection, services.outbox, caller.company, asker.now), caller)
    return services.renderer.render(surface, values)
