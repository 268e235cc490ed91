"""Random plans, written out as YAML the way people write it."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from calc.periods import Period
from tests.calc.worlds.names import (
    BELOW,
    KINDS,
    METRICS,
    POINTS,
    PRODUCTS,
    RATES,
    REGIONS,
    a_currency,
    rarely,
)

Asked = dict[str, tuple[str, ...]]

SIGNS = {"USD": "$", "EUR": "€", "JPY": "¥", "KWD": "KWD "}
WORDS = {"kind": KINDS, "product": PRODUCTS[:-1], "region": REGIONS[:-1]}


def plan_texts(dice: Random, key: str, period: Period) -> list[str]:
    """One or two versions of a plan; as a rule one is in force when the period begins."""
    days = [period.start - timedelta(days=400), period.start, period.start + timedelta(days=10)]
    days.append(period.end + timedelta(days=1))
    begins = {days[3 if rarely(dice, 12) else dice.choice((0, 0, 1, 2))]}
    if rarely(dice, 3):
        begins.add(dice.choice(days))
    currency = a_currency(dice)
    return [_version(dice, key, day, currency) for day in sorted(begins)]


def _version(dice: Random, key: str, day: date, currency: str) -> str:
    metrics = dice.sample(METRICS, dice.randint(0, len(METRICS)))
    parts = [_commission(dice, f"sales_{number}") for number in range(dice.randint(0 if metrics else 1, 2))]
    if metrics:
        parts += [_bonus(dice, f"bonus_{number}", metrics, currency) for number in range(dice.randint(1, 2))]
    lines = [f"plan: {key}", f"title: Plan {key}", f"from: {day}", f"currency: {currency}"]
    if metrics:
        lines += ["metrics:", *(_metric(dice, name, currency) for name in metrics)]
    return "\n".join([*lines, "components:", *parts]) + "\n"


def _metric(dice: Random, name: str, currency: str) -> str:
    measure = dice.choice(("gross_retention", "net_retention", "sum", "reading"))
    scope = dice.choice(("person", "team", "region", "company"))
    lines = [f"  {name}:", f"    title: The {name}", f"    measure: {measure}", f"    scope: {scope}"]
    if measure == "sum":
        lines.append(f"    of: {_flow(_condition(dice))}")
    if measure == "reading" and rarely(dice, 2):
        lines.append("    reading: survey")
    if not rarely(dice, 4):
        target = _money(dice, currency) if measure == "sum" else dice.choice(POINTS[1:])
        lines.append(f"    target: {target}")
    return "\n".join(lines)


def _commission(dice: Random, name: str) -> str:
    basis = dice.choice(("", "", "amount", "recurring_change"))
    asked = [_condition(dice) for _ in range(dice.randint(1, 5))]
    asked.sort(key=len, reverse=True)  # so that a rate that decides between two others is already there
    kept: list[Asked] = []
    for condition in asked:
        if all(_decided(condition, other, kept) for other in kept):
            kept.append(condition)
    dice.shuffle(kept)
    lines = [f"  {name}:", "    pay: commission", f"    title: Title of {name}"]
    lines += [f"    basis: {basis}"] if basis else []
    rates = [f"      - {_flow({**condition, 'rate': (dice.choice(RATES),)})}" for condition in kept]
    return "\n".join([*lines, "    rates:", *rates])


def _bonus(dice: Random, name: str, metrics: list[str], currency: str) -> str:
    reads, between = dice.choice(("", "attainment", "value")), dice.choice(("", "line", "step"))
    share = f"{dice.choice(RATES[:-1])} of {dice.choice(('variable', 'base'))}"
    lines = [
        f"  {name}:",
        "    pay: bonus",
        f"    title: Title of {name}",
        f"    metric: {dice.choice(metrics)}",
        f"    amount: {dice.choice((share, _money(dice, currency)))}",
    ]
    lines += [f"    reads: {reads}"] if reads else []
    lines += [f"    between: {between}"] if between else []
    points = sorted(dice.sample((*BELOW, *POINTS), dice.randint(1, 4)), key=_size)
    payout = [f"      - {{at: '{at}', pays: '{dice.choice(POINTS)}'}}" for at in points]
    return "\n".join([*lines, "    payout:", *payout])


def _condition(dice: Random) -> Asked:
    """Which events: any of kind, product and region, each by one or two of its names."""
    asked = [name for name in WORDS if not rarely(dice, 2)]
    return {name: tuple(dice.sample(WORDS[name], dice.randint(1, 2))) for name in asked}


def _money(dice: Random, currency: str) -> str:
    """An amount as people write it; yen have no hundredths."""
    units = dice.randint(1, 3_000)
    forms = [f"'{SIGNS[currency]}{units:,}'", f"{units} {currency}"]
    if currency != "JPY":
        forms.append(f"{currency} {units}.{dice.randint(0, 99):02}")
    return dice.choice(forms)


def _size(text: str) -> Fraction:
    number = Fraction(text.rstrip("%x").replace(",", ""))
    return number / 100 if text.endswith("%") else number


def _flow(names: Asked) -> str:
    parts = (
        f"{name}: '{words[0]}'" if len(words) == 1 else f"{name}: [{', '.join(words)}]"
        for name, words in names.items()
    )
    return "{" + ", ".join(parts) + "}"


def _decided(one: Asked, other: Asked, rates: list[Asked]) -> bool:
    """Whether it is clear which of two rates an event gets: one asks for more, they never meet, or a third
    that asks for more than both has all that they share."""
    if len(one) != len(other):
        return True
    shared = {
        column: set(one.get(column, words)) & set(other.get(column, words))
        for column, words in {**one, **other}.items()
    }
    if not all(shared.values()):
        return True
    return any(
        len(rate) > len(one) and all(shared.get(column, {""}) <= set(words) for column, words in rate.items())
        for rate in rates
    )
