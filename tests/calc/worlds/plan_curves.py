"""Random curves, multipliers, gates and tiers: what a metric's figure makes of pay."""

from tests.calc.worlds.draft import SIGNS, Draft, rising
from tests.calc.worlds.names import POINTS
from tests.calc.worlds.plan_metrics import SUM_OF_MONEY, metric, unit
from tests.calc.worlds.writing import Tree

READS = ("attainment", "value")
NUMBERS = ("-20", "-1", "0", "1", "2", "3", "4.5", "10", "30", "60", "100")
AMOUNTS = (0, 100, 500, 1_000, 2_500, 10_000, 50_000)
PAYS = ("0%", "50%", "75%", "90%", "100%", "115%", "1.5x", "2x")


def thresholds(draft: Draft, key: str, reads: str, many: int) -> list[str]:
    """So many attainments or values of the metric, in rising order."""
    what = "percent" if reads == "attainment" else unit(draft.metrics[key])
    if what == "percent":
        return rising(draft.dice, many)
    if what == "number":
        return sorted(draft.dice.sample(NUMBERS, many), key=float)
    return [f"{SIGNS[draft.currency]}{units:,}" for units in sorted(draft.dice.sample(AMOUNTS, many))]


def payout(draft: Draft, key: str, options: bool = True) -> Tree:
    """Points of a curve for the metric, with what they read, and what holds between and beyond them."""
    reads = draft.dice.choice(("", *READS))
    points = thresholds(draft, key, reads or "attainment", draft.dice.randint(1, 4))
    made: Tree = {"reads": reads} if reads else {}
    if options:
        draft.option(made, "between", ("line", "step"), 2)
        if draft.rarely(3):
            made["beyond"] = _beyond(draft, key, reads or "attainment")
    made["payout"] = [{"at": at, "pays": draft.dice.choice(POINTS)} for at in points]
    return made


def attainments(draft: Draft) -> Tree:
    """A curve for any metric: by its attainment."""
    points = rising(draft.dice, draft.dice.randint(1, 3))
    made: Tree = {"payout": [{"at": at, "pays": draft.dice.choice(POINTS)} for at in points]}
    draft.option(made, "between", ("line", "step"))
    if draft.rarely(4):
        made["beyond"] = {"each": draft.dice.choice(("1%", "10%")), "adds": "5%"}
    return made


def _beyond(draft: Draft, key: str, reads: str) -> Tree:
    steps = {"percent": ("1%", "10%", "1/3"), "number": ("1", "2.5", "10"), "money": (draft.money(100),)}
    what = "percent" if reads == "attainment" else unit(draft.metrics[key])
    made: Tree = {"each": draft.dice.choice(steps[what]), "adds": draft.dice.choice(("5%", "1%", "50%"))}
    draft.option(made, "at_most", ("1,000x", "1,005x"), 2)
    return made


def multipliers(draft: Draft) -> list[Tree]:
    made: list[Tree] = []
    for _ in range(draft.dice.choice((1, 1, 2))):
        one: Tree = {"metric": metric(draft)}
        draft.option(one, "reads", READS, 2)
        draft.option(one, "between", ("step", "line"), 2)
        draft.option(one, "below", ("75%", "0%", "1.1x"), 2)
        points = thresholds(draft, one["metric"], one.get("reads", "attainment"), draft.dice.randint(1, 3))
        made.append({**one, "points": [{"at": at, "pays": draft.dice.choice(PAYS)} for at in points]})
    return made


def gates(draft: Draft, accelerates: bool) -> list[Tree]:
    """`accelerates`: whether the component can pay more than all, so that a gate can keep it from that."""
    made: list[Tree] = []
    for _ in range(draft.dice.choice((1, 1, 2))):
        one: Tree = {"metric": metric(draft)}
        draft.option(one, "reads", READS, 2)
        low, high = thresholds(draft, one["metric"], one.get("reads", "attainment"), 2)
        one |= draft.dice.choice(({"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}))
        words = ("no_accelerator", "no_accelerator") if accelerates else ()
        draft.option(one, "otherwise", ("nothing", "50%", *words), 2)
        made.append(one)
    return made


def tiers(draft: Draft, pays: str) -> Tree:
    """Steps that give a `rate`, or `times` the component's own (`pays`)."""
    kind = draft.dice.choice(("marginal", "whole"))
    made: Tree = {"metric": metric(draft, (SUM_OF_MONEY,) if kind == "marginal" else ()), "kind": kind}
    draft.option(made, "reads", READS, 2)
    if kind == "marginal" and draft.metrics[made["metric"]].get("better") == "lower":
        made["reads"] = "value"  # slices rise with what is reached
    reads = made.get("reads", "attainment")
    begins = [at for at in thresholds(draft, made["metric"], reads, 3) if not at.startswith("-")]
    if not draft.rarely(4):
        begins = [_nothing(draft, made["metric"], reads), *begins]
    begins = list(dict.fromkeys(begins)) or ["100%"]
    if begins[1:2] in (["0%"], ["0"]):
        begins = begins[1:]
    rates = {"rate": ("1%", "5%", "7.5%", "0%", "1/3"), "times": ("1x", "50%", "1.5x", "2x", "0%")}[pays]
    return {**made, "steps": [{"from": at, pays: draft.dice.choice(rates)} for at in begins]}


def _nothing(draft: Draft, key: str, reads: str) -> str:
    if reads == "value" and unit(draft.metrics[key]) == "money":
        return f"{SIGNS[draft.currency]}0"
    return "0" if reads == "value" else draft.dice.choice(("0%", "0"))
