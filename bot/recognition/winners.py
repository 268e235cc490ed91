"""`/dropthemic winners`: who had the mic, month by month."""

from bot.recognition.asking import Asking
from bot.recognition.calendar import month_label
from bot.recognition.hall import Hall, hall
from bot.recognition.shown import SOMEBODY, Values
from bot.slack.render import Rendered
from bot.store.engine import reading

MOST_MONTHS = 24


def reply(asking: Asking) -> Rendered:
    """For whoever asks."""
    with reading(asking.services.engine) as connection:
        found = hall(connection, asking.entrant.venue.id, MOST_MONTHS)
    return asking.services.renderer.render("recognition/winners", _values(found))


def _values(found: Hall) -> Values:
    by_month: dict[str, list[str]] = {}
    for one in found.won:
        reward = f" ({one.reward})" if one.reward else ""
        by_month.setdefault(one.month, []).append(f"{one.name or SOMEBODY}{reward}")
    return {
        "months": [
            {"month": month_label(month), "names": ", ".join(names)} for month, names in by_month.items()
        ],
        "more": found.months - len(by_month),
    }
