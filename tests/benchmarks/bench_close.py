"""What it costs to close a quarter of a big company: calculated, approved by its managers, published.

10,000 people under 100 managers, 50,000 accounts, and as many events as asked for, in SQLite.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.company import company_in
from bot.people.identity import Caller
from bot.periods.calculating import calculate_period
from bot.periods.plans import load_plan
from bot.periods.replaying import replay
from bot.periods.reviewing import Shown, approve, begin
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.review.finishing import publish
from bot.runtime import TEMPLATES, open_store
from bot.slack.render import Renderer
from bot.store.base import table_of
from bot.store.bulk import insert_frame
from bot.store.engine import reading, writing
from bot.store.tables import Account, Assignment, Event, Owner, Person, Placement, Plan
from bot.store.workspaces import ensure_workspace
from calc.periods import FiscalCalendar, PeriodKind
from tests.benchmarks.facts_at_scale import KINDS, PLAN, PRODUCTS, RATES

PEOPLE, MANAGERS, ACCOUNTS = 10_000, 100, 50_000
QUARTER = FiscalCalendar().period(PeriodKind.QUARTER, 2026, 1)
NOW = datetime(2026, 4, 3, 12, tzinfo=UTC)
SINCE = date(2025, 1, 1)


def measured(events: int) -> dict[str, float]:
    """Seconds of each step, and the peak of memory in MB at its end."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        workspace_id = _filled(engine, events)
        with _timed(found, "calculated"):
            calculate_period(engine, workspace_id, QUARTER, NOW.date(), NOW)
        with _timed(found, "approved"):
            _approved(engine, workspace_id)
        with _timed(found, "published"):
            _published(engine, workspace_id)
        found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with _timed(found, "replayed"), reading(engine) as connection:
            again = replay(connection, company_in(connection, workspace_id), QUARTER.key)
            assert again.different == []
            found["lines"] = again.lines
        engine.dispose()
    return found


