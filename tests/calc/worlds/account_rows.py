"""Random rows about accounts: whose they are, what they are worth, and what money is worth."""

from random import Random

from calc.periods import Period
from tests.calc.worlds.names import (
    ACCOUNTS,
    EARLY,
    REGIONS,
    SEGMENTS,
    Money,
    a_currency,
    a_day,
    one_of,
    rarely,
    someone,
)
from tests.calc.worlds.people_rows import Row, mostly_always

SPLITS_PPM = (
    (1_000_000,),
    (1_000_000,),
    (500_000, 500_000),
    (333_333, 666_667),
    (333_333, 333_333, 333_333),
    (700_000, 300_000),
    (250_000,),
    (1, 999_998),
)
TOO_MUCH_PPM = (600_000, 600_000)
# Units of the first in one unit of the second: minor units differ by other powers of ten.
RATES = (("EUR", "USD", 108, 100), ("JPY", "USD", 2, 300), ("KWD", "USD", 13, 4), ("USD", "EUR", 25, 27))


def accounts(dice: Random) -> list[Row]:
    return [
        {
            "account": key,
            "region": one_of(dice, REGIONS),
            "segment": one_of(dice, SEGMENTS),
            "contract_months": dice.choice((None, 12, 24, 30, 36, 0, 600)),
        }
        for key in ACCOUNTS
    ]


def shares(dice: Random) -> list[Row]:
    """Who has what share in which role, in millionths; now and then too much, too little or nothing."""
    roles: tuple[str | None, ...] = dice.choice(((None,), ("",), ("csm",), ("csm", "ae"), ("ae", None)))
    return [
        {"person": person, "role": role, "share_ppm": 0 if rarely(dice, 20) else share}
        for role in roles
        for person, share in _split(dice)
    ]


def owners(dice: Random, period: Period) -> list[Row]:
    return [
        {"account": account, **share, "from_date": begin, "to_date": end}
        for account in ACCOUNTS
        for begin, end in mostly_always(dice, period)
        if not rarely(dice, 12)
        for share in shares(dice)
    ]


def books(dice: Random, period: Period, money: Money) -> list[Row]:
    rows: list[Row] = []
    for account in ACCOUNTS:
        days = sorted({EARLY, a_day(dice, period), a_day(dice, period)})
        rows += [
            {
                "account": account,
                "as_of": day,
                "recurring_minor": abs(money(dice) or 0),
                "currency": a_currency(dice),
            }
            for day in dice.sample(days, dice.randint(0, len(days)))
        ]
    return rows


def exchange(dice: Random, period: Period) -> list[Row]:
    """What money is worth in other money, for some of it, from one or two days on."""
    rows: list[Row] = []
    for currency, to_currency, num, den in RATES:
        if rarely(dice, 2):
            days = {EARLY, a_day(dice, period)} if rarely(dice, 2) else {a_day(dice, period)}
            rows += [
                {
                    "currency": currency,
                    "to_currency": to_currency,
                    "date": day,
                    "rate_num": num + dice.randint(0, 3),
                    "rate_den": den,
                }
                for day in sorted(days)
            ]
    return rows


def _split(dice: Random) -> list[tuple[str, int]]:
    people = {someone(dice): None for _ in range(12)}
    parts = TOO_MUCH_PPM if rarely(dice, 20) else dice.choice(SPLITS_PPM)
    made = list(zip(people, parts, strict=False))
    return [*made, made[0]] if rarely(dice, 20) else made
