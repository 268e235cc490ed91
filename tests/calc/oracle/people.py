"""Where people were on a day, and on which days they were on which plan."""

from datetime import date

from tests.calc.oracle.days import Facts, Row, covers, days_between


def place_on(facts: Facts, person: str, scope: str, day: date) -> str:
    """The person's team or region on a day; empty for none. Of several placements the newest counts."""
    here = [row for row in facts["placements"] if row["person"] == person and covers(row, day)]
    if not here:
        return ""
    newest = max(here, key=lambda row: row["from_date"])
    return newest[scope] or ""


def at_work(facts: Facts, person: str) -> tuple[date, date] | None:
    for row in facts["people"]:
        if row["person"] == person:
            return row["start_date"] or date.min, row["end_date"] or date.max
    return None


def stretches(facts: Facts, start: date, end: date) -> list[Row]:
    """Each assignment cut to the days of the period on which the person was at work; empty ones left out."""
    found: list[Row] = []
    for row in facts["assignments"]:
        work = at_work(facts, row["person"])
        if work is None:
            continue
        first = max(start, row["from_date"], work[0])
        last = min(end, row["to_date"] or date.max, work[1])
        if first <= last:
            days = days_between(first, last)
            found.append({**row, "first": first, "last": last, "days": days})
    return found


def overlapping(rows: list[Row]) -> set[tuple[str, str]]:
    """The (person, plan) pairs with two stretches that share a day."""
    return {
        (one["person"], one["plan"])
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if (one["person"], one["plan"]) == (other["person"], other["plan"])
        and one["first"] <= other["last"]
        and other["first"] <= one["last"]
    }


def at_work_within(facts: Facts, start: date, end: date) -> set[str]:
    """Who was at work on at least one day of the period."""
    present: set[str] = set()
    for row in facts["people"]:
        work = at_work(facts, row["person"])
        if work and work[0] <= end and work[1] >= start:
            present.add(row["person"])
    return present
