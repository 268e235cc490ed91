"""An export as a workbook: a sheet for the pay, one for what it comes to, one for rewards, one about itself.

A spreadsheet keeps every number as a double. Any decimal of at most 15 digits is the same decimal again when
it is read back from one, so an amount of up to 15 digits is a number here, written out digit by digit as a
Decimal; a longer one, which a double would change, is text. No float of ours is ever in between.
"""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.payroll.exporting import Taken
from bot.payroll.rows import PAY_HEADER, REWARD_HEADER, SUMMARY_HEADER, Amount, Row, reward_rows, summary_rows
from bot.slack.files import File
from bot.slack.text import clean, truncate
from calc.language.amounts import minor_digits

EXACT_DIGITS = 15
MOST_CHARACTERS = 32_000  # of a cell; Excel takes 32,767
NARROWEST, WIDEST = 8, 50


def workbook(taken: Taken, stem: str, company: str) -> File:
    """The same export always gives the same bytes. `company` is its name."""
    target = io.BytesIO()
    made = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"title": f"Payroll {taken.payroll.label}", "created": taken.at.replace(tzinfo=None)})
    sheets = _Sheets(made)
    payroll = taken.payroll
    sheets.add("Payroll", PAY_HEADER, [row.cells() for row in taken.rows])
    sheets.add("Summary", SUMMARY_HEADER, summary_rows(payroll))
    if payroll.rewards:
        rows = reward_rows(payroll.standing.key, payroll.rewards, taken.news.rewards)
        sheets.add("Taxable rewards", REWARD_HEADER, rows)
    sheets.add("About", ("what", "value"), _about(taken, company))
    made.close()
    return File(f"{stem}.xlsx", target.getvalue())


def _about(taken: Taken, company: str) -> list[Row]:
    before = taken.before.isoformat(timespec="seconds") if taken.before is not None else "none"
    return [
        ("Company", company),
        ("Period", taken.payroll.label),
        ("Published", taken.payroll.published_at.isoformat(timespec="seconds")),
        ("Export", taken.number),
        ("Taken", taken.at.isoformat(timespec="seconds")),
        ("Export before", before),
        ("People", len(taken.payroll.payees)),
    ]


class _Sheets:
    """Adds sheets to a workbook, with what cells look like."""

    def __init__(self, made: Workbook) -> None:
        self._made = made
        self._bold: Format = made.add_format({"bold": True})
        self._money: dict[int, Format] = {}

    def add(self, name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
        """A sheet with a header that stays in sight and can be filtered by."""
        sheet: Worksheet = self._made.add_worksheet(name)
        widths = [len(title) for title in header]
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, self._bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                widths[column] = max(widths[column], self._write(sheet, last, column, cell))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(header) - 1)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST) + 2)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: str | int | Amount) -> int:
        """Writes a cell and gives its width in characters."""
        if isinstance(cell, Amount):
            return self._write_amount(sheet, row, column, cell)
        if isinstance(cell, int):
            sheet.write_number(row, column, Decimal(cell))
            return len(str(cell))
        text = _text(cell)
        sheet.write_string(row, column, text)
        return len(text)

    def _write_amount(self, sheet: Worksheet, row: int, column: int, amount: Amount) -> int:
        if sum(sign.isdigit() for sign in amount.text) > EXACT_DIGITS:
            sheet.write_string(row, column, amount.text)
        else:
            number = Decimal(amount.text)
            sheet.write_number(row, column, number, self._format(minor_digits(amount.currency)))
        return len(amount.text) + len(amount.text) // 3

    def _format(self, digits: int) -> Format:
        if digits not in self._money:
            shown = "#,##0" + (f".{'0' * digits}" if digits else "")
            self._money[digits] = self._made.add_format({"num_format": shown})
        return self._money[digits]


def _text(words: str) -> str:
    """A text as a cell shows it: never a formula, for it is written as text, whatever it looks like."""
    plain = truncate(clean(words), MOST_CHARACTERS)
    # The writer takes what looks so for cell markup of its own, and would not escape it.
    return f"{plain} " if plain.startswith("<r>") and plain.endswith("</r>") else plain
