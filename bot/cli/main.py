"""The `micdrop` command: every subcommand, and how a mistake is told."""

import sys

import typer

from bot.cli.lazy import Later, group_of

COMMANDS = (
    Later("demo", "bot.cli.demo", "Try Micdrop in a local Slack with a made-up company."),
    Later("ask", "bot.cli.ask", "Ask as a person would in Slack, and print the answer."),
    Later("explain", "bot.cli.explain", "Show the reasons behind every line of somebody's pay."),
    Later("what-if", "bot.cli.what_if", "Suppose events or attainments, and show the difference."),
    Later("import", "bot.cli.facts", "Import people, accounts, events and more from files."),
    Later("calculate", "bot.cli.calculate", "Calculate everybody's pay for a period."),
    Later("plan", "bot.cli.plans", "Find, check and load pay plans, and put people on them."),
    Later("serve", "bot.cli.serve", "Run all of Micdrop for your Slack workspace."),
    Later("web", "bot.cli.web", "Answer Slack, and nothing else."),
    Later("clock", "bot.cli.clock", "Run what is due by the schedules."),
    Later("sender", "bot.cli.sender", "Send what the outbox holds."),
    Later("outbox", "bot.cli.outbox", "Show the messages that have not gone out, and decide about them."),
    Later("schedule", "bot.cli.schedule", "Show what happens by itself and when; add, pause, try out."),
    Later("recognition", "bot.cli.recognition", "Set up drop the mic, and export what was given."),
    Later("period", "bot.cli.period", "Show where each period stands; review, publish and close one."),
    Later("export", "bot.cli.export", "Write what a published period pays, for payroll."),
    Later("replay", "bot.cli.replay", "Derive a published period again, and compare."),
    Later("audit", "bot.cli.audit", "Show who did or looked at what, and prove that it is whole."),
    Later("doctor", "bot.cli.doctor", "Say what is configured, what is wrong, and what to do."),
    Later("manifest", "bot.cli.manifest", "Print the Slack app manifest."),
    Later("workspace", "bot.cli.workspace", "Show the workspace's settings, or change them."),
)

app = typer.Typer(
    name="micdrop",
    cls=group_of(COMMANDS),
    help="Pay, recognition and prizes for customer-success teams, in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)


@app.callback()
def micdrop() -> None:
    """Its commands are in COMMANDS, and imported when they are run."""


def run() -> None:
    """The entry point. A person's mistake ends with its explanation and exit code 1; misuse with 2."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        from bot.cli.mistakes import MISTAKES

        if not isinstance(error, MISTAKES):
            raise
        _tell(error)
        sys.exit(1)


def _tell(mistake: Exception) -> None:
    from rich.console import Console

    from bot.cli.mistakes import explain

    console = Console(stderr=True, highlight=False)
    for line in explain(mistake):
        console.print(line, markup=False, soft_wrap=True)
