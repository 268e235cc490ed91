"""A plan in the making: the dice, the currency, and the metrics that its components have asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from calc.periods import Period
from tests.calc.worlds.names import BELOW, POINTS, rarely
from tests.calc.worlds.writing import Tree

SIGNS = {"USD": "$", "EUR": "€", "JPY": "¥", "KWD": "KWD "}

WEIGHTS: dict[int, tuple[tuple[str, ...], ...]] = {
    1: (("100%",),),
    2: (("50%", "50%"), ("70%", "0.3"), ("1/3", "2/3")),
    3: (("1/3", "1/3", "1/3"), ("50%", "30%", "20%"), ("62.5%", "37.5%", "0%")),
}


@dataclass
class Draft:
    dice: Random
    currency: str
    period: Period
    metrics: Tree = field(default_factory=dict)

    def rarely(self, one_in: int = 6) -> bool:
        return rarely(self.dice, one_in)

    def money(self, least: int = 1, most: int = 3_000) -> str:
        """An amount as people write it; yen have no hundredths."""
        units = self.dice.randint(least, most)
        forms = [f"{SIGNS[self.currency]}{units:,}", f"{units} {self.currency}"]
        if self.currency != "JPY":
            forms.append(f"{self.currency} {units}.{self.dice.randint(0, 99):02}")
        return self.dice.choice(forms)

    def amount(self, most: int = 3_000) -> str:
        """Fixed, or a share of yearly pay."""
        if self.rarely(2):
            return self.money(0, most)
        share = self.dice.choice(("10%", "1.5%", "40%", "1/3", "100%", "0%"))
        return f"{share} of {self.dice.choice(('variable', 'base', 'ote'))}"

    def option(self, part: Tree, name: str, words: Sequence[str], one_in: int = 3) -> None:
        """Now and then writes one of the words under that name."""
        if self.rarely(one_in):
            part[name] = self.dice.choice(words)

    def weights(self, many: int) -> list[str]:
        """So many parts that add up to 100 %."""
        return list(self.dice.choice(WEIGHTS[many]))


def rising(dice: Random, many: int, low: Sequence[str] = BELOW) -> list[str]:
    """So many attainments in rising order."""
    return sorted(dice.sample((*low, *POINTS), many), key=size)


def size(text: str) -> Fraction:
    """`92.5%`, `7/3`, `2x` or `1,000x` as a number."""
    number = Fraction(text.rstrip("%x").replace(",", ""))
    return number / 100 if text.endswith("%") else number
