"""One of every block and element that the page draws: as messages, as a modal and as a Home."""

from tests.sandbox.gallery.controls import CONTROLS
from tests.sandbox.gallery.holders import HOLDERS
from tests.sandbox.gallery.inputs import MODAL
from tests.sandbox.gallery.numbers import CHARTS, TABLES
from tests.sandbox.gallery.pieces import Json
from tests.sandbox.gallery.text import TEXT

MESSAGES: dict[str, list[Json]] = {
    "text": TEXT,
    "controls": CONTROLS,
    "tables": TABLES,
    "charts": CHARTS,
    "holders": HOLDERS,
}
HOME: Json = {"type": "home", "blocks": [*TEXT[:4], *CONTROLS[:5], CHARTS[0], TABLES[0], *HOLDERS[:1]]}

__all__ = ["HOME", "MESSAGES", "MODAL"]
