"""Random figures that are imported: targets, and readings of what is measured elsewhere."""

from random import Random

from calc.periods import Period
from tests.calc.worlds.names import IMPORTED, METRICS, PEOPLE, REGIONS, TEAMS, a_day
from tests.calc.worlds.people_rows import Row, timeline

LINKED = ("blue + red", "north + south")
KEYS: dict[str, tuple[str | None, ...]] = {
    "person": PEOPLE,
    "line": PEOPLE,
    "team": (*TEAMS, LINKED[0]),
    "region": (*REGIONS, LINKED[1]),
    "company": ("", None),
}


def targets(dice: Random, period: Period) -> list[Row]:
    rows = [
        {**_figure(dice, METRICS), "from_date": begin, "to_date": end}
        for _ in range(dice.randint(0, 6))
        for begin, end in timeline(dice, period)
    ]
    return _once_each(rows, "from_date")


def readings(dice: Random, period: Period) -> list[Row]:
    names = (*METRICS, *IMPORTED, *IMPORTED)
    rows = [
        {**_figure(dice, names), "date": a_day(dice, period), "sample": dice.choice((None, 0, 1, 3, 40))}
        for _ in range(dice.randint(5, 25))
    ]
    return _once_each(rows, "date")


def _figure(dice: Random, metrics: tuple[str, ...]) -> Row:
    scope = dice.choice(sorted(KEYS))
    return {
        "metric": dice.choice(metrics),
        "scope": scope,
        "scope_key": dice.choice(KEYS[scope]),
        "value_num": dice.choice((dice.randint(40, 130), dice.randint(-20, 200_000), 0, dice.randint(1, 9))),
        "value_den": dice.choice((1, 1, 100, 100, 3)),
    }


def _once_each(rows: list[Row], dated: str) -> list[Row]:
    """Of rows with the same metric, scope, key and day, one."""
    kept = {(row["metric"], row["scope"], row["scope_key"] or "", row[dated]): row for row in rows}
    return list(kept.values())
