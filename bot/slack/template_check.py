"""What can be told wrong in a template before any value is put in.

Found at loading, a mistake does not wait for the one value that takes the branch it stands in.
"""

from collections.abc import Collection
from typing import NoReturn

from jinja2 import nodes

from bot.slack.formats import TemplateMistakeError, TextFormat

_KINDS = {"mrkdwn": "mrkdwn", "plain": "plain_text"}


def check_template(tree: nodes.Template, name: str, filters: Collection[str], tests: Collection[str]) -> None:
    """TemplateMistakeError, with file and line, for the first thing in the template that can never work."""
    try:
        _check(tree, filters, tests)
    except _MistakeAtError as mistake:
        raise TemplateMistakeError(f"{name}, line {mistake.line}: {mistake}") from None


class _MistakeAtError(Exception):
    def __init__(self, node: nodes.Node, mistake: str) -> None:
        super().__init__(mistake)
        self.line = node.lineno


def _check(tree: nodes.Template, filters: Collection[str], tests: Collection[str]) -> None:
    for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
        _refuse(macro, "macros are not for templates; put the part in a file and include it")
    for kind, node_type, known in (("filter", nodes.Filter, filters), ("test", nodes.Test, tests)):
        for node in tree.find_all(node_type):
            if node.name not in known:
                _refuse(node, f"there is no {kind} {node.name}")
    called: list[nodes.Node] = []
    for call in tree.find_all(nodes.Call):
        called.append(call.node)
        if isinstance(call.node, nodes.Name) and call.node.name in _KINDS:
            _check_text(call, call.node.name)
    for name in tree.find_all(nodes.Name):
        if name.name in _KINDS and not any(name is node for node in called):
            _refuse(name, f"{name.name} is only ever called, by its own name")


def _check_text(call: nodes.Call, name: str) -> None:
    formats = _written_out(call.args[0]) if len(call.args) == 1 else None
    if formats is None:
        _refuse(
            call,
            f'{name}() takes one text written in the template, and values by name: {name}("{{who}}", who=…)',
        )
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        _refuse(call, f"{name}() takes its values one by one, by name")
    values = {keyword.key: "" for keyword in call.kwargs}
    for text in formats:
        try:
            TextFormat(_KINDS[name], text).fill(values, 1)
        except TemplateMistakeError as mistake:
            _refuse(call, str(mistake))


def _written_out(node: nodes.Node) -> list[str] | None:
    """Every text the node can be, if the template's author wrote them all out; else None."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        one, other = _written_out(node.expr1), _written_out(node.expr2)
        return None if one is None or other is None else one + other
    return None


def _refuse(node: nodes.Node, mistake: str) -> NoReturn:
    raise _MistakeAtError(node, mistake)
