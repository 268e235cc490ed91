"""Random commissions with all that they can carry: rates, tiers, limits, holds and clawback."""

from tests.calc.worlds.draft import Draft
from tests.calc.worlds.names import CANCELLED, DEALS, PAYMENT, RATES, a_day
from tests.calc.worlds.plan_conditions import Asked, as_tree, condition, decided, plain_condition
from tests.calc.worlds.plan_curves import gates, multipliers, tiers
from tests.calc.worlds.writing import Tree

BASES = ("amount", "tcv", "acv", "arr", "mrr", "growth", "kept", "recurring_change")
WHOLE_CONTRACT = ("amount", "tcv")
AGES = ("10 days", "1 month", "3 months", "1 year")


def plain_commission(draft: Draft, name: str) -> Tree:
    """Rates on amounts or changes, by kind, product and region."""
    dice = draft.dice
    made: Tree = {"pay": "commission", "title": f"Title of {name}"}
    draft.option(made, "basis", ("amount", "recurring_change"), 2)
    asked = decided([plain_condition(dice) for _ in range(dice.randint(1, 5))])
    dice.shuffle(asked)
    made["rates"] = [{**as_tree(one), "rate": dice.choice(RATES)} for one in asked]
    return made


def commission(draft: Draft, name: str) -> Tree:
    made: Tree = {"pay": "commission", "title": f"Title of {name}"}
    draft.option(made, "basis", BASES, 2)
    own_rates = _with_tiers(draft, made)
    if made.get("basis", "amount") in WHOLE_CONTRACT and draft.rarely(5):
        weights = ("100%", "50%", "1/3", "0%")
        made["later_years"] = [draft.dice.choice(weights) for _ in range(draft.dice.choice((1, 2, 3)))]
    made["rates"] = [
        {**as_tree(one), **({"rate": _rate(draft, made)} if own_rates else {})} for one in _asked(draft)
    ]
    draft.option(made, "whose", ("line", "line", "own"), 6)
    if draft.rarely(8):
        made["days"] = days(draft)
    earned(draft, made)
    if draft.rarely(3):
        made["hold"] = _hold(draft)
    if draft.rarely(3):
        made["clawback"] = _clawback(draft)
    return made


def earned(draft: Draft, made: Tree) -> None:
    """What commissions and bonuses both can carry."""
    if draft.rarely(4):
        made["gates"] = gates(draft, made["pay"] == "bonus" or "times" in str(made.get("tiers")))
    if draft.rarely(4):
        made["multipliers"] = multipliers(draft)
    if draft.rarely(5):
        made["floor"] = limits(draft, 50)
    if draft.rarely(5):
        made["cap"] = limits(draft, 2_000, 60)
    draft.option(made, "every", ("month", "quarter", "half", "year"), 6)


def limits(draft: Draft, most: int, least: int = 1, line: bool = True) -> Tree:
    """One or two of a limit for each line, period and year."""
    made: Tree = {}
    whens = ("line", "period", "year") if line else ("period", "year")
    for when in sorted(draft.dice.sample(whens, draft.dice.choice((1, 1, 2)))):
        fixed = when == "line" or draft.rarely(2)
        made[when] = (
            draft.money(least, most) if fixed else draft.dice.choice(("10% of variable", "1.5% of ote"))
        )
    return made


def days(draft: Draft) -> Tree:
    first, last = sorted((a_day(draft.dice, draft.period), a_day(draft.dice, draft.period)))
    return {"from": str(first), "to": str(last)}


def _with_tiers(draft: Draft, made: Tree) -> bool:
    """Adds tiers now and then; whether the rates are the component's own."""
    if not draft.rarely(2):
        return True
    pays = draft.dice.choice(("rate", "times", "times"))
    made["tiers"] = tiers(draft, pays)
    return pays == "times"


def _asked(draft: Draft) -> list[Asked]:
    """Conditions of one to four rates, now and then one for everything."""
    asked = [condition(draft.dice) for _ in range(draft.dice.choice((1, 1, 2, 3)))]
    if draft.rarely(2):
        asked.append({})
    kept = decided(asked)
    draft.dice.shuffle(kept)
    return kept


def _rate(draft: Draft, made: Tree) -> str:
    """A ratio, on a basis of its own now and then; or a set amount, where that is neither cut nor spread."""
    whole_contract = "later_years" in made
    if draft.rarely(5) and not whole_contract and made.get("tiers", {}).get("kind") != "marginal":
        return draft.money(0, 800)
    if draft.rarely(5):
        basis = draft.dice.choice(WHOLE_CONTRACT if whole_contract else BASES)
        return f"{draft.dice.choice(('60%', '1/3', '1%'))} of {basis if draft.rarely(2) else basis.upper()}"
    return draft.dice.choice(RATES)


def _hold(draft: Draft) -> Tree:
    until: Tree = {"kind": draft.dice.choice((PAYMENT, PAYMENT, DEALS[1]))}
    draft.option(until, "product", ("Core",), 6)
    made: Tree = {"until": until}
    draft.option(made, "release", ("parts", "whole"), 2)
    return made


def _clawback(draft: Draft) -> Tree:
    kind = draft.dice.choice((CANCELLED, CANCELLED, "churn"))
    made: Tree = {"when": {"kind": kind if draft.rarely(2) else [CANCELLED, "churn"]}}
    draft.option(made["when"], "change", ("down",), 6)
    if draft.rarely(2):
        draft.option(made, "takes", ("100%", "50%", "1/3"), 2)
        return made
    ages = [age for age in AGES if draft.rarely(2)] or ["3 months"]
    takes = sorted(("100%", "50%", "25%", "1/3"), key=lambda _: draft.dice.random())
    made["bands"] = [{"within": age, "takes": part} for age, part in zip(ages, takes, strict=False)]
    return made
