"""Random metrics, every measure with its options."""

from collections.abc import Callable, Collection, Sequence

from tests.calc.worlds.draft import Draft
from tests.calc.worlds.names import DEALS, IMPORTED, METRICS, MILESTONES
from tests.calc.worlds.plan_conditions import Asked, as_tree, condition, customers
from tests.calc.worlds.writing import Tree

SCOPES = ("person", "team", "region", "company", "line")
WINDOWS = ("month", "quarter", "half", "year")
ADDS = ("amount", "tcv", "acv", "arr", "mrr", "growth", "kept", "recurring_change")
PERCENT = (
    "gross_retention", "net_retention", "logo_retention", "ratio", "csat", "reached", "coverage", "rubric",
    "blend",
)  # fmt: skip
NUMBERS = ("count", "quantity")
SUM_OF_MONEY = "sum of money"
OFTEN = ("sum", "sum", "count", "reading", "ratio")
OF_CREDITS = ("role", "territory")
LINKED = {"team": [["blue", "red"]], "region": [["north", "south"]]}


def metric(draft: Draft, measures: Collection[str] = (), scopes: Collection[str] = SCOPES) -> str:
    """The key of a metric of one of those measures (any, when none is named) and scopes: a new one, or one
    that the plan has already. The measure SUM_OF_MONEY is such a sum as can be cut into slices."""
    wanted = measures or tuple(OPTIONS)
    fitting = [
        key for key, one in draft.metrics.items() if one["scope"] in scopes and _kinds(one) & set(wanted)
    ]
    if fitting and draft.rarely(2):
        return draft.dice.choice(fitting)
    free = [name for name in METRICS if name not in draft.metrics] or [f"metric_{len(draft.metrics)}"]
    key = draft.dice.choice(free)
    draft.metrics[key] = {"measure": "", "scope": ""}  # so that the parts of a blend get other names
    measure = draft.dice.choice([*sorted(wanted), *(one for one in OFTEN if one in wanted)])
    made = _metric(draft, key, measure, "person" if measure == "blend" else draft.dice.choice(sorted(scopes)))
    del draft.metrics[key]
    draft.metrics[key] = made
    return key


def unit(one: Tree) -> str:
    """What its values are written as: money, percent or number."""
    if "shown_as" in one:
        return str(one["shown_as"])
    if SUM_OF_MONEY in _kinds(one):
        return "money"
    return "percent" if one["measure"] in PERCENT else "number"


def _kinds(one: Tree) -> set[str]:
    money = one["measure"] == "sum" and one.get("adds") not in NUMBERS
    return {one["measure"], SUM_OF_MONEY} if money else {one["measure"]}


def _metric(draft: Draft, key: str, measure: str, scope: str) -> Tree:
    made: Tree = {
        "title": f"The {key}",
        "measure": "sum" if measure == SUM_OF_MONEY else measure,
        "scope": scope,
    }
    made |= _money(draft, scope) if measure == SUM_OF_MONEY else OPTIONS[measure](draft, scope)
    if measure != "blend":
        draft.option(made, "window", WINDOWS)
        if scope in LINKED and draft.rarely(5):
            made["linked"] = LINKED[scope]
    if measure not in ("blend", "rubric") and draft.rarely(5):
        made["least_sample"] = draft.dice.choice(("1", "2", "5"))
        draft.option(made, "below_sample", ("not_measured", "on_target"), 2)
    if measure in ("reading", "ratio"):
        draft.option(made, "shown_as", ("percent", "number", "money")[: 3 if measure == "reading" else 2], 6)
    draft.option(made, "better", ("lower", "lower", "higher"), 6)
    _aim(draft, made)
    return made


def _aim(draft: Draft, made: Tree) -> None:
    """A target, or one for each person; or none, so that it has to be imported."""
    if draft.rarely(8):
        return
    sums_up = made["measure"] in ("sum", "count", "reading") and "window" not in made
    name = "target_each" if sums_up and draft.rarely(3) else "target"
    if unit(made) == "money":
        made[name] = draft.money(1, draft.dice.choice((500, 3_000, 20_000)))
    elif unit(made) == "percent":
        made[name] = draft.dice.choice(("50%", "80%", "92.5%", "100%", "1.05", "7/3"))
    else:
        made[name] = draft.dice.choice(("1", "2", "3.5", "8", "30", "45"))
    if "window" in made:
        draft.option(made, "due", ("to_date", "to_date", "whole"), 2)


def _retention(draft: Draft, scope: str) -> Tree:
    return {"customers": as_tree(customers(draft.dice))} if draft.rarely(5) else {}


