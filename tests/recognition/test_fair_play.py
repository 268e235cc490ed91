"""What fair play allows, and what it says when it does not."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.fair_play import (
    BOT,
    DEACTIVATED,
    GUEST,
    MEMBER,
    OUTSIDER,
    GivenSoFar,
    Limits,
    Proposed,
    Reason,
    Refusal,
    Taker,
    allowance_left,
    endorsing_refusal,
    refusals,
)
from bot.recognition.values import UnknownValue

ANA, LEE, MO, KIM = (Taker(id, name) for id, name in enumerate(("Ana", "Lee", "Mo", "Kim"), 1))
LIMITS = Limits(monthly_allowance=5, pair_cap=2, least_characters=20)
NOTHING = GivenSoFar({})
TO_LEE = Proposed(ANA, [LEE], own_characters=40)


def told(proposed: Proposed, limits: Limits = LIMITS, so_far: GivenSoFar = NOTHING) -> list[Refusal]:
    return refusals(proposed, limits, so_far)


def test_a_fair_nomination_is_not_refused() -> None:
    assert told(TO_LEE) == []
    assert told(replace(TO_LEE, own_characters=20, receivers=[LEE, MO, KIM])) == []


def test_nobody_names_themselves() -> None:
    assert told(replace(TO_LEE, receivers=[ANA])) == [Refusal(Reason.ONESELF, name="Ana")]


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (BOT, Reason.BOT),
        (GUEST, Reason.GUEST),
        (OUTSIDER, Reason.OUTSIDER),
        (DEACTIVATED, Reason.DEACTIVATED),
        ("something new", Reason.OUTSIDER),
    ],
)
def test_only_members_receive(standing: str, reason: Reason) -> None:
    receiver = replace(LEE, standing=standing)
    assert told(replace(TO_LEE, receivers=[receiver])) == [Refusal(reason, name="Lee")]


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (BOT, Reason.GIVER_BOT),
        (GUEST, Reason.GIVER_GUEST),
        (OUTSIDER, Reason.GIVER_OUTSIDER),
        (DEACTIVATED, Reason.GIVER_DEACTIVATED),
    ],
)
def test_only_members_give_and_endorse(standing: str, reason: Reason) -> None:
    giver = replace(ANA, standing=standing)
    assert told(replace(TO_LEE, giver=giver, own_characters=0)) == [Refusal(reason)]
    assert endorsing_refusal(giver, LEE.id, [MO.id], LIMITS) == Refusal(reason)


def test_guests_may_where_the_workspace_lets_them() -> None:
    guests = replace(TO_LEE, giver=replace(ANA, standing=GUEST), receivers=[replace(LEE, standing=GUEST)])
    assert told(guests, replace(LIMITS, guests_may=True)) == []
    assert endorsing_refusal(guests.giver, 8, [9], replace(LIMITS, guests_may=True)) is None


def test_the_allowance_counts_each_receiver_and_says_how_many_are_left() -> None:
    so_far = GivenSoFar({MO.id: 1, 7: 1, 8: 1})
    assert allowance_left(LIMITS, so_far) == 2
    assert told(replace(TO_LEE, receivers=[LEE, KIM]), so_far=so_far) == []
    assert told(replace(TO_LEE, receivers=[LEE, KIM, MO]), so_far=so_far) == [
        Refusal(Reason.ALLOWANCE, count=3, limit=2)
    ]


def test_an_allowance_made_smaller_later_leaves_nothing_rather_than_less() -> None:
    assert allowance_left(replace(LIMITS, monthly_allowance=1), GivenSoFar({7: 2, 8: 1})) == 0


def test_whoever_cannot_receive_anyway_is_not_counted_against_the_allowance() -> None:
    so_far = GivenSoFar({7: 2, 8: 2})
    assert told(replace(TO_LEE, receivers=[ANA, LEE]), so_far=so_far) == [Refusal(Reason.ONESELF, name="Ana")]


def test_the_same_two_have_a_cap() -> None:
    assert told(TO_LEE, so_far=GivenSoFar({LEE.id: 1})) == []
    assert told(TO_LEE, so_far=GivenSoFar({LEE.id: 2})) == [
        Refusal(Reason.PAIR_CAP, name="Lee", count=2, limit=2)
    ]


def test_somebody_named_twice_is_named_once() -> None:
    limits = replace(LIMITS, monthly_allowance=1)
    assert told(replace(TO_LEE, receivers=[LEE, LEE]), limits) == []


def test_too_few_words_are_counted() -> None:
    assert told(replace(TO_LEE, own_characters=19)) == [Refusal(Reason.TOO_SHORT, count=19, limit=20)]


def test_nobody_named_is_said_so() -> None:
    assert told(replace(TO_LEE, receivers=[])) == [Refusal(Reason.NO_RECEIVER)]


def test_a_name_slack_does_not_know_is_not_left_out_in_silence() -> None:
    assert told(replace(TO_LEE, receivers=[], unknown_names=["bob", "bob"])) == [
        Refusal(Reason.UNKNOWN_NAME, name="bob")
    ]
    assert told(replace(TO_LEE, unknown_names=["bob"])) == [Refusal(Reason.UNKNOWN_NAME, name="bob")]


def test_everything_is_told_at_once() -> None:
    wrong = Proposed(
        ANA,
        [ANA, replace(LEE, standing=BOT), MO, KIM],
        own_characters=3,
        unknown_names=["bob"],
        unknown_value=UnknownValue("grip", "grit"),
    )
    assert told(wrong, replace(LIMITS, monthly_allowance=3), GivenSoFar({MO.id: 2, 9: 1})) == [
        Refusal(Reason.ONESELF, name="Ana"),
        Refusal(Reason.BOT, name="Lee"),
        Refusal(Reason.PAIR_CAP, name="Mo", count=2, limit=2),
        Refusal(Reason.UNKNOWN_NAME, name="bob"),
        Refusal(Reason.ALLOWANCE, count=1, limit=0),
        Refusal(Reason.TOO_SHORT, count=3, limit=20),
        Refusal(Reason.UNKNOWN_VALUE, name="grip", meant="grit"),
    ]


def test_nobody_endorses_what_they_gave_or_receive() -> None:
    assert endorsing_refusal(ANA, ANA.id, [LEE.id], LIMITS) == Refusal(Reason.OWN_NOMINATION)
    assert endorsing_refusal(LEE, ANA.id, [MO.id, LEE.id], LIMITS) == Refusal(Reason.RECEIVES_IT)
    assert endorsing_refusal(MO, ANA.id, [LEE.id], LIMITS) is None


STANDINGS = st.sampled_from([MEMBER, MEMBER, MEMBER, GUEST, BOT, DEACTIVATED, OUTSIDER])
PEOPLE = st.builds(Taker, st.integers(1, 8), st.just("Somebody"), STANDINGS)
PROPOSALS = st.builds(
    Proposed,
    st.just(ANA),
    st.lists(PEOPLE, max_size=5, unique_by=lambda one: one.id),
    st.integers(0, 40),
)
CHOSEN = st.builds(Limits, st.integers(1, 12), st.integers(1, 4), st.integers(0, 30), st.booleans())


@given(st.lists(PROPOSALS, max_size=20), CHOSEN)
@settings(deadline=None, database=None)
def test_whatever_is_tried_no_limit_is_ever_passed(tried: list[Proposed], limits: Limits) -> None:
    given_to: Counter[int] = Counter()
    for proposed in tried:
        if not refusals(proposed, limits, GivenSoFar(given_to)):
            assert proposed.receivers
            assert all(one.standing == MEMBER or limits.guests_may for one in proposed.receivers)
            assert proposed.own_characters >= limits.least_characters
            given_to.update(one.id for one in proposed.receivers)
        assert given_to[ANA.id] == 0
        assert given_to.total() <= limits.monthly_allowance
        assert all(times <= limits.pair_cap for times in given_to.values())


@given(PROPOSALS, CHOSEN, st.dictionaries(st.integers(1, 8), st.integers(1, 4)))
@settings(deadline=None, database=None)
def test_what_is_refused_does_not_hang_on_the_order_and_each_refusal_has_its_cause(
    proposed: Proposed, limits: Limits, times: dict[int, int]
) -> None:
    so_far = GivenSoFar(times)
    found = refusals(proposed, limits, so_far)
    backwards = replace(proposed, receivers=list(proposed.receivers)[::-1])
    assert Counter(refusals(backwards, limits, so_far)) == Counter(found)
    about = [one for one in found if one.name]
    assert len(about) <= len(proposed.receivers)
    for refusal in found:
        if refusal.reason is Reason.ALLOWANCE:
            assert refusal.limit < refusal.count == len(proposed.receivers) - len(about)


@given(PROPOSALS, CHOSEN, st.dictionaries(st.integers(1, 8), st.integers(1, 4)))
@settings(deadline=None, database=None)
def test_whoever_may_name_some_may_name_fewer(
    proposed: Proposed, limits: Limits, times: dict[int, int]
) -> None:
    if not refusals(proposed, limits, GivenSoFar(times)):
        for left_out in list(proposed.receivers):
            fewer = [one for one in proposed.receivers if one != left_out]
            reasons = {
                one.reason for one in refusals(replace(proposed, receivers=fewer), limits, GivenSoFar(times))
            }
            assert reasons <= {Reason.NO_RECEIVER}
