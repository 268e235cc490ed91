"""The library's plans, made to begin before the demo company's story does."""

import re
from pathlib import Path

import calc
from bot.demo.shapes import Window

_LIBRARY = Path(calc.__file__).parent / "library"
_BEGINS = re.compile(r"^from: (?P<year>\d{4})-01-01$", re.MULTILINE)


def plans_for(window: Window) -> list[str]:
    """Every plan's text, in force from the 1 January before the first quarter ends.

    The days in its cases move by the same whole years, so that they still come out.
    """
    return [_begun(path.read_text("utf-8"), window.start.year) for path in sorted(_LIBRARY.glob("*.yaml"))]


def _begun(text: str, year: int) -> str:
    begins = _BEGINS.search(text)
    if begins is None:
        raise ValueError(
            "a plan of the library begins on a 1 January, so that it can be moved by whole years"
        )
    return re.sub(rf"\b{begins['year']}(?=-(?:\d\d-\d\d|Q\d)\b)", str(year), text)
