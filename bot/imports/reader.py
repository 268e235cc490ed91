"""From a mapping's YAML to a `MappingFile`, or to every mistake in it with its line."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path as FilePath

from bot.imports.cells import constant_mistake
from bot.imports.columns import stray_files
from bot.imports.formats import (
    ISO_DATES,
    PLAIN_AMOUNTS,
    AmountStyle,
    DateFormat,
    read_amount_style,
    read_date_format,
)
from bot.imports.kinds import KINDS
from bot.imports.kinds import Value as Holds
from bot.imports.mapping import SEPARATORS, FileRule, MappingFile
from bot.imports.reader_blocks import read_block
from bot.imports.reader_checks import read_checks
from bot.imports.reader_fields import read_where
from bot.imports.walker import Walker, suggestion
from calc.language.document import DocumentError, Mistake, Path, Value, read_document

SUFFIXES = (".csv", ".tsv", ".txt", ".parquet")

_SOURCE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_TOP = ("source", "currency", "dates", "amounts", "files", "checks")
_OF_FILE = ("separator", "dates", "amounts", "where", *KINDS)


@dataclass(frozen=True)
class _Defaults:
    """What a file takes over from the top of the mapping."""

    dates: DateFormat
    amounts: AmountStyle
    currency: str


def read_mapping(path: FilePath) -> MappingFile:
    """Reads a mapping. Raises DocumentError with every mistake that was found in it."""
    try:
        content = path.read_bytes()
        document = read_document(content.decode("utf-8-sig"))
    except OSError as error:
        raise DocumentError([Mistake(1, "the file", f"it cannot be read: {error.strerror}.")]) from None
    except UnicodeDecodeError:
        raise DocumentError([Mistake(1, "the file", "it is not UTF-8 text.", "Save it as UTF-8.")]) from None
    walker = Walker(document)
    mapping = _mapping(walker, path.name, hashlib.sha256(content).hexdigest())
    for place, sentence in stray_files(mapping):
        walker.wrong(place, sentence, suggestion("", [file.name for file in mapping.files]))
    if walker.mistakes:
        raise DocumentError(walker.mistakes)
    return mapping


def _mapping(walker: Walker, name: str, digest: str) -> MappingFile:
    top = walker.names((), walker.document.data, _TOP)
    source = _source(walker, top.get("source"))
    defaults = _Defaults(
        dates=walker.option((), top, "dates", read_date_format, ISO_DATES),
        amounts=walker.option((), top, "amounts", read_amount_style, PLAIN_AMOUNTS),
        currency=walker.option((), top, "currency", _read_currency, ""),
    )
    files = tuple(
        _file(walker, ("files", file), file, part, defaults)
        for file, part in walker.names(("files",), top.get("files")).items()
    )
    checks = read_checks(walker, top["checks"], files) if "checks" in top else ()
    return MappingFile(
        name=name, digest=digest, source=source, currency=defaults.currency, files=files, checks=checks
    )


def _source(walker: Walker, value: Value) -> str:
    if isinstance(value, str) and _SOURCE.fullmatch(value):
        return value
    hint = "Like `source: crm`: small letters, digits, - and _. Facts are known by it and their own ids."
    walker.wrong(("source",), "say where these facts come from.", hint)
    return ""


def _read_currency(text: str) -> str:
    if constant_mistake(text, Holds.CURRENCY):
        raise ValueError(f"{text!r} is not a currency; write its three letters, like USD or EUR")
    return text


def _file(walker: Walker, path: Path, name: str, value: Value, defaults: _Defaults) -> FileRule:
    if not name.endswith(SUFFIXES) or name.startswith("/") or ".." in name.split("/"):
        hint = "Name a .csv, .tsv, .txt or .parquet file in the folder."
        walker.wrong(path, f"{name!r} is not a file name here.", hint)
    # A file that only checks look at needs nothing below its name.
    data = walker.names(path, {} if value is None else value, _OF_FILE)
    dates, by_column = _dates(walker, path, data, defaults.dates)
    amounts = walker.option(path, data, "amounts", read_amount_style, defaults.amounts)
    blocks = [
        read_block(walker, at, part, KINDS[kind], name, amounts, defaults.currency)
        for kind in KINDS
        if kind in data
        for at, part in walker.items((*path, kind), data[kind])
    ]
    return FileRule(
        name=name,
        separator=walker.choice(path, data, "separator", SEPARATORS, "," if name.endswith(".csv") else "\t"),
        dates=dates,
        date_formats=by_column,
        amounts=amounts,
        where=read_where(walker, path, data),
        blocks=tuple(blocks),
    )


def _dates(
    walker: Walker, path: Path, data: dict[str, Value], default: DateFormat
) -> tuple[DateFormat, dict[str, DateFormat]]:
    """One format for all columns, or one for each named column and the default for the others."""
    formats, inside = data.get("dates"), (*path, "dates")
    if not isinstance(formats, dict):
        return walker.option(path, data, "dates", read_date_format, default), {}
    return default, {
        column: walker.option(inside, formats, column, read_date_format, default) for column in formats
    }
