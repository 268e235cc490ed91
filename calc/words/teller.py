"""What every sentence about a plan needs: the plan's currency and metrics, and how numbers are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from calc.language.parts import AmountOf
from calc.periods import PeriodKind
from calc.plan import Plan
from calc.words.numbers import Numbers

YEARLY = {
    "variable": "your yearly variable pay",
    "base": "your yearly base pay",
    "ote": "your yearly base and variable pay together",
}
_PART_OF_YEAR = {
    PeriodKind.MONTH: "a twelfth",
    PeriodKind.QUARTER: "a quarter",
    PeriodKind.HALF: "half",
    PeriodKind.YEAR: "all",
}


@dataclass(frozen=True)
class Teller:
    """Tells of a plan in sentences."""

    plan: Plan
    numbers: Numbers = field(default_factory=Numbers)

    def money(self, amount_minor: int) -> str:
        """$2,500, in the plan's currency."""
        return self.numbers.amount(amount_minor, self.plan.currency)

    def percent(self, ratio: Fraction) -> str:
        """1.5%."""
        return self.numbers.percent(ratio)

    def times(self, ratio: Fraction) -> str:
        """1.5 times."""
        return f"{self.numbers.number(ratio)} times"

    def title(self, metric: str) -> str:
        """What people know a metric by."""
        return self.plan.metrics[metric].title

    def mark(self, metric: str, reads: str, threshold: Fraction, full: bool = True) -> str:
        """A threshold as it reads: 90% of the target, 45, $50,000; with `full` off just 90%."""
        if reads == "attainment":
            return f"{self.percent(threshold)}{' of the target' if full else ''}"
        return self.figure(metric, threshold)

    def figure(self, metric: str, value: Fraction) -> str:
        """A value of a metric: money, percent or a number."""
        unit = self.plan.metrics[metric].unit
        if unit == "money" and value.denominator == 1:
            return self.money(value.numerator)
        return self.percent(value) if unit == "percent" else self.numbers.number(value)

    def amount(self, amount: AmountOf) -> str:
        """$2,500, or 40% of your yearly variable pay."""
        if amount.share is None:
            return self.money(amount.fixed_minor or 0)
        return f"{self.percent(amount.share)} of {YEARLY[amount.of]}"

    def each(self, amount: AmountOf, every: PeriodKind | None) -> str:
        """The amount for each period: a share of yearly pay is paid by the period's part of the year."""
        if amount.share is None:
            return f"{self.amount(amount)} each {every.value if every else 'period'}"
        if every is None:
            return f"{self.amount(amount)}, spread evenly over the year"
        return f"{self.amount(amount)}, {_PART_OF_YEAR[every]} of it each {every.value}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """With a capital at the beginning and a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def ordinal(number: int) -> str:
    """first, second, third, 4th."""
    words = {1: "first", 2: "second", 3: "third"}
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return words.get(number, f"{number}{'th' if number % 100 in (11, 12, 13) else ending}")


def counted(number: int, one: str, many: str) -> str:
    """1 month, 3 months."""
    return f"{number:,} {one if number == 1 else many}"
