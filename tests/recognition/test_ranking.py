"""Who stands where: agreed with a second opinion, and fair whatever happens."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.circles import damped_pairs
from bot.recognition.ranking import Endorsing, Naming, Standing, Ties, placed, rank
from tests.recognition.months import MOST_PEOPLE, minute, month_of, nominations, random_months
from tests.recognition.ranking_oracle import Month, before, figures, supporters

THOROUGH = settings(deadline=None, database=None, max_examples=1_000)
QUICK = settings(THOROUGH, max_examples=50)
TIES = st.sampled_from(["in_turn", "shared"])


def ranked(month: Month, ties: Ties = "in_turn", left_out: frozenset[int] = frozenset()) -> list[Standing]:
    return rank(month.namings, month.endorsings, month.teams, ties, left_out)


@given(random_months())
@QUICK
def test_a_second_opinion_agrees_on_every_place(month: Month) -> None:
    agrees(month)


@pytest.mark.slow
@given(random_months())
@THOROUGH
def test_a_second_opinion_agrees_on_every_place_of_many_months(month: Month) -> None:
    agrees(month)


def agrees(month: Month) -> None:
    theirs = {one: figures(month, one) for one in {naming.receiver_id for naming in month.namings}}
    standings = ranked(month)
    assert {one.member_id: figures_of(one) for one in standings} == theirs
    for standing in standings:
        own = (standing.member_id, theirs[standing.member_id])
        assert standing.place == 1 + sum(before(other, own) for other in theirs.items())
    assert [one.place for one in standings] == list(range(1, len(theirs) + 1))
    for standing in ranked(month, "shared"):
        support = theirs[standing.member_id][0]
        assert standing.place == 1 + sum(other > support for other, *_ in theirs.values())


def figures_of(one: Standing) -> tuple[object, ...]:
    return Fraction(one.support_halves, 2), one.nominators, one.teams, one.reached_at


@given(random_months(), TIES, st.randoms())
@QUICK
def test_the_order_in_which_it_is_told_makes_no_difference(
    month: Month, ties: Ties, chance: random.Random
) -> None:
    namings, endorsings = list(month.namings), list(month.endorsings)
    chance.shuffle(namings)
    chance.shuffle(endorsings)
    assert ranked(replace(month, namings=namings, endorsings=endorsings), ties) == ranked(month, ties)


@given(random_months(), st.integers(1, MOST_PEOPLE + 2), st.data(), TIES)
@QUICK
def test_an_endorsement_more_never_puts_its_receiver_behind_anybody_else(
    month: Month, endorser: int, data: st.DataObject, ties: Ties
) -> None:
    endorsed = data.draw(st.sampled_from(month.namings))
    more = [*month.endorsings, Endorsing(endorsed.nomination_id, endorser, minute(9))]
    together = month.receivers_of(endorsed.nomination_id)  # it stands behind all of these alike
    places = {one.member_id: one.place for one in ranked(month, ties)}
    new_places = {one.member_id: one.place for one in ranked(replace(month, endorsings=more), ties)}
    receiver = endorsed.receiver_id
    for other in set(places) - together:
        if places[receiver] < places[other]:
            assert new_places[receiver] < new_places[other]
        if places[receiver] == places[other]:
            assert new_places[receiver] <= new_places[other]
    if together == {receiver}:
        assert new_places[receiver] <= places[receiver]


@given(random_months(), st.data(), TIES)
@QUICK
def test_a_nomination_withdrawn_is_one_never_given(month: Month, data: st.DataObject, ties: Ties) -> None:
    added = data.draw(nominations(99))
    endorsings = [
        *month.endorsings,
        *data.draw(st.lists(st.builds(Endorsing, st.just(99), st.integers(1, 8), st.just(minute(3))))),
    ]
    with_it = replace(month, namings=[*month.namings, *added], endorsings=endorsings)
    withdrawn = replace(with_it, namings=[one for one in with_it.namings if one.nomination_id != 99])
    assert {one.member_id for one in ranked(with_it, ties)} >= {one.receiver_id for one in added}
    assert ranked(withdrawn, ties) == ranked(month, ties)


@given(random_months())
@QUICK
def test_nobody_outside_gains_by_what_is_damped(month: Month) -> None:
    damped = damped_pairs((one.giver_id, one.receiver_id) for one in month.namings)
    for standing in ranked(month):
        behind = [one for one, _ in supporters(month, standing.member_id)]
        lost = sum(one in damped.get(standing.member_id, ()) for one in behind)
        assert standing.support_halves == 2 * len(behind) - lost
        assert len(behind) <= standing.support_halves


@given(random_months())
@QUICK
def test_exactly_pairs_and_circles_are_damped(month: Month) -> None:
    damped = damped_pairs((one.giver_id, one.receiver_id) for one in month.namings)
    together = {
        (one, other) for circle in month.circles for one in circle for other in circle if one != other
    }
    together |= {
        (one.giver_id, one.receiver_id) for one in month.namings if month.named(one.receiver_id, one.giver_id)
    }
    assert {(one, other) for one, others in damped.items() for other in others} == together


@given(random_months(), TIES, st.integers(1, MOST_PEOPLE))
@QUICK
def test_who_cannot_win_is_left_out_and_what_they_gave_stays(month: Month, ties: Ties, gone: int) -> None:
    everybody = ranked(month, ties)
    others = ranked(month, ties, frozenset({gone}))
    assert others == placed([one for one in everybody if one.member_id != gone], ties)
    assert [replace(one, place=0) for one in others] == [
        replace(one, place=0) for one in everybody if one.member_id != gone
    ]


def test_nobody_named_is_nobody_ranked() -> None:
    assert rank([], [Endorsing(1, 2, minute(1))], {}, "in_turn") == []


def test_an_endorsement_by_somebody_whom_an_edit_named_later_does_not_count() -> None:
    month = month_of(("A", "BC"), endorsed="C1 D1")
    assert {chr(one.member_id): one.support_halves for one in ranked(month)} == {"B": 4, "C": 4}


def test_endorsing_twice_counts_once_and_from_the_first_time() -> None:
    month = month_of(("A", "B"), endorsed="C1 D1 C1")
    (only,) = ranked(month)
    assert (only.support_halves, only.reached_at) == (6, minute(101))


def test_a_row_that_names_its_own_giver_counts_nothing() -> None:
    rows = [Naming(1, 1, 1, minute(0)), Naming(1, 1, 2, minute(0))]
    assert [(one.member_id, one.nominators) for one in rank(rows, [], {}, "in_turn")] == [(2, 1)]
