"""What people are due altogether, counted by hand in Fractions, from what a history knows by itself.

For the plans whose rules fit on this page: plain commission, with all of it taken back on a cancellation,
with losses carried on, with a draw. Nothing of the app, its store or its engine is used.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.periods.years.designs import Design
from tests.periods.years.facts import OWNERS, SELLERS, Happening, Known
from tests.periods.years.stored import paid_for
from tests.periods.years.world import World

DRAW_MINOR = 30_000
By = Counter[tuple[str, str]]  # period and person


def miscounted(world: World) -> Iterator[str]:
    """A sentence for each person who was not paid, over all published periods, what they are due."""
    if world.forgets or world.retold:
        return
    paid: Counter[tuple[str, str]] = Counter()
    for sums in paid_for(world.desk).values():
        for key, amount in sums.items():
            paid[key[1], key[0]] += amount
    for design in world.designs:
        if design.by_hand:
            for person, due in _due(world, design).items():
                if due != paid[design.key, person]:
                    yield f"{person} is due {due} by {design.key}, and was paid {paid[design.key, person]}"


def _due(world: World, design: Design) -> Counter[str]:
    earned = _earned(world, design)
    due: Counter[str] = Counter()
    for person in SELLERS:
        still_open = 0
        for one in world.paid:
            amount = earned[one.period.key, person]
            least = _least(design, world.desk.known, person, one.period.start, one.period.end)
            if design.key == "drawn" and least == 0:
                due[person] += amount
            elif amount < least and design.key in ("carried", "drawn"):
                due[person], still_open = due[person] + least, still_open + least - amount
            else:
                back = min(still_open, amount - least) if design.key in ("carried", "drawn") else 0
                due[person], still_open = due[person] + amount - back, still_open - back
    return due


def _least(design: Design, known: Known, person: str, start: date, end: date) -> int:
    """What a draw promises for a period, by the days at work; losses are carried under nothing."""
    days = [date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + 1)]
    there = sum(known.at_work(person, day) for day in days)
    return _rounded(Fraction(DRAW_MINOR * there, len(days))) if design.key == "drawn" else 0


def _earned(world: World, design: Design) -> By:
    known, earned = world.desk.known, By()
    cancelled = _cancelled(known) if design.key == "taken" else {}
    for one in known.events.values():
        period = _period_of(world, one.on)
        rate = _rate(world, design, one, period)
        worth = _converted(known, one, design.currency, one.change if design.key == "carried" else one.amount)
        if not rate or worth is None or period is None:
            continue
        for person, share in _shared(worth, OWNERS[one.account]).items():
            # A cancellation of an earlier period than the deal's own takes nothing back.
            since = next(paid.period.start for paid in world.paid if paid.period.key == period)
            days = [day for day in cancelled.get(one.key, ()) if day >= since]
            taken = any(_is_there(world, person, day) for day in days)
            if known.at_work(person, one.on) and not taken:
                earned[period, person] += _rounded(share * rate)
    return earned


def _is_there(world: World, person: str, day: date) -> bool:
    """Whether somebody is on the plan in the period of a day, which is published."""
    for one in world.paid:
        if one.period.has(day):
            return any(
                world.desk.known.at_work(person, date.fromordinal(at))
                for at in range(one.period.start.toordinal(), one.period.end.toordinal() + 1)
            )
    return False


def _cancelled(known: Known) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for one in known.events.values():
        if one.kind == "cancelled":
            found.setdefault(one.parent, []).append(one.on)
    return found


def _rate(world: World, design: Design, one: Happening, period: str | None) -> Fraction:
    """By the version in force on the first day of the period."""
    for paid in world.paid:
        if paid.period.key == period:
            first = paid.period.start.isoformat()
            since = max(day for key, day in world.percents if key == design.key and day <= first)
            low, high = world.percents[design.key, since]
            if design.key == "carried":
                return Fraction(high, 100) if one.kind in ("renewal", "upsell", "loss") else Fraction(0)
            return {"renewal": Fraction(low, 100), "upsell": Fraction(high, 100)}.get(one.kind, Fraction(0))
    return Fraction(0)


def _period_of(world: World, day: date) -> str | None:
    return next((one.period.key for one in world.paid if one.period.has(day)), None)


def _converted(known: Known, one: Happening, currency: str, amount: int) -> int | None:
    """In the plan's money, by the latest rate of its day or before; None without one."""
    if one.currency == currency:
        return amount
    days = [on for start, to, on in known.rates if (start, to) == (one.currency, currency) and on <= one.on]
    if not days:
        return None
    num, den = known.rates[one.currency, currency, max(days)]
    return _rounded(Fraction(amount * num, den))


def _shared(worth: int, percents: dict[str, int]) -> dict[str, int]:
    """Cut toward zero; what is missing goes to the largest remainders, a unit each, ties by key."""
    exact = {person: Fraction(worth * percent, 100) for person, percent in percents.items()}
    parts = {person: int(part) for person, part in exact.items()}
    missing = worth - sum(parts.values())
    order = sorted(exact, key=lambda person: (-abs(exact[person] - parts[person]), person))
    for person in order[: abs(missing)]:
        parts[person] += 1 if missing > 0 else -1
    return parts


def _rounded(exact: Fraction) -> int:
    """Half away from zero."""
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size
