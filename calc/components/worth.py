"""What an amount of a plan comes to for a person: fixed, or a share of yearly pay for a part of the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calc.exact import rounded
from calc.language.amounts import ratio_text
from calc.language.parts import AmountOf
from calc.stretches import Stretch


@dataclass(frozen=True)
class Worth:
    """basis × rate × part of the year; a fixed amount has rate and part 1."""

    basis_minor: int
    rate: Fraction = Fraction(1)
    part: Fraction = Fraction(1)

    @property
    def exact(self) -> Fraction:
        """The product in minor units, not yet rounded."""
        return self.basis_minor * self.rate * self.part

    @property
    def minor(self) -> int:
        """The product, rounded once."""
        return rounded(self.exact)

    @property
    def columns(self) -> dict[str, Any]:
        """How a line tells it, beside its basis: rate and factors."""
        factors = "" if self.part == 1 else f"of the year:{ratio_text(self.part)}"
        return {"rate": self.rate, "factors": factors}


def worth(amount: AmountOf, stretch: Stretch, part: Fraction) -> Worth | None:
    """What the amount comes to for `part` of a year; None where no yearly pay is agreed."""
    if amount.fixed_minor is not None:
        return Worth(amount.fixed_minor)
    yearly = stretch.year_minor(amount.of)
    return None if yearly is None or amount.share is None else Worth(yearly, amount.share, part)


def last_stretches(stretches: Iterable[Stretch]) -> dict[str, Stretch]:
    """Everybody's last stretch, by person: the one whose yearly pay counts for limits."""
    return {one.person: one for one in sorted(stretches, key=lambda one: (one.person, one.first))}