def _gross(draft: Draft, scope: str) -> Tree:
    made = _retention(draft, scope)
    if draft.rarely(3):
        made["plus"] = as_tree(condition(draft.dice))
    return made


def _sum(draft: Draft, scope: str) -> Tree:
    made: Tree = {"of": as_tree(condition(draft.dice))}
    draft.option(made, "adds", (*ADDS, *NUMBERS), 2)
    if draft.rarely(4):
        made["less"] = as_tree(condition(draft.dice, ("churn", "cancelled")))
    return made


def _money(draft: Draft, scope: str) -> Tree:
    made = _sum(draft, scope)
    if made.get("adds") in NUMBERS:
        del made["adds"]
    return made


def _count(draft: Draft, scope: str) -> Tree:
    made: Tree = {"of": as_tree(condition(draft.dice))}
    if draft.rarely(4):
        made["less"] = as_tree(condition(draft.dice, ("churn", "cancelled")))
    return made


def _ratio(draft: Draft, scope: str) -> Tree:
    made: Tree = {"of": as_tree(condition(draft.dice)), "over": as_tree(condition(draft.dice))}
    draft.option(made, "adds", (*ADDS, *NUMBERS), 2)
    return made


def _nps(draft: Draft, scope: str) -> Tree:
    return {"of": as_tree(condition(draft.dice, ("nps", "csat")))} if draft.rarely(4) else {}


def _csat(draft: Draft, scope: str) -> Tree:
    made = {"of": as_tree(condition(draft.dice, ("csat", "nps")))} if draft.rarely(4) else {}
    draft.option(made, "satisfied_from", ("3", "5"))
    return made


def _average(draft: Draft, scope: str) -> Tree:
    made: Tree = {"of": as_tree(condition(draft.dice, (*DEALS, "csat", "nps")))}
    draft.option(made, "average", ("mean", "median"), 2)
    return made


def _time(draft: Draft, scope: str) -> Tree:
    made = _from_to(draft)
    draft.option(made, "average", ("mean", "median"), 2)
    return {**made, **_retention(draft, scope)}


def _from_to(draft: Draft) -> Tree:
    start = {"kind": draft.dice.choice(("kick-off", "renewal"))}
    return {"start": start, "until": as_tree(_uncredited(draft, (MILESTONES[1], *DEALS[1:3])))}


def _uncredited(draft: Draft, kinds: Sequence[str]) -> Asked:
    """A condition that asks nothing about who is credited."""
    asked = condition(draft.dice, kinds)
    return {name: words for name, words in asked.items() if name not in OF_CREDITS} or {"kind": (kinds[0],)}


def _reached(draft: Draft, scope: str) -> Tree:
    made = _from_to(draft)
    made["within"] = draft.dice.choice(("30 days", "90 days", "1 month", "2 months", "1 year", "1 day"))
    return {**made, **_retention(draft, scope)}


def _coverage(draft: Draft, scope: str) -> Tree:
    made: Tree = {"of": as_tree(_uncredited(draft, (*DEALS, *MILESTONES)))}
    draft.option(made, "times", ("1", "2"))
    return {**made, **_retention(draft, scope)}


def _reading(draft: Draft, scope: str) -> Tree:
    made: Tree = {}
    draft.option(made, "reading", IMPORTED[:1])
    return made


def _rubric(draft: Draft, scope: str) -> Tree:
    names = IMPORTED[: draft.dice.randint(1, 2)]
    made: Tree = {"criteria": dict(zip(names, draft.weights(len(names)), strict=True))}
    draft.option(made, "scale", ("4", "10"))
    return made


def _blend(draft: Draft, scope: str) -> Tree:
    """Of one to three other metrics, now and then a blend among them."""
    among = [measure for measure in OPTIONS if measure != "blend" or draft.rarely(4)]
    names = list(dict.fromkeys(metric(draft, among) for _ in range(draft.dice.choice((1, 2, 2)))))
    return {"parts": dict(zip(names, draft.weights(len(names)), strict=True))}


OPTIONS: dict[str, Callable[[Draft, str], Tree]] = {
    "gross_retention": _gross,
    "net_retention": _retention,
    "logo_retention": _retention,
    "sum": _sum,
    "count": _count,
    "ratio": _ratio,
    "nps": _nps,
    "csat": _csat,
    "average": _average,
    "time_between": _time,
    "reached": _reached,
    "coverage": _coverage,
    "reading": _reading,
    "rubric": _rubric,
    "blend": _blend,
}
