"""Cells of an exported table: what people wrote opens as text in a spreadsheet, never as a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import IO

from bot.slack.text import clean

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def text_cell(text: str) -> str:
    """`text` as it is, or after an apostrophe where a spreadsheet would calculate it."""
    plain = clean(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def write_csv(file: IO[str], header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes the table, with its texts made safe; returns how many rows it has."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    written = 0
    for row in rows:
        writer.writerow([text_cell(cell) for cell in row])
        written += 1
    return written
