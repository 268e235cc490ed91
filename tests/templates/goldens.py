"""What every surface in the templates folder is held to. Each check gives sentences; none means all well."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.slack.limits import violations
from bot.slack.render import EXAMPLE_FILE, TEXT_FILE, VIEW_FILE, Rendered, Renderer, RenderError

GOLDEN_FILE = "golden.json"
FILES = {VIEW_FILE, TEXT_FILE, EXAMPLE_FILE, GOLDEN_FILE}
HOSTILE = {
    "a live mention": "<!channel> <@U012AB3CD>",
    "JSON": '"}{"',
    "a template": "{{7*7}} {% raw %}",
    "a turn of direction": "\u202egnp.exe",
    "40,000 characters": "Bartholomew & Sons " * 2_105,
}
_SENTINEL = "Zq7"
# The start of a moment that Slack writes in the reader's own time zone.
_DATE = re.compile(r"<!date\^[0-9]+\^[^<>|^&]+\|")
_OURS = frozenset({"value", "block_id", "action_id", "callback_id", "private_metadata", "external_id", "url"})


def golden_text(rendered: Rendered) -> str:
    """How a rendered surface is kept: pretty, sorted, one trailing newline."""
    shown = {"text": rendered.text, "blocks": rendered.blocks, "view": rendered.view}
    kept = {key: value for key, value in shown.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def missing_or_stray_files(folder: Path, surface: str) -> list[str]:
    there = {path.name for path in (folder / surface).iterdir() if path.is_file()}
    missing = [f"{surface} has no {name}" for name in sorted(FILES - there)]
    return missing + [f"{surface} has a stray file {name}" for name in sorted(there - FILES)]


def limits_broken(rendered: Rendered) -> list[str]:
    if rendered.view is None:
        return violations("message", {"text": rendered.text, "blocks": rendered.blocks})
    return violations("modal" if rendered.view["type"] == "modal" else "home", rendered.view)


def hostile_values_that_get_through(renderer: Renderer, surface: str) -> list[str]:
    """What goes wrong when a text of the example, and then every text at once, is one that means harm."""
    values = renderer.example(surface)
    usual = renderer.render(surface, values)
    texts: list[tuple[Any, ...]] = []
    found: list[str] = []
    for path in _texts_in(values):
        shown = _try(renderer, surface, _with(values, [path], _SENTINEL))
        if isinstance(shown, str) or _shape(shown) != _shape(usual):
            continue  # not a text to read, but a code the template asks about: a currency, a kind, a day
        if _is_ours(shown):
            found += _id_not_kept(renderer, surface, values, path)
        else:
            texts.append(path)
    for paths in [*([path] for path in texts), texts]:
        where = ".".join(map(str, paths[0])) if len(paths) == 1 else "every text at once"
        for name, hostile in HOSTILE.items():
            shown = _try(renderer, surface, _with(values, paths, hostile))
            found += [f"{surface}, {name} as {where}: {problem}" for problem in _harm(shown, usual)]
    return found


def _harm(shown: Rendered | str, usual: Rendered) -> list[str]:
    if isinstance(shown, str):
        return [shown]
    problems = limits_broken(shown)
    if _shape(shown) != _shape(usual):
        problems.append("the blocks are not the same as with a usual value")
    if any(
        sign in _DATE.sub("", text)
        for text in [shown.text, *_live_texts(_content(shown))]
        for sign in ("<!", "<@U012AB3CD>")
    ):
        problems.append("a mention is live")
    if "\u202e" in golden_text(shown):
        problems.append("the direction of the text is turned")
    return problems


def _id_not_kept(renderer: Renderer, surface: str, values: Any, path: tuple[Any, ...]) -> list[str]:
    """An id goes to Slack and comes back with a click, so it has to arrive letter by letter or not at all."""
    hostile = '"}{" <!channel> {{7*7}}'
    shown = _try(renderer, surface, _with(values, [path], hostile))
    if isinstance(shown, str) or hostile not in list(_ours_in(_content(shown))):
        return [f"{surface}: the id {'.'.join(map(str, path))} does not arrive as it is"]
    return []


def _try(renderer: Renderer, surface: str, values: Any) -> Rendered | str:
    try:
        return renderer.render(surface, values)
    except RenderError as error:
        return str(error)


def _content(rendered: Rendered) -> Any:
    return rendered.blocks if rendered.view is None else rendered.view


def _texts_in(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(part, str):
        yield path
    elif isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _texts_in(inner, (*path, key))


def _with(values: Any, paths: list[tuple[Any, ...]], text: str) -> Any:
    changed = copy.deepcopy(values)
    for path in paths:
        inner = changed
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = text
    return changed


def _shape(rendered: Rendered) -> Any:
    return _without_texts(_content(rendered))


def _without_texts(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: part["type"] if key == "type" else _without_texts(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [_without_texts(inner) for inner in part]
    return type(part).__name__


def _live_texts(part: Any) -> Iterator[str]:
    """Every text in which Slack reads mentions and links."""
    if isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "markdown"):
            yield str(part.get("text"))
        for inner in part.values():
            yield from _live_texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _live_texts(inner)


def _ours_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, inner in part.items():
            if key in _OURS and isinstance(inner, str):
                yield inner
            yield from _ours_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _ours_in(inner)


def _is_ours(shown: Rendered) -> bool:
    return any(_SENTINEL in text for text in _ours_in(_content(shown)))
