"""Every plan in the guide and in the library is read, and its cases come out to the cent."""

import re
from pathlib import Path

import pytest

from calc.cases import run_case
from calc.language.reader import read_plan

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs").rglob("*.md"))
LIBRARY = sorted((ROOT / "calc/library").glob("*.yaml"))


def plans_in(guide: Path) -> list[str]:
    """The YAML examples that are whole plans."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [block for block in blocks if re.search(r"^plan:", block, re.MULTILINE)]


TEXTS = {
    **{f"{guide.name}-{number}": text for guide in GUIDES for number, text in enumerate(plans_in(guide), 1)},
    **{path.name: path.read_text(encoding="utf-8") for path in LIBRARY},
}
PLANS = {name: read_plan(text) for name, text in TEXTS.items()}
CASES = [(name, number) for name, plan in PLANS.items() for number in range(len(plan.cases))]
# Of each plan one case that pays money.
PAYING = {
    name: next(case for case in plan.cases if case.pays and case.pays[0].amount)
    for name, plan in PLANS.items()
    if any(case.pays and case.pays[0].amount for case in plan.cases)
}


def test_there_are_plans_to_check() -> None:
    assert "plans.md-1" in TEXTS
    assert LIBRARY


@pytest.mark.parametrize("name", TEXTS)
def test_a_plan_has_cases(name: str) -> None:
    assert PLANS[name].cases


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_a_library_plan_says_where_its_design_comes_from_and_what_it_is_for(path: Path) -> None:
    plan = PLANS[path.name]
    assert plan.plan == path.stem
    assert plan.source
    assert plan.goal
    assert plan.summary


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_case_comes_out_to_the_cent(name: str, number: int) -> None:
    plan = PLANS[name]
    found = run_case(plan, plan.cases[number])
    assert found.passed, (found.case, found.differences, found.missing, found.unexpected)


@pytest.mark.parametrize("name", PAYING)
def test_a_case_tells_when_a_cent_is_missing(name: str) -> None:
    plan, case = PLANS[name], PAYING[name]
    assert case.pays[0].amount is not None
    short = case.pays[0].model_copy(update={"amount": case.pays[0].amount - 1})
    found = run_case(plan, case.model_copy(update={"pays": (short, *case.pays[1:])}))
    assert [(one.person, one.component) for one in found.differences] == [(short.person, short.component)]
