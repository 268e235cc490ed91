"""What a template says with values in it, as JSON text: text objects, and any other value as a literal.

A text is a format of the template author's own with `{name}` placeholders. Values are put in by plain
replacement: no format specs, no attributes, and what a value says is never read as a placeholder again.
"""

import re
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from math import isfinite
from typing import Final

from bot.slack.text import Safe, clean, escape_within, truncate

_STRINGS = (str, Safe)
_SPECIAL = re.compile(r'[&<>"\\\u061c\u202a-\u202e\u2066-\u2069]')
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class TemplateMistakeError(ValueError):
    """What a template's author got wrong, in words that hold no value."""


class Encoded(str):
    """JSON text, ready to stand in a rendered view."""

    __slots__ = ()


class TextFormat:
    """One format, taken apart once: its fixed parts already as JSON, and the names between them."""

    __slots__ = ("_fixed", "_kind", "_known", "_names")

    def __init__(self, kind: str, text: str) -> None:
        """`kind` is mrkdwn or plain_text. TemplateMistakeError for a brace that is no placeholder."""
        parts = _PLACEHOLDER.split(text)
        if any("{" in part or "}" in part for part in parts[::2]):
            raise TemplateMistakeError("a text has a brace that is not part of a {name}")
        # Mentions and links come from the template alone, so Slack need not look for any in the values.
        more = ',"verbatim":true' if kind == "mrkdwn" else ""
        self._kind = kind
        self._names: Final = tuple(parts[1::2])
        self._known: Final = frozenset(self._names)
        fixed = [encode_basestring(part)[1:-1] for part in parts[::2]]
        fixed[0] = f'{{"type":"{kind}"{more},"text":"{fixed[0]}'
        fixed[-1] += '"}'
        self._fixed: Final = tuple(fixed)

    def fill(self, values: Mapping[str, object], cap: int) -> Encoded:
        """The text object with `values` in it, each in at most `cap` characters.

        TemplateMistakeError if the names and the values don't match one to one, or a value is neither text
        nor a whole number.
        """
        if values.keys() != self._known:
            raise TemplateMistakeError(self._mismatch(values))
        if not self._names:
            return Encoded(self._fixed[0])
        inert = escape_within if self._kind == "mrkdwn" else _plain_within
        parts = [self._fixed[0]]
        for name, fixed in zip(self._names, self._fixed[1:], strict=True):
            value = values[name]
            # Most values are ordinary words, which are their own JSON and nothing to Slack.
            if not (type(value) in _STRINGS and len(value) <= cap and _is_ordinary(value)):  # type: ignore[arg-type]
                value = encode_basestring(inert(words(value, name), cap))[1:-1]
            parts.append(value)  # type: ignore[arg-type]
            parts.append(fixed)
        return Encoded("".join(parts))

    def _mismatch(self, values: Mapping[str, object]) -> str:
        missing = sorted(self._known - values.keys())
        unused = sorted(values.keys() - self._known)
        said = [f"a text has no value for {{{name}}}" for name in missing]
        return "; ".join(said + [f"a text has no place for the value {name}" for name in unused])


def _is_ordinary(text: str) -> bool:
    return text.isprintable() and _SPECIAL.search(text) is None


def words(value: object, name: str) -> str:
    """A value as words. TemplateMistakeError, naming it `name`, if it is neither text nor a whole number."""
    if isinstance(value, str) and not isinstance(value, Encoded):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TemplateMistakeError(
        f"the value {name} has to be text or a whole number, not {type(value).__name__}"
    )


def literal(value: object) -> str:
    """Any value as JSON text. TemplateMistakeError for what JSON has no word for: objects, NaN, infinity."""
    kind = type(value)
    if kind is Encoded:
        return str(value)
    if isinstance(value, str):
        return encode_basestring(value)
    if kind is int:
        return str(value)
    if value is None or kind is bool:
        return _CONSTANTS[value]  # type: ignore[index]
    if isinstance(value, list | tuple):
        return f"[{','.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{_key(key)}:{literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, float) and isfinite(value):
        return repr(value)
    raise TemplateMistakeError(f"a value of type {kind.__name__} cannot stand in JSON")


def fit(value: object, limit: int) -> str:
    """A value as plain words of at most `limit` characters, for places that take little or no text object."""
    return _plain_within(words(value, "here"), limit)


class Texts:
    """mrkdwn() and plain() as templates call them; one instance a cap on the length of values."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._formats: dict[tuple[str, str], TextFormat] = {}
        self.words: Mapping[str, Callable[..., Encoded]] = {"mrkdwn": self.mrkdwn, "plain": self.plain}

    def mrkdwn(self, text: str, /, **values: object) -> Encoded:
        return self._format("mrkdwn", text).fill(values, self._cap)

    def plain(self, text: str, /, **values: object) -> Encoded:
        return self._format("plain_text", text).fill(values, self._cap)

    def _format(self, kind: str, text: str) -> TextFormat:
        found = self._formats.get((kind, text))
        if found is None:
            found = self._formats[kind, text] = TextFormat(kind, text)
        return found


_CONSTANTS = {None: "null", True: "true", False: "false"}


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TemplateMistakeError("an object's keys have to be text")
    return encode_basestring(key)


def _plain_within(text: str, limit: int) -> str:
    return text if isinstance(text, Safe) else truncate(clean(text), limit)
