"""Clocks that somebody sets wrong, or right again, while messages are on their way."""

from datetime import timedelta

from tests.delivery.fake_slack import ANSWER_LOST, LETTER_LOST
from tests.delivery.house import WINS, House


def test_what_was_sent_by_a_clock_that_was_an_hour_fast_is_found(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, ANSWER_LOST)
    house.put("a")
    sender.step()
    [post] = house.slack.posts(WINS)
    post.at -= timedelta(hours=1)  # as Slack's clock has it, which is right
    house.run(sender)
    assert house.state("a") == "sent"
    assert house.slack.texts(WINS) == [post.text]


def test_after_the_clock_was_set_ahead_a_call_still_gets_its_time_to_come_in(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, LETTER_LOST)
    house.put("a")
    sender.step()
    house.clock.set_by(3_600)
    assert not sender.step()
    house.clock.advance(29)
    assert not sender.step()
    assert house.slack.looked == []
    house.clock.advance(2)
    assert sender.step()
    assert len(house.slack.looked) == 1


def test_a_clock_that_is_put_right_by_a_little_keeps_nobody_waiting(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, LETTER_LOST)
    house.put("a")
    sender.step()
    house.clock.advance(30)
    house.clock.set_by(0.5)
    assert sender.step()
    assert len(house.slack.looked) == 1
