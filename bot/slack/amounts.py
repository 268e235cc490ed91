"""Reading what somebody thinks a line should be, as people write amounts where they are. Exact throughout."""

import re
from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from bot.slack.numbers import decimal
from calc.language.amounts import MAX_DIGITS, SYMBOLS, is_currency, minor_digits, quoted

# What stands for one another where it groups digits.
_SPACES = "[ \u00a0\u202f]"
_ALIKE = {" ": _SPACES, "\u00a0": _SPACES, "\u202f": _SPACES, "’": "['’]"}
_SIGN = "[-−+]?"
_MARK = r"[^\d\s.,'’+−-]{0,5}"


def read_amount(text: str, currency: str, locale: str) -> int:
    """`1,234.50`, `-$20` or `1.234,50 EUR` in minor units of `currency`, by the marks of the locale.

    ValueError, with a sentence for a person, for what is not an amount there, for another currency, and for
    parts of a minor unit.
    """
    match = _amount(locale).fullmatch(text.strip())
    if match is None or (match["sign"] and match["inner"]) or (match["before"] and match["after"]):
        raise _no_amount(text, currency, locale)
    mark = match["before"] or match["after"]
    if mark and mark.upper() not in _marks_of(currency):
        if mark in SYMBOLS or is_currency(mark.upper()):
            raise ValueError(f"{quoted(text)} is not in {currency}, in which this line is.")
        raise _no_amount(text, currency, locale)
    whole = re.sub("[^0-9]", "", match["whole"])
    part, places = match["part"] or "", minor_digits(currency)
    if len(whole) + places > MAX_DIGITS:
        raise ValueError(f"{quoted(text)} is too large an amount. Is there a digit too many?")
    # Also where they are zeros: 1.500 may be meant as fifteen hundred.
    if len(part) > places:
        raise ValueError(f"{quoted(text)} has more decimals than {currency} has ({places}).")
    minor = int(whole + part.ljust(places, "0"))
    return minor if (match["sign"] or match["inner"]) in ("", "+") else -minor


def example(currency: str, locale: str) -> str:
    """An amount as it can be written: 1,234.56, or 1.234,56; without decimals where the currency has none."""
    return decimal(123_456, 2, locale) if minor_digits(currency) else decimal(1_234, 0, locale)


def _no_amount(text: str, currency: str, locale: str) -> ValueError:
    return ValueError(f"{quoted(text)} is not an amount. Write it like {example(currency, locale)}.")


@lru_cache(maxsize=128)
def _marks_of(currency: str) -> frozenset[str]:
    """What may stand for a currency beside a number, in capital letters."""
    signs = {sign for sign, currencies in SYMBOLS.items() if currency in currencies}
    return frozenset({currency, get_currency_symbol(currency, "en_US").upper(), *signs})


@lru_cache(maxsize=128)
def _amount(locale: str) -> re.Pattern[str]:
    """An amount as the locale writes it; of the marks between its groups all may be left out, or none."""
    parsed = Locale.parse(locale)
    group, point = get_group_symbol(parsed), re.escape(get_decimal_symbol(parsed))
    mark = _ALIKE.get(group, re.escape(group))
    first, further = parsed.decimal_formats[None].grouping
    grouped = rf"[0-9]{{1,{further}}}(?:{mark}[0-9]{{{further}}})*{mark}[0-9]{{{first}}}"
    number = rf"(?P<whole>{grouped}|[0-9]+)(?:{point}(?P<part>[0-9]+))?"
    return re.compile(
        rf"(?P<sign>{_SIGN})\s*(?P<before>{_MARK})\s*(?P<inner>{_SIGN}){number}\s*(?P<after>{_MARK})"
    )
