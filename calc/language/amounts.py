"""Reading rates and money the way people write them: `1.5%`, `2x`, `3/200`, `$2,500.00`, `2500 USD`.

Exact throughout; nothing becomes a float. Only plain ASCII digits count as digits.
"""

import re
from fractions import Fraction

import babel.numbers

# Keeps every rate and amount well inside 64 bits, in any currency.
MAX_DIGITS = 15
# Minor digits of the currencies that do not have two (ISO 4217).
_NO_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
MINOR_DIGITS = {**dict.fromkeys(_NO_MINOR_UNIT.split(), 0), **dict.fromkeys(_THOUSANDTHS.split(), 3)}
SYMBOLS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
}

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_RATIO = re.compile(rf"(?P<sign>[-−]?)(?P<number>{_NUMBER})\s*(?P<unit>%|x|)", re.ASCII)
_FRACTION = re.compile(r"(?P<top>\d+)\s*/\s*(?P<bottom>\d+)", re.ASCII)
_MONEY = re.compile(
    rf"(?P<sign>[-−]?)\s*(?P<before>[A-Z]{{3}}\s*|[$€£¥₹])?(?P<number>{_NUMBER})\s*(?P<after>[A-Z]{{3}})?",
    re.ASCII,
)


def is_currency(text: str) -> bool:
    """Whether it is the code of a currency that is or was in use (ISO 4217): USD, EUR, JPY."""
    return bool(re.fullmatch(r"[A-Z]{3}", text)) and babel.numbers.is_currency(text)


def minor_digits(currency: str) -> int:
    """How many digits the currency's minor unit has: 2 for USD, 0 for JPY, 3 for KWD."""
    return MINOR_DIGITS.get(currency, 2)


def read_ratio(text: str) -> Fraction:
    """`1.5%` → 3/200, `2x` → 2, `0.015`, `3/200`. Raises ValueError with a sentence for a person."""
    words = text.strip()
    _limit(words)
    if match := _RATIO.fullmatch(words):
        value = Fraction(match["number"].replace(",", "")) / (100 if match["unit"] == "%" else 1)
        return -value if match["sign"] else value
    if (match := _FRACTION.fullmatch(words)) and int(match["bottom"]):
        return Fraction(int(match["top"]), int(match["bottom"]))
    raise ValueError(f"{quoted(text)} is not a rate; write it like 1.5%, 2x, 0.015 or 3/200")


def read_money(text: str, currency: str) -> int:
    """`$2,500` or `2500.00 USD` in minor units of `currency`.

    Raises ValueError with a sentence for a person, also for another currency and for parts of a minor unit.
    Where the currency is not known yet (""), any will do.
    """
    _limit(text)
    match = _MONEY.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{quoted(text)} is not an amount of money; write it like $2,500 or 2500.00 {currency}"
        )
    for mark in (match["before"], match["after"]):
        if mark and currency and currency not in SYMBOLS.get(mark, (mark.strip(),)):
            raise ValueError(f"{quoted(text)} is not in {currency}, the currency of this plan")
    minor = Fraction(match["number"].replace(",", "")) * 10 ** minor_digits(currency)
    if minor.denominator != 1:
        raise ValueError(f"{quoted(text)} has more digits than {currency} has ({minor_digits(currency)})")
    return -int(minor) if match["sign"] else int(minor)


def quoted(text: str) -> str:
    """What a person wrote, for a sentence about it; never a page of it."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def _limit(text: str) -> None:
    for number in text.split("/"):
        if sum(letter.isdecimal() for letter in number) > MAX_DIGITS:
            raise ValueError(f"{quoted(text)} has more than {MAX_DIGITS} digits")


def ratio_text(value: Fraction) -> str:
    """How an exact ratio is kept as text: "3/200"."""
    return f"{value.numerator}/{value.denominator}"
