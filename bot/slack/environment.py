"""The two Jinja environments templates run in: one writes JSON, the other plain text.

Both are strict: a name, key or filter that does not exist is a mistake, wherever it stands. Templates reach
what is in the values they are given and the words listed here; never a method or an attribute of an object.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from jinja2.runtime import LoopContext

from bot.slack import text
from bot.slack.dates import ago, day, moment
from bot.slack.formats import TemplateMistakeError, fit, literal, words
from bot.slack.measured import measured
from bot.slack.numbers import count, exact, money, percent, ratio_text
from bot.slack.template_check import check_template
from bot.slack.text import Safe, bar, channel_link, escape_within, mention

FALLBACK_VALUE_CHARACTERS = 1_000

_KEPT_FILTERS = ("first", "join", "last", "length", "list", "lower", "reverse", "sort", "trim", "upper")
_DROPPED_TESTS = ("defined", "undefined", "filter", "test", "escaped")


def json_environment(loader: BaseLoader) -> Environment:
    """Where view.json.j2 runs: each `{{ expression }}` becomes a JSON literal."""
    return _StrictEnvironment(loader, literal)


def text_environment(loader: BaseLoader) -> Environment:
    """Where text.txt.j2 runs: each `{{ expression }}` becomes words that Slack shows as they are."""
    return _StrictEnvironment(loader, _escaped_words)


def _escaped_words(value: object) -> str:
    return escape_within(words(value, "here"), FALLBACK_VALUE_CHARACTERS)


class _Missing(StrictUndefined):
    """Fails when it comes up rather than when it is used, and says no more than the name."""

    __slots__ = ()

    def __init__(self, *_hint: object, name: str | None = None, **_more: object) -> None:
        raise TemplateMistakeError(f"{name or 'what is asked for'} is not among the values")


class _StrictEnvironment(Environment):
    def __init__(self, loader: BaseLoader, finalize: Callable[[object], str]) -> None:
        super().__init__(
            loader=loader,
            undefined=_Missing,
            finalize=finalize,
            autoescape=False,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        kept = {name: self.filters[name] for name in _KEPT_FILTERS}
        self.filters = {**kept, **_filters()}
        self.tests = {name: test for name, test in self.tests.items() if name not in _DROPPED_TESTS}
        words_of_our_own = (bar, channel_link, mention, date_token)
        self.globals = {word.__name__: _told(word) for word in words_of_our_own}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                raise TemplateMistakeError(f"an object has no {attribute}") from None
        if isinstance(obj, LoopContext) and not attribute.startswith("_"):
            return getattr(obj, attribute)
        raise TemplateMistakeError(f"{attribute} is asked of something that is not an object")

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict | list | tuple):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        # The key may itself be a value, so it is not repeated.
        raise TemplateMistakeError("an object or a list has not what is asked for in [ ]")

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        check_template(source, name or "", self.filters.keys(), self.tests.keys())
        return super()._generate(source, name, filename, defer_init)


def _filters() -> dict[str, Callable[..., Any]]:
    # What these write is never escaped or cut: an amount that ends in … would be another amount.
    whole: dict[str, Callable[..., str]] = {
        "money": money,
        "percent": percent,
        "measured": measured,
        "ratio": ratio_text,
        "exact": exact,
        "day": day,
        "ago": ago,
    }
    return {**{name: _told(write, Safe) for name, write in whole.items()}, "count": _told(count), "fit": fit}


def _told(word: Callable[..., str], kind: Callable[[str], str] | None = None) -> Callable[..., str]:
    """The word with its errors as the author's mistakes: our own words never repeat a value in an error."""

    def told(*args: Any, **named: Any) -> str:
        try:
            written = word(*args, **named)
        except (ValueError, TypeError) as error:
            raise TemplateMistakeError(str(error)) from None
        return kind(written) if kind else written

    return told


def date_token(when: str, date_format: str, fallback: str) -> Safe:
    """A moment, as ISO text, that Slack shows in the reader's own time zone."""
    return text.date_token(moment(when), date_format, fallback)
