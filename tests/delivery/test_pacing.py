"""Slack's pace is kept to, by any number of senders, and no more time than it takes is lost."""

from datetime import timedelta

import pytest

from bot.delivery.outbox import Urgency
from tests.delivery.house import House

CHANNELS = 50
# What a workspace takes.
A_SECOND = 5


def put_evenly(house: House, count: int, channels: int) -> None:
    for number in range(count):
        house.put(f"m{number}", f"C{number % channels}")


def took_s(house: House) -> float:
    times = [post.at for post in house.slack.posts()]
    return (max(times) - min(times)).total_seconds()


@pytest.mark.parametrize(("count", "senders"), [(1_000, 1), (300, 3)])
def test_messages_to_fifty_channels_take_as_long_as_slack_asks_for_and_no_more(
    house: House, count: int, senders: int
) -> None:
    several = [house.sender(f"sender {number}", seed=number) for number in range(senders)]
    put_evenly(house, count, CHANNELS)
    house.run(*several)
    assert len(house.slack.posts()) == count
    assert house.slack.doubled() == []
    assert count / A_SECOND - 1 <= took_s(house) <= count / A_SECOND * 1.1
    assert house.slack.closest_s() >= 1


def test_no_second_has_more_than_a_workspace_takes(house: House) -> None:
    put_evenly(house, 100, CHANNELS)
    house.run(house.sender("one"), house.sender("two"))
    times = sorted(post.at for post in house.slack.posts())
    # The first of any six calls was made at least a second before the last.
    assert all(
        last - first >= timedelta(seconds=0.999) for first, last in zip(times, times[A_SECOND:], strict=False)
    )


def test_a_backlog_for_one_channel_goes_out_at_one_a_second(house: House) -> None:
    sender = house.sender()
    put_evenly(house, 60, 1)
    house.run(sender)
    assert 59 <= took_s(house) <= 59 * 1.1
    assert house.slack.closest_s() >= 1
    assert [post.text for post in house.slack.posts()] == [house.row(f"m{n}")["text"] for n in range(60)]


def test_an_answer_does_not_wait_behind_a_round_up(house: House) -> None:
    sender = house.sender()
    for number in range(300):
        house.put(f"round-up {number}", f"C{number}", urgency=Urgency.ROUND_UP)
    house.run(sender, for_s=10)
    house.put("answer", "ana", urgency=Urgency.ANSWER)
    asked = house.clock.now()
    house.run(sender, for_s=5)
    assert (house.slack.posts("UANA")[0].at - asked).total_seconds() <= 1.5


def test_the_pace_is_kept_across_a_restart(house: House) -> None:
    sender = house.sender()
    put_evenly(house, 8, 1)
    house.run(sender, for_s=3.2)
    house.run(house.sender("after the restart"))
    assert set(house.states().values()) == {"sent"}
    assert house.slack.closest_s() >= 1


def test_slow_calls_of_two_senders_never_come_close_in_one_channel(house: House) -> None:
    """A place is closed until what is on its way there has arrived, however long that takes."""
    one, two = house.sender("one"), house.sender("two")
    house.put("a", "C1")
    house.put("b", "C1")
    arrived: list[str] = []

    def meanwhile(letter: object) -> None:
        if not arrived:
            arrived.append("a")
            house.clock.advance(5)
            two.step()

    house.slack.meanwhile = meanwhile
    house.run(one, two)
    assert len(house.slack.posts("C1")) == 2
    assert house.slack.closest_s() >= 1


def test_one_workspace_does_not_use_up_the_pace_of_another(house: House) -> None:
    other = House(house.engine, "Otherland", house.clock)
    sender = house.sender(posts={house.id: house.slack, other.id: other.slack}.get)
    put_evenly(house, 20, 20)
    put_evenly(other, 20, 20)
    begun = house.clock.now()
    house.run(sender)
    assert (len(house.slack.posts()), len(other.slack.posts())) == (20, 20)
    assert (house.clock.now() - begun).total_seconds() <= 7
