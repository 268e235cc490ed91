"""Marginal tiers: each slice of the running total at its own tier."""

from fractions import Fraction
from itertools import pairwise

from tests.calc.oracle.curves import tier_at
from tests.calc.oracle.days import Row
from tests.calc.oracle.figures import target_of, window_for
from tests.calc.oracle.measured import size_of
from tests.calc.oracle.numbers import nearest
from tests.calc.oracle.scope import key_of, keys_of
from tests.calc.oracle.words import fits
from tests.calc.oracle.work import Work

# A part of a basis, and the number of the tier that it is paid at (None without tiers).
Piece = tuple[int, int | None]


def pieces_of(work: Work, component: str, person: str, share: Row, basis: int) -> list[Piece]:
    """A share's basis cut where the running total passes the steps; none, when that cannot be said."""
    tiers = work.plan["components"][component]["tiers"]
    metric = work.plan["metrics"][tiers["metric"]]
    whose = person if metric["scope"] == "line" else share["person"]
    key = key_of(work.company, metric, whose, share["date"])
    target = None if key is None else target_of(work, metric, key)
    by_target = tiers["reads"] == "attainment"
    if key is None or (by_target and (target is None or target <= 0)):
        if basis:
            work.tell("no_place" if key is None else "no_target", person, component)
        return []
    steps = [at for at, _ in tiers["steps"]]
    from_nothing = steps[0] == 0
    if by_target and target is not None:
        steps = [Fraction(nearest(target * at)) for at in steps]
    before, after = _totals(work, metric, key)[_name(share)]
    return _cut(basis, before, after, steps, from_nothing)


def _cut(
    basis: int, before: Fraction, after: Fraction, steps: list[Fraction], from_nothing: bool
) -> list[Piece]:
    """The slices in the order in which they are passed, up or down; a first step at nothing is no border."""
    low, high = min(before, after), max(before, after)
    borders = {step for step in steps[from_nothing:] if low < step < high}
    stops = [before, *sorted(borders, reverse=after < before), after]
    if before == after:
        return [(basis, tier_at(steps, from_nothing, before))]
    pieces: list[Piece] = []
    paid = 0
    for start, stop in pairwise(stops):
        up_to_there = nearest(basis * (stop - before) / (after - before))
        pieces.append((up_to_there - paid, tier_at(steps, from_nothing, min(start, stop))))
        paid = up_to_there
    return [piece for piece in pieces if piece[0]] or pieces[:1]


def _totals(work: Work, metric: Row, key: str) -> dict[tuple[str, str, str], tuple[Fraction, Fraction]]:
    """For every share, where the total of a scope key stands before it and after it."""
    kept = ("totals", metric["key"], key)
    if kept not in work.cache:
        total, found, moved = Fraction(0), {}, set()
        for share in work.shares:
            before = total
            if _is_counted(work, metric, key, share):
                once = share["event"] if metric["adds"] in ("count", "quantity") else _name(share)
                total += Fraction(0) if once in moved else _movement(metric, share)
                moved.add(once)
            found[_name(share)] = before, total
        work.cache[kept] = found
    totals: dict[tuple[str, str, str], tuple[Fraction, Fraction]] = work.cache[kept]
    return totals


def _is_counted(work: Work, metric: Row, key: str, share: Row) -> bool:
    window = window_for(work, metric)
    return (
        window.first <= share["date"] <= window.last
        and share["counts"]
        and (fits(metric["of"], share) or (metric["less"] is not None and fits(metric["less"], share)))
        and key in keys_of(work.company, metric, share["person"], share["date"])
    )


def _movement(metric: Row, share: Row) -> Fraction:
    size = size_of(metric, share)
    up = size if fits(metric["of"], share) else Fraction(0)
    down = abs(size) if metric["less"] is not None and fits(metric["less"], share) else Fraction(0)
    return up - down


def _name(share: Row) -> tuple[str, str, str]:
    return share["event"], share["person"] or "", share["group"]
