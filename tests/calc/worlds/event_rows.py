"""Random events: deals and what became of them, surveys and milestones; and who is credited for them."""

from collections.abc import Sequence
from datetime import date
from random import Random

from calc.periods import Period
from tests.calc.worlds.account_rows import shares
from tests.calc.worlds.names import (
    ACCOUNTS,
    CANCELLED,
    DEALS,
    EFFORTS,
    MILESTONES,
    PAYMENT,
    PRODUCTS,
    REGIONS,
    SURVEYS,
    Money,
    a_currency,
    a_day,
    an_earlier_day,
    one_of,
    rarely,
    someone,
)
from tests.calc.worlds.people_rows import Row

KINDS = (*DEALS * 3, DEALS[1], *SURVEYS, *MILESTONES, *[PAYMENT] * 3, *[CANCELLED] * 2)
NOTHING = (None, "")  # no account, person or parent may be said in either way
TERMS = (None, None, 12, 24, 36, 6, 30, 0, -3, 500)


def events(dice: Random, period: Period, money: Money, asked: Sequence[str]) -> list[Row]:
    """Up to two dozen, most of them in the period, some from the year and a half before; half of them are of
    kinds that are `asked` for."""
    made: list[Row] = []
    for number in range(1, dice.choice((4, 12, 18, 24))):
        kind = dice.choice(asked if asked and rarely(dice, 2) else KINDS)
        day = an_earlier_day(dice, period) if rarely(dice, 4) else a_day(dice, period)
        made.append(_event(dice, f"e{number}", kind, day, money, made))
    return made


def credits_of(dice: Random, happened: Sequence[Row]) -> list[Row]:
    """Stated credits for some of the events, now and then for one that never was."""
    keys = [row["event"] for row in happened]
    stated = [key for key in keys if rarely(dice, 5)] + (["e99"] if rarely(dice, 20) else [])
    return [{"event": event, **share} for event in stated for share in shares(dice)]


def _event(dice: Random, key: str, kind: str, day: date, money: Money, before: Sequence[Row]) -> Row:
    nobody = NOTHING[len(before) % 2]
    made = {
        "event": key,
        "kind": kind,
        "date": day,
        "account": nobody if rarely(dice, 8) else dice.choice(ACCOUNTS),
        "person": someone(dice) if rarely(dice, 3) else nobody,
        "parent": nobody,
        "product": one_of(dice, PRODUCTS),
        "effort": one_of(dice, EFFORTS),
        "region": one_of(dice, REGIONS),
        "term_months": dice.choice(TERMS),
        "amount_minor": money(dice),
        "recurring_change_minor": money(dice),
        "previous_minor": money(dice) if rarely(dice, 2) else None,
        "quantity_milli": _quantity(dice, kind),
        "currency": "" if rarely(dice, 16) else a_currency(dice),
    }
    return made | _about_a_deal(dice, kind, before)


def _about_a_deal(dice: Random, kind: str, before: Sequence[Row]) -> Row:
    """What a payment, cancellation or churn takes over from an earlier deal; now and then there is none."""
    deals = [row for row in before if row["kind"] in DEALS]
    if kind not in (PAYMENT, CANCELLED, "churn") or not deals or rarely(dice, 6):
        return {"parent": "e98"} if rarely(dice, 12) else {}
    deal = dice.choice(deals[-4:])  # few, so that several things become of one
    nothing = NOTHING[len(before) % 2]
    made: Row = {"parent": deal["event"] if kind == PAYMENT or rarely(dice, 2) else nothing}
    if not rarely(dice, 6):
        made |= {"account": deal["account"], "currency": deal["currency"]}
    if kind == PAYMENT and not rarely(dice, 5):
        made["amount_minor"] = (deal["amount_minor"] or 0) // dice.choice((1, 1, 2, 3))
    return made


def _quantity(dice: Random, kind: str) -> int | None:
    if rarely(dice, 8):
        return None
    if kind == "nps":
        return 1_000 * dice.choice((10, 9, 9, 8, 7, 6, 5, 0))
    if kind == "csat":
        return 1_000 * dice.randint(1, 5)
    return dice.choice((None, 1_000 * dice.randint(-2, 30), dice.randint(-500, 20_000)))
