"""A line's reasons: what its amount is the product of."""

from fractions import Fraction
from math import prod

from hypothesis import given, settings

from calc.exact import rounded
from calc.explain import Factor, factors
from calc.language.amounts import ratio_text
from tests.calc.worlds.world import World, engine, relaxed, worlds


def test_a_commission_has_its_rate_alone() -> None:
    assert factors("3/200", "") == [Factor("", 3, 200)]


def test_ratios_stay_as_they_came_about_and_those_that_change_nothing_are_left_out() -> None:
    told = factors("2/5", "payout:1/1,of the year:1/4,days on the plan:60/90")
    assert told == [Factor("", 2, 5), Factor("of the year", 1, 4), Factor("days on the plan", 60, 90)]


@given(worlds())
@settings(relaxed, max_examples=40)
def test_basis_times_all_of_them_rounded_once_is_the_amount(world: World) -> None:
    for line in engine(world).lines.iter_rows(named=True):
        rate = ratio_text(Fraction(line["rate_num"], line["rate_den"]))
        told = (Fraction(one.numerator, one.denominator) for one in factors(rate, line["factors"]))
        assert rounded(line["basis_minor"] * prod(told, start=Fraction(1))) == line["amount_minor"]
