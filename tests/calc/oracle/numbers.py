"""Money and rates as text, rounding, and splitting: the oracle's own."""

from fractions import Fraction
from math import floor

WHOLE_PPM = 1_000_000
INT64_MAX = 2**63 - 1
_NO_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
MINOR_DIGITS = dict.fromkeys(_NO_MINOR.split(), 0) | dict.fromkeys(_THOUSANDTHS.split(), 3)


def nearest(value: Fraction) -> int:
    """The nearest whole number; exactly between two, the one farther from zero."""
    size = floor(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def split(amount: int, shares_ppm: dict[str, int]) -> dict[str, int]:
    """Everybody's part of an amount: the parts add up to what the shares together come to.

    Each part is first cut down to whole minor units; those left over go one each to the largest remainders,
    ties to the person whose key comes first.
    """
    sign = -1 if amount < 0 else 1
    exact = {person: Fraction(abs(amount) * ppm, WHOLE_PPM) for person, ppm in shares_ppm.items()}
    parts = {person: floor(value) for person, value in exact.items()}
    left_over = nearest(sum(exact.values(), Fraction(0))) - sum(parts.values())
    in_turn = sorted(exact, key=lambda person: (parts[person] - exact[person], person))
    for person in in_turn[:left_over]:
        parts[person] += 1
    return {person: sign * part for person, part in parts.items()}


def divided_evenly(amount: int, keys: list[str]) -> dict[str, int]:
    """An amount above zero in equal whole parts; what is left over goes one unit each, in order of key."""
    part, left_over = divmod(amount, len(keys))
    return {key: part + (place < left_over) for place, key in enumerate(sorted(keys))}


def ratio(text: str) -> Fraction:
    """`1.5%`, `2x`, `0.015` or `3/200`."""
    plain = text.strip().replace(",", "").replace("−", "-")
    if plain.endswith("%"):
        return Fraction(plain[:-1].strip()) / 100
    return Fraction(plain.removesuffix("x").replace(" ", ""))


def money(text: str, currency: str) -> int:
    """`$2,500` or `2500.00 USD` in minor units."""
    digits = "".join(letter for letter in text if letter.isdigit() or letter == ".")
    size = Fraction(digits) * 10 ** MINOR_DIGITS.get(currency, 2)
    assert size.denominator == 1, f"{text} has parts of a minor unit"
    return -int(size) if text.strip()[0] in "-−" else int(size)


def threshold(text: str, currency: str) -> Fraction:
    """A percentage or number; minor units where it is written as money."""
    try:
        return ratio(text)
    except ValueError:
        return Fraction(money(text, currency))


def converted(amount: int, rate: Fraction, currency: str, other: str) -> int:
    """Minor units of a currency in minor units of another, rounded once."""
    digits = MINOR_DIGITS.get(other, 2) - MINOR_DIGITS.get(currency, 2)
    return nearest(amount * rate * Fraction(10) ** digits)
