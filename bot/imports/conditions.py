"""Conditions as an admin writes them: `end_date is not empty`, `plan is one of Pro, Basic`."""

import re

from bot.imports.mapping import Among, ColumnOf, Compares, Condition, Equals, First

HELP = (
    "Write it like `plan is Pro`, `plan is one of Pro, Basic`, `end_date is not empty`, "
    "`end_date is before start_date`, `amount is above 0`, `account is among account of other.csv` or "
    "`first for each account by start_date`."
)

_IS = re.compile(r'(?:"(?P<quoted>[^"]+)"|(?P<bare>.+?)) +is +(?P<negated>not +)?(?P<test>.+)')
_FIRST = re.compile(r"first +for +each +(?P<groups>.+?) +by +(?P<order>.+?)(?: +where +(?P<where>.+))?")
_FILE = r"(?P<file>.+?\.(?:csv|tsv|txt|parquet))"
_AMONG = re.compile(rf"among +(?P<column>.+?) +of +{_FILE}(?: +where +(?P<where>.+))?")
_COMPARES = re.compile(r"(?P<how>before|after|above|below) +(?P<other>.+)")
_COLUMN_OF = re.compile(rf"(?P<column>.+?) +of +{_FILE}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def read_condition(text: str) -> Condition:
    """Raises ValueError with a sentence that shows how conditions are written."""
    words = text.strip()
    if first := _FIRST.fullmatch(words):
        return First(
            text=words,
            groups=_list(first["groups"]),
            order=_list(first["order"]),
            where=read_condition(first["where"]) if first["where"] else None,
        )
    match = _IS.fullmatch(words)
    if match is None:
        raise ValueError(f"{text!r} is not a condition. {HELP}")
    column, negated = _column(match["quoted"] or match["bare"]), bool(match["negated"])
    return _test(words, column, negated, match["test"])


def columns_of(condition: Condition) -> list[ColumnOf]:
    """Every column that it looks at, those of other files among them."""
    if isinstance(condition, First):
        own = [ColumnOf(column=name) for name in (*condition.groups, *condition.order)]
        return own + (columns_of(condition.where) if condition.where else [])
    found = [condition.column]
    if isinstance(condition, Compares) and condition.other:
        found.append(condition.other)
    if isinstance(condition, Among):
        found.append(condition.other)
        inside = columns_of(condition.where) if condition.where else []
        found += [ColumnOf(column=each.column, file=condition.other.file) for each in inside]
    return found


def _test(text: str, column: ColumnOf, negated: bool, test: str) -> Condition:
    if test == "empty":
        return Equals(text=text, column=column, negated=negated, values=("",))
    if test.startswith("one of "):
        values = _list(test.removeprefix("one of "))
        return Equals(text=text, column=column, negated=negated, values=values)
    if match := _AMONG.fullmatch(test):
        other = ColumnOf(column=match["column"], file=match["file"])
        where = read_condition(match["where"]) if match["where"] else None
        return Among(text=text, column=column, negated=negated, other=other, where=where)
    if match := _COMPARES.fullmatch(test):
        how, operand = match["how"], match["other"]
        constant = (_DAY if how in ("before", "after") else _NUMBER).fullmatch(operand)
        return Compares(
            text=text,
            column=column,
            negated=negated,
            how=how,
            constant=operand if constant else None,
            other=None if constant else _column(operand),
        )
    if _COLUMN_OF.fullmatch(test):
        return Compares(text=text, column=column, negated=negated, how="same", other=_column(test))
    return Equals(text=text, column=column, negated=negated, values=(_unquoted(test),))


def _column(text: str) -> ColumnOf:
    if match := _COLUMN_OF.fullmatch(text):
        return ColumnOf(column=match["column"], file=match["file"])
    return ColumnOf(column=_unquoted(text))


def _list(text: str) -> tuple[str, ...]:
    """`Pro, "a, b"` → Pro and a, b."""
    return tuple(_unquoted(part) for part in re.findall(r'\s*("[^"]*"|[^,]+)\s*(?:,|$)', text))


def _unquoted(text: str) -> str:
    words = text.strip()
    return words[1:-1] if len(words) > 1 and words[0] == words[-1] == '"' else words
