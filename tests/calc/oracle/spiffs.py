"""Spiffs: set prizes for events, in turn, until winners or budget are used up."""

from fractions import Fraction

from tests.calc.oracle.days import Row
from tests.calc.oracle.numbers import WHOLE_PPM, nearest
from tests.calc.oracle.words import fits
from tests.calc.oracle.work import Work, total


def pay_spiff(work: Work, name: str) -> None:
    component = work.plan["components"][name]
    prize = component["prize"]
    for share in work.shares_of_span():
        person = share["person"]
        if work.stretch_on(person, share) is None or not could_win(work, component, share):
            continue
        paid = [line for line in [*work.earlier(name), *work.lines(name)] if line["entry"] == "prize"]
        if component["winners"] is not None and len(paid) >= component["winners"]:
            work.tell("winners_found", person, name)
        elif component["budget"] is not None and total(paid) + _amount(prize, share) > component["budget"]:
            work.tell("budget_spent", person, name)
        else:
            part = Fraction(share["share_ppm"], WHOLE_PPM)
            clause, reward = f"components.{name}.prize", prize["reward"]
            work.add(
                person, name, clause, prize["amount"], factor=part, entry="prize", event=share, reward=reward
            )


def could_win(work: Work, component: Row, share: Row) -> bool:
    """Of its events and days; with `counts: first`, only the first such event ever credited to the person."""
    first_day, last_day = component["days"]
    if not fits(component["of"], share) or not first_day <= share["date"] <= last_day:
        return False
    if component["counts"] == "each":
        return True
    theirs = [
        other["event"]
        for other in work.shares
        if other["person"] == share["person"] and fits(component["of"], other)
    ]
    return bool(theirs[0] == share["event"])


def _amount(prize: Row, share: Row) -> int:
    return nearest(Fraction(prize["amount"] * share["share_ppm"], WHOLE_PPM))
