"""Reading one field of a mapping: a column's name, options, or a list of cases."""

from bot.imports.cells import constant_mistake
from bot.imports.conditions import read_condition
from bot.imports.formats import AmountStyle, read_amount_style
from bot.imports.kinds import FieldDef
from bot.imports.kinds import Value as Holds
from bot.imports.mapping import Case, Condition, FieldRule
from bot.imports.walker import Walker
from calc.language.document import Path, Value

OTHERWISE = "otherwise"

_ALWAYS_ALLOWED = ("column", "columns", "always", "cases", "values", "if_empty")


def read_where(walker: Walker, path: Path, data: dict[str, Value]) -> tuple[Condition, ...]:
    """The conditions under `where`; none where it is not given."""
    return read_conditions(walker, (*path, "where"), data["where"]) if "where" in data else ()


def read_conditions(walker: Walker, path: Path, value: Value) -> tuple[Condition, ...]:
    """One condition or a list of them, all of which must hold."""
    read = [walker.parsed(at, item, read_condition) for at, item in walker.items(path, value)]
    return tuple(condition for condition in read if condition is not None)


def read_field(
    walker: Walker, path: Path, value: Value, field: FieldDef, amounts: AmountStyle
) -> FieldRule | None:
    """None, with a mistake, where nothing can be made of it."""
    if isinstance(value, str):
        return FieldRule(columns=(value,), amounts=amounts)
    if isinstance(value, list):
        return FieldRule(cases=_cases(walker, path, value, field), amounts=amounts)
    if value is None:
        walker.wrong(path, "it is empty.", "Name the column it comes from, or take the line away.")
        return None
    return _from_options(walker, path, walker.names(path, value, _options(field)), field, amounts)


def _options(field: FieldDef) -> tuple[str, ...]:
    """The options that make sense for a field."""
    extra: tuple[str, ...] = ()
    if field.value is Holds.ID:
        extra += ("prefix",)
    if field.refers_to == "people":
        extra += ("by",)
    if field.money:
        extra += ("amounts", "sign")
    if field.value in (Holds.RATIO, Holds.SHARE):
        extra += ("unit",)
    return _ALWAYS_ALLOWED + extra


def _from_options(
    walker: Walker, path: Path, options: dict[str, Value], field: FieldDef, amounts: AmountStyle
) -> FieldRule | None:
    if sum(name in options for name in ("column", "columns", "always", "cases")) != 1:
        walker.wrong(
            path, "say where the value comes from: `column`, `columns`, `always` or `cases`, one of them."
        )
        return None
    values, otherwise = _values(walker, (*path, "values"), options.get("values"), field)
    return FieldRule(
        columns=_columns(walker, path, options),
        always=_constant(walker, (*path, "always"), options.get("always"), field),
        cases=_cases(walker, (*path, "cases"), options.get("cases"), field),
        values=values,
        otherwise=otherwise,
        if_empty=_constant(walker, (*path, "if_empty"), options.get("if_empty"), field),
        prefix=str(options.get("prefix") or ""),
        minus=walker.choice(path, options, "sign", {"plus": False, "minus": True}, default=False),
        percent=walker.choice(path, options, "unit", {"percent": True, "number": False}, default=False),
        by_email=walker.choice(path, options, "by", {"email": True, "id": False}, default=False),
        amounts=walker.option(path, options, "amounts", read_amount_style, amounts),
    )


def _columns(walker: Walker, path: Path, options: dict[str, Value]) -> tuple[str, ...]:
    name = "columns" if "columns" in options else "column"
    if name not in options:
        return ()
    parts = (
        walker.items((*path, name), options[name]) if name == "columns" else [((*path, name), options[name])]
    )
    read = [walker.text(at, item) for at, item in parts]
    return tuple(column for column in read if column is not None)


def _constant(walker: Walker, path: Path, value: Value, field: FieldDef) -> str | None:
    """A fixed value, looked at now, so that a mistake in it is told with its line in the mapping."""
    if value is None:
        return None
    if not isinstance(value, str):
        walker.wrong(path, "here must be one fixed value.")
        return None
    if mistake := constant_mistake(value, field.value):
        walker.wrong(path, f"{value!r} does not fit: expected {mistake}.")
        return None
    return value


def _values(walker: Walker, path: Path, value: Value, field: FieldDef) -> tuple[dict[str, str], str | None]:
    """The translation of cells, and what every other cell becomes."""
    if value is None:
        return {}, None
    read = {
        cell: _constant(walker, (*path, cell), meaning, field)
        for cell, meaning in walker.names(path, value).items()
    }
    otherwise = read.pop(OTHERWISE, None)
    return {cell: meaning if meaning is not None else "" for cell, meaning in read.items()}, otherwise


def _cases(walker: Walker, path: Path, value: Value, field: FieldDef) -> tuple[Case, ...]:
    if value is None:
        return ()
    cases: list[Case] = []
    for at, item in walker.items(path, value):
        pair = walker.names(at, item)
        if len(pair) != 1:
            walker.wrong(
                at,
                "a case is one line: the value, a colon and its condition.",
                "Like `- upsell: upgraded is yes`.",
            )
            continue
        meaning, when = next(iter(pair.items()))
        constant = _constant(walker, at, meaning, field)
        if cases and not cases[-1].when:
            walker.wrong(at, f"no row gets here: the case before takes all ({OTHERWISE}).", "Put it last.")
        conditions = () if when == OTHERWISE else read_conditions(walker, (*at, meaning), when)
        cases.append(Case(value=constant or "", when=conditions))
    return tuple(cases)
