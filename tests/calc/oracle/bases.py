"""What of an event, or of somebody's share of it, is paid on or added up."""

from fractions import Fraction

from tests.calc.oracle.days import Row


def basis_of(row: Row, basis: str) -> int:
    """Minor units, before `part_of`; `row` is a share or a whole event."""
    after = row["previous"] + row["recurring"]
    return int(
        {
            "amount": row["amount"],
            "tcv": row["amount"],
            "acv": row["amount"],
            "recurring_change": row["recurring"],
            "growth": max(0, row["recurring"]),
            "arr": max(0, after),
            "mrr": max(0, after),
            "kept": max(0, min(row["previous"], after)),
        }[basis]
    )


def part_of(row: Row, basis: str) -> Fraction:
    """The part of it that is meant: a year of a longer contract, a month of a year."""
    if basis == "acv":
        return Fraction(12, max(12, row["term"]))
    return Fraction(1, 12) if basis == "mrr" else Fraction(1)


def added(row: Row, adds: str) -> Fraction:
    """What a metric adds up: how many, their quantity, or exact minor units."""
    if adds == "count":
        return Fraction(1)
    if adds == "quantity":
        return Fraction(row["quantity_milli"] or 0, 1000)
    return basis_of(row, adds) * part_of(row, adds)


def contract_years(weights: list[Fraction], months: int) -> Fraction:
    """How a contract's years count on average; the last weight goes on."""
    total, year = Fraction(0), 0
    while 12 * year < months:
        weight = weights[min(year, len(weights) - 1)]
        total += weight * min(12, months - 12 * year)
        year += 1
    return total / months
