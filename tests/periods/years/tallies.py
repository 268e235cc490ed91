"""Totals are the sums of their lines, the same in the review, on the statements and in what payroll gets; and
what people adjusted stands as they said."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.payroll.exporting import Taken
from bot.review.progress import sums_of
from bot.store.engine import reading
from calc.periods import Period
from tests.periods.years.stored import amounts_in, statements_in
from tests.periods.years.world import World


def not_added_up(world: World, period: Period) -> Iterator[str]:
    """Of a period in any state: a sentence for each statement, and for the review, that does not add up."""
    totals, sums = statements_in(world.desk, period.key), Counter[tuple[str, str]]()
    for person, currency, *_, amount in amounts_in(world.desk, period.key):
        sums[person, currency] += amount
    for person, currency in sorted({*totals, *sums}):
        if totals.get((person, currency)) != sums[person, currency]:
            yield f"the lines of {person} for {period.key} are not what the statement says"
    standing = world.desk.standing(period)
    with reading(world.desk.engine) as connection:
        shown, _ = sums_of(connection, world.desk.company(connection), standing)
    if {one.currency: one.amount_minor for one in shown if one.amount_minor} != _by_currency(totals):
        yield f"the review of {period.key} does not show what the statements come to"


def not_exported(world: World, period: Period, taken: Taken, before: bool) -> Iterator[str]:
    """What payroll gets is what was published; everybody is new in the first export, and nobody later."""
    written: Counter[str] = Counter()
    for row in taken.rows:
        written[row.amount.currency] += int(Decimal(row.amount.text) * 100)
    totals = statements_in(world.desk, period.key)
    published: Counter[str] = Counter()
    for (_, currency), total in totals.items():
        published[currency] += total
    if any(written[one] != published[one] for one in {*written, *published}):
        yield f"the export of {period.key} does not come to what was published"
    everybody = set() if before else {person for person, _ in totals}
    if set(taken.news.people) != everybody:
        yield f"what is new in export {taken.number} of {period.key} is not what payroll does not know"


def not_as_adjusted(world: World, period: Period) -> Iterator[str]:
    """What people added or took off is there, an amount as it was said, a percentage of the statement."""
    rows = amounts_in(world.desk, period.key)
    base: Counter[tuple[str, str]] = Counter()
    found: dict[str, int] = {}
    for person, currency, entry, corrects, about, amount in rows:
        if entry != "adjustment":
            base[person, currency] += amount
        elif not corrects:
            found[about] = amount
    due = {}
    for one in world.by_hand:
        if one.period == period.key:
            part = Fraction(base[one.person, one.currency] * (one.percent_ppm or 0), 1_000_000)
            size = int(abs(part) + Fraction(1, 2))
            percent = size if part >= 0 else -size
            due[f"adjustment {one.number}"] = percent if one.amount_minor is None else one.amount_minor
    if found != due:
        yield f"what people adjusted in {period.key} is not what stands there"


def _by_currency(totals: dict[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, currency), total in totals.items():
        found[currency] = found.get(currency, 0) + total
    return {currency: total for currency, total in found.items() if total}
