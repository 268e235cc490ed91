"""Which columns of which files a mapping looks at, and whether it looks only at files it names."""

import re
from collections.abc import Iterable, Iterator

from bot.imports.conditions import columns_of
from bot.imports.mapping import Check, ColumnOf, Condition, FileRule, MappingFile

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_OF_FILE = re.compile(r"(?P<column>.+?) of (?P<file>.+)")


def placeholder(text: str) -> ColumnOf:
    """What stands between the braces of a sentence: `{account_id}` or `{end_date of people.csv}`."""
    match = _OF_FILE.fullmatch(text)
    return ColumnOf(column=match["column"], file=match["file"]) if match else ColumnOf(column=text)


def columns_needed(mapping: MappingFile) -> dict[str, list[str]]:
    """The columns of each file, in the order in which the mapping comes to them."""
    needed: dict[str, dict[str, None]] = {file.name: {} for file in mapping.files}
    for file in mapping.files:
        for column in _of_file(file):
            needed[column.file or file.name][column.column] = None
    for check in mapping.checks:
        for column in _of_check(check):
            needed[column.file or check.file][column.column] = None
    return {name: list(columns) for name, columns in needed.items()}


def stray_files(mapping: MappingFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Other files that conditions speak of without having them: (place in the mapping, sentence)."""
    known = {file.name for file in mapping.files}
    for file in mapping.files:
        for condition in conditions_of(file):
            yield from ((("files", file.name), sentence) for sentence in _stray(condition, known, None))
    for number, check in enumerate(mapping.checks):
        path = ("checks", number)
        matched = check.match.file if check.match else None
        if matched is not None and matched not in known:
            yield (*path, "match"), f"{matched!r} is not among the files."
        for condition in check.when:
            yield from (((*path, "when"), sentence) for sentence in _stray(condition, known, matched))
        for name in PLACEHOLDER.findall(check.say + check.done):
            if (file_name := placeholder(name).file) and file_name != matched:
                yield (*path, "say"), f"{{{name}}} needs a `match` with {file_name}."


def conditions_of(file: FileRule) -> Iterator[Condition]:
    """Every condition in a file's part of the mapping."""
    yield from file.where
    for block in file.blocks:
        yield from block.where
        for rule in block.fields.values():
            for case in rule.cases:
                yield from case.when


def _stray(condition: Condition, known: set[str], matched: str | None) -> Iterator[str]:
    among = condition.other.file if condition.test == "among" else None
    for column in columns_of(condition):
        if column.file is None:
            continue
        if column.file not in known:
            yield f"`{condition.text}` speaks of {column.file!r}, which is not among the files."
            return
        if column.file not in (among, matched):
            yield f"`{condition.text}` does not say which row of {column.file}; a check with `match` can."
            return


def _of_file(file: FileRule) -> Iterable[ColumnOf]:
    for condition in conditions_of(file):
        yield from columns_of(condition)
    for block in file.blocks:
        for rule in block.fields.values():
            yield from (ColumnOf(column=column) for column in rule.columns)


def _of_check(check: Check) -> Iterable[ColumnOf]:
    for condition in check.when:
        yield from columns_of(condition)
    for name in PLACEHOLDER.findall(check.say + check.done):
        yield placeholder(name)
    if check.match:
        yield ColumnOf(column=check.match.column)
        yield ColumnOf(column=check.match.other, file=check.match.file)
