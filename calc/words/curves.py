"""Payout curves, tiers, multipliers and gates in words."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from calc.language.curves import Beyond, Gate, Multiplier, Payout, Point, Tiers, TierStep
from calc.words.teller import Teller, listed, sentence


def payout(teller: Teller, metric: str, curve: Payout) -> list[str]:
    """Reaching 90% of the target starts it, 100% pays in full …, and what holds between and beyond."""
    if not curve.payout:
        return []
    reads = curve.reads or "attainment"
    points = [point(teller, metric, reads, one, first=not at) for at, one in enumerate(curve.payout)]
    if curve.beyond is None:
        told = [sentence(listed(points))]
    else:
        told = [sentence(f"{', '.join(points)}, and {_further(teller, metric, reads, curve.beyond)}")]
    around = _around(teller, metric, reads, curve)
    return [*told, sentence(around)] if around else told


def point(teller: Teller, metric: str, reads: str, at: Point, first: bool = True) -> str:
    """One point: reaching 90% of the target pays 50%; the first at 0 starts it."""
    mark = teller.mark(metric, reads, at.at, full=first)
    if not first:
        return f"{mark} {_pays(teller, at.pays)}"
    if at.at == 0:
        return f"{'from the start' if reads == 'attainment' else f'at {mark}'} it {_pays(teller, at.pays)}"
    return f"reaching {mark} {'starts it' if at.pays == 0 else _pays(teller, at.pays)}"


def _pays(teller: Teller, ratio: Fraction) -> str:
    if ratio == 0:
        return "pays nothing"
    return "pays in full" if ratio == 1 else f"pays {teller.percent(ratio)}"


def _further(teller: Teller, metric: str, reads: str, beyond: Beyond) -> str:
    step = teller.mark(metric, reads, beyond.each, full=False)
    most = f", up to {teller.percent(beyond.at_most)}" if beyond.at_most is not None else ", without end"
    return f"every further {step} adds {teller.percent(beyond.adds)}{most}"


def _around(teller: Teller, metric: str, reads: str, curve: Payout) -> str:
    """What holds between the points, below the first and beyond the last."""
    first, last = curve.payout[0], curve.payout[-1]
    told: list[str] = []
    if len(curve.payout) > 1:
        told.append(_between(curve))
    outside = []
    if first.at > 0 and first.pays > 0:
        outside.append(f"below {teller.mark(metric, reads, first.at, full=False)} it pays nothing")
    if curve.beyond is None and last.pays > 0:
        outside.append(f"beyond {teller.mark(metric, reads, last.at, full=False)} no more")
    told += [listed(outside)] if outside else []
    return "; ".join(told)


def _between(curve: Payout) -> str:
    if curve.between == "step":
        return "each step holds until the next is reached"
    pairs = list(pairwise(point.pays for point in curve.payout))
    way = "runs"
    if all(lower <= upper for lower, upper in pairs):
        way = "rises"
    elif all(lower >= upper for lower, upper in pairs):
        way = "falls"
    return f"in between it {way} in a straight line"


def tiers(teller: Teller, terms: Tiers) -> list[str]:
    """By Own expansion: from 0% of the target 3%, from 100% 5%. And how they are applied."""
    steps = [
        tier(teller, terms.metric, terms.reads, step, full=not at) for at, step in enumerate(terms.steps)
    ]
    what = "the rate depends" if terms.steps[0].rate is not None else "the rates count differently depending"
    told = [sentence(f"{what} on {teller.title(terms.metric)}: {listed(steps)}")]
    if terms.kind == "marginal":
        told.append("Each part of it is paid at the tier that it falls in.")
    else:
        told.append("The tier that is reached at the end holds for everything.")
    first = terms.steps[0].from_
    if first > 0:
        told.append(f"Below {teller.mark(terms.metric, terms.reads, first)} nothing is paid.")
    return told


def tier(teller: Teller, metric: str, reads: str, step: TierStep, full: bool = True) -> str:
    """from 100% of the target 5%; from 100% 1.5 times."""
    pays = teller.percent(step.rate) if step.rate is not None else teller.times(step.pays)
    return f"from {teller.mark(metric, reads, step.from_, full)} {pays}"


def multiplier(teller: Teller, terms: Multiplier) -> str:
    """What comes out is multiplied by what a metric gives."""
    points = [
        f"from {teller.mark(terms.metric, terms.reads, one.at, full=not at)} {teller.percent(one.pays)}"
        for at, one in enumerate(terms.points)
    ]
    below = [f"{teller.percent(terms.below)} below that"] if terms.points[0].at > 0 else []
    line = ", in a straight line in between" if terms.between == "line" and len(points) > 1 else ""
    told = listed([*points, *below])
    return sentence(f"all of it is multiplied by what {teller.title(terms.metric)} gives: {told}{line}")


def gate(teller: Teller, terms: Gate) -> str:
    """Only if a metric is at least (or at most) so much; what holds otherwise."""
    bounds = [
        f"{word} {teller.mark(terms.metric, terms.reads, limit)}"
        for word, limit in (("at least", terms.at_least), ("at most", terms.at_most))
        if limit is not None
    ]
    if terms.otherwise == "nothing":
        otherwise = "otherwise it pays nothing"
    elif terms.otherwise == "no_accelerator":
        otherwise = "otherwise no payout goes over 100% and no tier over 1 times"
    else:
        otherwise = f"otherwise only {teller.percent(Fraction(terms.otherwise))} of it is paid"
    return sentence(f"{teller.title(terms.metric)} has to be {listed(bounds)}; {otherwise}")


def conditions_of(teller: Teller, multipliers: Sequence[Multiplier], gates: Sequence[Gate]) -> list[str]:
    """What multiplies, then what bars."""
    return [*(multiplier(teller, one) for one in multipliers), *(gate(teller, one) for one in gates)]
