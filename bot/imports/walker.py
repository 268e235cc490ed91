"""Walking through a YAML document, noting every mistake with its line."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from calc.language.document import Document, Mistake, Path, Value, place

T = TypeVar("T")


def suggestion(name: str, known: Iterable[str]) -> str:
    """`Did you mean …?` when something close is known, otherwise what there is."""
    names = list(known)
    return _did_you_mean(name, names) or (f"There are: {', '.join(names)}." if names else "")


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    by_small_letters = {each.lower(): each for each in known}
    close = get_close_matches(name.lower(), by_small_letters, n=1)
    return f"Did you mean `{by_small_letters[close[0]]}`?" if close else ""


class Walker:
    """Hands out parts of a document; what is missing or of another shape becomes a mistake."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mistakes: list[Mistake] = []

    def wrong(self, path: Path, message: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(self.document.line_of(path), place(path), message, hint))

    def names(self, path: Path, value: Value, known: Iterable[str] | None = None) -> dict[str, Value]:
        """A part with names in it; a name outside `known` is a mistake and is left out."""
        if not isinstance(value, dict):
            self.wrong(path, "here must be `name: value` lines.")
            return {}
        if known is None:
            return value
        allowed = list(known)
        for name in value:
            if name not in allowed:
                self.wrong((*path, name), f"`{name}` is not known here.", suggestion(name, allowed))
        return {name: part for name, part in value.items() if name in allowed}

    def text(self, path: Path, value: Value) -> str | None:
        """A text; None, with a mistake, for anything else."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(path, "here must be a text.")
        return None

    def one_of(self, path: Path, value: Value, choices: dict[str, T], default: T) -> T:
        """What a word stands for."""
        if isinstance(value, str) and value.lower() in choices:
            return choices[value.lower()]
        self.wrong(path, f"{value!r} is not one of {', '.join(choices)}.", _did_you_mean(str(value), choices))
        return default

    def parsed(self, path: Path, value: Value, read: Callable[[str], T]) -> T | None:
        """What `read` makes of a text; its ValueError becomes a mistake."""
        text = self.text(path, value)
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.wrong(path, f"{str(error).rstrip('.')}.")
            return None

    def option(
        self, path: Path, data: dict[str, Value], name: str, read: Callable[[str], T], default: T
    ) -> T:
        """What `read` makes of an option; the default where it is not given, or not right."""
        found = self.parsed((*path, name), data[name], read) if name in data else None
        return default if found is None else found

    def choice(self, path: Path, data: dict[str, Value], name: str, choices: dict[str, T], default: T) -> T:
        """What an option's word stands for; the default where it is not given."""
        return self.one_of((*path, name), data[name], choices, default) if name in data else default

    def items(self, path: Path, value: Value) -> list[tuple[Path, Value]]:
        """The parts of a list; a single part counts as a list of one."""
        if isinstance(value, list):
            if not value:
                self.wrong(path, "this list is empty.")
            return [((*path, index), item) for index, item in enumerate(value)]
        return [(path, value)]
