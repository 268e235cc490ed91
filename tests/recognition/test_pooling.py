"""Several rewards of one team put together for another one, on both stores."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.recognition.gift_rows import APPROVED, DECLINED, Gift, gifts
from bot.recognition.settings import RecognitionRefused
from tests.recognition.calendar_stage import august
from tests.recognition.giving_out import give, put_together, reward, stock, take_on
from tests.recognition.stage import Stage


def test_a_team_puts_several_together_for_one(either_stage: Stage) -> None:
    year = august(either_stage)
    card, lunch = reward(either_stage, "Gift card", 50, stock=2), reward(either_stage, "Lunch", 90, stock=1)
    numbers = [give(year, card, key) for key in ("ana", "cho")]
    take_on(year, numbers[1], APPROVED, 0)
    new = put_together(year, [(numbers[0], 0), (numbers[1], 1)], lunch)
    assert put_together(year, [(numbers[0], 0), (numbers[1], 1)], lunch) == new
    assert year.gifts() == [("ana", "pooled"), ("cho", "pooled"), ("ana", "promised")]
    assert (stock(either_stage, card), stock(either_stage, lunch)) == (2, 0)
    assert {row["pooled_into"] for row in year.rows(gifts)} == {None, new}
    assert len(year.keys("gift/%/pooled/%")) == 2


@pytest.mark.parametrize(
    ("who", "dollars", "words"),
    [
        (("ana", "fay"), 90, "by people of one team"),
        (("ana", "oda"), 90, "by people of one team"),
        (("ana", "cho"), 101, "Together they are worth less than “Lunch”."),
        (("ana",), 10, "Pick at least 2"),
    ],
)
def test_what_cannot_be_put_together_is_refused_and_nothing_is_changed(
    stage: Stage, who: tuple[str, ...], dollars: int, words: str
) -> None:
    year = august(stage)
    card, lunch = reward(stage, "Gift card", 50, stock=2), reward(stage, "Lunch", dollars, stock=1)
    numbers = [give(year, card, key) for key in who]
    before = year.gifts()
    with pytest.raises(RecognitionRefused, match=words):
        put_together(year, [(number, 0) for number in numbers], lunch)
    assert year.gifts() == before
    assert stock(stage, lunch) == 1


def test_what_moved_on_meanwhile_is_not_put_together(either_stage: Stage) -> None:
    year = august(either_stage)
    card, lunch = reward(either_stage, "Gift card", 50, stock=2), reward(either_stage, "Lunch", 90, stock=1)
    numbers = [give(year, card, key) for key in ("ana", "cho")]
    take_on(year, numbers[1], DECLINED, 0)
    with pytest.raises(RecognitionRefused, match="has moved on meanwhile"):
        put_together(year, [(number, 0) for number in numbers], lunch)
    assert year.gifts() == [("ana", "promised"), ("cho", "declined")]
    assert (stock(either_stage, card), stock(either_stage, lunch)) == (1, 1)


def test_of_two_pools_and_a_decline_at_once_each_gift_goes_one_way(either_stage: Stage) -> None:
    year = august(either_stage)
    card, lunch = reward(either_stage, "Gift card", 50, stock=2), reward(either_stage, "Lunch", 90, stock=2)
    numbers = [give(year, card, key) for key in ("ana", "cho")]

    def act(number: int) -> bool:
        try:
            if number == 2:
                return isinstance(take_on(year, numbers[0], DECLINED, 0), Gift)
            order = numbers if number else list(reversed(numbers))
            put_together(year, [(one, 0) for one in order], lunch, f"lunch {number}")
        except RecognitionRefused:
            return False
        return True

    with ThreadPoolExecutor(3) as pool_:
        assert sum(pool_.map(act, range(3))) == 1
    pooled = [state for _, state in year.gifts()].count("pooled")
    assert pooled in (0, 2)
    assert stock(either_stage, lunch) == (1 if pooled else 2)
    assert stock(either_stage, card) == (2 if pooled else 1)


def test_declining_what_was_put_together_gives_each_their_own_back(either_stage: Stage) -> None:
    year = august(either_stage)
    card, lunch = reward(either_stage, "Gift card", 50, stock=2), reward(either_stage, "Lunch", 90, stock=1)
    numbers = [give(year, card, key) for key in ("ana", "cho")]
    new = put_together(year, [(number, 0) for number in numbers], lunch)
    take_on(year, new, DECLINED, 0)
    assert year.gifts() == [("ana", "promised"), ("cho", "promised"), ("ana", "declined")]
    assert (stock(either_stage, card), stock(either_stage, lunch)) == (0, 1)


def test_what_cannot_be_given_back_keeps_the_pool_as_it_is(stage: Stage) -> None:
    year = august(stage)
    card, lunch = reward(stage, "Gift card", 50, stock=2), reward(stage, "Lunch", 90, stock=1)
    numbers = [give(year, card, key) for key in ("ana", "cho")]
    new = put_together(year, [(number, 0) for number in numbers], lunch)
    give(year, card, "fay")
    with pytest.raises(RecognitionRefused, match="“Gift card” is gone meanwhile"):
        take_on(year, new, DECLINED, 0)
    assert year.gifts() == [("ana", "pooled"), ("cho", "pooled"), ("ana", "promised"), ("fay", "promised")]
