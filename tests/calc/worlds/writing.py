"""Plans as trees of names, lists and words, and their text the way people write it; and back again."""

import re
from typing import Any

from ruamel.yaml import YAML

Tree = dict[str, Any]

_PLAIN = re.compile(r"[A-Za-z0-9$€£¥][A-Za-z0-9$€£¥ ._%/+-]*", re.ASCII)


def written(plan: Tree) -> str:
    """A plan's tree as YAML: its metrics and components in lines of their own, what is small in braces."""
    lines: list[str] = []
    for name, value in plan.items():
        if name in ("metrics", "components"):
            lines.append(f"{name}:")
            for key, part in value.items():
                lines += [f"  {key}:", *_lines(part, "    ")]
        else:
            lines += _lines({name: value}, "")
    return "\n".join(lines) + "\n"


def tree_of(text: str) -> Tree:
    """The tree of a plan's text; every scalar is text."""
    loaded: Tree = YAML(typ="base", pure=True).load(text)
    return loaded


def _lines(part: Tree, margin: str) -> list[str]:
    lines: list[str] = []
    for name, value in part.items():
        if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            lines += [f"{margin}{name}:", *(f"{margin}  - {_flow(item)}" for item in value)]
        else:
            lines.append(f"{margin}{name}: {_flow(value)}")
    return lines


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else f"'{text}'"
