"""Leases, and the number that tells the present owner of a message from a former one."""

from collections.abc import Callable, Mapping

import pytest

from bot import failpoints
from bot.delivery.claim import claim, to_send
from bot.delivery.claimed import Claimed
from bot.delivery.figures import Pacing, Patience
from bot.delivery.leases import expire
from bot.delivery.post import Letter
from bot.delivery.reconcile import claim_unclear
from bot.delivery.states import waits
from bot.store.engine import writing
from tests.delivery.fake_slack import ACCEPT, ANSWER_LOST, Fault, later, refuse
from tests.delivery.house import WINS, House


@pytest.fixture
def house(either_house: House) -> House:
    """Both stores: what two senders do at once is up to them."""
    return either_house


class Crash(Exception):
    """The process ends here."""


def crash_at(place: str) -> Callable[[str], None]:
    def react(here: str) -> None:
        if here == place:
            failpoints.arm(None)
            raise Crash

    return react


def during_the_call(house: House, do: Callable[[], object]) -> None:
    """Has `do` happen in the middle of the next call."""

    def meanwhile(_letter: Letter) -> None:
        house.slack.meanwhile = lambda _letter: None
        do()

    house.slack.meanwhile = meanwhile


def test_the_late_success_of_an_owner_that_lives_counts_if_nobody_took_the_message_since(
    house: House,
) -> None:
    owner, other = house.sender("owner"), house.sender("other")
    house.put("a")
    seen: list[str] = []

    def lease_runs_out() -> None:
        house.clock.advance(61)
        other.step()
        row = house.row("a")
        seen.append(row["state"])
        assert row["due_at"] == house.in_s(Patience().settle_s)

    during_the_call(house, lease_runs_out)
    owner.step()
    assert seen == ["unclear"]
    assert (house.state("a"), house.row("a")["attempts"]) == ("sent", 1)
    house.run(owner, other)
    assert (len(house.slack.posts(WINS)), house.slack.looked) == (1, [])


@pytest.mark.parametrize(
    ("fault", "state"), [(refuse("is_archived"), "dead"), (later(90), "pending")], ids=["no", "later"]
)
def test_the_late_no_of_an_owner_that_lives_counts_too(house: House, fault: Fault, state: str) -> None:
    owner, other = house.sender("owner"), house.sender("other")
    house.slack.script(WINS, fault)
    house.put("a")

    def lease_runs_out() -> None:
        house.clock.advance(61)
        other.step()

    during_the_call(house, lease_runs_out)
    owner.step()
    assert house.state("a") == state


def test_an_owner_whose_message_was_sent_by_another_records_nothing(house: House) -> None:
    """The letter of the first owner never lands; it is looked for, found absent, and sent by the other."""
    owner, other = house.sender("owner"), house.sender("other")
    house.slack.script(WINS, refuse("fatal"))
    house.put("a")

    def another_sends_it() -> None:
        house.clock.advance(61)
        house.run(other, for_s=120)
        assert house.state("a") == "sent"

    during_the_call(house, another_sends_it)
    owner.step()
    assert (house.state("a"), house.row("a")["last_error"]) == ("sent", None)
    assert house.notices("delivery") == []
    assert house.row("a")["leased_by"] is None
    assert len(house.slack.posts(WINS)) == 1


@pytest.mark.parametrize("fault", [ACCEPT, refuse("is_archived"), later(None), ANSWER_LOST], ids=str)
@pytest.mark.parametrize("now", ["looked for", "sent by another"])
def test_an_owner_is_not_heard_while_somebody_else_is_at_its_message(
    house: House, fault: Fault, now: str
) -> None:
    owner = house.sender("owner")
    house.slack.script(WINS, fault)
    house.put("a")
    seen: list[Mapping[str, object]] = []

    def somebody_else_takes_it() -> None:
        house.clock.advance(61)
        expire(house.engine, house.clock.now(), Patience())
        house.clock.advance(31)
        unclear = look_for(house)
        if now == "sent by another":
            send_again_untried(house, unclear)
            take(house, "other")
        seen.append(house.row("a"))

    during_the_call(house, somebody_else_takes_it)
    owner.step()
    assert seen[0]["state"] == ("unclear" if now == "looked for" else "sending")
    assert house.row("a") == seen[0]
    assert house.notices("delivery") == []


def look_for(house: House) -> list[Claimed]:
    now = house.clock.now()
    search = claim_unclear(house.engine, [house.id], now, "other", Pacing(), Patience())
    return [] if search is None else list(search.messages)


