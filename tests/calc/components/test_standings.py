"""Who can win a contest, who cannot and why, and in which ranking."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calc.contests import standings
from calc.metrics.figures import Figure, Measured
from calc.stretches import Stretch
from tests.calc.components.by_hand import Q1, amounts, only, span, stretch, told
from tests.calc.components.cup import figures, own, prize, settle, table


def why(measured: Mapping[str, Measured], people: list[Stretch], **terms: Any) -> dict[str, str]:
    return {one.key: one.why_not for one in table(measured, people, **terms)}


def test_who_left_before_the_last_day_cannot_win_unless_the_plan_says_so() -> None:
    people = [stretch("ana", last=date(2024, 3, 30)), stretch("bo")]
    measured = figures(ana=9, bo=5)
    assert amounts(settle(measured, people)) == {"bo": 30_000}
    assert why(measured, people) == {"bo": "", "ana": "Not on the plan on 31 March 2024."}
    both = settle(measured, people, eligible={"on_last_day": "no"})
    assert amounts(both) == {"ana": 30_000, "bo": 20_000}


def test_while_the_period_lasts_the_last_day_is_today() -> None:
    people = [stretch("ana", last=date(2024, 2, 29)), stretch("bo", date(2024, 3, 1))]
    today = span(Q1, date(2024, 2, 10))
    found = standings(prize()[1], people, figures(ana=5, bo=0), today, own)
    assert [(one.key, one.eligible) for one in found] == [("ana", True), ("bo", False)]


def test_days_of_several_stretches_count_together() -> None:
    people = [
        stretch("ana", last=date(2024, 1, 31)),  # 31 days
        stretch("ana", date(2024, 3, 1)),  # and 31 more
        stretch("bo", date(2024, 1, 31)),  # 61
    ]
    measured, asked = figures(ana=5, bo=9), {"least_days": "62"}
    assert amounts(settle(measured, people, eligible=asked)) == {"ana": 30_000}
    assert why(measured, people, eligible=asked)["bo"] == "On the plan for fewer than 62 days."


@pytest.mark.parametrize(("best", "winners"), [("highest", {"bo", "cy"}), ("lowest", {"ana", "bo"})])
def test_the_least_result_is_the_most_where_the_lowest_is_best(best: str, winners: set[str]) -> None:
    made = settle(figures(ana=4, bo=5, cy=6), best=best, eligible={"at_least": "5"})
    assert set(amounts(made)) == winners


def test_standings_say_who_is_short_of_what_it_takes() -> None:
    people, asked = [stretch("ana"), stretch("bo")], {"at_least": "5"}
    high = why(figures(ana=4, bo=5), people, eligible=asked)
    assert high == {"bo": "", "ana": "Short of what it takes to win."}
    low = why(figures(ana=6, bo=5), people, eligible=asked, best="lowest")
    assert low == {"bo": "", "ana": "Over what may still win."}


def test_who_joined_on_the_last_day_is_there_on_it() -> None:
    assert amounts(settle(figures(ana=5), [stretch("ana", Q1.end)])) == {"ana": 30_000}


def test_who_is_not_eligible_takes_no_place() -> None:
    people = [stretch("ana", last=date(2024, 3, 1)), stretch("bo"), stretch("cy")]
    found = table(figures(ana=9, bo=9, cy=5), people)
    assert [(one.key, one.place) for one in found] == [("bo", 1), ("cy", 2), ("ana", None)]


def test_without_a_figure_nobody_can_win() -> None:
    measured = {
        "ana": Measured(Figure(9, 1, sample=2), Fraction(10), too_few=True),
        "bo": Measured(Figure(9, 1), None),
    }
    people = [stretch("ana"), stretch("bo"), stretch("cy")]
    assert why(measured, people) == {
        "bo": "", "ana": "The figure rests on too few to count.", "cy": "There is no figure yet.",
    }  # fmt: skip
    assert why(measured, people, reads="attainment")["bo"] == "There is no target to compare with."


def test_a_small_sample_can_be_taken_as_on_target() -> None:
    few = Measured(Figure(99, 1, sample=2), Fraction(10), too_few=True, taken_as_target=True)
    found = table({"ana": few, "bo": Measured(Figure(11, 1), Fraction(10))}, [stretch("ana"), stretch("bo")])
    assert [(one.key, one.value) for one in found] == [("bo", Fraction(11)), ("ana", Fraction(10))]


def test_nobody_wins_when_nobody_is_eligible() -> None:
    problem = only(settle(figures(ana=1), eligible={"at_least": "2"}))
    assert (problem.code, problem.person, problem.component) == ("no_winner", None, "c")
    assert problem.message == "Spring cup: nobody has won anything in this period."
    assert only(settle({}, [stretch("ana")])).code == "no_winner"


# One ranking for each region or team.


def test_each_region_has_a_ranking_of_its_own() -> None:
    people = [
        stretch("ana", region="north"),
        stretch("bo", region="south"),
        stretch("cy", region="south"),
        stretch("dee"),  # in none
    ]
    made = settle(figures(ana=1, bo=5, cy=9, dee=99), people, within="region", prizes=["$50"])
    assert told(made, "person", "about") == [("ana", "place 1"), ("cy", "place 1")]
    found = why(figures(ana=1, bo=5, cy=9, dee=99), people, within="region")
    assert found["dee"] == "In no region."


def test_somebody_who_moved_is_ranked_where_they_were_last() -> None:
    people = [
        stretch("ana", last=date(2024, 1, 31), team="blue"),
        stretch("ana", date(2024, 2, 1), team="red"),
        stretch("bo", team="blue"),
    ]
    found = table(figures(ana=9, bo=5), people, within="team")
    assert [(one.group, one.key, one.place) for one in found] == [("blue", "bo", 1), ("red", "ana", 1)]
