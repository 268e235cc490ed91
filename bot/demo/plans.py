"""The library's plans, made to begin before the demo company's story does."""

from bot.demo.shapes import Window
from calc.designs import designs, moved


def plans_for(window: Window) -> list[str]:
    """Every plan's text, in force from the 1 January before the first quarter ends.

    The days in its cases move by the same whole years, so that they still come out.
    """
    return [moved(design.text, window.start.year) for design in designs()]
