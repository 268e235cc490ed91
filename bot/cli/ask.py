"""`micdrop ask "/mycomp Q3" --as PERSON`: an answer without Slack, asked in the same signed way."""

import json
import secrets
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine, select

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.subjects import subject_of
from bot.cli.terminal import as_text
from bot.manifest import commands
from bot.people.identity import Company
from bot.runtime import build_endpoint, build_services, local_team, slack_client
from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.identity import Command
from bot.sandbox.server import start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person

people = table_of(Person)


def register(app: typer.Typer) -> None:
    app.command()(ask)


def ask(
    text: Annotated[str, typer.Argument(help="What would be typed in Slack, like '/mycomp Q3'.")],
    person: Annotated[str, typer.Option("--as", help="Whose question it is: key, name or email.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the blocks as JSON.")] = False,
    now: Annotated[str | None, typer.Option(help="Ask as if it were this moment.", hidden=True)] = None,
) -> None:
    """Ask as a person would in Slack, and print the answer. The look is noted in the audit log."""
    moment = the_time(now)
    engine, company = open_workspace()
    command, _, words = text.partition(" ")
    if command not in {known.name for known in commands()}:
        known = ", ".join(known.name for known in commands())
        raise Mistake(f"{command!r} is not a command. There are: {known}.")
    subject = subject_of(engine, company, person)
    everybody = _slack_users(engine, company)
    user = everybody[subject.id]
    if not user.email:
        raise Mistake(f"{subject.name} has no email, by which Slack users are known. Import one.")
    with writing(engine) as connection:
        actor, details = "command line", {"command": command}
        audit.record(connection, company.id, moment, actor, "asked_as", subject.id, details)
    secret = secrets.token_hex(16)
    world = World(
        list(everybody.values()),
        team_id=local_team(engine, company.id),
        signing_secret=secret,
        commands=[Command(known.name, known.description, known.usage_hint) for known in commands()],
    )
    with start_sandbox(world) as sandbox:
        client = slack_client(world.identity.bot_token, sandbox.api_url)
        services = build_services(engine, client, clock=lambda: moment, remember_links=False)
        _, endpoint = build_endpoint(services, client, secret)
        world.deliver_with(InProcessDelivery(endpoint.handle))
        answers = world.command(user.id, command, words)
    _print([block for answer in answers for block in answer.blocks or ()], as_json)


def _print(blocks: list[dict[str, object]], as_json: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        typer.echo(json.dumps(blocks, indent=2, ensure_ascii=False))
    else:
        console.print(as_text(blocks), markup=False)


def _slack_users(engine: Engine, company: Company) -> dict[int, SandboxUser]:
    """By person, the Slack user who is them here: their own if they are linked."""
    query = select(people.c.id, people.c.key, people.c.name, people.c.email, people.c.slack_user_id)
    with reading(engine) as connection:
        rows = connection.execute(query.where(people.c.workspace_id == company.id)).all()
    return {
        row.id: SandboxUser(
            id=row.slack_user_id or f"U0LOCAL{row.id}",
            name=row.key.lower(),
            real_name=row.name,
            email=row.email,
        )
        for row in rows
    }
