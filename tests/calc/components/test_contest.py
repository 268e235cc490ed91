"""Contests: who gets which prize, alone, level with others, or with a team."""

from datetime import date
from fractions import Fraction

from calc.metrics.figures import Figure, Measured
from tests.calc.components.by_hand import amounts, stretch, told
from tests.calc.components.cup import figures, of_team, settle, table


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
