"""From a mapping's YAML to a `MappingFile`, or to every mistake in it with its line."""

import hashlib
import re
from pathlib import Path as FilePath

from bot.imports.cells import constant_mistake
from bot.imports.columns import stray_files
from bot.imports.formats import AmountStyle, DateFormat, read_amount_style, read_date_format
from bot.imports.kinds import KINDS, Kind
from bot.imports.kinds import Value as Holds
from bot.imports.mapping import Block, Check, FieldRule, FileRule, MappingFile, Match
from bot.imports.reader_fields import YES_NO, read_conditions, read_field
from bot.imports.walker import Walker, suggestion
from calc.document import DocumentError, Mistake, Path, Value, read_document

_SOURCE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_SEPARATORS = {",": ",", ";": ";", "tab": "\t", "|": "|"}
SUFFIXES = (".csv", ".tsv", ".txt", ".parquet")
_MATCH = re.compile(r"(?P<column>.+?) +is +(?P<other>.+?) +of +(?P<file>.+)")
_BLOCK_OPTIONS = ("where", "history", "repeats")


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
    top = walker.names(
        (), walker.document.data, ("source", "currency", "dates", "amounts", "files", "checks")
    )
    source = _source(walker, top.get("source"))
    currency = str(top.get("currency") or "")
    if currency and constant_mistake(currency, Holds.CURRENCY):
        walker.wrong(("currency",), f"{currency!r} is not a currency.", "Write its three letters, like USD.")
    dates, amounts = DateFormat(), AmountStyle()
    if "dates" in top:
        dates = walker.parsed(("dates",), top["dates"], read_date_format) or dates
    if "amounts" in top:
        amounts = walker.parsed(("amounts",), top["amounts"], read_amount_style) or amounts
    files = tuple(
        _file(walker, ("files", file), file, part, (dates, amounts, currency))
        for file, part in walker.names(("files",), top.get("files")).items()
    )
    checks = tuple(
        check
        for at, part in (walker.items(("checks",), top["checks"]) if "checks" in top else [])
        if (check := _check(walker, at, part, files))
    )
    return MappingFile(name=name, digest=digest, source=source, currency=currency, files=files, checks=checks)


def _source(walker: Walker, value: Value) -> str:
    if isinstance(value, str) and _SOURCE.fullmatch(value):
        return value
    hint = "Like `source: crm`: small letters, digits, - and _. Facts are known by it and their own ids."
    walker.wrong(("source",), "say where these facts come from.", hint)
    return ""


def _file(
    walker: Walker, path: Path, name: str, value: Value, defaults: tuple[DateFormat, AmountStyle, str]
) -> FileRule:
    dates, amounts, currency = defaults
    if not name.endswith(SUFFIXES) or name.startswith("/") or ".." in name.split("/"):
        walker.wrong(
            path,
            f"{name!r} is not a file name here.",
            "Name a .csv, .tsv, .txt or .parquet file in the folder.",
        )
    data = walker.names(path, value, ("separator", "dates", "amounts", "where", *KINDS))
    by_column: dict[str, DateFormat] = {}
    if isinstance(data.get("dates"), dict):
        for column, text in walker.names((*path, "dates"), data["dates"]).items():
            by_column[column] = walker.parsed((*path, "dates", column), text, read_date_format) or dates
    elif "dates" in data:
        dates = walker.parsed((*path, "dates"), data["dates"], read_date_format) or dates
    if "amounts" in data:
        amounts = walker.parsed((*path, "amounts"), data["amounts"], read_amount_style) or amounts
    separator = "," if name.endswith(".csv") else "\t"
    if "separator" in data:
        separator = walker.one_of((*path, "separator"), data["separator"], _SEPARATORS, separator)
    blocks = [
        _block(walker, at, part, KINDS[kind], name, amounts, currency)
        for kind in KINDS
        if kind in data
        for at, part in walker.items((*path, kind), data[kind])
    ]
    return FileRule(
        name=name,
        separator=separator,
        dates=dates,
        date_formats=by_column,
        amounts=amounts,
        where=read_conditions(walker, (*path, "where"), data["where"]) if "where" in data else (),
        blocks=tuple(blocks),
    )


