"""Reading the files of a mapping as tables of text, each row knowing its file and line."""

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from bot.imports.csv_shape import Misshapen, Shape, shape_of
from bot.imports.errors import FILE, ROW, ErrorList
from bot.imports.formats import ISO_DATES, DateFormat
from bot.imports.mapping import SEPARATORS, FileRule
from bot.imports.parquet import read_parquet
from bot.imports.report import FileRead
from bot.imports.walker import suggestion


@dataclass(frozen=True)
class Table:
    """All files of one rule, as one. `frame` has the columns that were asked for, as trimmed text, and FILE
    and ROW. `typed_dates` are columns that came as dates and are now written YYYY-MM-DD."""

    rule: FileRule
    frame: pl.DataFrame
    files: tuple[FileRead, ...]
    blank_rows: int = 0
    typed_dates: frozenset[str] = frozenset()

    def date_format(self, column: str) -> DateFormat:
        return ISO_DATES if column in self.typed_dates else self.rule.date_format(column)


def read_table(
    rule: FileRule, folder: Path, columns: list[str], errors: ErrorList, progress: Callable[[str], None]
) -> Table | None:
    """Reads what `rule` names. None, with the reasons in `errors`, when any of it cannot be read."""
    # Only * is a pattern; brackets and ? are in names like "export (1)[2].csv" as they stand.
    pattern = re.sub(r"([\[?])", r"[\1]", rule.name)
    paths = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    if not paths:
        have = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        hint = suggestion(rule.name, have)
        errors.say(rule.name, f"this file in the folder {folder.name}. {hint}".strip())
        return None
    parts: list[Table] = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        progress(name)
        errors.file_names.append(name)
        try:
            part = _read(path, name, rule, columns, errors)
        except Misshapen as wrong:
            errors.say(name, wrong.expected, row=wrong.row, value=wrong.found)
        except OSError as error:
            errors.say(name, f"a file that can be read: {error.strerror}")
        else:
            parts += [part] if part else []
    return _together(parts) if len(parts) == len(paths) else None


def _together(parts: list[Table]) -> Table:
    if len(parts) == 1:
        return parts[0]
    return Table(
        rule=parts[0].rule,
        frame=pl.concat([part.frame for part in parts]),
        files=tuple(file for part in parts for file in part.files),
        blank_rows=sum(part.blank_rows for part in parts),
        # Only where every file came typed; a mixture keeps to the declared format.
        typed_dates=frozenset.intersection(*(part.typed_dates for part in parts)),
    )


def _read(path: Path, name: str, rule: FileRule, columns: list[str], errors: ErrorList) -> Table | None:
    data = path.read_bytes()
    typed_dates: frozenset[str] = frozenset()
    if path.suffix == ".parquet":
        header, all_rows, typed_dates = read_parquet(data, columns)
        rows = all_rows
        if not _has_columns(columns, header, name, rule, errors):
            return None
    else:
        shape = shape_of(data, rule.separator)
        if not _has_columns(columns, shape.header, name, rule, errors) or _is_ragged(shape, errors):
            return None
        all_rows = _parsed(shape, rule.separator, columns)
        rows = all_rows.filter(~shape.rows["blank"])
    if rows.is_empty():
        raise Misshapen("at least one row below the header")
    place = pl.lit(len(errors.file_names) - 1, dtype=pl.UInt16).alias(FILE)
    return Table(
        rule=rule,
        frame=rows.with_columns(*(pl.col(column).str.strip_chars() for column in columns), place),
        files=(FileRead(name, hashlib.sha256(data).hexdigest(), rows.height),),
        blank_rows=all_rows.height - rows.height,
        typed_dates=typed_dates,
    )


def _has_columns(columns: list[str], header: list[str], name: str, rule: FileRule, errors: ErrorList) -> bool:
    missing = [column for column in columns if column not in header]
    if missing and (separator := _likely_separator(header, rule.separator)):
        advice = f'say `separator: "{separator}"` in the mapping'
        errors.say(name, f"columns apart by {rule.separator!r}; {advice}", row=1)
        return False
    for column in missing:
        hint = suggestion(column, filter(None, header))
        errors.say(name, f"a column of this name. {hint}", row=1, column=column)
    return not missing


def _likely_separator(header: list[str], declared: str) -> str | None:
    """What seems to part the columns of a header that came out as one cell."""
    if len(header) == 1 and declared not in header[0]:
        return next((word for word, mark in SEPARATORS.items() if mark in header[0]), None)
    return None


def _is_ragged(shape: Shape, errors: ErrorList) -> bool:
    width = len(shape.header)
    ragged = shape.rows.filter(~pl.col("blank"), pl.col("cells") != width)
    places = ragged.select(
        pl.lit(len(errors.file_names) - 1, dtype=pl.UInt16).alias(FILE), pl.col("line").alias(ROW)
    )
    found = ragged.select(found=pl.format("{} cells", "cells"))["found"]
    errors.add(places, "", found, f"{width} cells, as in the header")
    return ragged.height > 0


def _parsed(shape: Shape, separator: str, columns: list[str]) -> pl.DataFrame:
    in_order = sorted(columns, key=shape.header.index)
    try:
        frame = pl.read_csv(
            io.BytesIO(shape.data),
            columns=[shape.header.index(column) for column in in_order],
            separator=separator,
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError as error:
        raise Misshapen(f"a table; it cannot be read ({str(error).splitlines()[0]})") from None
    if frame.height != shape.rows.height:
        raise Misshapen("one record a line; its quotes or line ends are mixed up")
    return frame.rename(dict(zip(frame.columns, in_order, strict=True))).with_columns(
        shape.rows["line"].alias(ROW)
    )
