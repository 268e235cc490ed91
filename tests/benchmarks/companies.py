"""A company of any size, made from a seed: people, accounts and events as CSV files with their mappings."""

from pathlib import Path

import polars as pl

PEOPLE, ACCOUNTS = 200, 20_000
FIRST_DAY = 19_723  # 1 January 2024, in days since 1970

COMPANY = """\
source: bench
currency: USD
files:
  people.csv:
    people: {person: person, email: email, role: role, team: team, start_date: start_date}
  accounts.csv:
    accounts: {account: account, name: name, region: region}
"""
EVENTS = """\
source: bench
currency: USD
files:
  events.csv:
    events:
      id: id
      kind: kind
      date: date
      account: account
      product: product
      region: region
      amount: amount
      recurring_change: recurring_change
      quantity: quantity
"""


def make_company(folder: Path, rows: int, seed: int = 1) -> None:
    """Writes `rows` events and the company around them, and two mappings: company.yaml and events.yaml."""
    people = pl.int_range(PEOPLE, eager=True)
    pl.select(
        person=pl.format("p-{}", people),
        email=pl.format("p-{}@example.com", people),
        role=pl.lit("csm"),
        team=pl.format("team-{}", people % 10),
        start_date=pl.lit("2023-01-01"),
    ).write_csv(folder / "people.csv")
    accounts = pl.int_range(ACCOUNTS, eager=True)
    pl.select(
        account=pl.format("A-{}", accounts), name=pl.format("Company {}", accounts), region=pl.lit("EMEA")
    ).write_csv(folder / "accounts.csv")
    _events(rows, seed).write_csv(folder / "events.csv")
    (folder / "company.yaml").write_text(COMPANY)
    (folder / "events.yaml").write_text(EVENTS)


def _events(rows: int, seed: int) -> pl.DataFrame:
    number = pl.int_range(rows, eager=True)
    chance = [number.hash(seed=seed + at) for at in range(6)]
    cents = chance[3] % 10_000_000
    amount = pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))
    return pl.select(
        id=pl.format("E-{}", number).shuffle(seed=seed),
        kind=_one_of(chance[0], ["renewal", "upsell", "churn", "new"]),
        date=(chance[1] % 900 + FIRST_DAY).cast(pl.Int32).cast(pl.Date),
        account=pl.format("A-{}", chance[2] % ACCOUNTS),
        product=_one_of(chance[4], ["Basic", "Pro", "Enterprise"]),
        region=pl.lit("EMEA"),
        amount=amount,
        recurring_change=amount,
        quantity=pl.format("{}.5", chance[5] % 10),
    )


def _one_of(chance: pl.Series, words: list[str]) -> pl.Series:
    return pl.Series(words).gather(chance % len(words))
