"""A line's reasons: what its amount is the product of, and what that follows from."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from calc.cases import run_case
from calc.designs import Design, designs
from calc.explain import Factor, explain, factors
from calc.language.reader import read_plan
from calc.plan import Plan
from calc.results import Calculation
from calc.why.tree import Label, Money, Reason
from calc.words.reasons import reason_lines
from tests.calc import calculator
from tests.calc.worlds.world import World, engine, relaxed, worlds
from tests.examples import examples


def test_a_commission_has_its_rate_alone() -> None:
    assert factors("3/200", "") == [Factor("", 3, 200)]


def test_ratios_stay_as_they_came_about_and_those_that_change_nothing_are_left_out() -> None:
    told = factors("2/5", "payout:1/1,of the year:1/4,days on the plan:60/90")
    assert told == [Factor("", 2, 5), Factor("of the year", 1, 4), Factor("days on the plan", 60, 90)]


def trees(plans: list[Plan], made: Calculation) -> Iterator[Reason]:
    """The tree of every line."""
    versions = {(plan.plan, plan.from_date): plan for plan in plans}
    rows = made.measures.rows(named=True)
    for line in made.lines.iter_rows(named=True):
        mine = [row for row in rows if (row["person"], row["plan"]) == (line["person"], line["plan"])]
        yield explain(versions[line["plan"], line["version"]], line, mine)


def holds(tree: Reason) -> None:
    """From the tree alone a pocket calculator comes to every number that is in it."""
    assert isinstance(tree.value, Money)
    assert calculator.amount(tree) == tree.value.minor
    for measure in calculator.measures(tree):
        if measure.find(Label.NUMERATOR) or measure.find(Label.MEASURE):
            assert calculator.figure(measure) == calculator.the(measure, Label.FIGURE)
        if measure.find(Label.ATTAINMENT):
            assert calculator.attainment(measure) == calculator.the(measure, Label.ATTAINMENT)
    for factor in tree.all(Label.FACTOR):
        if factor.name == "payout" and factor.find(Label.REACHED):
            before = factor.find(Label.BEFORE)
            paid = factor if before is None else before
            assert calculator.payout(factor) == calculator.number(paid.value)
    for tier in (*tree.all(Label.RATE), *tree.all(Label.FACTOR)):
        for part in tier.all(Label.RUNNING_TOTAL):
            if part.find(Label.BEGINS):
                assert calculator.begins(tier) == calculator.the(part, Label.BEGINS)


@pytest.mark.parametrize("design", designs(), ids=lambda design: design.key)
def test_every_line_of_the_librarys_cases_can_be_worked_out_again_from_its_tree(design: Design) -> None:
    found = 0
    for case in design.plan.cases:
        for tree in trees([design.plan], run_case(design.plan, case).calculation):
            holds(tree)
            assert reason_lines(tree)[0].startswith(("$", "€", "¥", "KWD", "−"))
            found += 1
    assert found or design.key == "base-only"


@given(worlds())
@settings(relaxed, max_examples=examples(12))
def test_so_can_every_line_of_any_company(world: World) -> None:
    plans = [read_plan(text) for text in world.texts]
    for tree in trees(plans, engine(world)):
        holds(tree)
        assert all(line.strip() for line in reason_lines(tree))
