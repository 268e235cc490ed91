"""The benchmark's plan written by hand in plain Python: loops, dicts and whole numbers.

It takes as given what the job in Polars does (see bench_calc_polars), and writes the same lines.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from calc.facts import Facts
from calc.language.amounts import read_ratio
from tests.benchmarks.bench_calc_polars import MULTIPLIERS, TIERS
from tests.benchmarks.facts_at_scale import KINDS, PEOPLE, PRODUCTS, RATES, TEAMS, YEAR, quota_dollars

VERSION, SPAN = date(YEAR, 1, 1), str(YEAR)
Line = tuple[Any, ...]  # in the columns of LINES
Event = tuple[str, date, str, str, str, str | None, int]


class Rows(NamedTuple):
    """The facts as Python has them: events as tuples, owners by account, teams by person."""

    events: list[Event]
    owners: dict[str, str]
    teams: dict[str, str]


def rows_of(facts: Facts) -> Rows:
    """The facts out of their frames."""
    columns = ("event", "date", "account", "kind", "product", "region", "amount_minor")
    return Rows(
        facts.events.select(columns).rows(),
        dict(facts.owners.select("account", "person").iter_rows()),
        dict(facts.placements.select("person", "team").iter_rows()),
    )


def by_python(rows: Rows, events: int) -> list[Line]:
    """All lines, by person, day and event."""
    quota = 100 * quota_dollars(events)
    owned: dict[str, list[Event]] = defaultdict(list)
    for event in rows.events:
        owned[rows.owners[event[2]]].append(event)
    sold: dict[str, int] = defaultdict(int)
    for person, theirs in owned.items():
        sold[rows.teams[person]] += sum(event[6] for event in theirs)
    multipliers = {team: _multiplier(amount, quota * (PEOPLE // TEAMS)) for team, amount in sold.items()}
    rates = _rates()
    lines: list[Line] = []
    for person in sorted(owned):
        team = rows.teams[person]
        measure = f"own@{person}@{SPAN} team@{team}@{SPAN}"
        theirs = sorted(owned[person], key=lambda event: (event[1], event[0]))
        lines += _lines(person, theirs, rates, _edges(quota), multipliers[team], measure)
    return lines


def _lines(
    person: str,
    events: list[Event],
    rates: dict[tuple[str, str], tuple[int, int, str]],
    edges: list[int],
    multiplier: tuple[int, int],
    measure: str,
) -> Iterator[Line]:
    """A line for each slice of each of a person's events, which are in their order."""
    team_num, team_den = multiplier
    factors = [
        f"tier {tier}:{num}/{den},by team:{team_num}/{team_den}"
        for tier, (_, num, den) in enumerate(TIERS, 1)
    ]
    before = 0
    for event, day, account, kind, product, region, amount in events:
        rate_num, rate_den, clause = rates[kind, product]
        after = before + amount
        for tier, (_, tier_num, tier_den) in enumerate(TIERS):
            part = _within(after, edges, tier) - _within(before, edges, tier)
            if not part:
                continue
            top = abs(part) * rate_num * tier_num * team_num
            bottom = rate_den * tier_den * team_den
            paid = (2 * top + bottom) // (2 * bottom)
            yield (
                person, "scale", VERSION, "commission", clause, "pay", SPAN, event, None, account, day, kind,
                product, region, amount, "USD", None, None, 1_000_000, part, rate_num, rate_den,
                factors[tier], measure, 0, paid if part > 0 else -paid, "", "USD",
            )  # fmt: skip
        before = after


def _within(total: int, edges: list[int], tier: int) -> int:
    """How far a total reaches into a tier; the first tier holds below zero too."""
    if tier and total < edges[tier]:
        return edges[tier]
    return min(total, edges[tier + 1]) if tier + 1 < len(edges) else total


def _edges(quota: int) -> list[int]:
    return [(quota * percent + 50) // 100 for percent, _, _ in TIERS]


def _multiplier(sold: int, quota: int) -> tuple[int, int]:
    reached = [(num, den) for percent, num, den in MULTIPLIERS if sold * 100 >= quota * percent]
    return reached[-1] if reached else (3, 4)


def _rates() -> dict[tuple[str, str], tuple[int, int, str]]:
    rates: dict[tuple[str, str], tuple[int, int, str]] = {}
    for kind, row in zip(KINDS, RATES, strict=True):
        for product, text in zip(PRODUCTS, row, strict=True):
            rate = read_ratio(text)
            clause = f"components.commission.rates[{len(rates) + 1}]"
            rates[kind, product] = (rate.numerator, rate.denominator, clause)
    return rates
