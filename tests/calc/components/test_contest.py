"""Contests: who stands where, who cannot win and why, and who gets which prize."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calc.components.contest import contest
from calc.contests import Standing, standings
from calc.language.pay import Contest
from calc.metrics.figures import Figure, Measured
from calc.outcome import Outcome
from calc.plan import Plan
from calc.stretches import Stretch
from tests.calc.components.by_hand import Q1, adds_up, amounts, only, plan, span, stretch, told

FOUR = ("ana", "bo", "cy", "dee")


def prize(**terms: Any) -> tuple[Plan, Contest]:
    metrics = {"m": {"title": "Sold", "measure": "count", "of": {"kind": "upsell"}, "scope": "person"}}
    plain = {"pay": "contest", "title": "Spring cup", "metric": "m", "prizes": ["$300", "$200", "$100"]}
    made = plan({"c": {**plain, **terms}}, metrics=metrics)
    component = made.components["c"]
    assert isinstance(component, Contest)
    return made, component


def figures(**values: int | Measured) -> dict[str, Measured]:
    return {
        key: value if isinstance(value, Measured) else Measured(Figure(value, 1), Fraction(10))
        for key, value in values.items()
    }


def own(one: Stretch) -> str | None:
    return one.person


def of_team(one: Stretch) -> str | None:
    return one.team or None


def settle(
    measured: Mapping[str, Measured], people: list[Stretch] | None = None, key: Any = own, **terms: Any
) -> Outcome:
    made, component = prize(**terms)
    members = people or [stretch(person) for person in FOUR if person in measured]
    outcome = contest(made, "c", component, span(), members, measured, key)
    assert adds_up(outcome)
    backwards = contest(made, "c", component, span(), members[::-1], measured, key)
    assert backwards.lines.equals(outcome.lines), "the order of people does not matter"
    return outcome


def table(
    measured: Mapping[str, Measured], people: list[Stretch], key: Any = own, **terms: Any
) -> list[Standing]:
    return standings(prize(**terms)[1], people, measured, span(), key)


def test_the_best_get_the_prizes_by_their_place() -> None:
    made = settle(figures(ana=5, bo=9, cy=7, dee=1))
    assert told(made, "person", "about", "clause", "amount_minor") == [
        ("bo", "place 1", "components.c.prizes[1]", 30_000),
        ("cy", "place 2", "components.c.prizes[2]", 20_000),
        ("ana", "place 3", "components.c.prizes[3]", 10_000),
    ]
    assert told(made, "entry", "measure", "span")[0] == ("prize", "m@bo@2024-Q1", "2024-Q1")


def test_the_lowest_can_be_the_best() -> None:
    assert told(settle(figures(ana=5, bo=9, cy=7), best="lowest"), "person") == [("ana",), ("cy",), ("bo",)]


def test_attainment_can_be_what_is_ranked() -> None:
    measured = {
        "ana": Measured(Figure(8, 1), Fraction(10)),  # 80 %
        "bo": Measured(Figure(5, 1), Fraction(5)),  # 100 %
        "cy": Measured(Figure(99, 1), None),  # nothing to compare with
    }
    assert told(settle(measured, reads="attainment"), "person") == [("bo",), ("ana",)]


def test_figures_are_compared_exactly() -> None:
    third = Measured(Figure(1, 3), None)
    nearly = Measured(Figure(333_333_333_333, 1_000_000_000_000), None)
    assert told(settle({"ana": nearly, "bo": third}), "person") == [("bo",), ("ana",)]


def test_so_many_winners_get_the_one_prize() -> None:
    made = settle(figures(ana=5, bo=9, cy=7, dee=1), prizes=["$50"], winners="2")
    assert told(made, "person", "about", "clause", "amount_minor") == [
        ("bo", "place 1", "components.c.prizes[1]", 5_000),
        ("cy", "place 2", "components.c.prizes[1]", 5_000),
    ]


def test_fewer_contestants_than_winners_leave_prizes_over() -> None:
    assert amounts(settle(figures(ana=5), prizes=["$50"], winners="9999999")) == {"ana": 5_000}


def test_everybody_at_or_past_the_mark_gets_the_prize() -> None:
    made = settle(figures(ana=5, bo=9, cy=5, dee=4), prizes=["$50"], over="5")
    assert told(made, "person", "about") == [("bo", "place 1"), ("ana", "place 2"), ("cy", "place 2")]
    low = settle(figures(ana=5, bo=9, cy=4), prizes=["$50"], over="5", best="lowest")
    assert set(amounts(low)) == {"ana", "cy"}


# Ties. Prizes are 300, 200 and 100.


def test_who_are_level_share_a_place_and_the_next_place_counts_them_all() -> None:
    made = settle(figures(ana=9, bo=9, cy=7, dee=7))
    # both get the first prize; the second is nobody's; the next two are third
    assert told(made, "person", "about", "amount_minor") == [
        ("ana", "place 1", 30_000),
        ("bo", "place 1", 30_000),
        ("cy", "place 3", 10_000),
        ("dee", "place 3", 10_000),
    ]


def test_a_tie_on_the_last_winners_place_makes_more_winners() -> None:
    made = settle(figures(ana=9, bo=7, cy=7), prizes=["$50"], winners="2")
    assert amounts(made) == {"ana": 5_000, "bo": 5_000, "cy": 5_000}


def test_split_prizes_are_those_of_the_places_that_are_taken_up_together() -> None:
    made = settle(figures(ana=9, bo=9, cy=7), ties="split")
    # (300.00 + 200.00) / 2 each; cy has the third place
    assert told(made, "person", "about", "clause", "amount_minor") == [
        ("ana", "place 1", "components.c.prizes[1]", 25_000),
        ("bo", "place 1", "components.c.prizes[1]", 25_000),
        ("cy", "place 3", "components.c.prizes[3]", 10_000),
    ]


def test_what_a_split_leaves_over_goes_one_cent_each_by_key() -> None:
    made = settle(figures(ana=9, bo=9, cy=9, dee=9), ties="split", prizes=["$0.07", "$0.03"])
    # 10 cents among four: 3, 3, 2, 2
    assert amounts(made) == {"ana": 3, "bo": 3, "cy": 2, "dee": 2}


def test_a_split_takes_only_the_prizes_there_are() -> None:
    made = settle(figures(ana=9, bo=8, cy=7, dee=7), ties="split")
    # third and fourth place: only the third has a prize
    assert amounts(made) == {"ana": 30_000, "bo": 20_000, "cy": 5_000, "dee": 5_000}
    winners = settle(figures(ana=9, bo=7, cy=7), ties="split", prizes=["$50"], winners="2")
    assert amounts(winners) == {"ana": 5_000, "bo": 2_500, "cy": 2_500}


def test_a_reward_cannot_be_split_so_it_is_shared() -> None:
    made = settle(figures(ana=9, bo=9, cy=7), ties="split", prizes=["$300", "Day off", "$100"])
    assert amounts(made) == {"ana": 30_000, "bo": 30_000, "cy": 10_000}
    first = settle(figures(ana=9, bo=9), ties="split", prizes=["Day off", "$100"])
    assert told(first, "person", "reward", "amount_minor") == [("ana", "Day off", 0), ("bo", "Day off", 0)]


def reached(value: int, day: date | None) -> Measured:
    return Measured(Figure(value, 1, reached_on=day), None)


def test_who_was_there_earlier_can_go_first() -> None:
    measured = {
        "ana": reached(9, None),
        "bo": reached(9, date(2024, 3, 5)),
        "cy": reached(9, date(2024, 3, 4)),
        "dee": reached(10, date(2024, 3, 31)),
    }
    made = settle(measured, ties="earlier")
    assert told(made, "person", "about") == [("dee", "place 1"), ("cy", "place 2"), ("bo", "place 3")]


def test_who_were_there_on_the_same_day_split() -> None:
    measured = {person: reached(9, date(2024, 3, 5)) for person in ("ana", "bo")}
    assert amounts(settle(measured, ties="earlier")) == {"ana": 25_000, "bo": 25_000}
    never = {person: reached(9, None) for person in ("ana", "bo")}
    assert amounts(settle(never, ties="earlier")) == {"ana": 25_000, "bo": 25_000}


# Who can win.


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
    assert [(one.key, one.value) for one in found] == [("bo", 11), ("ana", 10)]


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


# Teams.

TEAMS = [stretch("ana", team="blue"), stretch("bo", team="blue"), stretch("cy", team="red"), stretch("dee")]


def test_every_member_of_the_best_team_gets_its_prize() -> None:
    made = settle(figures(blue=9, red=5), TEAMS, of_team, prizes=["$50"])
    assert told(made, "person", "amount_minor", "measure") == [
        ("ana", 5_000, "m@blue@2024-Q1"), ("bo", 5_000, "m@blue@2024-Q1"),
    ]  # fmt: skip


def test_a_team_can_split_its_prize() -> None:
    made = settle(figures(blue=9, red=5), TEAMS, of_team, prizes=["$0.05"], for_team="split")
    assert amounts(made) == {"ana": 3, "bo": 2}
    reward = settle(figures(blue=9), TEAMS, of_team, prizes=["Team dinner"], for_team="split")
    assert told(reward, "person", "reward") == [("ana", "Team dinner"), ("bo", "Team dinner")]


def test_level_teams_split_their_prizes_and_then_each_its_part() -> None:
    made = settle(
        figures(blue=9, red=9), TEAMS, of_team, ties="split", for_team="split", prizes=["$0.10", "$0.05"]
    )
    # 15 cents for two teams: blue 8, red 7; of the 8 each gets 4
    assert amounts(made) == {"ana": 4, "bo": 4, "cy": 7}


def test_who_cannot_win_has_no_part_in_the_teams_prize() -> None:
    people = [stretch("ana", last=date(2024, 3, 1), team="blue"), stretch("bo", team="blue")]
    assert amounts(settle(figures(blue=9), people, of_team, prizes=["$1"], for_team="split")) == {"bo": 100}
    found = table(figures(blue=9), people[:1], of_team)
    assert [(one.key, one.people, one.why_not) for one in found] == [
        ("blue", (), "Not on the plan on 31 March 2024.")
    ]


def test_a_member_with_two_stretches_gets_one_prize() -> None:
    people = [
        stretch("ana", last=date(2024, 1, 31), team="blue"),
        stretch("ana", date(2024, 2, 1), team="blue"),
    ]
    assert amounts(settle(figures(blue=9), people, of_team, prizes=["$1"])) == {"ana": 100}
