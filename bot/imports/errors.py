"""What is wrong with files, told cell by cell, and what is merely odd in them."""

import unicodedata
from dataclasses import dataclass

import polars as pl

FILE, ROW = "\0file", "\0row"  # no header holds NUL, so these two columns never meet one of a file's
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class BadCell:
    """`row` is the line in the file, its header being line 1; 0 means the file as a whole."""

    file: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = self.file
        if self.row:
            where += f", row {self.row:,}"
        if self.column:
            where += f", {self.column}"
        empty = "found nothing" if self.column and self.row > 1 else ""
        found = f"found “{self.value}”" if self.value else empty
        end = "" if self.expected.endswith((".", "?")) else "."
        return f"{where}: {f'{found}; ' if found else ''}expected {self.expected}{end}"


class ImportRefused(Exception):
    """Nothing was imported. `errors` are the first, in the order of files and rows; `total` counts all."""

    def __init__(self, errors: tuple[BadCell, ...], total: int) -> None:
        self.errors = errors
        self.total = total
        lines = [str(error) for error in errors]
        if total > len(errors):
            lines.append(f"and {total - len(errors):,} more")
        super().__init__("\n".join(lines))


def shown(value: str | None) -> str:
    """A cell's text for a message: at most 80 characters, control characters made visible."""
    text = "".join(_visible(character) for character in (value or "")[: SHOWN_CHARACTERS + 1])
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _visible(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return character.encode("unicode_escape").decode()
    return character


class ErrorList:
    """Gathers errors: one a cell, the first `limit` of each sort with their words, the others counted."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.total = 0
        self.file_names: list[str] = []  # a row's FILE is a place in this list
        self._kept: list[tuple[int, BadCell]] = []
        self._told: dict[str, pl.DataFrame] = {}  # by column, the FILE and ROW of what was told

    def add(
        self, rows: pl.DataFrame, column: str, values: pl.Series | None, expected: str | pl.Series
    ) -> None:
        """One error for each of `rows` (FILE and ROW); `values` and `expected` go along with them."""
        if rows.is_empty():
            return
        new = rows.select(
            FILE,
            ROW,
            (values if values is not None else pl.lit("")).alias("value"),
            (pl.lit(expected) if isinstance(expected, str) else expected).alias("expected"),
        ).unique([FILE, ROW], keep="first", maintain_order=True)
        if column in self._told:
            new = new.join(self._told[column], on=[FILE, ROW], how="anti")
            self._told[column].extend(new.select(FILE, ROW))
        else:
            self._told[column] = new.select(FILE, ROW)
        self.total += new.height
        for file, row, value, sentence in new.sort(FILE, ROW).head(self.limit).iter_rows():
            self._kept.append((file, BadCell(self.file_names[file], row, column, shown(value), sentence)))

    def say(self, file: str, expected: str, row: int = 0, column: str = "", value: str = "") -> None:
        """One error about a file, or one place in it."""
        self.total += 1
        place = self.file_names.index(file) if file in self.file_names else len(self.file_names)
        self._kept.append((place, BadCell(file, row, column, shown(value), expected)))

    def refuse_if_any(self) -> None:
        """Raises ImportRefused when anything was found."""
        if self.total:
            in_order = sorted(self._kept, key=lambda kept: (kept[0], kept[1].row, kept[1].column))
            raise ImportRefused(tuple(cell for _, cell in in_order[: self.limit]), self.total)
