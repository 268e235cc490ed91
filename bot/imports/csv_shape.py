"""Whether the bytes of a CSV file make a table at all: one encoding, closed quotes, rows of one width."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

import polars as pl

_QUOTED = re.compile(rb'"[^"]*"')
# In a skeleton each quoted stretch is one NUL and a \x01 for each line end in it; doubled quotes give two.
_MARK, _INNER_LINE = b"\0", b"\x01"


class Misshapen(Exception):
    """`row` is a line of the file, 0 for all of it; `expected` says what should have been there."""

    def __init__(self, expected: str, row: int = 0, found: str = "") -> None:
        super().__init__(expected)
        self.row, self.found, self.expected = row, found, expected


@dataclass(frozen=True)
class Shape:
    """`data` without its byte-order mark; `rows` has a line for each record below the header: `line` (its
    line in the file), `cells` (how many it has), `blank`."""

    data: bytes
    header: list[str]
    rows: pl.DataFrame


def shape_of(data: bytes, separator: str) -> Shape:
    """Looks at a whole file. Raises Misshapen for what makes reading it a guess."""
    data = data.removeprefix(codecs.BOM_UTF8)
    _must_be_text(data)
    if not data.strip():
        raise Misshapen("a header line and rows; the file is empty")
    if b"\n" not in data and b"\r" in data:
        raise Misshapen("lines that end in LF or CRLF; these end in a bare CR: save the file anew")
    header = _header(data, separator)
    return Shape(data, header, _rows(data, separator))


def _must_be_text(data: bytes) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[1:64:2].count(0) > 16:
        raise Misshapen("UTF-8 text; this is UTF-16: save it as “CSV UTF-8”")
    if (at := data.find(b"\0")) >= 0:
        raise Misshapen("text; there is a NUL byte in this row", row=_line(data, at))
    if data.isascii():
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1 << 20
    for start in range(0, len(data), step):
        try:
            decoder.decode(data[start : start + step], final=start + step >= len(data))
        except UnicodeDecodeError as error:
            at = start + error.start - (len(error.object) - len(data[start : start + step]))
            line_start = data.rfind(b"\n", 0, at) + 1
            found = (
                data[max(at - 20, line_start) : at + 20].split(b"\n")[0].decode("utf-8", "backslashreplace")
            )
            raise Misshapen("UTF-8 text: save the file as “CSV UTF-8”", _line(data, at), found) from None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _header(data: bytes, separator: str) -> list[str]:
    text = data[: 1 << 20].decode("utf-8", "ignore")
    try:
        names = next(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except (csv.Error, StopIteration):
        raise Misshapen("a closing quote in the header", row=1) from None
    header = [name.strip() for name in names]
    if not any(header):
        raise Misshapen("the names of the columns in the first line", row=1)
    named = [name for name in header if name]
    for name in named:
        if named.count(name) > 1:
            raise Misshapen(f"each column's name once; “{name}” stands {named.count(name)} times", 1, name)
    return header


def _rows(data: bytes, separator: str) -> pl.DataFrame:
    skeleton, lines_inside = data, False
    if b'"' in data:
        skeleton = _QUOTED.sub(_MARK, data)
        _quotes_must_close(data, skeleton, separator)
        lines_inside = skeleton.count(b"\n") != data.count(b"\n")
    if lines_inside:
        plain = data.replace(_INNER_LINE, b"x")
        skeleton = _QUOTED.sub(lambda part: _MARK + _INNER_LINE * part.group().count(b"\n"), plain)
    records = pl.read_lines(skeleton)["line"]
    line = pl.int_range(1, len(records) + 1, eager=True, dtype=pl.UInt32)
    if lines_inside:
        inside = records.str.count_matches(_INNER_LINE.decode(), literal=True)
        line += inside.cum_sum().shift(1, fill_value=0).cast(pl.UInt32)
    return pl.DataFrame(
        {
            "line": line,
            "cells": records.str.count_matches(separator, literal=True) + 1,
            "blank": records.str.strip_chars(f"{separator} \t\r") == "",
        }
    )[1:]


def _quotes_must_close(data: bytes, skeleton: bytes, separator: str) -> None:
    """A quoted cell is quoted from its first to its last character; anything else is a quote gone astray."""
    around = re.escape(separator.encode())
    astray = re.compile(rb"[^\0\n" + around + rb"]\0|\0[^\0\r\n" + around + rb"]")
    if b'"' not in skeleton and not astray.search(skeleton):
        return
    edges = (b"\n", b"\r", b'"', separator.encode(), b"")
    end = 0
    for part in _QUOTED.finditer(data):
        before, after = data[max(part.start() - 1, 0) : part.start()], data[part.end() : part.end() + 1]
        if before not in edges or after not in edges:
            end = part.start()
            break
        end = part.end()
    at = data.find(b'"', end)
    found = data[at : at + 100].decode("utf-8", "ignore")
    raise Misshapen("a cell's quotes to stand around all of it, and to be closed", _line(data, at), found)
