"""A metric's value as people read it, by its unit."""

from bot.slack.numbers import decimal, money, percent

PLACES = 2


def measured(numerator: int, denominator: int, unit: str, currency: str, locale: str) -> str:
    """`unit` is percent, number, or money in minor units of `currency`: 94.2%, 4.65, $12,000.00.

    Numbers show at most two decimals, rounded half away from zero. ValueError for another unit or a
    denominator of 0.
    """
    if denominator == 0:
        raise ValueError("A measure over nothing has no value to show.")
    if unit == "percent":
        return percent(numerator, denominator, 1, locale)
    if unit == "money":
        return money(_rounded(numerator, denominator), currency, locale)
    if unit == "number":
        return decimal(_rounded(numerator * 10**PLACES, denominator), PLACES, locale)
    raise ValueError("A measure's unit is percent, number or money.")


def _rounded(numerator: int, denominator: int) -> int:
    magnitude = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return -magnitude if (numerator < 0) != (denominator < 0) else magnitude
