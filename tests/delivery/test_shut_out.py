"""A channel that does not let us in: what was never tried there waits for an invitation."""

import pytest

from bot.delivery.desk import send_again
from bot.delivery.post import CannotLook
from tests.delivery.fake_slack import ANSWER_LOST
from tests.delivery.house import FALLBACK, WINS, House

NOT_IN = CannotLook("not_in_channel", lasting=True)


def owed_before_a_start(house: House, *keys: str, to: str = WINS, why: str = "not_in_channel") -> None:
    """A sender starts, and may not read where these have to go."""
    for key in keys:
        house.put(key, to)
    house.slack.unreadable[{"ana": "UANA"}.get(to, to)].append(CannotLook(why, lasting=True))
    house.run(house.sender())


@pytest.mark.parametrize("why", ["not_in_channel", "channel_not_found"])
def test_what_was_never_tried_is_dead_and_whoever_can_mend_it_is_told_how(
    either_house: House, why: str
) -> None:
    house = either_house
    owed_before_a_start(house, "a", "b", why=why)
    assert house.slack.sent[:-1] == []
    assert [(house.row(key)["state"], house.row(key)["last_error"]) for key in "ab"] == [("dead", why)] * 2
    [notice] = house.notices("delivery/")
    assert "/invite @Micdrop" in notice["body"]
    assert notice["state"] == "sent"


def test_sent_again_it_is_looked_for_first_and_goes_out(house: House) -> None:
    owed_before_a_start(house, "a")
    decision = house.decide(send_again, "a")
    assert (decision.done, decision.state) == (True, "unclear")
    looked = len(house.slack.looked)
    house.run(house.sender())
    assert (house.state("a"), len(house.slack.posts(WINS))) == ("sent", 1)
    assert len(house.slack.looked) == looked + 1


def test_still_not_invited_it_is_dead_again_and_that_is_told(house: House) -> None:
    owed_before_a_start(house, "a")
    house.decide(send_again, "a")
    house.slack.unreadable[WINS].append(NOT_IN)
    house.run(house.sender())
    assert house.state("a") == "dead"
    assert len(house.notices("delivery/mend")) == 2


def test_what_a_lost_day_has_sent_before_we_were_removed_is_found_when_we_are_back(house: House) -> None:
    house.put("a")
    house.put("reply", follows="a")
    backup = house.backup()
    house.run(house.sender())
    house.restore(backup)
    house.slack.unreadable[WINS].append(NOT_IN)
    house.run(house.sender("after the restore"))
    assert house.states()["a"] == house.states()["reply"] == "dead"
    assert len(house.slack.posts(WINS)) == 2
    house.decide(send_again, "a")
    house.run(house.sender("after the invitation"))
    assert house.states()["a"] == house.states()["reply"] == "sent"
    assert (len(house.slack.posts(WINS)), house.slack.doubled()) == (2, [])


def test_it_does_not_go_to_the_fallback_channel_for_it_may_be_in_its_own(house: House) -> None:
    house.set(fallback_channel=FALLBACK)
    owed_before_a_start(house, "a")
    assert (house.state("a"), house.slack.posts(FALLBACK)) == ("dead", [])


def test_what_was_tried_is_held_as_ever(house: House) -> None:
    sender = house.sender()
    house.slack.script(WINS, ANSWER_LOST)
    house.put("a")
    sender.step()
    house.slack.unreadable[WINS].append(NOT_IN)
    house.run(sender)
    assert (house.state("a"), len(house.notices("delivery/held"))) == ("held", 1)


def test_a_dm_that_cannot_be_read_is_held_for_nobody_can_be_invited_to_it(house: House) -> None:
    owed_before_a_start(house, "a", to="ana", why="channel_not_found")
    assert house.state("a") == "held"
