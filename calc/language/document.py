"""YAML as a person wrote it: every scalar stays text, and every place knows its line.

YAML's own types are passed by on purpose: `1.5%` and `0.015` must reach us as written, never as a float.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

# Many times the length of a long plan; what is longer would keep a reader waiting.
MAX_CHARACTERS = 200_000

Path = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a document, where, and what to do; `line` counts from 1."""

    line: int
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"line {self.line}, {self.where}: {self.message}{hint}"


class DocumentError(Exception):
    """A document that cannot be used. `mistakes` holds every one that was found, in order of their lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


@dataclass(frozen=True)
class Document:
    """`lines` gives the line of each place in `data`, by its path of keys and indexes."""

    data: dict[str, Value]
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def text_at(self, path: Path) -> str:
        """What was written at a place; "" where there is nothing, or more than one value."""
        at: Value = self.data
        for step in path:
            if isinstance(at, dict) and isinstance(step, str):
                at = at.get(step)
            elif isinstance(at, list) and isinstance(step, int) and step < len(at):
                at = at[step]
            else:
                return ""
        return at if isinstance(at, str) else ""


def read_document(text: str) -> Document:
    """Raises DocumentError for text that is not YAML, is not a mapping, or repeats a key."""
    if len(text) > MAX_CHARACTERS:
        raise DocumentError([Mistake(1, "the file", f"it is longer than {MAX_CHARACTERS:,} characters.")])
    try:
        return _read(text)
    except RecursionError:
        raise DocumentError([Mistake(1, "the file", "it is nested too deep to be a plan.")]) from None


def _read(text: str) -> Document:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DocumentError([Mistake(line, "the file", f"this is not YAML: {error.problem}.")]) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"it holds a character that text cannot have (U+{error.character:04X})."
        raise DocumentError([Mistake(line, "the file", message, "Take it out.")]) from error
    except YAMLError as error:
        raise DocumentError([Mistake(1, "the file", f"this is not YAML: {error}")]) from error
    if not isinstance(root, MappingNode):
        raise DocumentError([Mistake(1, "the file", "it holds no `name: value` lines.")])
    lines: dict[Path, int] = {}
    mistakes: list[Mistake] = []
    data = _plain(root, (), lines, mistakes)
    if mistakes:
        raise DocumentError(mistakes)
    assert isinstance(data, dict)
    return Document(data, lines)


def empty_places(value: Value, path: Path = ()) -> Iterator[Path]:
    """Where a name or a list's entry has nothing after it."""
    if value is None:
        yield path
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from empty_places(inside, (*path, name))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            yield from empty_places(inside, (*path, index))


def place(path: Path) -> str:
    """A path as people read it: components.renewals.rates[2] (counted from 1)."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".") or "the file"


def _plain(node: Node, path: Path, lines: dict[Path, int], mistakes: list[Mistake]) -> Value:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor:
        mistakes.append(
            Mistake(lines[path], place(path), "anchors (&name) are not read here.", "Write it out.")
        )
        return None
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null")
        return None if empty else str(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, index), lines, mistakes) for index, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    return _mapping(node, path, lines, mistakes)


def _mapping(node: MappingNode, path: Path, lines: dict[Path, int], mistakes: list[Mistake]) -> Value:
    result: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            mistakes.append(Mistake(line, place(path), "a name before the colon must be plain text."))
            continue
        key = str(key_node.value)
        inside = (*path, key)
        if key in result:
            mistakes.append(Mistake(line, place(inside), "this name stands here twice.", "Keep one of them."))
        lines[inside] = line
        result[key] = _plain(value_node, inside, lines, mistakes)
    return result
