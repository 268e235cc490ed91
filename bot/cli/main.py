"""The `micdrop` command: every subcommand, and how a mistake is told."""

import sys

import typer
from rich.console import Console

from bot.cli import ask, calculate, demo, doctor, explain, facts, manifest, plans, serve, what_if, workspace
from bot.cli.mistakes import MISTAKES
from bot.cli.mistakes import explain as told

app = typer.Typer(
    name="micdrop",
    help="Pay, recognition and prizes for customer-success teams, in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)
for command in (demo, ask, explain, what_if, facts, calculate, plans, serve, doctor, manifest, workspace):
    command.register(app)


def run() -> None:
    """The entry point. A person's mistake ends with its explanation and exit code 1; misuse with 2."""
    try:
        app()
    except MISTAKES as mistake:
        console = Console(stderr=True, highlight=False)
        for line in told(mistake):
            console.print(line, markup=False, soft_wrap=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
