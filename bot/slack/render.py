"""From a surface's templates and plain values to what Slack is sent.

A surface is a folder of four files: `view.json.j2`, a run of JSON values, one block after another without
commas (a first value of type modal or home is the frame of the rest); `text.txt.j2`, what a notification and
a screen reader read; `example.json`, values to try it with; `golden.json`, what they have to become.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound, TemplateSyntaxError

from bot.slack.environment import json_environment, text_environment
from bot.slack.formats import TemplateMistakeError, Texts
from bot.slack.limits import Surface, violations

VIEW_FILE = "view.json.j2"
TEXT_FILE = "text.txt.j2"
EXAMPLE_FILE = "example.json"

# How long one value in a text may be. Where a surface does not fit Slack's limits, all its values are cut
# shorter until it does: an answer with shortened names is better than none. Amounts and days are never cut.
VALUE_CAPS = (2_000, 500, 140, 60, 20, 8)

_SPACE = re.compile(r"[ \t\r\n]*")
_SPACES_IN_A_LINE = re.compile(r"[ \t]+")
_BLANK_LINES = re.compile(r"\n{3,}")


class RenderError(Exception):
    """A surface that cannot be shown, and each reason; neither ever holds a value."""

    def __init__(self, surface: str, problems: list[str]) -> None:
        super().__init__(f"{surface} cannot be shown: {'; '.join(problems)}")
        self.surface = surface
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message (`text` and `blocks`), or a modal or home view (`view`, with `text` saying it in words)."""

    text: str
    blocks: list[dict[str, Any]] | None
    view: dict[str, Any] | None
    # The blocks as they came from the template, for answers that are sent as text.
    blocks_json: str = field(default="", repr=False, compare=False)

    def as_view(self) -> dict[str, Any]:
        """The modal or home that this surface is. ValueError for a message."""
        if self.view is None:
            raise ValueError("this surface is a message, not a view")
        return self.view


@dataclass(frozen=True, slots=True)
class _Compiled:
    view: Template
    text: Template


class Renderer:
    """Renders the surfaces of one folder. Templates are compiled once, at their first use."""

    def __init__(self, templates_folder: Path) -> None:
        self._folder = templates_folder
        loader = FileSystemLoader(templates_folder)
        self._json = json_environment(loader)
        self._text = text_environment(loader)
        self._texts = [Texts(cap) for cap in VALUE_CAPS]
        self._compiled: dict[str, _Compiled] = {}

    def render(self, surface: str, values: Mapping[str, object]) -> Rendered:
        """What Slack is sent for `surface` (like `earnings/statement`), within all of Slack's limits.

        `values` are plain: text, whole numbers, lists, objects. RenderError, without any value in it, if a
        name is missing, the template is mistaken, or the surface does not fit Slack.
        """
        compiled = self._compiled.get(surface) or self._compile(surface)
        text = _collapsed(_run(surface, compiled.text, dict(values)))
        for texts in self._texts:
            rendered = _run(surface, compiled.view, {**values, **texts.words})
            result = _assembled(text, *_values_in(surface, rendered))
            problems = _problems(result)
            if not problems:
                return result
        raise RenderError(surface, problems)

    def load(self) -> None:
        """Reads every template of the folder now. RenderError for the first with a mistake in it."""
        for surface in self.surfaces():
            self._compile(surface)
        for part in sorted(self._folder.rglob("*.json.j2")):
            name = part.relative_to(self._folder).as_posix()
            self._read(name, self._json, name)

    def surfaces(self) -> list[str]:
        """The names of all surfaces in the folder, sorted."""
        views = self._folder.rglob(VIEW_FILE)
        return sorted(view.parent.relative_to(self._folder).as_posix() for view in views)

    def example(self, surface: str) -> dict[str, Any]:
        """The values a surface is tried with."""
        values = json.loads((self._folder / surface / EXAMPLE_FILE).read_text("utf-8"))
        if not isinstance(values, dict):
            raise RenderError(surface, [f"{EXAMPLE_FILE} has to hold one object"])
        return values

    def _compile(self, surface: str) -> _Compiled:
        view = self._read(surface, self._json, f"{surface}/{VIEW_FILE}")
        text = self._read(surface, self._text, f"{surface}/{TEXT_FILE}")
        return self._compiled.setdefault(surface, _Compiled(view, text))

    def _read(self, surface: str, environment: Environment, name: str) -> Template:
        try:
            return environment.get_template(name)
        except TemplateSyntaxError as error:
            raise RenderError(surface, [f"{error.name}, line {error.lineno}: {error.message}"]) from None
        except TemplateNotFound:
            raise RenderError(surface, [f"there is no template {name}"]) from None
        except TemplateMistakeError as mistake:
            raise RenderError(surface, [str(mistake)]) from None


def _run(surface: str, template: Template, values: dict[str, object]) -> str:
    try:
        return "".join(template.root_render_func(template.new_context(values)))
    except Exception as error:
        _refuse(surface, error)


def _refuse(surface: str, error: Exception) -> NoReturn:
    """Raises again what went wrong in a template, with the place in it and without any value."""
    said = str(error) if isinstance(error, TemplateMistakeError) else type(error).__name__
    raise RenderError(surface, [f"{_place(error.__traceback__)}{said}"]) from None


def _place(traceback: TracebackType | None) -> str:
    place = ""
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = f"{template.name}, line {template.get_corresponding_lineno(traceback.tb_lineno)}: "
        traceback = traceback.tb_next
    return place


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and infinity are not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _values_in(surface: str, text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The objects that stand one after another in `text`, and the text of each."""
    found: list[dict[str, Any]] = []
    texts: list[str] = []
    skip_space = _SPACE.match
    position = skip_space(text, 0).end()  # type: ignore[union-attr]
    while position < len(text):
        start = position
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            where = f"value {len(found) + 1} of {VIEW_FILE} is not JSON"
            if text[position] == ",":
                where = f"no comma stands between values of {VIEW_FILE}, but one follows value {len(found)}"
            elif isinstance(error, json.JSONDecodeError):
                where = f"{where}: {error.msg}, line {error.lineno} of what was rendered"
            raise RenderError(surface, [where]) from None
        if not isinstance(value, dict):
            raise RenderError(surface, [f"value {len(found) + 1} of {VIEW_FILE} is not an object"])
        found.append(value)
        texts.append(text[start:position])
        position = skip_space(text, position).end()  # type: ignore[union-attr]
    return found, texts


def _assembled(text: str, values: list[dict[str, Any]], texts: list[str]) -> Rendered:
    if values and values[0].get("type") in ("modal", "home"):
        return Rendered(text, None, {**values[0], "blocks": values[1:]})
    return Rendered(text, values, None, f"[{','.join(texts)}]")


def _problems(rendered: Rendered) -> list[str]:
    if rendered.view is None:
        return violations("message", {"text": rendered.text, "blocks": rendered.blocks})
    surface: Surface = "modal" if rendered.view["type"] == "modal" else "home"
    without_text = [] if rendered.text else [f"{TEXT_FILE} says nothing"]
    return without_text + violations(surface, rendered.view)


def _collapsed(text: str) -> str:
    lines = [_SPACES_IN_A_LINE.sub(" ", line).strip() for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
