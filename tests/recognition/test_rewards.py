"""Rewards on their way: catalogue, promise, approval, fulfilment, what is put back; on both stores."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.recognition.catalogue import Draft, add, catalogue, change, retire
from bot.recognition.gift_rows import APPROVED, DECLINED, FULFILLED, Gift, Step
from bot.recognition.settings import RecognitionRefused
from tests.recognition.calendar_stage import august
from tests.recognition.giving_out import GUS, doing, gift, give, names, reward, stock, take_on
from tests.recognition.stage import Stage


def test_a_gift_goes_from_promised_to_fulfilled_with_who_and_when(either_stage: Stage) -> None:
    year = august(either_stage)
    number = give(year, reward(either_stage, "A day off"), "ana")
    for state, revision, by in ((APPROVED, 0, "person dee"), (FULFILLED, 1, "person eli")):
        done = take_on(year, number, state, revision, by)
        assert isinstance(done, Gift)
        assert (done.state, done.revision) == (state, revision + 1)
    assert year.steps() == [("promised", GUS), ("approved", "person dee"), ("fulfilled", "person eli")]
    assert year.gifts() == [("ana", "fulfilled")]


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ((), FULFILLED),
        ((APPROVED,), APPROVED),
        ((APPROVED, FULFILLED), DECLINED),
        ((DECLINED,), APPROVED),
        ((DECLINED,), DECLINED),
        ((APPROVED, FULFILLED), APPROVED),
    ],
)
def test_no_step_is_left_out_or_taken_twice(stage: Stage, path: tuple[str, ...], refused: str) -> None:
    year = august(stage)
    number = give(year, reward(stage, "A day off", stock=5), "ana")
    for revision, state in enumerate(path):
        assert isinstance(take_on(year, number, state, revision), Gift)
    before = gift(stage, number)
    last = take_on(year, number, refused, len(path))
    assert isinstance(last, Step)
    assert last.state == (path[-1] if path else "promised")
    assert gift(stage, number) == before


def test_what_is_declined_is_put_back(either_stage: Stage) -> None:
    year = august(either_stage)
    card = reward(either_stage, "Gift card", stock=1)
    number = give(year, card, "ana")
    assert stock(either_stage, card) == 0
    assert names(either_stage) == []
    take_on(year, number, DECLINED, 0)
    assert stock(either_stage, card) == 1
    assert names(either_stage) == ["Gift card"]


def test_an_old_form_cannot_take_a_step(either_stage: Stage) -> None:
    year = august(either_stage)
    number = give(year, reward(either_stage, "A day off"), "ana")
    take_on(year, number, APPROVED, 0, "person dee")
    last = take_on(year, number, DECLINED, 0)
    assert isinstance(last, Step)
    assert (last.state, last.actor) == ("approved", "person dee")
    assert year.gifts() == [("ana", "approved")]


def test_of_many_who_take_the_last_one_at_once_one_gets_it(either_stage: Stage) -> None:
    year = august(either_stage)
    card = reward(either_stage, "Gift card", stock=3)
    people = ["ana", "ben", "cho", "dee", "eli", "fay", "hal", "jon"]
    for key in people:
        year.member(key)

    def take(key: str) -> bool:
        try:
            give(year, card, key)
        except RecognitionRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool_:
        got = list(pool_.map(take, people))
    assert sum(got) == 3
    assert len(year.gifts()) == 3
    assert stock(either_stage, card) == 0


def test_of_two_who_approve_and_decline_at_once_one_does(either_stage: Stage) -> None:
    year = august(either_stage)
    card = reward(either_stage, "Gift card", stock=4)
    numbers = [give(year, card, key) for key in ("ana", "ben", "cho", "fay")]

    def press(what: tuple[int, str]) -> bool:
        return isinstance(take_on(year, what[0], what[1], 0), Gift)

    both = [(number, state) for number in numbers for state in (APPROVED, DECLINED)]
    with ThreadPoolExecutor(8) as pool_:
        done = list(pool_.map(press, both))
    assert sum(done) == 4
    declined = sum(state == "declined" for _, state in year.gifts())
    assert stock(either_stage, card) == declined


def test_the_same_promise_twice_is_one(either_stage: Stage) -> None:
    year = august(either_stage)
    card = reward(either_stage, "Gift card", stock=2)
    assert give(year, card, "ana", "award/1") == give(year, card, "ana", "award/1")
    assert stock(either_stage, card) == 1


def test_one_person_gets_it_so_often_a_year_and_no_more(either_stage: Stage) -> None:
    year = august(either_stage)
    trip = reward(either_stage, "A trip", yearly_limit=2)
    give(year, trip, "ana", "first")
    declined = give(year, trip, "ana", "second")
    with pytest.raises(RecognitionRefused, match="One person can get “A trip” 2 times a year"):
        give(year, trip, "ana", "third")
    take_on(year, declined, DECLINED, 0)
    give(year, trip, "ana", "third")
    give(year, trip, "ben", "other")
    either_stage.door.clock.now = datetime(2025, 1, 1, 12, tzinfo=UTC)
    give(year, trip, "ana", "next year")


def test_the_year_is_the_companys_own(stage: Stage) -> None:
    with stage.door.changing() as ledger:
        ledger.connection.exec_driver_sql("UPDATE workspaces SET fiscal_year_start_month = 9")
    year = august(stage)
    trip = reward(stage, "A trip", yearly_limit=1)
    give(year, trip, "ana", "old year")
    with pytest.raises(RecognitionRefused):
        give(year, trip, "ana", "still")
    stage.door.clock.now = datetime(2024, 9, 1, 12, tzinfo=UTC)
    assert gift(stage, give(year, trip, "ana", "new year")).year == 2025


def test_of_many_at_once_no_more_than_the_limit_go_to_one_person(either_stage: Stage) -> None:
    year = august(either_stage)
    trip = reward(either_stage, "A trip", yearly_limit=1)
    year.member("ana")

    def take(number: int) -> bool:
        try:
            give(year, trip, "ana", f"key {number}")
        except RecognitionRefused:
            return False
        return True

    with ThreadPoolExecutor(6) as pool_:
        assert sum(pool_.map(take, range(6))) == 1


def test_a_retired_reward_is_given_no_more_and_comes_back_by_its_name(stage: Stage) -> None:
    year = august(stage)
    card = reward(stage, "Gift card", stock=2)
    number = give(year, card, "ana")
    assert doing(stage, lambda one: retire(one.connection, one.company.id, card, one.now, GUS))
    assert not doing(stage, lambda one: retire(one.connection, one.company.id, card, one.now, GUS))
    with pytest.raises(RecognitionRefused, match="is gone meanwhile"):
        give(year, card, "ben")
    assert isinstance(take_on(year, number, APPROVED, 0), Gift)
    assert reward(stage, "Gift card", 5, stock=9) == card
    assert names(stage) == ["Gift card"]


def test_two_rewards_have_two_names(stage: Stage) -> None:
    card, _ = reward(stage, "Gift card"), reward(stage, "A trip")
    with pytest.raises(RecognitionRefused, match="There is a reward “Gift card” already"):
        reward(stage, "Gift card")
    draft = Draft("A trip", "", 0, "USD")
    with pytest.raises(RecognitionRefused, match="There is a reward “A trip” already"):
        doing(stage, lambda one: change(one.connection, one.company.id, card, draft, one.now, GUS))
    assert names(stage, catalogue) == ["A trip", "Gift card"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "  "}, "A reward's name has 1 to 60 characters."),
        ({"name": "x" * 61}, "A reward's name has 1 to 60 characters."),
        ({"currency": "dollars"}, "The currency is three letters"),
        ({"value_minor": -1}, "an amount from 0 on"),
        ({"stock": -1}, "a whole number from 0 on"),
        ({"yearly_limit": 0}, "may get a year is 1 or more"),
        ({"about": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_a_reward_is_refused_with_a_sentence(
    stage: Stage, changes: dict[str, Any], words: str
) -> None:
    draft = Draft(**{"name": "Gift card", "about": "", "value_minor": 0, "currency": "USD", **changes})
    with pytest.raises(RecognitionRefused, match=words):
        doing(stage, lambda one: add(one.connection, one.company.id, draft, one.now, GUS))
