"""Whatever Slack answers and wherever senders die: nothing is posted twice, nothing is lost from sight."""

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import failpoints
from bot.delivery.lanes import resume
from bot.delivery.outbox import Urgency, mark_of
from bot.delivery.post import CannotLook, Later, Letter
from bot.delivery.sender import Sender
from bot.store.engine import writing
from tests.delivery.fake_slack import ACCEPT, ANSWER_LOST, LETTER_LOST, Fault, later, refuse, stop
from tests.delivery.house import House, house_in_memory

PLACES = ("C1", "C2", "ana", "ben", "eve", "kit")
TROUBLES = (
    ANSWER_LOST,
    LETTER_LOST,
    Fault(LETTER_LOST.answer, lands_after_s=12),
    later(3),
    later(None),
    later(9, everywhere=True),
    refuse("not_in_channel"),
    stop(),
    Fault(takes_s=70),
)
UNREADABLE = (
    CannotLook("internal_error", lasting=False),
    CannotLook("missing_scope", lasting=True),
    Later("x", 5),
)
# As often as this something goes wrong, and a sender dies where it could.
TROUBLE, DEATH, UNSEEN = 0.3, 0.02, 0.2


class Death(Exception):
    """A sender ends here, as with kill -9."""


def put_some(house: House, random: Random) -> list[str]:
    """Posts to channels and people, replies, edits and homes. The keys of those that would be seen twice."""
    posts: list[str] = []
    for number in range(random.randint(1, 14)):
        key, to = f"m{number}", random.choice(PLACES)
        kind = random.choice(("post", "post", "post", "reply", "edit", "home"))
        urgency = random.choice(list(Urgency))
        if kind == "home" and not to.startswith("C"):
            house.put(key, to, kind="home", urgency=urgency)
        elif kind in ("reply", "edit") and posts:
            parent = random.choice(posts)
            where = str(house.row(parent)["place"])
            kind = "post" if kind == "reply" else "edit"
            house.put(
                key, where if where.startswith("C") else "ana", kind=kind, follows=parent, urgency=urgency
            )
            posts += [key] if kind == "post" else []
        else:
            house.put(key, to, urgency=urgency, since=house.in_s(random.choice((0, -600))))
            posts.append(key)
    return posts


def misbehaving(house: House, random: Random) -> Callable[[Letter], Fault]:
    def fault(_letter: Letter) -> Fault:
        return random.choice(TROUBLES) if random.random() < TROUBLE else ACCEPT

    def be_unseen(letter: Letter) -> None:
        if random.random() < UNSEEN:
            house.slack.unreadable[letter.place].append(random.choice(UNREADABLE))

    house.slack.meanwhile = be_unseen
    return fault


def run(house: House, random: Random, rounds: int) -> None:
    """Senders go on in turn, die and are followed by others, until nothing is left to do."""
    senders = [house.sender(f"{number}", seed=number) for number in range(random.randint(1, 3))]

    def die(_place: str) -> None:
        if random.random() < DEATH:
            raise Death

    failpoints.arm(die)
    try:
        for number in range(rounds):
            if not _one_round(house, senders, random, f"successor {number}"):
                return
    finally:
        failpoints.arm(None)
    raise AssertionError(f"still at it after {rounds} rounds: {house.states()}")


def _one_round(house: House, senders: list[Sender], random: Random, name: str) -> bool:
    turn = random.randrange(len(senders))
    try:
        if senders[turn].step():
            return True
    except Death:
        senders[turn] = house.sender(name, seed=random.randrange(1_000))
        return True
    moment = senders[turn].next_moment()
    if moment is not None:
        house.clock.advance_to(moment)
        return True
    with writing(house.engine) as connection:
        return resume(connection, house.id)


@given(st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_no_post_is_doubled_and_every_message_comes_to_an_end(seed: int) -> None:
    random = Random(seed)
    with house_in_memory() as house:
        posts = put_some(house, random)
        house.slack.faults = misbehaving(house, random)
        run(house, random, rounds=5_000)
        assert house.slack.doubled() == []
        there = {post.mark for post in house.slack.posts()}
        for key, state in house.states().items():
            if state in ("pending", "unclear"):
                assert waits_for_a_person(house, key), (key, state)
            elif key in posts and state != "held":
                assert state in ("sent", "dead")
                assert (mark_of(house.id, key) in there) == (state == "sent"), (key, state)


def waits_for_a_person(house: House, key: str) -> bool:
    """Whether it follows what is held, or what itself does so."""
    row = house.row(key)
    if row["follows_id"] is None:
        return False
    parent = house.key_of(row["follows_id"])
    return house.state(parent) == "held" or waits_for_a_person(house, parent)
