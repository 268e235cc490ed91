"""`micdrop audit`: who did or looked at what, and proof that nobody changed the record of it."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.context import open_workspace
from bot.cli.mistakes import Mistake
from bot.cli.subjects import subject_of
from bot.people.audit_list import Entry, latest
from bot.people.company import every_company
from bot.people.identity import Company
from bot.slack.numbers import count
from bot.slack.text import clean
from bot.store.audit_chain import Broken, Verified, verify_chain
from bot.store.engine import reading

group = typer.Typer(
    help="Show who did or looked at what, and prove that the record is whole.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="audit")


@group.command("list")
def list_entries(
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many entries.")] = 20,
    person: Annotated[
        str, typer.Option(help="Only what this person did or what concerns them: key, name or email.")
    ] = "",
) -> None:
    """Show the last entries of the audit log. No amount of pay is ever in it."""
    engine, company = open_workspace()
    about = subject_of(engine, company, person) if person else None
    with reading(engine) as connection:
        found = latest(connection, company.id, last, about)
    if found:
        _console().print(_table(found, company))
    else:
        _say("There is no such entry." if about else "The audit log is empty.")


@group.command()
def verify() -> None:
    """Prove that every entry is there, unchanged and in its order; else name the first that is not."""
    engine, _ = open_workspace()
    broken = []
    for company in every_company(engine):
        with reading(engine) as connection:
            verified = verify_chain(connection, company.id)
        if verified.broken is None:
            _say(_whole(company, verified))
        else:
            broken.append(_told(company, verified, verified.broken))
    if broken:
        raise Mistake("\n".join(broken))


def _whole(company: Company, verified: Verified) -> str:
    entries = count(verified.entries, "entry", "entries")
    if not verified.entries:
        return f"{clean(company.name)}: the audit log is empty."
    return (
        f"{clean(company.name)}: {entries}, each as it was written. The last one's digest stands for all of "
        f"them; keep it elsewhere to compare: {verified.digest}"
    )


def _told(company: Company, verified: Verified, broken: Broken) -> str:
    what = f"entry {broken.number}"
    if broken.at is not None:
        when = f"{broken.at.astimezone(company.time_zone):%Y-%m-%d %H:%M:%S}"
        what += f" ({when}, {clean(broken.actor)}, {clean(broken.action)})"
    before = count(verified.entries, "entry", "entries")
    return f"{clean(company.name)}: {what} is broken. {broken.wrong} What comes before it is right: {before}."


def _table(entries: list[Entry], company: Company) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Number", justify="right")
    for title in ("When", "Who", "What", "About", "More"):
        table.add_column(title)
    for entry in entries:
        more = ", ".join(f"{name}: {value}" for name, value in entry.details.items())
        table.add_row(
            str(entry.number),
            f"{entry.at.astimezone(company.time_zone):%Y-%m-%d %H:%M:%S}",
            *(Text(clean(words)) for words in (entry.actor, entry.action, entry.about, more)),
        )
    return table


def _say(words: str) -> None:
    _console().print(words, markup=False)


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)
