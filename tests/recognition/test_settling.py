"""How a tie was settled can be said in the announcement."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.ranking import Standing, Ties, placed, rank
from bot.recognition.settling import By, Settled, settled, support_text
from tests.recognition.months import minute, month_of, random_months
from tests.recognition.ranking_oracle import Month

BASE = Standing(1, 0, 8, 3, 2, minute(5))
ALIKE = replace(BASE, member_id=2)


def how(*standings: Standing, ties: Ties = "in_turn") -> Settled:
    return settled(placed(standings, ties), ties)


@pytest.mark.parametrize(
    ("second", "by", "level"),
    [
        (replace(ALIKE, support_halves=7), "support", ()),
        (replace(ALIKE, nominators=2, teams=9), "nominators", (2,)),
        (replace(ALIKE, teams=1, reached_at=minute(0)), "teams", (2,)),
        (replace(ALIKE, reached_at=minute(6)), "earlier", (2,)),
        (ALIKE, "took_part_first", (2,)),
    ],
)
def test_in_turn_the_first_difference_decides(second: Standing, by: By, level: tuple[int, ...]) -> None:
    told = how(second, BASE)
    assert (told.by, told.first.member_id, told.level_with) == (by, 1, level)
    assert told.second is not None
    assert told.second.member_id == 2


def test_of_three_the_closest_decides_how_it_was() -> None:
    told = how(replace(ALIKE, nominators=1), BASE, replace(BASE, member_id=3, teams=1))
    assert (told.by, told.level_with) == ("teams", (3, 2))
    assert told.second is not None
    assert told.second.member_id == 3


def test_shared_is_shared_by_all_with_as_much_support() -> None:
    third = replace(BASE, member_id=3, support_halves=2)
    told = how(third, replace(ALIKE, nominators=1), BASE, ties="shared")
    assert (told.by, told.level_with) == ("shared", (2,))
    assert [one.place for one in placed([third, ALIKE, BASE], "shared")] == [1, 1, 3]


def test_with_shared_places_a_clear_winner_is_one() -> None:
    assert how(BASE, replace(ALIKE, support_halves=7), ties="shared").by == "support"


def test_alone_there_was_nothing_to_settle() -> None:
    told = how(BASE)
    assert (told.by, told.second, told.level_with) == ("alone", None, ())


def test_in_a_ballot_votes_count_first_and_equal_votes_are_settled_by_support() -> None:
    loved, voted = replace(BASE, votes=4), replace(ALIKE, support_halves=2, votes=5)
    assert how(loved, voted).by == "votes"
    assert how(loved, voted).first.member_id == 2
    equal = how(loved, replace(voted, votes=4))
    assert (equal.by, equal.first.member_id, equal.level_with) == ("support", 1, (2,))
    assert how(loved, replace(voted, votes=4), ties="shared").by == "shared"


def test_a_ballot_in_which_nobody_voted_goes_by_support() -> None:
    assert how(BASE, replace(ALIKE, support_halves=2), ties="shared").by == "support"


def test_when_the_winner_is_passed_over_the_next_is_settled_anew() -> None:
    third = replace(BASE, member_id=3, nominators=1)
    told = how(ALIKE, third)
    assert (told.by, told.first.member_id, told.level_with) == ("nominators", 2, (3,))


def test_without_anybody_nothing_can_be_settled() -> None:
    with pytest.raises(ValueError, match="Nobody"):
        settled([], "in_turn")


@pytest.mark.parametrize(("halves", "text"), [(0, "0"), (1, "½"), (2, "1"), (25, "12½")])
def test_support_is_read_in_whole_and_half_ones(halves: int, text: str) -> None:
    assert support_text(halves) == text


@given(random_months(), st.sampled_from(["in_turn", "shared"]))
@settings(deadline=None, database=None)
def test_what_is_told_is_so(month: Month, ties: Ties) -> None:
    standings = rank(month.namings, month.endorsings, month.teams, ties)
    told = settled(standings, ties)
    equal = [one.member_id for one in standings if one.support_halves == told.first.support_halves]
    assert equal == [told.first.member_id, *told.level_with]
    winners = [one.member_id for one in standings if one.place == 1]
    assert winners == (equal if told.by == "shared" else equal[:1])
    assert all(one.place <= other.place for one, other in pairwise(standings))


def test_a_month_with_a_tie_from_its_nominations_on() -> None:
    # B: A, C and D stand behind it, 1 nominator. E: A and C nominated, D endorsed: 3 too, from 2 nominators.
    month = month_of(("A", "B"), ("A", "E"), ("C", "E"), endorsed="C1 D1 D2", teams="Aeast Cwest")
    told = settled(rank(month.namings, month.endorsings, month.teams, "in_turn"), "in_turn")
    assert (told.by, chr(told.first.member_id), told.level_with) == ("nominators", "E", (ord("B"),))
    assert told.second is not None
    assert (told.first.nominators, told.second.nominators, told.first.teams) == (2, 1, 2)
