"""Numbers as they stand in a sentence: exact, and written the way a locale writes them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from babel import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

from calc.language.amounts import minor_digits
from calc.periods import MONTH_NAMES

MINUS = "−"
CUT = "…"
NO_BREAK_SPACE = "\u00a0"
# A ratio is written out up to this many decimals; one that needs more is a fraction with a decimal beside it.
PLACES = 8
CUT_PLACES = 6


@dataclass(frozen=True)
class Numbers:
    """Writes numbers for a locale like `en_US`; nothing is rounded without saying so."""

    locale: str = "en_US"

    def money(self, amount_minor: int, currency: str) -> str:
        """All digits, as on a statement: $2,500.00."""
        places = minor_digits(currency)
        return self._money(amount_minor, currency, self._digits(abs(amount_minor), places))

    def amount(self, amount_minor: int, currency: str) -> str:
        """As in a sentence: $2,500, and $2,500.50 where there are cents."""
        whole, part = divmod(abs(amount_minor), 10 ** minor_digits(currency))
        if part:
            return self.money(amount_minor, currency)
        return self._money(amount_minor, currency, self._digits(whole, 0))

    def percent(self, ratio: Fraction) -> str:
        """1.5%; 1/3 where no written percentage is exact."""
        return self.percents(ratio * 100) if self.is_exact(ratio * 100) else self.fraction(ratio)

    def percents(self, value: Fraction) -> str:
        """Hundredths with the sign where the locale has it: 1.5%, and 33.333333…% of what has no end."""
        written = self._exact(abs(value)) or self.cut(abs(value))
        pattern = Locale.parse(self.locale).percent_formats[None]
        return f"{MINUS if value < 0 else ''}{pattern.prefix[0]}{written}{pattern.suffix[0]}"

    def number(self, value: Fraction) -> str:
        """1,234.5; 1/3 where no decimal is exact."""
        return self._exact(value) or self.fraction(value)

    def fraction(self, value: Fraction) -> str:
        """55/49, in lowest terms."""
        return f"{self.integer(value.numerator)}/{self.integer(value.denominator)}"

    def integer(self, value: int) -> str:
        """1,234."""
        return f"{MINUS if value < 0 else ''}{self._digits(abs(value), 0)}"

    def is_exact(self, value: Fraction) -> bool:
        """Whether the value can be written as a decimal that ends."""
        return bool((value * 10**PLACES).denominator == 1)

    def cut(self, value: Fraction) -> str:
        """The first decimals of a value that has no end: 1.122448…"""
        scaled = abs(value.numerator) * 10**CUT_PLACES // value.denominator
        return f"{MINUS if value < 0 else ''}{self._digits(scaled, CUT_PLACES)}{CUT}"

    def day(self, day: date) -> str:
        """31 Jan 2026, which nobody reads as another day."""
        return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"

    def _exact(self, value: Fraction) -> str | None:
        if not self.is_exact(value):
            return None
        written = self._digits(abs(int(value * 10**PLACES)), PLACES)
        shortest = written.rstrip("0").rstrip(get_decimal_symbol(self.locale))
        return f"{MINUS if value < 0 else ''}{shortest}"

    def _money(self, amount_minor: int, currency: str, digits: str) -> str:
        """The digits with the currency where the locale has it: before, or after."""
        pattern = Locale.parse(self.locale).currency_formats["standard"]
        symbol = get_currency_symbol(currency, self.locale)
        before, after = pattern.prefix[0].replace("¤", symbol), pattern.suffix[0].replace("¤", symbol)
        if before and before[-1].isalpha():
            before += NO_BREAK_SPACE  # CHF 12.00, not CHF12.00
        return f"{MINUS if amount_minor < 0 else ''}{before}{digits}{after}"

    def _digits(self, scaled: int, places: int) -> str:
        """scaled ÷ 10^places, every place written."""
        whole, part = divmod(scaled, 10**places)
        written = _grouped(str(whole), Locale.parse(self.locale).decimal_formats[None].grouping)
        written = written.replace(",", get_group_symbol(self.locale))
        return f"{written}{get_decimal_symbol(self.locale)}{part:0{places}d}" if places else written


def _grouped(digits: str, grouping: tuple[int, int]) -> str:
    """With a comma between groups: the last has so many digits, those before it so many."""
    first, further = grouping
    groups = [digits[-first:]]
    rest = digits[:-first]
    while rest:
        groups.insert(0, rest[-further:])
        rest = rest[:-further]
    return ",".join(groups)
