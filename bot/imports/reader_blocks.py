"""Reading one block of a mapping: which fields of one kind come out of one file."""

from bot.imports.formats import AmountStyle
from bot.imports.kinds import Kind
from bot.imports.mapping import Block
from bot.imports.reader_fields import read_field, read_where
from bot.imports.walker import Walker
from calc.language.document import Path, Value

_OPTIONS = ("where", "history", "repeats")
_HISTORY = {"complete": True, "added": False}
_REPEATS = {"allowed": True, "refused": False}
# Fields of a person that belong to a place in the company.
_OF_PLACE = ("team", "region", "manager", "from_date", "to_date")


def read_block(
    walker: Walker, path: Path, value: Value, kind: Kind, file: str, amounts: AmountStyle, currency: str
) -> Block:
    """A block as far as it can be read; what is wrong with it is noted."""
    data = walker.names(path, value, (*_OPTIONS, *kind.fields))
    read = {
        name: read_field(walker, (*path, name), data[name], field, amounts)
        for name, field in kind.fields.items()
        if name in data
    }
    _must_be_complete(walker, path, kind, data)
    _must_make_sense(walker, path, kind, data, currency)
    number = f" {path[-1] + 1}" if isinstance(path[-1], int) else ""
    return Block(
        kind=kind.name,
        name=f"{file}: {kind.name}{number}",
        fields={name: rule for name, rule in read.items() if rule is not None},
        where=read_where(walker, path, data),
        whole_history=walker.choice(path, data, "history", _HISTORY, default=False),
        repeats_allowed=walker.choice(path, data, "repeats", _REPEATS, default=False),
    )


def _must_be_complete(walker: Walker, path: Path, kind: Kind, data: dict[str, Value]) -> None:
    for name, field in kind.fields.items():
        if name in data:
            continue
        if field.required:
            message = f"`{name}` is missing: {kind.name} need it."
            walker.wrong(path, message, f"Like `{name}: NAME OF THE COLUMN`.")
        elif field.mapped:
            hint = f"Like `{name}: NAME OF THE COLUMN`; a cell may be empty."
            walker.wrong(path, f"`{name}` is missing.", hint)
    if kind.either and sum(name in data for name in kind.either) != 1:
        walker.wrong(path, f"give one of {' and '.join(f'`{name}`' for name in kind.either)}, not both.")


def _must_make_sense(walker: Walker, path: Path, kind: Kind, data: dict[str, Value], currency: str) -> None:
    money = [name for name, field in kind.fields.items() if field.money and name in data]
    if money and not currency and "currency" not in data:
        hint = "Write `currency: USD` at the top, or name its column here."
        walker.wrong(path, f"`{money[0]}` needs a currency.", hint)
    if "history" in data and not kind.lasting:
        walker.wrong((*path, "history"), f"{kind.name} hold for no length of time, so they have no history.")
    if kind.name == "people" and "role" not in data:
        for name in set(_OF_PLACE) & set(data):
            message = f"`{name}` belongs to a place in the company, which needs a `role`."
            walker.wrong((*path, name), message)
