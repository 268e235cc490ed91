"""`micdrop workspace`: the company's calendar and language, its holidays, and who its admins are."""

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.people.actors import COMMAND_LINE
from bot.people.company import admins, change_company, company_of, fallback_channel, set_admin
from bot.schedule.desk import move_along
from bot.schedule.working_days import country_named
from bot.store.engine import reading, writing
from calc.periods import MONTH_NAMES

NONE = ("", "none")


def register(app: typer.Typer) -> None:
    app.command()(workspace)


def workspace(
    time_zone: Annotated[str | None, typer.Option(help="Like Europe/Berlin.")] = None,
    locale: Annotated[str | None, typer.Option(help="How numbers are written, like en_US.")] = None,
    fiscal_year_starts: Annotated[int | None, typer.Option(help="The month, 1 to 12.")] = None,
    pay_period: Annotated[str | None, typer.Option(help="How pay is settled: month or quarter.")] = None,
    country: Annotated[
        str | None,
        typer.Option(help="Whose public holidays are no working days, like US or DE-BY; 'none' for none."),
    ] = None,
    fallback: Annotated[
        str | None,
        typer.Option(
            "--fallback-channel",
            help="Where posts go that their own channel refuses: an id like C0123ABCD, or 'none'.",
        ),
    ] = None,
    add_admin: Annotated[list[str] | None, typer.Option(help="Key of a person who may see all pay.")] = None,
    remove_admin: Annotated[list[str] | None, typer.Option(help="Key of one who no longer may.")] = None,
) -> None:
    """Show the workspace's settings, or change them."""
    engine, before = open_workspace()
    given = {
        "time_zone": time_zone,
        "locale": locale,
        "fiscal_year_start_month": fiscal_year_starts,
        "pay_period": pay_period,
    }
    changes: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if country is not None:
        changes["country"] = None if country in NONE else country_named(country)
    if fallback is not None:
        changes["fallback_channel"] = None if fallback in NONE else fallback
    moved: list[str] = []
    with writing(engine) as connection:
        if changes:
            change_company(connection, before.id, changes, the_time(None), COMMAND_LINE)
            was = (before.time_zone.key, before.country)
            moved = move_along(connection, before.id, was, the_time(None), COMMAND_LINE)
        for keys, may in ((add_admin, True), (remove_admin, False)):
            for key in keys or ():
                set_admin(connection, before.id, key, may, the_time(None), COMMAND_LINE)
    now = company_of(engine, before.id)
    with reading(engine) as connection:
        named = ", ".join(admins(connection, before.id)) or "none yet"
        channel = fallback_channel(connection, before.id) or "none"
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"Workspace {now.name}", markup=False)
    console.print(f"  time zone            {now.time_zone.key}")
    console.print(f"  locale               {now.locale}")
    console.print(f"  fiscal year starts   {MONTH_NAMES[now.calendar.start_month - 1]}")
    console.print(f"  pay is settled by    {now.pay_period.value}")
    console.print(f"  public holidays of   {now.country or 'no country: Monday to Friday are working days'}")
    console.print(f"  fallback channel     {channel}")
    console.print(f"  compensation admins  {named}", markup=False)
    if moved:
        console.print(
            f"Schedules that went by the old ones go by these now: {', '.join(moved)}.", markup=False
        )