def _block(
    walker: Walker, path: Path, value: Value, kind: Kind, file: str, amounts: AmountStyle, currency: str
) -> Block:
    data = walker.names(path, value, (*_BLOCK_OPTIONS, *kind.fields))
    fields: dict[str, FieldRule] = {}
    for name, part in data.items():
        if name in kind.fields and (
            rule := read_field(walker, (*path, name), part, kind.fields[name], amounts)
        ):
            fields[name] = rule
    _complete(walker, path, kind, data, currency)
    history, repeats = {"complete": True, "added": False}, {"allowed": True, "refused": False}
    return Block(
        kind=kind.name,
        name=f"{file}: {kind.name}" + (f" {path[-1] + 1}" if isinstance(path[-1], int) else ""),
        fields=fields,
        where=read_conditions(walker, (*path, "where"), data["where"]) if "where" in data else (),
        whole_history="history" in data
        and walker.one_of((*path, "history"), data["history"], history, default=False),
        repeats_allowed="repeats" in data
        and walker.one_of((*path, "repeats"), data["repeats"], repeats, default=False),
    )


def _complete(walker: Walker, path: Path, kind: Kind, data: dict[str, Value], currency: str) -> None:
    """Says what a block of this kind still lacks."""
    for name, field in kind.fields.items():
        if field.required and name not in data:
            walker.wrong(
                path, f"`{name}` is missing: {kind.name} need it.", f"Like `{name}: NAME OF THE COLUMN`."
            )
    if kind.either and sum(name in data for name in kind.either) != 1:
        walker.wrong(path, f"give one of {' and '.join(f'`{name}`' for name in kind.either)}, not both.")
    money = [name for name, field in kind.fields.items() if field.money and name in data]
    if money and not currency and "currency" not in data:
        walker.wrong(
            path,
            f"`{money[0]}` needs a currency.",
            "Write `currency: USD` at the top, or name its column here.",
        )
    if "history" in data and not kind.lasting:
        walker.wrong((*path, "history"), f"{kind.name} hold for no length of time, so they have no history.")
    if kind.name == "people" and "role" not in data:
        for name in ("team", "region", "manager", "from_date", "to_date"):
            if name in data:
                walker.wrong(
                    (*path, name), f"`{name}` belongs to a place in the company, which needs a `role`."
                )


def _check(walker: Walker, path: Path, value: Value, files: tuple[FileRule, ...]) -> Check | None:
    data = walker.names(path, value, ("in", "match", "when", "say", "done", "leave_out"))
    known = [file.name for file in files]
    for name in ("in", "when", "say", "done"):
        if name not in data:
            walker.wrong(
                path,
                f"`{name}` is missing.",
                "A check says `in` which file, `when`, what to `say`, and what was `done`.",
            )
            return None
    if data["in"] not in known:
        walker.wrong(
            (*path, "in"), f"{data['in']!r} is not among the files.", suggestion(str(data["in"]), known)
        )
        return None
    match = walker.parsed((*path, "match"), data["match"], _read_match) if "match" in data else None
    return Check(
        file=str(data["in"]),
        when=read_conditions(walker, (*path, "when"), data["when"]),
        say=walker.text((*path, "say"), data["say"]) or "",
        done=walker.text((*path, "done"), data["done"]) or "",
        match=match,
        leave_out="leave_out" in data
        and walker.one_of((*path, "leave_out"), data["leave_out"], YES_NO, default=False),
    )


def _read_match(text: str) -> Match:
    """`person is person_id of people.csv`."""
    match = _MATCH.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} does not say which rows belong together; write `person is person_id of people.csv`"
        )
    return Match(column=match["column"], other=match["other"], file=match["file"])
