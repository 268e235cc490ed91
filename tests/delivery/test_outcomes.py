"""What comes of a call, outcome by outcome: for the message, and for those that wait behind it."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.delivery.figures import Patience, backoff_s
from bot.delivery.lanes import paces
from bot.delivery.outbox import mark_of
from bot.store.engine import reading
from tests.delivery.fake_slack import ACCEPT, ANSWER_LOST, LETTER_LOST, Fault, later, refuse
from tests.delivery.house import WINS, House

WEEKEND_S = 3 * 86_400


def free_at(house: House, place: str) -> float:
    """In how many seconds a lane is free."""
    own = (paces.c.workspace_id == house.id) & (paces.c.place == place)
    with reading(house.engine) as connection:
        free = connection.execute(select(paces.c.free_at).where(own)).scalar_one()
    return float((free - house.clock.now()).total_seconds())


def test_an_accepted_message_is_sent_with_its_place_in_slack(house: House) -> None:
    sender = house.sender()
    house.put("a")
    house.run(sender)
    row, [post] = house.row("a"), house.slack.posts(WINS)
    assert (row["state"], row["channel"], row["ts"]) == ("sent", WINS, post.ts)
    assert (row["sent_at"], row["attempts"], row["leased_by"]) == (post.at, 1, None)
    assert post.mark == mark_of(house.id, "a")
    assert post.text == row["text"]
    assert house.slack.looked == []


def test_a_dm_is_kept_with_the_conversation_that_slack_names(house: House) -> None:
    sender = house.sender()
    house.put("a", "ana")
    house.run(sender)
    assert (house.row("a")["place"], house.row("a")["channel"]) == ("UANA", "DANA")


def test_a_slack_user_who_is_not_of_the_company_gets_a_dm_too(house: House) -> None:
    sender = house.sender()
    house.put("a", "USTRANGER")
    house.put("b", "USTRANGER", kind="home")
    house.run(sender)
    assert house.states() == {"a": "sent", "b": "sent"}
    assert (len(house.slack.posts("USTRANGER")), len(house.slack.homes["USTRANGER"])) == (1, 1)
    assert house.slack.found_users == []


def test_a_home_is_published_and_has_no_place_in_a_conversation(house: House) -> None:
    sender = house.sender()
    house.put("a", "ana", kind="home")
    house.run(sender)
    assert [home["type"] for home in house.slack.homes["UANA"]] == ["home"]
    assert (house.state("a"), house.row("a")["ts"]) == ("sent", "")


def test_retry_after_is_waited_for_by_everybody_who_wants_to_go_there(either_house: House) -> None:
    house = either_house
    one, two = house.sender("one"), house.sender("two")
    house.slack.script(WINS, later(40))
    house.put("first")
    house.put("second")
    house.put("elsewhere", "C2")
    house.run(one, two, for_s=39)
    assert house.states() == {"first": "pending", "second": "pending", "elsewhere": "sent"}
    assert len(house.slack.sent) == 2
    house.run(one, two)
    assert [post.text[-5:] for post in house.slack.posts(WINS)] == ["first", "econd"]
    assert house.slack.closest_s() >= 1


def test_a_workspace_that_is_asked_to_wait_waits_as_a_whole(house: House) -> None:
    sender = house.sender()
    house.slack.script("C1", later(20, everywhere=True))
    for number in range(1, 5):
        house.put(f"m{number}", f"C{number}")
    begun = house.clock.now()
    house.run(sender)
    assert set(house.states().values()) == {"sent"}
    assert all(post.at - begun >= timedelta(seconds=20) for post in house.slack.posts())
    assert [house.row(f"m{number}")["attempts"] for number in range(1, 5)] == [2, 1, 1, 1]


@pytest.mark.parametrize(
    ("after_s", "least_s", "most_s"),
    [
        (0, 1, 1.1),
        (0.2, 1, 1.1),
        (7, 7, 7.1),
        (1e9, 3_600, 3_600.1),
        (float("inf"), 1, 2.1),
        (float("nan"), 1, 2.1),
        (-5, 1, 2.1),
        (None, 1, 2.1),
    ],
)
def test_whatever_retry_after_says_the_next_try_is_neither_at_once_nor_never(
    house: House, after_s: float | None, least_s: float, most_s: float
) -> None:
    sender = house.sender()
    house.slack.script(WINS, later(after_s))
    house.put("a")
    sender.step()
    asked = house.clock.now()
    house.run(sender, for_s=5_000)
    [post] = house.slack.posts(WINS)
    assert least_s <= (post.at - asked).total_seconds() <= most_s


def test_a_back_off_is_anything_up_to_a_limit_that_doubles_until_it_is_long_enough() -> None:
    drawn = [[backoff_s(attempt, 2, 900, Random(seed)) for seed in range(200)] for attempt in range(1, 40)]
    for attempt, waits in enumerate(drawn, 1):
        limit = min(900, 2**attempt)
        assert 0 <= min(waits) < limit / 10
        assert limit * 9 / 10 < max(waits) <= limit
    assert backoff_s(10**6, 2, 900, Random(1)) <= 900
    assert min(backoff_s(3, 30, 3_600, Random(seed), 0.5) for seed in range(200)) >= 60


def test_the_back_off_has_an_end(house: House) -> None:
    patience = Patience(longest_s=600, most_attempts=8)
    sender = house.sender(patience=patience)
    house.slack.script(WINS, *[later(None)] * 500)
    house.put("a")
    begun = house.clock.now()
    house.run(sender, for_s=5_000)
    row = house.row("a")
    assert (row["state"], row["last_error"]) == ("dead", "gave_up")
    assert row["attempts"] >= 8
    assert (house.slack.tried[-1] - begun).total_seconds() >= 600
    [notice] = house.notices("delivery/mend")
    assert "gave up" in notice["body"]


def test_a_message_that_was_hardly_tried_is_not_given_up_however_old_it_is(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, later(None))
    house.put("a")
    sender.step()
    house.clock.advance(WEEKEND_S)  # nothing ran over the weekend
    house.slack.script(WINS, later(None), ACCEPT)
    house.run(house.sender("two"))
    assert house.state("a") == "sent"


def test_a_refused_message_is_dead_with_slacks_error(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, refuse("not_in_channel"))
    house.put("a")
    house.run(sender)
    row = house.row("a")
    assert (row["state"], row["last_error"], row["leased_until"]) == ("dead", "not_in_channel", None)
    assert house.slack.posts(WINS) == []


@pytest.mark.parametrize(("fault", "looked_for"), [(ANSWER_LOST, 1), (LETTER_LOST, 2)], ids=["there", "not"])
def test_an_unclear_post_is_looked_for_before_anything_else(
    house: House, fault: Fault, looked_for: int
) -> None:
    sender = house.sender()
    house.slack.script(WINS, fault)
    house.put("a")
    sender.step()
    row = house.row("a")
    assert (row["state"], row["leased_until"], row["fence"]) == ("unclear", None, 1)
    assert (row["due_at"] - house.clock.now()).total_seconds() == 30
    house.run(sender)
    assert (house.state("a"), len(house.slack.texts(WINS)), house.row("a")["attempts"]) == (
        "sent", 1, looked_for,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["home", "edit", "delete"])
@pytest.mark.parametrize("fault", [ANSWER_LOST, LETTER_LOST], ids=["done", "not done"])
def test_what_does_no_harm_twice_is_done_again_when_the_answer_is_unclear(
    house: House, kind: str, fault: Fault
) -> None:
    sender = house.sender()
    house.put("a", "ana")
    house.run(sender)
    place = "UANA" if kind == "home" else "DANA"
    house.slack.script(place, fault)
    house.put("b", "ana", kind=kind, follows=None if kind == "home" else "a")
    house.run(sender, for_s=60)
    assert (house.state("b"), house.row("b")["attempts"]) == ("sent", 2)
    assert house.slack.looked == []
    assert house.notices("delivery") == []


def test_when_call_after_call_comes_to_nothing_the_others_are_spared(house: House) -> None:
    """In an outage of an hour, few messages become unclear, and all arrive once it is over."""
    outage = house.in_s(3_600)
    house.slack.faults = lambda _letter: LETTER_LOST if house.clock.now() < outage else ACCEPT
    sender = house.sender()
    for number in range(60):
        house.put(f"m{number}", f"C{number}")
    house.run(sender, for_s=3_600)
    assert 5 < len(house.slack.sent) < 40
    house.run(sender, for_s=3_600)
    assert set(house.states().values()) == {"sent"}
    assert (len(house.slack.posts()), house.slack.doubled()) == (60, [])


def test_a_message_that_slack_cannot_name_any_more_is_not_edited(house: House) -> None:
    sender = house.sender()
    house.put("a")
    house.run(sender)
    house.put("gone", kind="delete", follows="a")
    house.run(sender)
    house.put("edit", kind="edit", follows="a")
    house.put("gone again", kind="delete", follows="a")
    house.run(sender)
    assert (house.state("edit"), house.row("edit")["last_error"]) == ("dead", "message_not_found")
    assert house.state("gone again") == "sent"


def test_each_place_is_free_again_a_second_after_it_was_posted_to(house: House) -> None:
    sender = house.sender()
    house.put("a")
    sender.step()
    assert free_at(house, WINS) == 1
