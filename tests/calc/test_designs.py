"""The ready designs: what each is for, and copies of them that still pay what their cases say."""

from datetime import date

import pytest

from calc.cases import run_case
from calc.designs import Design, Wishes, copied, designs, served_by
from calc.goals import GOALS
from calc.language.document import DocumentError
from calc.language.reader import read_plan

BY_KEY = {design.key: design for design in designs()}


def test_every_design_fits_a_goal_and_every_goal_names_designs_that_are_there() -> None:
    named = {key for goal in GOALS.values() for key in goal.designs}
    assert named == set(BY_KEY)
    assert set(served_by("growth")) == {"growth"}


def test_every_goal_says_why_each_of_its_designs_fits() -> None:
    for goal in GOALS.values():
        assert len(goal.designs) >= 4
        for why in goal.designs.values():
            assert why[0].isupper()
            assert why.endswith(".")
            assert 20 < len(why) <= 90


@pytest.mark.slow
@pytest.mark.parametrize("design", designs(), ids=lambda design: design.key)
def test_a_copy_of_any_design_for_another_year_passes_its_cases(design: Design) -> None:
    wishes = Wishes("ours", "Our own “plan”: v1", start=date(2026, 1, 1))
    plan = read_plan(copied(design, wishes))
    assert (plan.plan, plan.title, plan.from_date) == ("ours", "Our own “plan”: v1", date(2026, 1, 1))
    assert [case.case for case in plan.cases if not run_case(plan, case).passed] == []


def comes_out(text: str) -> bool:
    """Whether the plan can be read and all its cases hold."""
    try:
        plan = read_plan(text)
    except DocumentError:
        return False
    return all(run_case(plan, case).passed for case in plan.cases)


@pytest.mark.slow
@pytest.mark.parametrize(
    "design", [one for one in designs() if one.plan.currency == "USD"], ids=lambda design: design.key
)
def test_a_copy_in_another_currency_is_about_the_same_numbers(design: Design) -> None:
    text = copied(design, Wishes(design.key, currency="EUR"))
    plan = read_plan(text)
    assert plan.currency == "EUR"
    assert [case.pays for case in plan.cases] == [case.pays for case in design.plan.cases]
    assert comes_out(text)


def test_a_copy_in_a_currency_with_other_digits_may_not_come_out() -> None:
    assert comes_out(copied(BY_KEY["europe-in-euros"], Wishes("ours", currency="USD")))
    assert not comes_out(copied(BY_KEY["japan-in-yen"], Wishes("ours", currency="EUR")))
    assert not comes_out(copied(BY_KEY["kuwait-in-dinars"], Wishes("ours", currency="EUR")))
    assert not comes_out(copied(BY_KEY["simple-commission"], Wishes("ours", currency="JPY")))


def test_comments_stay_and_signs_follow_also_in_the_text() -> None:
    text = copied(BY_KEY["clawback-in-full"], Wishes("ours", currency="EUR"))
    assert text.startswith("# CLAWBACK IN FULL")
    assert "and €2,000 a quarter" in text
    assert "$" not in text
    swiss = copied(BY_KEY["clawback-in-full"], Wishes("ours", currency="CHF"))
    assert "and CHF 2,000 a quarter" in swiss
    assert read_plan(swiss).currency == "CHF"


def test_a_case_about_a_foreign_sale_stays_one() -> None:
    plan = read_plan(copied(BY_KEY["base-and-variable"], Wishes("ours", currency="EUR")))
    case = next(case for case in plan.cases if "another currency" in case.case)
    assert [event.currency for event in case.events] == ["USD"]
    assert run_case(plan, case).passed


def test_a_currency_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'XXQ' is not a currency"):
        copied(BY_KEY["growth"], Wishes("ours", currency="XXQ"))
