"""What contradicts itself in payout curves, multipliers, gates and tiers."""

from calc.language.contradictions.found import Finds, Found, Source, metric_is_known, rising
from calc.language.contradictions.thresholds import threshold
from calc.language.curves import Gate, Multiplier, Payout, Tiers
from calc.language.document import Path
from calc.language.metrics import Measure, is_money
from calc.language.pay import Bonus, Commission, Earned


def payout_contradictions(source: Source, path: Path, curve: Payout, metric: str, reads: str) -> Finds:
    """A curve, for the metric that it is read by."""
    yield from rising((*path, "payout"), "at", [point.at for point in curve.payout])
    for index in range(len(curve.payout)):
        yield from threshold(source, (*path, "payout", index, "at"), metric, reads)
    beyond = curve.beyond
    if beyond is None:
        return
    where: Path = (*path, "beyond")
    yield from threshold(source, (*where, "each"), metric, reads)
    if not curve.payout:
        yield Found(where, "there is no `payout` here to go on from.", "Add `payout`, or take this out.")
    elif beyond.at_most is not None and beyond.at_most < curve.payout[-1].pays:
        message = "this is less than the last point of `payout` pays already."
        yield Found((*where, "at_most"), message, "Raise it, or lower the last point.")


def deciding_contradictions(source: Source, path: Path, component: Earned) -> Finds:
    """The gates and multipliers of a component."""
    for index, gate in enumerate(component.gates):
        where: Path = (*path, "gates", index)
        yield from _gate(source, where, gate)
        if gate.otherwise == "no_accelerator" and not _accelerates(component):
            message = "nothing here accelerates: only a bonus, or tiers with `times`, can pay more than 100%."
            yield Found((*where, "otherwise"), message, "Write `nothing`, or a part like 50%.")
    for index, multiplier in enumerate(component.multipliers):
        yield from _multiplier(source, (*path, "multipliers", index), multiplier)


def _accelerates(component: Earned) -> bool:
    if isinstance(component, Commission):
        return component.tiers is not None and any(step.times is not None for step in component.tiers.steps)
    return isinstance(component, Bonus)


def _gate(source: Source, path: Path, gate: Gate) -> Finds:
    yield from metric_is_known(source, (*path, "metric"), gate.metric)
    for field in ("at_least", "at_most"):
        yield from threshold(source, (*path, field), gate.metric, gate.reads)
    if gate.at_least is None and gate.at_most is None:
        message = "this does not say when it is met."
        yield Found(path, message, "Add `at_least`, `at_most` or both, like `at_least: 90%`.")
    elif gate.at_least is not None and gate.at_most is not None and gate.at_least > gate.at_most:
        yield Found((*path, "at_most"), "this is below `at_least`, so it is never met.", "Swap the two.")


def _multiplier(source: Source, path: Path, multiplier: Multiplier) -> Finds:
    yield from metric_is_known(source, (*path, "metric"), multiplier.metric)
    yield from rising((*path, "points"), "at", [point.at for point in multiplier.points])
    for index in range(len(multiplier.points)):
        yield from threshold(source, (*path, "points", index, "at"), multiplier.metric, multiplier.reads)


def tiers_contradictions(source: Source, path: Path, tiers: Tiers) -> Finds:
    """The tiers of a commission, apart from its rates."""
    yield from metric_is_known(source, (*path, "metric"), tiers.metric)
    yield from rising((*path, "steps"), "from", [step.from_ for step in tiers.steps])
    for index, step in enumerate(tiers.steps):
        where: Path = (*path, "steps", index)
        yield from threshold(source, (*where, "from"), tiers.metric, tiers.reads)
        if (step.rate is None) == (step.times is None):
            message = "a tier pays either a `rate` or so many `times` the component's rates."
            yield Found(where, message, "Write one of the two, like `times: 1.5x`.")
    if len({step.rate is None for step in tiers.steps}) > 1:
        message = "some tiers have a `rate` and others `times`."
        yield Found((*path, "steps"), message, "Use the same in all of them.")
    if tiers.kind == "marginal":
        yield from _marginal(source, path, tiers)


def _marginal(source: Source, path: Path, tiers: Tiers) -> Finds:
    metric = source.plan.metrics.get(tiers.metric)
    if metric is None:
        return
    if metric.measure is not Measure.SUM:
        message = f"slices need something that adds up, and `{tiers.metric}` is a `{metric.measure}`."
        yield Found((*path, "metric"), message, "Use a `sum`, or `kind: whole`.")
    elif not is_money(metric.measure, metric.adds):
        message = f"slices cut money, and `{tiers.metric}` adds up {metric.adds}."
        yield Found((*path, "metric"), message, "Use a `sum` of money, or `kind: whole`.")
    elif tiers.reads == "attainment" and metric.better == "lower":
        message = f"slices rise with what is reached, and of `{tiers.metric}` less is better."
        yield Found((*path, "metric"), message, "Use another metric, or `kind: whole`.")
