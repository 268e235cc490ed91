"""Stopping: by Slack, which loses nothing, and by whoever runs the sender, which leaves nothing half done."""

import threading
import time
from random import Random

from sqlalchemy import Engine, select

from bot import failpoints
from bot.delivery.lanes import paces, resume
from bot.delivery.outbox import Outbox
from bot.delivery.post import Letter
from bot.delivery.sender import Sender
from bot.runtime import utc_now
from bot.store.engine import reading, writing
from tests.delivery.fake_slack import FakeSlack, VirtualClock, stop
from tests.delivery.house import RENDERER, House


def stopped(house: House) -> str | None:
    own = (paces.c.workspace_id == house.id) & (paces.c.place == "")
    with reading(house.engine) as connection:
        error: str | None = connection.execute(select(paces.c.stopped).where(own)).scalar_one()
        return error


def test_a_revoked_token_stops_all_sending_and_loses_nothing(house: House) -> None:
    sender = house.sender()
    for number in range(20):
        house.put(f"m{number}", f"C{number}")
    house.run(sender, for_s=2)
    sent = len(house.slack.posts())
    house.slack.stopped = "token_revoked"
    calls = len(house.slack.sent)
    house.run(sender, for_s=3_600)
    assert len(house.slack.sent) == calls + 1
    assert stopped(house) == "token_revoked"
    states = list(house.states().values())
    assert (states.count("sent"), states.count("pending")) == (sent, 20 - sent)
    assert {house.row(f"m{number}")["attempts"] for number in range(20)} <= {0, 1}

    house.clock.advance(86_400)
    house.slack.stopped = None
    with writing(house.engine) as connection:
        assert resume(connection, house.id)
        assert not resume(connection, house.id)
    house.run(sender)
    assert set(house.states().values()) == {"sent"}
    assert (len(house.slack.posts()), house.slack.doubled()) == (20, [])


def test_an_answer_that_was_held_up_for_long_stops_nothing(house: House) -> None:
    """The token was exchanged while it was: whoever tries next finds out how things are."""
    sender = house.sender()
    house.slack.stopped = "token_revoked"
    house.put("a")

    def held_up(place: str) -> None:
        if place == "outbox.answered":
            house.slack.stopped = None
            house.clock.advance(61)

    failpoints.arm(held_up)
    try:
        sender.step()
    finally:
        failpoints.arm(None)
    assert stopped(house) is None
    house.run(sender)
    assert (house.state("a"), len(house.slack.posts())) == ("sent", 1)


def test_the_rest_of_a_batch_is_put_back_untried_when_slack_stops(house: House) -> None:
    sender = house.sender()
    house.slack.script("C1", stop("account_inactive"))
    for number in range(5):
        house.put(f"m{number}", f"C{number}")
    sender.step()
    rows = [house.row(f"m{number}") for number in range(5)]
    assert [(row["state"], row["attempts"]) for row in rows] == [
        ("sent", 1), ("pending", 0), ("pending", 0), ("pending", 0), ("pending", 0),
    ]  # fmt: skip
    assert rows[1]["last_error"] == "account_inactive"
    assert len(house.slack.sent) == 2


def test_one_workspace_that_stopped_does_not_stop_another(either_house: House) -> None:
    house = either_house
    other = House(house.engine, "Otherland", house.clock)
    sender = house.sender(posts={house.id: house.slack, other.id: other.slack}.get)
    house.slack.stopped = "token_revoked"
    house.put("a")
    other.put("b")
    house.run(sender)
    assert (house.state("a"), other.state("b"), stopped(other)) == ("pending", "sent", None)


def test_a_workspace_without_a_token_here_is_left_alone(house: House) -> None:
    sender = house.sender(posts=lambda _workspace: None)
    house.put("a")
    assert not sender.step()
    assert sender.next_moment() is None or house.state("a") == "pending"
    assert house.row("a")["attempts"] == 0


def test_a_stop_in_the_middle_of_a_batch_ends_with_the_call_under_way(house: House) -> None:
    sender = house.sender()
    for number in range(5):
        house.put(f"m{number}", f"C{number}")
    asked: list[bool] = []

    def meanwhile(_letter: Letter) -> None:
        if len(house.slack.sent) == 2:
            asked.append(True)

    house.slack.meanwhile = meanwhile
    sender.step(lambda: bool(asked))
    rows = [house.row(f"m{number}") for number in range(5)]
    assert [row["state"] for row in rows] == ["sent", "sent", "pending", "pending", "pending"]
    assert [row["attempts"] for row in rows] == [1, 1, 0, 0, 0]
    # Whoever comes next need not wait for a lease to run out.
    second = house.sender("second")
    house.run(second, for_s=10)
    assert set(house.states().values()) == {"sent"}


class Running:
    """A sender in a thread of its own, in real time."""

    def __init__(self, house: House, posts: object = None) -> None:
        self.stopping, self.nudge = threading.Event(), threading.Event()
        self.sender = Sender(
            house.engine,
            {house.id: house.slack}.get,
            Outbox(RENDERER),
            utc_now,
            time.monotonic,
            Random(1),
            "running",
        )
        self.thread = threading.Thread(target=self.sender.run, args=(self.stopping, self.nudge))
        self.thread.start()

    def stop(self) -> float:
        """How long it took to end, in seconds."""
        begun = time.monotonic()
        self.stopping.set()
        self.nudge.set()
        self.thread.join(10)
        assert not self.thread.is_alive()
        return time.monotonic() - begun


def until(condition: object, within_s: float = 10) -> None:
    ends = time.monotonic() + within_s
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_a_running_sender_sends_what_is_put_and_stops_when_told(sqlite_engine: Engine) -> None:
    house = House(sqlite_engine, clock=VirtualClock(utc_now()))
    running = Running(house)
    try:
        for number in range(2):
            house.put(f"m{number}", f"C{number}")
        running.nudge.set()
        until(lambda: set(house.states().values()) == {"sent"})
    finally:
        assert running.stop() < 2
    assert len(house.slack.posts()) == 2


def test_a_running_sender_outlives_a_failing_round(sqlite_engine: Engine) -> None:
    """What breaks in one round (here the post itself, which never should) is met again after its lease."""
    house = House(sqlite_engine, clock=VirtualClock(utc_now()))
    broken: list[bool] = []

    def meanwhile(_letter: Letter) -> None:
        if not broken:
            broken.append(True)
            raise RuntimeError("something that never happens")

    house.slack.meanwhile = meanwhile
    running = Running(house)
    try:
        house.put("a", "C1")
        running.nudge.set()
        until(lambda: bool(broken))
        house.put("b", "C2")
        until(lambda: house.state("b") == "sent")
        assert running.thread.is_alive()
        assert house.state("a") == "sending"
    finally:
        running.stop()


def test_a_fake_slack_is_a_post() -> None:
    assert FakeSlack(VirtualClock()).find_user("nobody@example.com") is None
