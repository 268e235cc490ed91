"""The reference of the plan language, made from its models: docs/plan-reference.md."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from calc.language import sections, values, words
from calc.language.examples import EXAMPLES
from calc.language.kinds import KINDS
from calc.language.measures import ALWAYS, TAKES, takers
from calc.language.parts import Part
from calc.language.schema import hints_of, without_none
from calc.language.sections import Section

_HEAD = ("name", "what it says", "written as", "without it")
# What so many measures may have is said in a sentence rather than again and again.
_MANY = 10


def reference_text() -> str:
    """The whole page, as Markdown."""
    lines = [sections.TITLE]
    for section in sections.SECTIONS:
        lines += ["", f"{'#' * section.level} {section.title}"]
        lines += ["", section.words] if section.words else []
        rows = list(_rows(section, section.part)) if section.part is not None else []
        lines += ["", *_table(_HEAD, rows)] if rows else []
        lines += [line for table in section.tables for line in ("", *_TABLES[table]())]
        if section.title in EXAMPLES:
            lines += ["", "```yaml", EXAMPLES[section.title].rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _rows(section: Section, part: type[Part]) -> Iterator[tuple[str, ...]]:
    for (name, hint), field in zip(hints_of(part).items(), part.model_fields.values(), strict=True):
        if name not in section.told_elsewhere:
            written = _written(without_none(hint))
            default = "January" if hint == values.Month else _default(field)
            yield f"`{field.alias or name}`", field.description or "", written, default


def _written(hint: Any) -> str:
    """How a value is written, in words, or where that is told."""
    if hint in KINDS:
        return KINDS[hint].name
    if isinstance(hint, type) and issubclass(hint, Part):
        return sections.link(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _either([word.value for word in hint])
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return "[component](#components)"
    if origin is Literal:
        return _either(args)
    if origin is tuple:
        inside = _written(args[0])
        return f"list of lists: {inside[6:]}" if inside.startswith("list: ") else f"list: {inside}"
    return f"by name: {_written(args[1])}"


def _either(choices: Sequence[str]) -> str:
    quoted = [f"`{choice}`" for choice in choices]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]


def _default(field: FieldInfo) -> str:
    """What holds when it is not written."""
    if field.is_required():
        return "**needed**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{float(value * 100):g}%"
    if isinstance(value, StrEnum | str | int) and value != "":
        return f"`{value}`"
    return ""


def _measures() -> Iterator[str]:
    """Which fields each measure takes; those of many measures in sentences of their own."""
    fields = dict.fromkeys(field for takes in TAKES.values() for field in takes.may)
    common = [field for field in fields if len(takers(field)) >= _MANY]
    rows = [
        (
            f"`{measure}`",
            words.MEASURES[measure],
            _listed(takes.needs),
            _listed([field for field in takes.may if field not in common]),
        )
        for measure, takes in TAKES.items()
    ]
    yield from _table(("`measure`", "what it is", "needs", "may have"), rows)
    yield ""
    yield f"Besides its {_listed(ALWAYS[:3])} every metric may have {_listed(ALWAYS[3:])}."
    lacking = {field: tuple(word for word in TAKES if word.value not in takers(field)) for field in common}
    for without in dict.fromkeys(lacking.values()):
        some = [field for field, measures in lacking.items() if measures == without]
        yield f"All but {_listed(without)} may have {_listed(some)}."


def _listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else "".join(quoted)


def _words(title: str, meanings: dict[Any, str]) -> Iterator[str]:
    return _table((title, "what it means"), [(f"`{word}`", said) for word, said in meanings.items()])


def _kinds() -> Iterator[str]:
    told = {kind.name: kind for kind in KINDS.values()}
    rows = [(kind.name, f"`{kind.example}`" if kind.example else "", kind.more) for kind in told.values()]
    return _table(("what", "like", "and what to know of it"), rows)


def _table(head: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


_TABLES = {
    "measures": _measures,
    "scopes": lambda: _words("`scope`", words.SCOPES),
    "windows": lambda: _words("`window`", words.WINDOWS),
    "bases": lambda: _words("`basis`", words.BASES),
    "kinds": _kinds,
}
