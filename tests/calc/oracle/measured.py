"""What a metric comes to for a scope key in a window, by its measure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.calc.oracle.bases import added
from tests.calc.oracle.days import Row, age_ends
from tests.calc.oracle.numbers import nearest
from tests.calc.oracle.scope import customers_in, event_fits, events_in, looked_at, owned_in, shares_in
from tests.calc.oracle.spans import Window
from tests.calc.oracle.work import Work
from tests.calc.oracle.worth import Worth, worth_of


@dataclass(frozen=True)
class Measured:
    """`value` is None when there is no figure, `sample` when nobody knows it; `last_day` is the day of the
    last event or reading that counts."""

    value: Fraction | None
    sample: int | None
    last_day: date | None = None


def measure(work: Work, metric: Row, key: str, window: Window) -> Measured:
    """Of every measure but a blend, which is made of other metrics."""
    return MEASURES[metric["measure"]](work, metric, key, window)


def size_of(metric: Row, row: Row) -> Fraction:
    """What a share (for counts and quantities, an event) adds to a sum or ratio; money in minor units."""
    value = added(row, metric["adds"])
    return value if metric["adds"] in ("count", "quantity") else Fraction(nearest(value))


def _retention(work: Work, metric: Row, key: str, window: Window) -> Measured:
    worth = _customers(work, metric, key, window)
    plus = [] if metric["plus"] is None else shares_in(work, metric, metric["plus"], key, window)
    if not worth:
        return Measured(None, 0)
    before = sum(one.opening for one in worth.values())
    left = [max(0, one.now) for one in worth.values()]
    if metric["measure"] == "logo_retention":
        return Measured(Fraction(sum(now > 0 for now in left), len(left)), len(left))
    if metric["measure"] == "gross_retention":
        left = [min(one.opening, now) for one, now in zip(worth.values(), left, strict=True)]
    kept = sum(left) + sum(share["recurring"] for share in plus)
    return Measured(Fraction(kept, before), len(worth))


def _coverage(work: Work, metric: Row, key: str, window: Window) -> Measured:
    customers = _customers(work, metric, key, window)
    events = [
        event
        for event in work.events
        if window.first <= event["date"] <= window.last
        and event["counts"]
        and event["account"] in customers
        and event_fits(metric["of"], event)
    ]
    often = [event["account"] for event in events]
    covered = [account for account in customers if often.count(account) >= metric["times"]]
    if not customers:
        return Measured(None, 0)
    value = Fraction(len(covered), len(customers))
    last_day = _latest(event["date"] for event in events if event["account"] in covered)
    return Measured(value, len(customers), last_day)


def _customers(work: Work, metric: Row, key: str, window: Window) -> dict[str, Worth]:
    """Those in the book at the window's opening, by their owners of that day."""
    accounts = customers_in(work.company, metric, key, window.first)
    worth = {account: worth_of(work, account, window) for account in accounts}
    return {account: one for account, one in worth.items() if one.opening > 0}


def _sum(work: Work, metric: Row, key: str, window: Window) -> Measured:
    find = events_in if metric["adds"] in ("count", "quantity") else shares_in
    more = find(work, metric, metric["of"], key, window)
    less = [] if metric["less"] is None else find(work, metric, metric["less"], key, window)
    value = sum((size_of(metric, row) for row in more), Fraction(0))
    value -= sum((abs(size_of(metric, row)) for row in less), Fraction(0))
    return Measured(value, len({row["event"] for row in more}), _latest(row["date"] for row in more + less))


def _count(work: Work, metric: Row, key: str, window: Window) -> Measured:
    more = events_in(work, metric, metric["of"], key, window)
    less = [] if metric["less"] is None else events_in(work, metric, metric["less"], key, window)
    last_day = _latest(event["date"] for event in more + less)
    return Measured(Fraction(len(more) - len(less)), len(more), last_day)


def _ratio(work: Work, metric: Row, key: str, window: Window) -> Measured:
    find = events_in if metric["adds"] in ("count", "quantity") else shares_in
    above = find(work, metric, metric["of"], key, window)
    below = find(work, metric, metric["over"], key, window)
    over = sum((size_of(metric, row) for row in below), Fraction(0))
    sample, last_day = len({row["event"] for row in below}), _latest(row["date"] for row in above + below)
    if over <= 0:
        return Measured(None, sample, last_day)
    value = sum((size_of(metric, row) for row in above), Fraction(0)) / over
    return Measured(value, sample, last_day)