def main(events: int = 1_000_000) -> list[str]:
    """A Markdown table."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_close", "--events", str(events), "--json"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    whole = sum(found[step] for step in ("calculated", "approved", "published"))
    return [
        f"| {PEOPLE:,} people, {events:,} events, {int(found['lines']):,} lines | time |",
        "|---|---|",
        f"| calculated | {found['calculated']:.1f} s |",
        f"| approved by {MANAGERS} managers | {found['approved']:.1f} s |",
        f"| published, with its facts kept, and everybody told | {found['published']:.1f} s |",
        f"| the whole close, at most {found['memory_mb']:,.0f} MB | {whole:.1f} s |",
        f"| derived again from what was kept | {found['replayed']:.1f} s |",
    ]


@contextmanager
def _timed(found: dict[str, float], step: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    found[step] = time.perf_counter() - began


def _approved(engine: Engine, workspace_id: int) -> None:
    """Each manager approves their people, the admin the managers."""
    with writing(engine) as connection:
        company = company_in(connection, workspace_id)
        begin(connection, company, QUARTER.key, "command line", NOW)
    with reading(engine) as connection:
        led = _led(connection)
    for manager_id, ids in led.items():
        with writing(engine) as connection:
            standing = standing_of(connection, workspace_id, QUARTER.key)
            assert standing is not None
            seen = {one: Shown(0, of.digest) for one, of in stands(connection, standing.id, ids).items()}
            by = Caller(manager_id, f"p-{manager_id}", "", manager_id == 1, company)
            approve(connection, by, QUARTER.key, seen, NOW)


def _published(engine: Engine, workspace_id: int) -> None:
    """With a message to everybody in the outbox."""
    with reading(engine) as connection:
        company = company_in(connection, workspace_id)
    outbox = Outbox(Renderer(TEMPLATES))
    finished = publish(engine, outbox, company, QUARTER, "command line", NOW)
    assert (finished.done, finished.people) == (True, PEOPLE - 1), finished.sentence


def _led(connection: Connection) -> dict[int, list[int]]:
    placement = table_of(Placement)
    led: dict[int, list[int]] = {1: []}
    query = select(placement.c.manager_id, placement.c.person_id).where(placement.c.person_id != 1)
    for manager_id, person_id in connection.execute(query):
        led.setdefault(manager_id, []).append(person_id)
    return led


def _filled(engine: Engine, events: int) -> int:
    number, account = pl.int_range(1, PEOPLE + 1, eager=True), pl.int_range(1, ACCOUNTS + 1, eager=True)
    manager = pl.select(pl.when(number <= MANAGERS + 1).then(1).otherwise(number % MANAGERS + 2)).to_series()
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Bench", facts_through=QUARTER.end)
        own = pl.lit(workspace_id).alias("workspace_id")
        people = pl.select(
            own,
            id=number,
            key=pl.format("p-{}", number),
            name=pl.format("Person {}", number),
            email=pl.lit(""),
            is_admin=number == 1,
            start_date=pl.lit(SINCE),
        )
        insert_frame(connection, table_of(Person), people)
        placed = pl.select(
            own,
            person_id=number,
            role=pl.lit("csm"),
            region=pl.lit(""),
            manager_id=manager,
            from_date=pl.lit(SINCE),
        )
        insert_frame(connection, table_of(Placement), placed)
        accounts = pl.select(
            own, id=account, key=pl.format("A-{}", account), name=pl.format("Company {}", account)
        )
        insert_frame(
            connection, table_of(Account), accounts.with_columns(region=pl.lit(""), segment=pl.lit(""))
        )
        owners = pl.select(
            own,
            account_id=account,
            person_id=account % PEOPLE + 1,
            share_ppm=1_000_000,
            from_date=pl.lit(SINCE),
        )
        insert_frame(connection, table_of(Owner), owners)
        load_plan(connection, workspace_id, _plan(events), NOW)
        plan_id = connection.execute(select(table_of(Plan).c.id)).scalar_one()
        # All but the one admin, whose pay nobody else could approve.
        on_plan = pl.select(own, person_id=number[1:], plan_id=plan_id, from_date=pl.lit(SINCE))
        insert_frame(connection, table_of(Assignment), on_plan)
        insert_frame(connection, table_of(Event), _events(workspace_id, events))
    return workspace_id


def _events(workspace_id: int, events: int) -> pl.DataFrame:
    number = pl.int_range(events, eager=True)
    chance = [number.hash(seed=at) for at in range(5)]
    days = (chance[0] % QUARTER.days).cast(pl.Int32) + pl.lit(QUARTER.start).cast(pl.Int32)
    return pl.select(
        pl.lit(workspace_id).alias("workspace_id"),
        source=pl.lit("crm"),
        external_id=pl.format("D-{}", number),
        kind=pl.Series(KINDS).gather(chance[1] % len(KINDS)),
        occurred_on=days.cast(pl.Date),
        account_id=(chance[2] % ACCOUNTS + 1).cast(pl.Int64),
        product=pl.Series(PRODUCTS).gather(chance[3] % len(PRODUCTS)),
        region=pl.lit(""),
        amount_minor=(chance[4] % 4_999_001 + 1_000).cast(pl.Int64),
        recurring_change_minor=0,
        currency=pl.lit("USD"),
    )


def _plan(events: int) -> str:
    rates = [
        f"      - {{kind: {kind}, product: {product}, rate: {rate}}}"
        for kind, row in zip(KINDS, RATES, strict=True)
        for product, rate in zip(PRODUCTS, row, strict=True)
    ]
    quota = 25_000 * events // PEOPLE
    names = {"kinds": ", ".join(KINDS), "quota": quota, "team_quota": quota}
    return PLAN.format(year=2026, rates="\n".join(rates), **names).replace("scope: team", "scope: company")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measured(options.events)) if options.json else "\n".join(main(options.events)))
