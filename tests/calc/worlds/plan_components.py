"""Random components beside commission: bonuses, prizes, shares of others' pay, advances."""

from calc.language.suggestions import nearest
from tests.calc.worlds.draft import Draft
from tests.calc.worlds.names import POINTS
from tests.calc.worlds.plan_commission import commission, days, earned
from tests.calc.worlds.plan_conditions import as_tree, condition
from tests.calc.worlds.plan_curves import READS, attainments, payout, thresholds
from tests.calc.worlds.plan_metrics import metric
from tests.calc.worlds.writing import Tree

EVERY = ("month", "quarter", "half", "year")
REWARDS = ("Day off", "Team lunch")
GOALS = ("growth", "keep")
# How often there is a component of each kind; names of their own, so that versions of a plan share them.
KINDS = ("sales",) * 5 + ("bonus",) * 4 + ("spiff",) * 2 + ("contest",) * 2 + (
    "override", "override", "draw", "guarantee", "base",
)  # fmt: skip


def components(draft: Draft) -> Tree:
    """One to three components."""
    made: Tree = {}
    for number in range(draft.dice.choice((1, 1, 2, 2, 3))):
        kind = draft.dice.choice(KINDS)
        name = f"{kind}_{number}"
        made[name] = MAKERS[kind](draft, name)
        if draft.rarely(12):
            made[name]["for_goal"] = draft.dice.choice(GOALS)
    for one in made.values():
        if one["pay"] == "base" and any(other["pay"] in ("commission", "bonus") for other in made.values()):
            one["for_goal"] = draft.dice.choice(GOALS)  # else it would say that nothing is variable
        if one["pay"] == "override" and draft.rarely(2):
            one["of"] = _below(draft, made)
    return {name: {field: value for field, value in one.items() if value} for name, one in made.items()}


def plain_bonus(draft: Draft, name: str, key: str) -> Tree:
    """A metric, an amount and points."""
    reads, between = draft.dice.choice(("", *READS)), draft.dice.choice(("", "line", "step"))
    made: Tree = {"pay": "bonus", "title": f"Title of {name}", "metric": key}
    made["amount"] = draft.amount()
    made |= {"reads": reads} if reads else {}
    made |= {"between": between} if between else {}
    points = thresholds(draft, key, reads or "attainment", draft.dice.randint(1, 4))
    made["payout"] = [{"at": at, "pays": draft.dice.choice(POINTS)} for at in points]
    return made


def _bonus(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "bonus", "title": f"Title of {name}", "amount": draft.amount()}
    if draft.rarely(3):
        many = draft.dice.choice((1, 2, 2, 3))
        made["parts"] = [_part(draft, weight) for weight in draft.weights(many)]
        if not all("payout" in part for part in made["parts"]):
            made |= attainments(draft)
    else:
        key = metric(draft)
        made |= {"metric": key, **payout(draft, key)}
    earned(draft, made)
    return made


def _part(draft: Draft, weight: str) -> Tree:
    """With a curve of its own, or without one: then the bonus has one for all such parts."""
    key = metric(draft)
    own = {} if draft.rarely(3) else payout(draft, key)
    return {"metric": key, "weight": weight, **own}


def _spiff(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "spiff", "title": f"Title of {name}", "of": as_tree(condition(draft.dice))}
    money = not draft.rarely(4)
    made["prize"] = draft.money(50, 600) if money else draft.dice.choice(REWARDS)
    draft.option(made, "counts", ("first", "first", "each"), 2)
    if draft.rarely(5):
        made["days"] = days(draft)
    draft.option(made, "winners", ("1", "2"))
    if money and draft.rarely(3):
        made["budget"] = draft.money(601, 900)
    draft.option(made, "every", EVERY, 8)
    return made


def _contest(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "contest", "title": f"Title of {name}"}
    made["metric"] = key = metric(draft, scopes=("person", "person", "team"))
    teams = draft.metrics[key]["scope"] == "team"
    draft.option(made, "reads", READS, 2)
    by_value = made.get("reads", "value") == "value"
    if by_value and (draft.rarely(2) or draft.metrics[key].get("better") == "lower"):
        made["best"] = draft.dice.choice(("highest", "lowest"))
    if not teams:
        draft.option(made, "within", ("company", "region", "team"), 2)
    _prizes(draft, made, key)
    draft.option(made, "ties", ("share", "split", "split", "earlier", "earlier"), 2)
    if draft.rarely(2):
        made["eligible"] = _eligible(draft, key, made.get("reads", "value"))
    if teams:
        rewards = any(prize in REWARDS for prize in made["prizes"])
        draft.option(made, "for_team", ("each",) if rewards else ("each", "split", "split"), 2)
    draft.option(made, "every", EVERY, 8)
    return made


def _prizes(draft: Draft, made: Tree, key: str) -> None:
    prizes = [
        draft.dice.choice(REWARDS) if draft.rarely(5) else draft.money(0, 600)
        for _ in range(draft.dice.choice((1, 1, 2, 3)))
    ]
    made["prizes"] = prizes
    if len(prizes) == 1:
        if draft.rarely(3):
            made["over"] = thresholds(draft, key, made.get("reads", "value"), 1)[0]
        elif draft.rarely(2):
            made["winners"] = draft.dice.choice(("1", "2", "3"))


def _eligible(draft: Draft, key: str, reads: str) -> Tree:
    made: Tree = {}
    draft.option(made, "on_last_day", ("no", "yes"), 2)
    draft.option(made, "least_days", ("1", "20", "40"), 2)
    if draft.rarely(3) or not made:
        made["at_least"] = thresholds(draft, key, reads, 1)[0]
    return made


def _override(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "override", "title": f"Title of {name}"}
    made["rate"] = draft.dice.choice(("10%", "1/3", "2x", "0%"))
    draft.option(made, "levels", ("all", "direct", "direct"), 2)
    return made


def _below(draft: Draft, made: Tree) -> list[str]:
    """One or two components: the plan's own, or such as only another plan has."""
    own = [name for name, one in made.items() if one["pay"] in ("commission", "bonus", "spiff", "contest")]
    others = [name for name in ("sales_0", "bonus_1") if nearest(name, made) is None]
    names = sorted({*own, *others})
    return draft.dice.sample(names, min(len(names), draft.dice.choice((1, 1, 2))))


def _advance(draft: Draft) -> str:
    """So little that it is earned now and then."""
    return draft.money(0, 300) if draft.rarely(2) else draft.dice.choice(("1.5% of base", "1/300 of ote"))


def _draw(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "draw", "title": f"Title of {name}", "amount": _advance(draft)}
    made["recoverable"] = draft.dice.choice(("yes", "yes", "no"))
    draft.option(made, "first_months", ("1", "3", "24"), 4)
    return made


def _guarantee(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "guarantee", "title": f"Title of {name}", "amount": _advance(draft)}
    draft.option(made, "first_months", ("1", "3", "24"), 4)
    return made


def _base(draft: Draft, name: str) -> Tree:
    return {"pay": "base", "title": f"Title of {name}"}


MAKERS = {
    "sales": commission,
    "bonus": _bonus,
    "spiff": _spiff,
    "contest": _contest,
    "override": _override,
    "draw": _draw,
    "guarantee": _guarantee,
    "base": _base,
}
