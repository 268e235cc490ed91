"""The library's plans that people of the demo company are on, made to begin before its story does."""

from collections.abc import Collection

from bot.demo.shapes import Window
from calc.designs import LIBRARY, moved


def plans_for(window: Window, keys: Collection[str]) -> list[str]:
    """The texts of those plans, in force from the 1 January before the first quarter ends.

    The days in their cases move by the same whole years, so that they still come out.
    """
    texts = [(LIBRARY / f"{key}.yaml").read_text("utf-8") for key in sorted(keys)]
    return [moved(text, window.start.year) for text in texts]
