"""A year of a big company with any number of events, made from a seed, and the plan that pays on them.

2,000 people in 100 teams own 50,000 accounts, each account one owner's for all days. Events are renewals,
upsells and cross-sells of four products, of $10 to $50,000; one in twenty is below zero. Ids are text; events
come shuffled.
"""

from datetime import date
from pathlib import Path

import polars as pl

from calc.facts import SCHEMAS, Facts, facts
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.plan import Plan

PEOPLE, TEAMS, ACCOUNTS = 2_000, 100, 50_000
YEAR = 2026
PERIOD = FiscalCalendar().containing(date(YEAR, 7, 1), PeriodKind.YEAR)
KINDS = ("renewal", "upsell", "cross-sell")
PRODUCTS = ("Basic", "Pro", "Enterprise", "Add-on")
RATES = (  # a row for each kind, a column for each product
    ("1%", "1.5%", "2%", "0.75%"),
    ("4%", "5%", "6%", "3.5%"),
    ("6.25%", "7%", "8%", "5%"),
)
PLAN = """\
plan: scale
title: Commission at scale
from: {year}-01-01
currency: USD
metrics:
  own: {{title: Own sales, measure: sum, scope: person, of: {{kind: [{kinds}]}}, target: ${quota}}}
  team: {{title: The team's sales, measure: sum, scope: team, of: {{kind: [{kinds}]}}, target: ${team_quota}}}
components:
  commission:
    pay: commission
    title: Commission
    rates:
{rates}
    tiers:
      metric: own
      kind: marginal
      steps: [{{from: 0%, times: 1x}}, {{from: 90%, times: 1.5x}}, {{from: 115%, times: 2x}}]
    multipliers:
      - metric: team
        below: 75%
        points: [{{at: 80%, pays: 90%}}, {{at: 100%, pays: 100%}}, {{at: 105%, pays: 125%}}]
"""
TABLES = ("people", "placements", "assignments", "accounts", "owners", "events")
_DOLLARS_AN_EVENT = 22_500  # what an event comes to on average


def quota_dollars(events: int) -> int:
    """What a person is to sell: what one of them does on average; a team twenty times that."""
    return max(_DOLLARS_AN_EVENT * events // PEOPLE, 1)


def plan_for(events: int) -> Plan:
    """The plan, with quotas that fit so many events."""
    rates = [
        f"      - {{kind: {kind}, product: {product}, rate: {rate}}}"
        for kind, row in zip(KINDS, RATES, strict=True)
        for product, rate in zip(PRODUCTS, row, strict=True)
    ]
    quota = quota_dollars(events)
    names = {"kinds": ", ".join(KINDS), "quota": quota, "team_quota": quota * (PEOPLE // TEAMS)}
    return read_plan(PLAN.format(year=YEAR, rates="\n".join(rates), **names))


def write_facts(folder: Path, events: int, seed: int = 1) -> None:
    """Every table as a Parquet file of its own."""
    for name, frame in {**_company(), "events": _events(events, seed)}.items():
        frame.write_parquet(folder / f"{name}.parquet")


def read_facts(folder: Path) -> Facts:
    """What `write_facts` has written."""
    return facts(**{name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES})


def small(all_facts: Facts, events: int) -> Facts:
    """The same company with its first events alone."""
    frames = {name: getattr(all_facts, name) for name in SCHEMAS}
    return Facts(**{**frames, "events": all_facts.events.head(events)})


def _company() -> dict[str, pl.DataFrame]:
    number, account = pl.int_range(PEOPLE, eager=True), pl.int_range(ACCOUNTS, eager=True)
    began = pl.lit(date(YEAR - 1, 1, 1))
    people = pl.select(person=_named("hr", number, 4), name=pl.format("Person {}", number), start_date=began)
    person = people["person"]
    owner = [account.hash(seed=at) % PEOPLE for at in (7, 8)]  # the larger one: some own nearly nothing
    accounts = pl.select(account=_named("crm-acc", account, 5), name=pl.format("Company {}", account))
    return {
        "people": people,
        "placements": pl.select(
            person=person,
            role=pl.lit("csm"),
            team=_named("team", number // (PEOPLE // TEAMS), 3),
            from_date=began,
        ),
        "assignments": pl.select(person=person, plan=pl.lit("scale"), from_date=began),
        "accounts": accounts,
        "owners": pl.select(
            account=accounts["account"],
            person=person.gather(pl.select(pl.max_horizontal(*owner)).to_series()),
            share_ppm=pl.lit(1_000_000),
            from_date=began,
        ),
    }


def _events(events: int, seed: int) -> pl.DataFrame:
    number = pl.int_range(events, eager=True)
    chance = [number.hash(seed=seed + at) for at in range(6)]
    cents = (chance[0] % 4_999_001 + 1_000).cast(pl.Int64)
    return pl.select(
        event=_named("crm", number.shuffle(seed=seed), 7),
        kind=pl.Series(KINDS).gather(chance[1] % len(KINDS)),
        date=(chance[2] % 365).cast(pl.Int32) + pl.lit(date(YEAR, 1, 1)).cast(pl.Int32),
        account=_named("crm-acc", chance[3] % ACCOUNTS, 5),
        product=pl.Series(PRODUCTS).gather(chance[4] % len(PRODUCTS)),
        amount_minor=pl.select(pl.when(chance[5] % 20 == 0).then(-cents).otherwise(cents)).to_series(),
        currency=pl.lit("USD"),
    ).with_columns(pl.col("date").cast(pl.Date))


def _named(source: str, number: pl.Series, digits: int) -> pl.Series:
    return pl.select(pl.format(f"{source}:{{}}", number.cast(pl.String).str.zfill(digits))).to_series()
