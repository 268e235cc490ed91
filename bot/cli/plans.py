"""`micdrop plan …`: all its commands."""

import typer

from bot.cli.lazy import Later, group_of

COMMANDS = (
    Later("list", "bot.cli.plan_library", "Show the ready designs, what each is for, and the goals it fits."),
    Later("new", "bot.cli.plan_new", "Write a copy of a design, comments and cases and all."),
    Later("check", "bot.cli.plan_check", "Say every mistake in plans with its line, and run their cases."),
    Later("explain", "bot.cli.plan_library", "Say a plan in words, as the people on it would read it."),
    Later("diff", "bot.cli.plan_diff", "Show what a changed plan would have paid, and to whom."),
    Later("schema", "bot.cli.plan_library", "Print the JSON Schema of plans, for editors."),
    Later("load", "bot.cli.plan_people", "Take plans into the store."),
    Later("assign", "bot.cli.plan_people", "Put people on a plan: by key, by role, by team."),
)

group = typer.Typer(
    cls=group_of(COMMANDS),
    help="Find, check and load pay plans, and put people on them.",
    no_args_is_help=True,
)


@group.callback()
def plan() -> None:
    """Its commands are in COMMANDS, and imported when they are run."""


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="plan")
