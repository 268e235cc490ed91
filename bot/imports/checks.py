"""What a mapping says should not be in its files: finding such rows, and the sentence about each."""

from dataclasses import dataclass

import polars as pl

from bot.imports.cells import UNWANTED
from bot.imports.columns import PLACEHOLDER, placeholder
from bot.imports.conditions import columns_of
from bot.imports.errors import FILE, ROW, SHOWN_CHARACTERS
from bot.imports.evaluate import Evaluator
from bot.imports.files import Table
from bot.imports.mapping import Check, ColumnOf
from bot.imports.report import Problem, ProblemGroup


@dataclass(frozen=True)
class Found:
    """What a check found: `holds` for each row of its table, `rows` with FILE, ROW, column and message."""

    check: Check
    holds: pl.Series
    rows: pl.DataFrame

    def group(self, file_names: list[str], most: int) -> ProblemGroup:
        """The same for a report, with the first `most` rows."""
        examples = tuple(
            Problem(file_names[file], row, column, message)
            for file, row, column, message in self.rows.head(most).iter_rows()
        )
        return ProblemGroup(self.check.file, self.check.say, self.check.done, self.rows.height, examples)


def run_check(check: Check, evaluator: Evaluator) -> Found:
    """Looks at every row of the check's file."""
    table = evaluator.tables[check.file]
    beside = evaluator.beside(table, check.match) if check.match else table
    holds = evaluator.all_hold(check.when, table, beside)
    # Splitting gives text, name, text, name … text.
    texts_and_names = PLACEHOLDER.split(f"{check.say} {check.done}")
    parts = [
        _readable(placeholder(part), table, beside, holds) if at % 2 else pl.lit(part)
        for at, part in enumerate(texts_and_names)
    ]
    rows = table.frame.filter(holds).select(
        FILE,
        ROW,
        pl.lit(columns_of(check.when[0])[0].column).alias("column"),
        pl.concat_str(parts).alias("message"),
    )
    return Found(check, holds, rows.sort(FILE, ROW))


def _readable(column: ColumnOf, table: Table, beside: Table, holds: pl.Series) -> pl.Series:
    cells = (beside if column.file else table).frame[column.column].filter(holds).fill_null("")
    return cells.str.replace_all(UNWANTED, "�").str.slice(0, SHOWN_CHARACTERS)
