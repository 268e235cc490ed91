"""Reading the checks of a mapping: what should not be in the files, and the sentence about it."""

import re

from bot.imports.mapping import Check, FileRule, Match
from bot.imports.reader_fields import read_conditions
from bot.imports.walker import Walker, suggestion
from calc.language.document import Path, Value

_NEEDED = ("in", "when", "say", "done")
_YES_NO = {"yes": True, "no": False}
_MATCH = re.compile(r"(?P<column>.+?) +is +(?P<other>.+?) +of +(?P<file>.+)")


def read_checks(walker: Walker, value: Value, files: tuple[FileRule, ...]) -> tuple[Check, ...]:
    """Those checks that can be read; what is wrong with the others is noted."""
    known = [file.name for file in files]
    read = [_check(walker, at, part, known) for at, part in walker.items(("checks",), value)]
    return tuple(check for check in read if check is not None)


def _check(walker: Walker, path: Path, value: Value, files: list[str]) -> Check | None:
    data = walker.names(path, value, (*_NEEDED, "match", "leave_out"))
    for name in _NEEDED:
        if name not in data:
            hint = "A check says `in` which file, `when`, what to `say`, and what was `done`."
            walker.wrong(path, f"`{name}` is missing.", hint)
            return None
    file = str(data["in"])
    if file not in files:
        walker.wrong((*path, "in"), f"{file!r} is not among the files.", suggestion(file, files))
        return None
    return Check(
        file=file,
        when=read_conditions(walker, (*path, "when"), data["when"]),
        say=walker.text((*path, "say"), data["say"]) or "",
        done=walker.text((*path, "done"), data["done"]) or "",
        match=walker.parsed((*path, "match"), data["match"], _read_match) if "match" in data else None,
        leave_out=walker.choice(path, data, "leave_out", _YES_NO, default=False),
    )


def _read_match(text: str) -> Match:
    """`person is person_id of people.csv`."""
    match = _MATCH.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} does not say which rows belong together; write `person is person_id of people.csv`"
        )
    return Match(column=match["column"], other=match["other"], file=match["file"])
