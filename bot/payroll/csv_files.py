"""An export as CSV: what people get, what it comes to, and the rewards that are taxed."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from bot.payroll.exporting import Taken
from bot.payroll.rows import (
    PAY_HEADER,
    REWARD_HEADER,
    SUMMARY_HEADER,
    Amount,
    Cell,
    Row,
    reward_rows,
    summary_rows,
)
from bot.slack.cells import text_cell
from bot.slack.files import File


def csv_files(taken: Taken, stem: str) -> Iterator[File]:
    """The pay and its summary, and the rewards if there are any; `stem` begins their names."""
    payroll = taken.payroll
    yield _file(f"{stem}.csv", PAY_HEADER, [row.cells() for row in taken.rows])
    yield _file(f"{stem}-summary.csv", SUMMARY_HEADER, summary_rows(payroll))
    if payroll.rewards:
        rows = reward_rows(payroll.standing.key, payroll.rewards, taken.news.rewards)
        yield _file(f"{stem}-rewards.csv", REWARD_HEADER, rows)


def _file(name: str, header: Sequence[str], rows: Iterable[Row]) -> File:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return File(name, text.getvalue().encode())


def _cell(cell: Cell) -> str:
    """An amount below zero begins with a minus and is meant to: only texts are kept from being formulas."""
    if isinstance(cell, Amount):
        return cell.text
    return str(cell) if isinstance(cell, int) else text_cell(cell)
