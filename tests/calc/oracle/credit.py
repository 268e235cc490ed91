"""Who is credited for what: stated credits, else the person named, else the account's owners of the day."""

from tests.calc.oracle.days import Answer, Facts, Row, Span, covers
from tests.calc.oracle.numbers import WHOLE_PPM, split


def credited(facts: Facts, span: Span, answer: Answer) -> list[Row]:
    """One row for each person's part of each event of the period, with the event's region filled in."""
    regions = {row["account"]: row["region"] for row in facts["accounts"]}
    parts: list[Row] = []
    for event in facts["events"]:
        if not span.start <= event["date"] <= span.last:
            continue
        shares = shares_of(facts, event)
        if not shares:
            if moves_money(event):
                answer.problems.add(("nobody_credited", None, None, None))
        elif sum(shares.values()) > WHOLE_PPM:
            answer.problems.add(("shares_over_whole", None, None, None))
        else:
            region = event["region"] or regions.get(event["account"]) or ""
            parts += _parts({**event, "region": region}, shares)
    return parts


def moves_money(event: Row) -> bool:
    return bool(event["amount_minor"] or event["recurring_change_minor"])


def shares_of(facts: Facts, event: Row) -> dict[str, int]:
    """Millionths for each person; a share of nothing is no credit."""
    stated = [row for row in facts["credits"] if row["event"] == event["event"]]
    if stated:
        return _summed(stated)
    if event["person"]:
        return {event["person"]: WHOLE_PPM}
    owners = [row for row in facts["owners"] if row["account"] == event["account"]]
    return _summed([row for row in owners if covers(row, event["date"])])


def _summed(rows: list[Row]) -> dict[str, int]:
    shares: dict[str, int] = {}
    for row in rows:
        if row["share_ppm"]:
            shares[row["person"]] = shares.get(row["person"], 0) + row["share_ppm"]
    return shares


def _parts(event: Row, shares: dict[str, int]) -> list[Row]:
    amounts = split(event["amount_minor"] or 0, shares)
    changes = split(event["recurring_change_minor"] or 0, shares)
    return [
        {**event, "person": person, "amount": amounts[person], "recurring_change": changes[person]}
        for person in shares
    ]
