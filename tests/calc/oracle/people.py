"""On which days people are on which plan, how much of a period that is, and what a year pays them."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.calc.oracle.company import Company
from tests.calc.oracle.days import Row, months_later
from tests.calc.oracle.numbers import nearest
from tests.calc.oracle.spans import Span


def assigned(company: Company, start: date, end: date) -> list[Row]:
    """Each assignment cut to the days of a period on which the person was at work; empty ones left out."""
    found: list[Row] = []
    for row in company.assignments:
        work = company.at_work(row["person"])
        if work is None:
            continue
        first = max(start, row["from_date"], work[0])
        last = min(end, row["to_date"] or date.max, work[1])
        if first <= last:
            found.append({**row, "first": first, "last": last})
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


def on_plan(company: Company, plan: Row, rows: list[Row], span: Span) -> list[Row]:
    """The plan's stretches in a span by person and day, with `place_day`, `units` and `counted` part."""
    split = plan["transfers"] == "split"
    if split:
        rows = [piece for row in rows for piece in _cut(company, row)]
    rows = sorted(rows, key=lambda row: (row["person"], row["first"]))
    for row in rows:
        together = [row] if split else [other for other in rows if other["person"] == row["person"]]
        first = min(other["first"] for other in together)
        last = max(other["last"] for other in together)
        row["place_day"] = max(first, min(span.last, last))
        row["units"] = _units(company, plan, row, span)
        whole = len(span.fifteenths) if plan["prorate"] == "months" else span.days
        row["counted"] = Fraction(len(row["units"]), whole)
    return rows


def counted_days(company: Company, plan: Row, stretch: Row) -> list[date]:
    count = (stretch["last"] - stretch["first"]).days + 1
    days = [stretch["first"] + timedelta(days=number) for number in range(count)]
    return [day for day in days if plan["leave"] == "counts" or not company.on_leave(stretch["person"], day)]


def months_in(company: Company, units: list[date], person: str, months: int) -> list[date]:
    """Of days, those within so many months of the person's first day at work."""
    start = company.people[person]["start_date"]
    return [day for day in units if start is not None and day < months_later(start, months)]


def ramp_of(company: Company, plan: Row, stretch: Row) -> Fraction:
    """The mean of what counts on the stretch's counted days (or months)."""
    units = stretch["units"]
    if not units:
        return Fraction(0)
    total, before, begun = Fraction(0), 0, 0
    for months, counts in plan["ramp"]:
        begun += months
        within = len(months_in(company, units, stretch["person"], begun))
        total += counts * (within - before)
        before = within
    return (total + len(units) - before) / len(units)


def yearly(plan: Row, stretch: Row) -> dict[str, int | None]:
    """`base`, `variable` and `ote` of a year, as agreed or as the plan has it; None when nobody says."""
    own = plan["on_target"]
    mix = own["mix"] or (0, 0)
    agreed = stretch["base_year_minor"], stretch["variable_year_minor"]
    said = own["base"], own["variable"]
    if own["pay"] is not None and own["mix"]:
        base = nearest(Fraction(own["pay"] * mix[0], 100))
        divided: tuple[int | None, int | None] = base, own["pay"] - base
    else:
        divided = None, None
    both = []
    for mine, other in ((0, 1), (1, 0)):
        ways = (
            agreed[mine],
            _by_mix(agreed[other], mix[mine], mix[other]),
            said[mine],
            divided[mine],
            _by_mix(said[other], mix[mine], mix[other]),
        )
        both.append(next((way for way in ways if way is not None), None))
    base_pay, variable = both
    ote = None if base_pay is None or variable is None else base_pay + variable
    return {"base": base_pay, "variable": variable, "ote": ote}


@dataclass(frozen=True)
class Amount:
    """An amount of a plan for a person, as a line is written: minor units × rate × factor."""

    basis: int
    rate: Fraction = Fraction(1)
    factor: Fraction = Fraction(1)

    @property
    def terms(self) -> tuple[int, Fraction, Fraction]:
        return self.basis, self.rate, self.factor

    @property
    def exact(self) -> Fraction:
        return self.basis * self.rate * self.factor

    @property
    def rounded(self) -> int:
        return nearest(self.exact)


def amount_for(plan: Row, stretch: Row, amount: Row, part_of_year: Fraction) -> Amount | None:
    """A fixed amount as it is, a share of yearly pay for a part of the year; None without agreed pay."""
    if amount["share"] is None:
        return Amount(amount["fixed"])
    year = yearly(plan, stretch)[amount["of"]]
    return None if year is None else Amount(year, amount["share"], part_of_year)


def _by_mix(other: int | None, part: int, other_part: int) -> int | None:
    return nearest(Fraction(other * part, other_part)) if other is not None and other_part else None


def _cut(company: Company, row: Row) -> list[Row]:
    """A stretch in pieces between the days on which a placement of the person begins or ends."""
    begins = {row["first"]}
    for placement in company.placements(row["person"]):
        begins.add(placement["from_date"])
        if placement["to_date"] is not None:
            begins.add(placement["to_date"] + timedelta(days=1))
    firsts = sorted(day for day in begins if row["first"] <= day <= row["last"])
    lasts = [day - timedelta(days=1) for day in firsts[1:]] + [row["last"]]
    return [{**row, "first": first, "last": last} for first, last in zip(firsts, lasts, strict=True)]


def _units(company: Company, plan: Row, stretch: Row, span: Span) -> list[date]:
    """The counted days, or the 15ths of the counted months."""
    days = counted_days(company, plan, stretch)
    return sorted(set(days) & set(span.fifteenths)) if plan["prorate"] == "months" else days
