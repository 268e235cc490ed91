"""Commands that are imported only when they are run, so that `--help` does not wait for what they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


@dataclass(frozen=True)
class Later:
    """A command by its name, the module whose `register` adds it to an app, and its help's first sentence."""

    name: str
    module: str
    help: str


def group_of(commands: Sequence[Later]) -> type[TyperGroup]:
    """A group with those commands, in their order, for `typer.Typer(cls=…)`."""

    class LazyGroup(TyperGroup):
        def list_commands(self, _ctx: Any) -> list[str]:
            return [command.name for command in commands]

        def get_command(self, _ctx: Any, cmd_name: str) -> Any:
            return next((_Unopened(command) for command in commands if command.name == cmd_name), None)

    return LazyGroup


class _Unopened(TyperCommand):
    """Stands in a group's help for a command; whoever runs it gets the real one."""

    def __init__(self, later: Later) -> None:
        super().__init__(later.name, help=later.help)
        self.later = later

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        return opened(self.later).make_context(info_name, args, parent=parent, **extra)


def opened(later: Later) -> Any:
    """The real command: its module is imported now."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.callback()(lambda: None)  # a group, whatever the module adds
    import_module(later.module).register(app)
    found = get_group(app).commands[later.name]
    assert found.name == later.name
    return found
