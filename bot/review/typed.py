"""How much to add or to take off, as somebody types it: an amount, or a percentage. Exact throughout."""

import re
from dataclasses import dataclass

from babel import Locale
from babel.numbers import get_decimal_symbol

from bot.slack.amounts import example, read_amount
from calc.language.amounts import quoted

_PERCENT = re.compile(r"(?P<sign>[-−+]?)\s*(?P<whole>\d{1,9})(?:[.,](?P<part>\d+))?\s*%", re.ASCII)
# A percentage of pay is kept in millionths of it.
_PLACES = 4


@dataclass(frozen=True)
class Typed:
    """Either an amount in minor units, or a percentage in millionths."""

    amount_minor: int | None = None
    percent_ppm: int | None = None


def read_change(text: str, currency: str, locale: str) -> Typed:
    """`250`, `-1,250.50`, `5%`, `−2.5%`. ValueError, with a sentence for a person, for anything else."""
    words = text.strip()
    if not words.endswith("%"):
        try:
            return Typed(amount_minor=read_amount(words, currency, locale))
        except ValueError as error:
            raise ValueError(f"{error} A percentage ends with %.") from None
    match = _PERCENT.fullmatch(words)
    part = (match["part"] or "") if match else ""
    if match is None or len(part) > _PLACES:
        point = get_decimal_symbol(Locale.parse(locale))
        raise ValueError(f"{quoted(text)} is not a percentage. Write it like 5% or −2{point}5%.")
    ppm = int(match["whole"] + part.ljust(_PLACES, "0"))
    return Typed(percent_ppm=-ppm if match["sign"] in ("-", "−") else ppm)


def examples(currency: str, locale: str) -> str:
    """Ways of writing it: 1,234.56, −1,234.56, 5% …"""
    one = example(currency, locale)
    return f"{one}, −{one}, 5% or −5%"
