"""What a history is made of: drawn from its seed before it begins, so that it can be told in a few lines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from bot.delivery.post import CannotLook, Later, Unclear
from bot.schedule.due import CatchUp
from tests.delivery.fake_slack import ANSWER_LOST, LETTER_LOST, Fault, later, refuse

MINUTE_S, HOUR_S, DAY_S = 60.0, 3_600.0, 86_400.0

# Around changes of the clocks, a year's end, and on ordinary days.
STARTS = tuple(
    datetime(*day, 12, tzinfo=UTC) for day in ((2026, 3, 6), (2026, 10, 30), (2026, 12, 30), (2027, 6, 9))
)
BEATS = (
    (("say", "every day", "09:00", "America/New_York", CatchUp.ALL, 720),),
    (
        ("say", "every day", "01:30", "America/New_York", CatchUp.SKIP, 60),
        ("held_messages", "every working day", "09:00", "America/New_York", CatchUp.LATEST, 720),
    ),
    (
        ("say", "every day", "02:30", "Europe/Berlin", CatchUp.LATEST, 720),
        ("say", "every day", "09:00", "Asia/Kathmandu", CatchUp.ALL, 720),
    ),
)

TROUBLES = (
    ANSWER_LOST,
    LETTER_LOST,
    Fault(ANSWER_LOST.answer, takes_s=19),
    Fault(Unclear("no answer in time"), lands_after_s=6, takes_s=19),
    Fault(LETTER_LOST.answer, lands_after_s=25),
    Fault(takes_s=19),
    later(3),
    later(None),
    later(90),
    later(9, everywhere=True),
    later(float("inf")),
    refuse("not_in_channel"),
)
UNREADABLE = (
    CannotLook("internal_error", lasting=False),
    CannotLook("missing_scope", lasting=True),
    Later("ratelimited", 5),
)


@dataclass(frozen=True)
class Founding:
    """How a company is when its history begins; each of its schedules is what, rule, local time, zone, and
    what becomes of missed slots."""

    starts_at: datetime
    schedules: tuple[tuple[str, str, str, str, CatchUp, int], ...]
    has_fallback: bool


@dataclass(frozen=True, order=True)
class Event:
    """`number` says how long, by how much, or which one."""

    at_s: float
    what: str
    number: float = 0


@dataclass(frozen=True)
class Luck:
    """How often which thing goes wrong, each time that it could."""

    trouble: float
    unseen: float
    death: float
    failure: float
    stall: float
    job_failure: float


@dataclass(frozen=True)
class Plan:
    seed: int
    founding: Founding
    senders: int
    clocks: int
    luck: Luck
    troubles: tuple[Fault, ...]
    events: tuple[Event, ...]

    @property
    def ends_s(self) -> float:
        return self.events[-1].at_s if self.events else 0


def draw(seed: int, slots_s: Callable[[Founding], Sequence[float]]) -> Plan:
    """The plan of a seed. `slots_s` says when the first slots of a company come up, for events to meet them."""
    random = Random(seed)
    founding = Founding(random.choice(STARTS), random.choice(BEATS), random.random() < 0.5)
    lasts_s = random.choice((2 * HOUR_S, DAY_S, DAY_S, 3 * DAY_S))
    busy = [random.uniform(0, lasts_s) for _ in range(random.randint(1, 2))]
    busy += random.choices(slots_s(founding), k=2)
    calm = random.random() < 0.1
    luck = Luck(*(0 if calm else random.choice(rates) for rates in _RATES))
    return Plan(
        seed,
        founding,
        senders=random.choice((1, 2, 2, 3)),
        clocks=random.choice((1, 2)),
        luck=luck,
        troubles=tuple(random.sample(TROUBLES, random.randint(1, len(TROUBLES)))),
        events=tuple(sorted(_events(random, busy))),
    )


_RATES = (
    (0.0, 0.1, 0.3, 0.6),
    (0.0, 0.2),
    (0.0, 0.01, 0.03),
    (0.0, 0.0, 0.01, 0.03),
    (0.0, 0.02, 0.1),
    (0.0, 0.3),
)


def _events(random: Random, busy: list[float]) -> Iterable[Event]:
    for number in range(random.randint(1, 6)):
        yield Event(_near(random, busy), "change", number)
    for _ in range(random.choice((0, 0, 1, 2))):
        yield Event(_near(random, busy) + random.uniform(0, DAY_S), "decide")
    for _ in range(random.choice((0, 0, 0, 1))):
        yield Event(_near(random, busy), "downtime", random.choice((5, 20 * MINUTE_S, 5 * HOUR_S, 2 * DAY_S)))
    if random.random() < 0.2:
        at_s = _near(random, busy)
        yield Event(at_s, "revoke")
        yield Event(at_s + random.choice((20, HOUR_S, DAY_S)), "authorise")
    # A backup and a wrong clock at once are too much: a slot that only the lost days know comes up again,
    # on time by that clock, and so is told without being looked for.
    if (kind := random.random()) < 0.25:
        yield from _restore(random, busy)
    elif kind < 0.5:
        yield from _jumps(random, busy)


def _restore(random: Random, busy: list[float]) -> Iterable[Event]:
    """It takes a few minutes, in which letters that were on their way have come in."""
    at_s = _near(random, busy)
    yield Event(at_s, "backup")
    at_s += random.choice((2, 20, HOUR_S, DAY_S)) * random.uniform(0.5, 1)
    yield Event(at_s, "restore", random.choice((3 * MINUTE_S, HOUR_S)))


def _jumps(random: Random, busy: list[float]) -> Iterable[Event]:
    """Somebody sets a clock wrong by an hour, and perhaps somebody else right again."""
    at_s, by_s = _near(random, busy), random.choice((-HOUR_S, HOUR_S))
    yield Event(at_s, "jump", by_s)
    if random.random() < 0.5:
        yield Event(at_s + random.choice((10 * MINUTE_S, 5 * HOUR_S)), "jump", -by_s)


def _near(random: Random, busy: list[float]) -> float:
    """Most things happen when others do."""
    return max(random.choice(busy) + random.choice((1, 10, 100)) * random.uniform(-0.3, 1), 0)
