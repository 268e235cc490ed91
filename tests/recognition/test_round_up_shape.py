"""A week fits into one message, by value, and nothing of it goes missing in silence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.round_up_shape import Dropped, Most, RoundUp, Value, round_up
from bot.slack.names_shown import Names, names_shown

GRIT, CARE = Value(1, "grit", "Grit"), Value(2, "care", "We care")
VALUES = [CARE, GRIT]
NAMES = {1: "Ana", 2: "Lee", 3: "Mo", 4: "Kim", 5: "Sam"}
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def dropped(
    number: int, giver: int, receivers: tuple[int, ...], value: int | None = 1, endorsements: int = 0
) -> Dropped:
    at = MONDAY + timedelta(hours=number)
    return Dropped(number, giver, receivers, value, f"words of {number}", endorsements, at)


def of(*week: Dropped, gave_before: frozenset[int] = frozenset(), most: Most = Most()) -> RoundUp:  # noqa: B008
    return round_up(week, VALUES, NAMES, gave_before, most)


def listed(shape: RoundUp) -> list[tuple[str, list[int], int]]:
    return [
        (group.value.tag if group.value else "", [one.nomination_id for one in group.shown], group.more)
        for group in shape.groups
    ]


def test_values_stand_in_their_order_and_no_value_last() -> None:
    shape = of(dropped(1, 1, (2,), None), dropped(2, 1, (3,), 1), dropped(3, 2, (4,), 2))
    assert listed(shape) == [("care", [3], 0), ("grit", [2], 0), ("", [1], 0)]


def test_a_value_that_is_not_shown_any_more_counts_as_none() -> None:
    assert listed(of(dropped(1, 1, (2,), 77))) == [("", [1], 0)]


def test_a_value_without_nominations_is_not_there() -> None:
    assert listed(of(dropped(1, 1, (2,), 1))) == [("grit", [1], 0)]
    assert of() == RoundUp((), 0, 0, Names(()), Names(()))


def test_in_a_value_the_most_endorsed_come_first_and_then_the_earlier() -> None:
    shape = of(dropped(1, 1, (2,)), dropped(2, 1, (3,), endorsements=4), dropped(3, 2, (4,)))
    assert listed(shape) == [("grit", [2, 1, 3], 0)]


def test_a_busy_week_shows_some_of_each_value_and_says_how_many_more() -> None:
    week = [dropped(number, 1, (2,), 1, number) for number in range(1, 31)]
    shape = of(*week, dropped(40, 2, (3,), 2), dropped(41, 2, (3,), None), most=Most(nominations=5))
    assert listed(shape) == [("care", [40], 0), ("grit", [30, 29, 28], 27), ("", [41], 0)]
    assert (shape.nominations, shape.more) == (32, 27)


def test_with_less_room_than_values_the_last_ones_are_only_counted() -> None:
    shape = of(dropped(1, 1, (2,), 1), dropped(2, 1, (2,), 2), dropped(3, 1, (2,), None), most=Most(2))
    assert listed(shape) == [("care", [2], 0), ("grit", [1], 0)]
    assert shape.more == 1


def test_who_gave_for_the_first_time_is_welcomed_and_all_givers_are_thanked() -> None:
    week = [dropped(1, 3, (1,)), dropped(2, 2, (1,)), dropped(3, 2, (3,)), dropped(4, 1, (2,))]
    shape = of(*week, gave_before=frozenset({2}))
    assert shape.givers == Names(("Lee", "Mo", "Ana"))  # Lee gave two
    assert shape.first_timers == Names(("Mo", "Ana"))


def test_many_givers_are_counted() -> None:
    week = [dropped(number, number, (5,)) for number in range(1, 5)]
    shape = of(*week, most=Most(names=2))
    assert shape.givers.words == "Ana, Lee and 2 others"


def test_who_is_not_to_be_named_is_not_named_and_still_counts() -> None:
    shape = of(dropped(1, 9, (1, 8)), dropped(2, 1, (8, 9), endorsements=5))
    (group,) = shape.groups
    assert [(one.giver, one.receivers.words) for one in group.shown] == [("", "Ana and 1 other")]
    assert (shape.nominations, shape.more, group.more) == (2, 1, 1)
    assert shape.givers == Names(("Ana",), 1)


def test_words_and_receivers_are_cut_to_the_room() -> None:
    shape = of(dropped(1, 1, (2, 3, 4)), most=Most(characters=8, names=1))
    (shown,) = shape.groups[0].shown
    assert (shown.words, shown.receivers) == ("words…", Names(("Lee",), 2))


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (Names(()), ""),
        (Names(("Ana",)), "Ana"),
        (Names(("Ana", "Lee")), "Ana and Lee"),
        (Names(("Ana", "Lee", "Mo")), "Ana, Lee and Mo"),
        (Names(("Ana",), 1), "Ana and 1 other"),
        (Names(("Ana", "Lee"), 12), "Ana, Lee and 12 others"),
        (Names(("Ana",), 1200), "Ana and 1,200 others"),
        (Names((), 1), "1 person"),
        (Names((), 3), "3 people"),
    ],
)
def test_names_read_as_people_say_them(names: Names, words: str) -> None:
    assert names.words == words


def test_a_few_names_out_of_many() -> None:
    assert names_shown(["Ana", None, "Lee", "Mo"], 2) == Names(("Ana", "Lee"), 2)
    assert names_shown(["Ana"], 0) == Names((), 1)


PEOPLE = st.integers(1, 8)
WEEKS = st.lists(
    st.builds(
        dropped,
        st.integers(0, 100),
        PEOPLE,
        st.lists(PEOPLE, min_size=1, max_size=4, unique=True).map(tuple),
        st.sampled_from([None, 1, 2, 3]),
        st.integers(0, 5),
    ),
    max_size=30,
    unique_by=lambda one: one.nomination_id,
)


@given(WEEKS, st.integers(0, 12), st.integers(0, 5), st.frozensets(PEOPLE))
@settings(deadline=None, database=None)
def test_everything_is_shown_or_counted(
    week: list[Dropped], room: int, most_names: int, gave_before: frozenset[int]
) -> None:
    shape = of(*week, gave_before=gave_before, most=Most(room, most_names, 20))
    shown = [one for group in shape.groups for one in group.shown]
    can_be_shown = sum(any(receiver in NAMES for receiver in one.receiver_ids) for one in week)
    assert len(shown) == min(room, can_be_shown)
    assert len({one.nomination_id for one in shown}) == len(shown)
    assert shape.more == len(week) - len(shown) == shape.nominations - len(shown)
    givers = {one.giver_id for one in week}
    assert len(shape.givers.shown) + shape.givers.others == len(givers)
    assert len(shape.first_timers.shown) + shape.first_timers.others == len(givers - gave_before)
    assert shape == of(*week[::-1], gave_before=gave_before, most=Most(room, most_names, 20))


def test_twenty_thousand_nominations_are_one_short_shape() -> None:
    week = [dropped(number, number % 5000, (number % 4999,), number % 3) for number in range(20_000)]
    shape = round_up(week, VALUES, {id: f"Person {id}" for id in range(5000)}, set(), Most())
    assert sum(len(group.shown) for group in shape.groups) == 12
    assert shape.more == 19_988
    assert shape.givers.words.endswith("and 4,990 others")