def _survey(work: Work, metric: Row, key: str, window: Window) -> Measured:
    events = [
        event
        for event in events_in(work, metric, metric["of"], key, window)
        if event["quantity_milli"] is not None
    ]
    if not events:
        return Measured(None, 0)
    answers = [Fraction(event["quantity_milli"], 1000) for event in events]
    value = {"nps": _nps, "csat": _csat, "average": _average}[metric["measure"]](metric, answers)
    return Measured(value, len(answers), events[-1]["date"])


def _nps(metric: Row, answers: list[Fraction]) -> Fraction:
    promoters = sum(answer >= 9 for answer in answers)
    detractors = sum(answer <= 6 for answer in answers)
    return Fraction((promoters - detractors) * 100, len(answers))


def _csat(metric: Row, answers: list[Fraction]) -> Fraction:
    return Fraction(sum(answer >= metric["satisfied_from"] for answer in answers), len(answers))


def _average(metric: Row, numbers: list[Fraction]) -> Fraction:
    """The mean, or the median: the middle one, or the mean of the middle two."""
    if metric["average"] == "mean":
        return sum(numbers, Fraction(0)) / len(numbers)
    middle = sorted(numbers)[(len(numbers) - 1) // 2 : len(numbers) // 2 + 1]
    return sum(middle, Fraction(0)) / len(middle)


def _time_between(work: Work, metric: Row, key: str, window: Window) -> Measured:
    waits: list[tuple[date, Fraction]] = []
    for account, start in _starts(work, metric).items():
        ends = _untils(work, metric, account, start, date.max)
        if not ends or not window.first <= ends[0] <= window.last:
            continue
        if owned_in(work.company, metric, account, key, ends[0]):
            waits.append((ends[0], Fraction((ends[0] - start).days)))
    if not waits:
        return Measured(None, 0)
    days = [wait for _, wait in waits]
    return Measured(_average(metric, days), len(days), _latest(end for end, _ in waits))


def _reached(work: Work, metric: Row, key: str, window: Window) -> Measured:
    accounts, there = 0, []
    for account, start in _starts(work, metric).items():
        deadline = age_ends(metric["within"], start)
        if not window.first <= deadline <= window.last:
            continue
        if owned_in(work.company, metric, account, key, deadline):
            accounts += 1
            there += _untils(work, metric, account, start, deadline)[:1]
    return Measured(Fraction(len(there), accounts) if accounts else None, accounts, _latest(there))


def _starts(work: Work, metric: Row) -> dict[str, date]:
    """The day of each account's first `start` event ever, of the accounts that are looked at."""
    found: dict[str, date] = {}
    for event in work.events:
        account = event["account"]
        if account is not None and event["counts"] and event_fits(metric["start"], event):
            found.setdefault(account, event["date"])
    return {account: day for account, day in found.items() if looked_at(work.company, metric, account)}


def _untils(work: Work, metric: Row, account: str, first: date, last: date) -> list[date]:
    """The days of an account's `until` events from a day to another, in order."""
    return [
        event["date"]
        for event in work.events
        if event["account"] == account
        and event["counts"]
        and first <= event["date"] <= last
        and event_fits(metric["until"], event)
    ]


def _reading(work: Work, metric: Row, key: str, window: Window) -> Measured:
    row = _latest_reading(work, metric, metric["reading"], key, window)
    if row is None:
        return Measured(None, None)
    return Measured(Fraction(row["value_num"], row["value_den"]), row["sample"], row["date"])


def _rubric(work: Work, metric: Row, key: str, window: Window) -> Measured:
    value, days = Fraction(0), []
    for criterion, weight in metric["criteria"].items():
        row = _latest_reading(work, metric, criterion, key, window)
        if row is None:
            return Measured(None, None)
        value += weight * Fraction(row["value_num"], row["value_den"]) / metric["scale"]
        days.append(row["date"])
    return Measured(value, None, _latest(days))


def _latest_reading(work: Work, metric: Row, name: str, key: str, window: Window) -> Row | None:
    found = [
        row
        for row in work.company.readings
        if (row["metric"], row["scope"], row["scope_key"] or "") == (name, metric["scope"], key)
        and window.first <= row["date"] <= window.last
    ]
    return max(found, key=lambda row: row["date"]) if found else None


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


MEASURES: dict[str, Callable[[Work, Row, str, Window], Measured]] = {
    "gross_retention": _retention,
    "net_retention": _retention,
    "logo_retention": _retention,
    "sum": _sum,
    "count": _count,
    "ratio": _ratio,
    "nps": _survey,
    "csat": _survey,
    "average": _survey,
    "time_between": _time_between,
    "reached": _reached,
    "coverage": _coverage,
    "reading": _reading,
    "rubric": _rubric,
}
