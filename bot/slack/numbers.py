"""Amounts, shares, dates and counts as a person reads them, exact and by the workspace's locale.

A locale is named like `en_US`. Nothing here calculates: an amount is whole minor units, a share is a whole
numerator over a whole denominator, and only `percent` rounds. Errors are ValueError or TypeError and never
repeat the number.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from babel import Locale, UnknownLocaleError
from babel.numbers import (
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    is_currency,
    parse_pattern,
)

from calc.language.amounts import minor_digits

MINUS = "−"
ELLIPSIS = "…"
NO_BREAK_SPACE = "\u00a0"
DEFAULT_LOCALE = "en_US"

# A share is written out in full up to this many decimals of a percent; past that it is cut, and says so.
FINITE_PLACES = 8
CUT_PLACES = 6
_MOST_PLACES = 24
_DIRECTION_MARKS = "\u200e\u200f"


def money(amount_minor: int, currency: str, locale: str) -> str:
    """An amount with its currency: `money(-123450, "USD", "en_US")` is −$1,234.50, with a real minus sign.

    `amount_minor` counts the currency's smallest unit: cents, yen, fils.
    """
    if type(amount_minor) is not int:
        raise TypeError("An amount is a whole number of minor units.")
    style = _money_style(currency, locale)
    if style.places:
        whole, part = divmod(abs(amount_minor), style.scale)
        digits = f"{_grouped(whole, style)}{style.decimal}{part:0{style.places}d}"
    else:
        digits = _grouped(abs(amount_minor), style)
    return f"{style.negative if amount_minor < 0 else style.prefix}{digits}{style.suffix}"


def percent(numerator: int, denominator: int, places: int = 1, locale: str = DEFAULT_LOCALE) -> str:
    """numerator ÷ denominator in percent, rounded half away from zero to `places`, without trailing zeros."""
    negative, above, below = _share(numerator, denominator)
    scale = 10**places
    rounded = (above * 100 * scale * 2 + below) // (2 * below)
    style = _percent_style(locale)
    digits = _decimal(rounded, places, style)
    return f"{style.negative if negative and rounded else style.prefix}{digits}{style.suffix}"


def decimal(scaled: int, places: int, locale: str) -> str:
    """scaled ÷ 10^places as a number without trailing zeros: `decimal(123450, 2, "en_US")` is 1,234.5."""
    digits = _decimal(abs(scaled), places, _percent_style(locale))
    return f"{MINUS}{digits}" if scaled < 0 else digits


@lru_cache(maxsize=1024)
def ratio_text(numerator: int, denominator: int, locale: str = DEFAULT_LOCALE) -> str:
    """A rate in percent without any rounding: 1.5%, and 33.333333…% where no written percent is exact."""
    negative, above, below = _share(numerator, denominator)
    above, below = above * 100, below
    common = gcd(above, below)
    above, below = above // common, below // common
    places = _decimals_needed(below)
    style = _percent_style(locale)
    if places is not None and places <= FINITE_PLACES:
        digits = _decimal(above * 10**places // below, places, style)
        return f"{style.negative if negative else style.prefix}{digits}{style.suffix}"
    places = CUT_PLACES
    while above * 10**places < 10 * below and places < _MOST_PLACES:
        places += 1  # a very small rate shows at least two digits that say something
    whole, rest = divmod(above, below)
    digits = f"{_grouped(whole, style)}{style.decimal}{rest * 10**places // below:0{places}d}{ELLIPSIS}"
    return f"{style.negative if negative else style.prefix}{digits}{style.suffix}"


def exact(numerator: int, denominator: int, locale: str = DEFAULT_LOCALE) -> str:
    """A number without any rounding: 1.08, and 1/3 where no written decimal is exact."""
    negative, above, below = _share(numerator, denominator)
    common = gcd(above, below)
    above, below = above // common, below // common
    places = _decimals_needed(below)
    style = _percent_style(locale)
    sign = MINUS if negative else ""
    if places is None or places > FINITE_PLACES:
        return f"{sign}{above}/{below}"
    return f"{sign}{_decimal(above * 10**places // below, places, style)}"


def count(number: int, singular: str, plural: str, locale: str = DEFAULT_LOCALE) -> str:
    """A number of things: `count(1, "line", "lines")` is 1 line, and 1,204 take the plural."""
    if type(number) is not int:
        raise TypeError("A count is a whole number.")
    digits = _grouped(abs(number), _percent_style(locale))
    return f"{MINUS if number < 0 else ''}{digits} {singular if abs(number) == 1 else plural}"


@dataclass(frozen=True, slots=True)
class _Style:
    """How one locale writes a number: what stands before and after it, and its signs."""

    prefix: str
    negative: str
    suffix: str
    decimal: str
    group: str
    grouping: tuple[int, int]
    places: int
    scale: int


def _grouped(whole: int, style: _Style) -> str:
    if style.grouping == (3, 3):
        text = f"{whole:,}"
        return text if style.group == "," else text.replace(",", style.group)
    first, further = style.grouping
    digits = str(whole)
    groups = [digits[-first:]]
    digits = digits[:-first]
    while digits:
        groups.append(digits[-further:])
        digits = digits[:-further]
    return style.group.join(reversed(groups))


def _decimal(scaled: int, places: int, style: _Style) -> str:
    whole, part = divmod(scaled, 10**places)
    decimals = f"{part:0{places}d}".rstrip("0") if places else ""
    return f"{_grouped(whole, style)}{style.decimal}{decimals}" if decimals else _grouped(whole, style)


def _share(numerator: int, denominator: int) -> tuple[bool, int, int]:
    """Whether the share is below zero, and its two magnitudes."""
    if type(numerator) is not int or type(denominator) is not int:
        raise TypeError("A share is a whole number over a whole number.")
    if denominator == 0:
        raise ValueError("A share of nothing cannot be shown in percent.")
    negative = (numerator < 0) != (denominator < 0) and numerator != 0
    return negative, abs(numerator), abs(denominator)


def _decimals_needed(denominator: int) -> int | None:
    """How many decimals write a fraction over `denominator` (in lowest terms) exactly; None if none do."""
    needed = 0
    for prime in (2, 5):
        times = 0
        while denominator % prime == 0:
            denominator //= prime
            times += 1
        needed = max(needed, times)
    return needed if denominator == 1 else None


# Taking pattern, symbols and digits from Babel costs far more than formatting with them; they never change.
@lru_cache(maxsize=512)
def _money_style(currency: str, locale: str) -> _Style:
    if not is_currency(currency):
        raise ValueError("The currency is not a known three-letter code like USD.")
    parsed = _locale(locale)
    symbol = get_currency_symbol(currency, parsed)
    places = minor_digits(currency)  # what an amount was read with, so what it has to be shown with
    pattern = parsed.currency_formats["standard"]
    prefix, suffix = pattern.prefix[0], pattern.suffix[0]
    if symbol[-1].isalpha() and prefix.endswith("¤"):
        prefix += NO_BREAK_SPACE  # CHF 12.00, not CHF12.00
    if symbol[0].isalpha() and suffix.startswith("¤"):
        suffix = NO_BREAK_SPACE + suffix
    return _style(parsed, prefix.replace("¤", symbol), suffix.replace("¤", symbol), pattern.grouping, places)


@lru_cache(maxsize=128)
def _percent_style(locale: str) -> _Style:
    parsed = _locale(locale)
    pattern = parse_pattern(parsed.percent_formats[None].pattern)
    return _style(parsed, pattern.prefix[0], pattern.suffix[0], pattern.grouping, 0)


def _style(locale: Locale, prefix: str, suffix: str, grouping: tuple[int, int], places: int) -> _Style:
    marks = prefix[: len(prefix) - len(prefix.lstrip(_DIRECTION_MARKS))]
    return _Style(
        prefix=prefix,
        negative=f"{marks}{MINUS}{prefix[len(marks) :]}",
        suffix=suffix,
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        grouping=grouping,
        places=places,
        scale=10**places,
    )


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (ValueError, TypeError, UnknownLocaleError):
        raise ValueError("The locale is not a known one like en_US.") from None
