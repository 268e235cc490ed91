"""`micdrop recognition setup`, `values` and `hosts`: how this workspace drops the mic."""

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.people.actors import COMMAND_LINE
from bot.people.recognition_access import hosts_of
from bot.recognition.company_values import add_value, retire_value, values_of
from bot.recognition.hosts import set_host
from bot.recognition.settings import CHOOSING, TIES, Settings, change_settings, settings_of
from bot.store.engine import reading, writing

_DECIDES = {
    "most_endorsed": "whoever most people stand behind",
    "ballot": "a secret ballot",
    "committee": "the hosts, with reasons kept private",
}
_TIES = {
    "in_turn": "endorsements, then different nominators, then different teams, then the earlier",
    "shared": "they share the award",
}


def register(app: typer.Typer) -> None:
    app.command()(setup)
    app.command()(values)
    app.command()(hosts)


def setup(
    channel: Annotated[str | None, typer.Option(help="Where it is posted: an id like C0123ABCD.")] = None,
    allowance: Annotated[int | None, typer.Option(help="People that one can name a month.")] = None,
    pair_cap: Annotated[int | None, typer.Option(help="Times a month one can name the same one.")] = None,
    least: Annotated[int | None, typer.Option("--least-characters", help="Of one's own words.")] = None,
    guests: Annotated[bool | None, typer.Option("--guests/--no-guests", help="Whether guests may.")] = None,
    choosing: Annotated[str | None, typer.Option(help=f"Who decides: {', '.join(CHOOSING)}.")] = None,
    ties: Annotated[str | None, typer.Option(help=f"What equal ones do: {', '.join(TIES)}.")] = None,
    shortlist: Annotated[int | None, typer.Option(help="How many are on the shortlist, at most.")] = None,
    ballot_days: Annotated[int | None, typer.Option(help="Working days that a ballot lasts.")] = None,
    edit_minutes: Annotated[int | None, typer.Option(help="How long one can change what was sent.")] = None,
    reminders: Annotated[int | None, typer.Option(help="Reminders a month to one person, at most.")] = None,
    quiet_until: Annotated[str | None, typer.Option(help="No reminders before that, like 09:00.")] = None,
    quiet_from: Annotated[str | None, typer.Option(help="No reminders from that time on.")] = None,
    unrecognised: Annotated[
        int | None, typer.Option("--unrecognised-after", help="Days after which managers are told.")
    ] = None,
) -> None:
    """Choose the channel, the limits, and who decides; without options, show how it is."""
    engine, company = open_workspace()
    given = {
        "channel": channel,
        "monthly_allowance": allowance,
        "pair_cap": pair_cap,
        "least_characters": least,
        "guests_may": guests,
        "choosing": choosing,
        "ties": ties,
        "shortlist_size": shortlist,
        "ballot_working_days": ballot_days,
        "edit_minutes": edit_minutes,
        "most_reminders": reminders,
        "quiet_until": quiet_until,
        "quiet_from": quiet_from,
        "unrecognised_after_days": unrecognised,
    }
    changes: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if changes:
        with writing(engine) as connection:
            change_settings(connection, company.id, changes, the_time(None), COMMAND_LINE)
    with reading(engine) as connection:
        settings = settings_of(connection, company.id)
    if settings is None:
        raise Mistake(
            "Drop the mic is not set up yet. Choose the channel for its posts, invite the app there, and run "
            "`micdrop recognition setup --channel C0123ABCD`; Slack shows the id at the end of the channel's "
            "details."
        )
    _show(settings)


def values(
    add: Annotated[
        list[str] | None, typer.Option(help='A hashtag and its title, like grit="Never give up".')
    ] = None,
    retire: Annotated[list[str] | None, typer.Option(help="The hashtag of one that is no more.")] = None,
) -> None:
    """Show what the company stands for, or change it."""
    engine, company = open_workspace()
    with writing(engine) as connection:
        for one in add or ():
            tag, _, title = one.partition("=")
            add_value(connection, company.id, tag, title, the_time(None), COMMAND_LINE)
        for tag in retire or ():
            retire_value(connection, company.id, tag, the_time(None), COMMAND_LINE)
        known = values_of(connection, company.id)
    if not known:
        _say('There are no values yet. Add one: micdrop recognition values --add grit="Never give up"')
    for value in known:
        _say(f"#{value.tag}  {value.title}")


def hosts(
    add: Annotated[list[str] | None, typer.Option(help="Key of a person who looks after the award.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="Key of one who no longer does.")] = None,
) -> None:
    """Show who looks after the award, or change it; without hosts it is the compensation admins."""
    engine, company = open_workspace()
    now = the_time(None)
    with writing(engine) as connection:
        for keys, is_host in ((add, True), (remove, False)):
            for key in keys or ():
                set_host(connection, company.id, key, is_host, now, COMMAND_LINE)
        found = hosts_of(connection, company.id, company.today(now))
    if not found:
        _say("Nobody looks after the award. Name somebody: micdrop recognition hosts --add KEY")
    for host in found:
        _say(f"{host.name} ({host.key})" + ("" if host.chosen else ", as a compensation admin"))


def _show(settings: Settings) -> None:
    lines = {
        "channel": settings.channel,
        "allowance": f"{settings.monthly_allowance} people a month, the same one {settings.pair_cap} times",
        "least characters": settings.least_characters,
        "guests": "may give and receive" if settings.guests_may else "may not",
        "who decides": f"{_DECIDES[settings.choosing]} ({settings.choosing})",
        "ties": f"{_TIES[settings.ties]} ({settings.ties})",
        "shortlist": settings.shortlist_size,
        "a ballot lasts": f"{settings.ballot_working_days} working days",
        "can be changed for": f"{settings.edit_minutes} minutes",
        "reminders": f"{settings.most_reminders} a month, {settings.quiet_until} to {settings.quiet_from}",
        "managers are told": f"after {settings.unrecognised_after_days} days without recognition",
    }
    _say("Drop the mic")
    for name, value in lines.items():
        _say(f"  {name:<19} {value}")


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