def send_again_untried(house: House, unclear: list[Claimed]) -> None:
    with writing(house.engine) as connection:
        assert waits(connection, unclear[0], house.clock.now(), "not_in_slack")


def take(house: House, name: str) -> list[str]:
    """The keys that a sender gets now."""
    now, queue = house.clock.now(), to_send(Pacing())
    return [message.key for message in claim(house.engine, queue, [house.id], now, name, Patience())]


@pytest.mark.parametrize("fault", [ACCEPT, later(None)], ids=["yes", "later"])
def test_an_owner_that_comes_back_late_does_not_let_others_into_a_place_that_is_taken(
    house: House, fault: Fault
) -> None:
    owner = house.sender("owner")
    house.slack.script(WINS, fault)
    for key in "abc":
        house.put(key)

    def another_takes_the_place() -> None:
        house.clock.advance(61)
        assert take(house, "other") == ["b"]

    during_the_call(house, another_takes_the_place)
    owner.step()
    house.clock.advance(5)
    assert take(house, "third") == []


@pytest.mark.parametrize("by", ["steady", "wall"])
def test_no_call_is_begun_with_too_little_of_the_lease_left(house: House, by: str) -> None:
    """Whichever of the two clocks says so: the other may have been set back, or stood still."""
    sender = house.sender()
    for number in range(5):
        house.put(f"m{number}", f"C{number}")
    almost_s = 60 - Patience().call_s + 1

    def held_up() -> None:
        house.clock.advance(almost_s)
        if by == "steady":
            house.clock.set_by(-almost_s)

    during_the_call(house, held_up)
    sender.step()
    assert len(house.slack.sent) == 1
    rows = [house.row(f"m{number}") for number in range(5)]
    assert [row["state"] for row in rows] == ["sent", *["pending"] * 4]
    assert [row["attempts"] for row in rows] == [1, 0, 0, 0, 0]
    house.run(sender)
    assert set(house.states().values()) == {"sent"}


def test_the_other_clock_alone_does_not_tell_the_time(house: House) -> None:
    sender = house.sender()
    for number in range(3):
        house.put(f"m{number}", f"C{number}")
    during_the_call(house, lambda: house.clock.set_by(45))
    sender.step()
    assert len(house.slack.sent) == 1


@pytest.mark.parametrize(
    ("place", "posted"),
    [
        ("outbox.claiming", 0),
        ("outbox.claimed", 0),
        ("outbox.calling", 0),
        ("outbox.answered", 1),
        ("outbox.recording", 1),
        ("outbox.recorded", 1),
    ],
)
def test_a_sender_that_dies_at_any_moment_leaves_nothing_lost_and_nothing_doubled(
    house: House, place: str, posted: int
) -> None:
    sender = house.sender()
    house.put("a")
    failpoints.arm(crash_at(place))
    with pytest.raises(Crash):
        sender.step()
    assert len(house.slack.posts(WINS)) == posted
    house.run(house.sender("the next"))
    assert house.state("a") == "sent"
    assert len(house.slack.posts(WINS)) == 1


@pytest.mark.parametrize("place", ["outbox.expiring", "outbox.looking", "outbox.looked"])
def test_a_sender_that_dies_while_it_clears_up_leaves_nothing_lost_and_nothing_doubled(
    house: House, place: str
) -> None:
    sender = house.sender()
    house.put("a")
    failpoints.arm(crash_at("outbox.answered"))
    with pytest.raises(Crash):
        sender.step()
    second = house.sender("second")
    failpoints.arm(crash_at(place))
    with pytest.raises(Crash):
        house.run(second)
    house.run(house.sender("third"))
    assert (house.state("a"), len(house.slack.posts(WINS))) == ("sent", 1)


@pytest.mark.parametrize("kind", ["home", "post to somebody unknown"])
def test_a_lease_on_what_cannot_be_doubled_leaves_the_message_due_again(house: House, kind: str) -> None:
    sender = house.sender()
    if kind == "home":
        house.put("a", "ana", kind="home")
    else:
        house.put("a", "eve")
    failpoints.arm(crash_at("outbox.claimed"))
    with pytest.raises(Crash):
        sender.step()
    house.clock.advance(61)
    house.run(house.sender("second"), for_s=5)
    assert (house.state("a"), house.slack.looked) == ("sent", [])
