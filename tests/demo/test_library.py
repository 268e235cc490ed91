"""The library's plans are documents that carry their own proof."""

import re
from functools import cache
from pathlib import Path

import pytest

import calc
from bot.demo.company import Company
from calc.cases import run_case
from calc.designs import moved as moved_to
from calc.language.pay import BaseOnly, Bonus
from calc.language.reader import read_plan
from calc.plan import Plan

LIBRARY = sorted((Path(calc.__file__).parent / "library").glob("*.yaml"))


@cache
def plan_at(path: Path) -> Plan:
    return read_plan(path.read_text("utf-8"))


pytestmark = pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)


@pytest.mark.slow
def test_every_case_still_pays_the_same_when_the_demo_begins_the_plan_in_another_year(
    path: Path, company: Company
) -> None:
    original = plan_at(path)
    moved = read_plan(moved_to(path.read_text("utf-8"), company.window.start.year))
    assert moved.from_date.year == company.window.start.year != original.from_date.year
    assert [case.pays for case in moved.cases] == [case.pays for case in original.cases]
    assert [case.case for case in moved.cases if not run_case(moved, case).passed] == []


def test_a_plan_says_what_it_is_for_where_it_comes_from_and_what_a_person_earns(path: Path) -> None:
    plan = plan_at(path)
    assert plan.plan == path.stem
    assert len(plan.source) > 60
    assert len(plan.summary) > 60
    assert plan.goal


def test_a_plans_cases_show_every_component_paying_and_something_going_wrong_or_to_nothing(
    path: Path,
) -> None:
    plan = plan_at(path)
    paid = {pay.component for case in plan.cases for pay in case.pays}
    # `cap` and `carry` are of the whole plan; base pay alone has no lines.
    silent = {name for name, part in plan.components.items() if isinstance(part, BaseOnly)}
    assert paid - {"cap", "carry"} - silent == set(plan.components) - silent
    assert any(case.problems or _somebody_gets_nothing(case.pays, plan) for case in plan.cases)
    assert len(plan.cases) >= 3


def test_every_case_that_pays_shows_its_arithmetic(path: Path) -> None:
    for case in re.split(r"^  - case: ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        if "pays:" in case:
            amounts = set(re.findall(r"component: [\w-]+, amount: \"?[^\d\"]*([\d,.]*\d)", case))
            comment = " ".join(line for line in case.splitlines() if line.lstrip().startswith("#"))
            assert amounts
            assert {one for one in amounts if one.removesuffix(".00") not in comment} == set(), case


def test_a_plan_begins_with_words_for_whoever_copies_it(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    opening = [line for line in lines[: lines.index("")] if line.startswith("#")]
    assert len(opening) >= 5
    assert any("To make it yours" in line for line in opening)


def test_the_shares_of_variable_pay_in_a_plan_do_not_come_to_more_than_all_of_it(path: Path) -> None:
    plan = plan_at(path)
    shares = [
        part.amount.share
        for part in plan.components.values()
        if isinstance(part, Bonus) and part.amount.share is not None
    ]
    assert sum(shares) <= 1


def _somebody_gets_nothing(pays: tuple[object, ...], plan: Plan) -> bool:
    return len(pays) < len(plan.components)
