"""`micdrop recognition …`: all its commands."""

import typer

from bot.cli.lazy import Later, group_of

COMMANDS = (
    Later("setup", "bot.cli.recognition_setup", "Choose the channel, the limits, and who decides."),
    Later("values", "bot.cli.recognition_setup", "Show what the company stands for, or change it."),
    Later("hosts", "bot.cli.recognition_setup", "Show who looks after the award, or change it."),
    Later("export", "bot.cli.recognition_export", "Write all that was given as CSV."),
    Later("rewards", "bot.cli.recognition_rewards", "Show the rewards, or write those given for payroll."),
)

group = typer.Typer(
    cls=group_of(COMMANDS),
    help="Set up drop the mic, and export what was given.",
    no_args_is_help=True,
)


@group.callback()
def recognition() -> None:
    """Its commands are in COMMANDS, and imported when they are run."""


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="recognition")
