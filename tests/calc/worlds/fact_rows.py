"""Random facts as plain rows: a company at work, with gaps, overlaps and strangers mixed in."""

from datetime import date, timedelta
from random import Random
from typing import Any

from calc.periods import Period
from tests.calc.worlds.names import (
    ACCOUNTS,
    EARLY,
    KINDS,
    METRICS,
    PEOPLE,
    PLANS,
    PRODUCTS,
    REGIONS,
    STRANGER,
    TEAMS,
    Money,
    a_currency,
    a_day,
    rarely,
)

Row = dict[str, Any]

SPLITS_PPM = (
    (1_000_000,),
    (1_000_000,),
    (500_000, 500_000),
    (333_333, 666_667),
    (333_333, 333_333, 333_333),
    (700_000, 300_000),
    (250_000,),
    (1, 999_998),
    (600_000, 600_000),
)


def fact_rows(dice: Random, period: Period, money: Money) -> dict[str, list[Row]]:
    """All tables, about the days of a period, with amounts from `money`."""
    present = PEOPLE[: dice.randint(2, len(PEOPLE))]
    return {
        "people": [_at_work(dice, person, period) for person in present],
        "placements": [row for person in PEOPLE for row in _placements(dice, person, period)],
        "accounts": [{"account": key, "region": dice.choice((*REGIONS, None))} for key in ACCOUNTS],
        "owners": [row for account in ACCOUNTS for row in _owners(dice, account, period)],
        "books": [row for account in ACCOUNTS for row in _books(dice, account, period, money)],
        "events": [_event(dice, number, period, money) for number in range(1, dice.randint(2, 14))],
        "credits": _credits(dice),
        "targets": _targets(dice, period),
        "readings": _readings(dice, period),
        "assignments": [
            row for person in present for plan in PLANS for row in _assignments(dice, person, plan, period)
        ],
    }


def timeline(dice: Random, period: Period) -> list[tuple[date, date | None]]:
    """One or two stretches from long ago on; now and then with a gap, an overlap or an end."""
    begins = {a_day(dice, period) if rarely(dice) else EARLY}
    if rarely(dice, 3):
        begins.add(a_day(dice, period))
    ordered = sorted(begins)
    follow: list[date | None] = [begin - timedelta(days=1) for begin in ordered[1:]]
    ends = [dice.choice((None, a_day(dice, period))) if rarely(dice) else end for end in (*follow, None)]
    return list(zip(ordered, ends, strict=True))


def _at_work(dice: Random, person: str, period: Period) -> Row:
    return {
        "person": person,
        "start_date": a_day(dice, period) if rarely(dice) else EARLY,
        "end_date": a_day(dice, period) if rarely(dice) else None,
    }


def _placements(dice: Random, person: str, period: Period) -> list[Row]:
    return [
        {
            "person": person,
            "team": dice.choice(TEAMS),
            "region": dice.choice(REGIONS),
            "from_date": begin,
            "to_date": end,
        }
        for begin, end in timeline(dice, period)
    ]


def _someone(dice: Random) -> str:
    return STRANGER if rarely(dice, 12) else dice.choice(PEOPLE)


def _split(dice: Random) -> dict[str, int]:
    """Who has what share, in millionths; now and then too much."""
    shares = dice.choice(SPLITS_PPM)
    people = {_someone(dice): None for _ in range(12)}
    return dict(zip(people, shares, strict=False))


def _owners(dice: Random, account: str, period: Period) -> list[Row]:
    return [
        {"account": account, "person": person, "share_ppm": share, "from_date": begin, "to_date": end}
        for begin, end in timeline(dice, period)
        if not rarely(dice, 12)
        for person, share in _split(dice).items()
    ]


def _books(dice: Random, account: str, period: Period, money: Money) -> list[Row]:
    days = {EARLY, a_day(dice, period), a_day(dice, period)}
    return [
        {
            "account": account,
            "as_of": day,
            "recurring_minor": abs(money(dice) or 0),
            "currency": a_currency(dice),
        }
        for day in dice.sample(sorted(days), dice.randint(0, len(days)))
    ]


def _event(dice: Random, number: int, period: Period, money: Money) -> Row:
    return {
        "event": f"e{number}",
        "kind": dice.choice(KINDS),
        "date": a_day(dice, period),
        "account": None if rarely(dice, 8) else dice.choice(ACCOUNTS),
        "person": _someone(dice) if rarely(dice, 4) else None,
        "product": dice.choice(PRODUCTS),
        "region": dice.choice(REGIONS),
        "amount_minor": money(dice),
        "recurring_change_minor": money(dice),
        "currency": "" if rarely(dice, 12) else a_currency(dice),
    }


def _credits(dice: Random) -> list[Row]:
    events = dice.sample(("e1", "e2", "e3", "e4"), dice.randint(0, 2))
    return [
        {"event": event, "person": person, "share_ppm": 0 if rarely(dice, 20) else share}
        for event in events
        for person, share in _split(dice).items()
    ]


def _targets(dice: Random, period: Period) -> list[Row]:
    rows = [
        {**_figure(dice, METRICS), "from_date": begin, "to_date": end}
        for _ in range(dice.randint(0, 6))
        for begin, end in timeline(dice, period)
    ]
    return _once_each(rows, "from_date")


def _readings(dice: Random, period: Period) -> list[Row]:
    names = (*METRICS, "survey")
    rows = [{**_figure(dice, names), "date": a_day(dice, period)} for _ in range(dice.randint(5, 25))]
    return _once_each(rows, "date")


def _once_each(rows: list[Row], dated: str) -> list[Row]:
    """Of rows with the same metric, scope, key and day, one."""
    kept = {(row["metric"], row["scope"], row["scope_key"] or "", row[dated]): row for row in rows}
    return list(kept.values())


def _figure(dice: Random, metrics: tuple[str, ...]) -> Row:
    scope = dice.choice(("person", "team", "region", "company"))
    keys: dict[str, tuple[str | None, ...]] = {"person": PEOPLE, "team": TEAMS, "region": REGIONS}
    return {
        "metric": dice.choice(metrics),
        "scope": scope,
        "scope_key": dice.choice(keys.get(scope, ("", None))),
        "value_num": dice.choice((dice.randint(40, 130), dice.randint(-20, 200_000), 0)),
        "value_den": dice.choice((1, 100, 100, 3)),
    }


def _assignments(dice: Random, person: str, plan: str, period: Period) -> list[Row]:
    if rarely(dice, 12 if plan == PLANS[0] else 2):
        return []
    return [
        {
            "person": person,
            "plan": plan,
            "from_date": begin,
            "to_date": end,
            "base_year_minor": None if rarely(dice) else dice.randint(0, 10_000_000),
            "variable_year_minor": None if rarely(dice) else dice.randint(0, 10_000_000),
        }
        for begin, end in timeline(dice, period)
    ]
