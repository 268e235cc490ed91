"""Random companies are random enough: every word of the language is in some, every outcome of some."""

import re
from collections import Counter
from random import Random

import pytest

from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.results import ENTRIES
from tests.calc.worlds.names import any_money, everyday_money
from tests.calc.worlds.plans import plans_of
from tests.calc.worlds.reduce import smallest
from tests.calc.worlds.words import Word, words_in, words_of_the_language
from tests.calc.worlds.world import World, engine, world_of
from tests.calc.worlds.writing import tree_of, written

MANY = 600
CODES = [
    "no_plan",
    "assigned_twice",
    "plan_not_in_force",
    "nobody_credited",
    "shares_over_whole",
    "shares_under_whole",
    "not_at_work",
    "outside_plan",
    "no_rate",
    "other_currency",
    "book_in_other_currency",
    "no_agreed_pay",
    "no_place",
    "not_measured",
    "small_sample",
    "no_target",
    "amount_too_large",
    "base_only",
    "winners_found",
    "budget_spent",
    "no_winner",
    "not_on_plan",
]
# What multiplies a line, by the first word of its name.
FACTORS = ("part", "contract", "share", "tier", "by", "gate", "payout", "weight", "of", "days", "months")


def test_every_word_of_the_plan_language_is_in_some_of_them() -> None:
    used: Counter[Word] = Counter()
    period = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 1)
    for seed in range(4 * MANY):
        used.update({word for plan in plans_of(Random(seed), "main", period) for word in words_in(plan)})
    assert not {word: used[word] for word in words_of_the_language() if used[word] < 3}


def test_their_plans_can_be_read() -> None:
    for seed in range(60):
        for text in world_of(seed).texts:
            assert read_plan(text).plan in ("main", "extra")
            assert written(tree_of(text)) == text


def test_one_that_fails_is_made_small() -> None:
    def fails(world: World) -> bool:
        return any("renewal" in text for text in world.texts) and len(world.rows["people"]) > 1

    world = next(one for one in map(world_of, range(99)) if fails(one))
    small = smallest(world, fails)
    assert [len(rows) for rows in small.rows.values() if rows] == [2]
    assert len(small.texts) == 1
    assert len(str(small).splitlines()) < 25


@pytest.mark.slow
def test_everything_that_can_come_of_a_company_comes_of_some_of_them() -> None:
    came: Counter[str] = Counter()
    for seed in range(MANY):
        for money in (everyday_money, any_money):
            came.update(_outcomes(world_of(seed, money)))
    for expected in (ENTRIES, CODES, FACTORS, ("reward", "earlier", "fx")):
        assert not {one: came[one] for one in expected if came[one] < 3}


def _outcomes(world: World) -> set[str]:
    """Entries, codes of problems, names of factors; and rewards, earlier amounts, other currencies if any."""
    made = engine(world)
    found = set(made.lines["entry"]) | set(made.problems["code"])
    for factors in made.lines["factors"]:
        found |= set(re.findall(r"(?:^|,)([a-z]+)", factors))
    found |= {"reward"} if (made.lines["reward"] != "").any() else set()
    found |= {"earlier"} if (made.lines["earlier_minor"] != 0).any() else set()
    return found | ({"fx"} if made.lines["fx_num"].is_not_null().any() else set())
