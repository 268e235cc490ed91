"""A line's reasons: the numbers whose product it is, each with what it is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Factor:
    """One exact ratio of a line's product, as it came about: 60/91 days stays 60/91."""

    label: str
    numerator: int
    denominator: int


def factors(rate: str, named: str) -> list[Factor]:
    """The ratios of a line, in the order in which they are read; those that are 1 are left out.

    `rate` is text like "3/200", `named` like "payout:23/20,of the year:1/4". basis × all of them,
    rounded once, is the line's amount. The rate itself has an empty label.
    """
    pairs = [("", rate), *(tuple(part.rsplit(":", 1)) for part in named.split(",") if part)]
    found = [_factor(label, ratio) for label, ratio in pairs]
    return [factor for factor in found if factor.numerator != factor.denominator]


def _factor(label: str, ratio: str) -> Factor:
    numerator, denominator = ratio.split("/")
    return Factor(label, int(numerator), int(denominator))
