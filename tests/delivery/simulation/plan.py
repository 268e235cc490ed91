"""What a history is made of: drawn from its seed before it begins, so that it can be told in a few lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from random import Random

from bot.delivery.post import CannotLook, Later, Unclear
from bot.schedule.due import CatchUp
from tests.delivery.fake_slack import ANSWER_LOST, LETTER_LOST, Fault, later, refuse

MINUTE_S, HOUR_S, DAY_S = 60.0, 3_600.0, 86_400.0
# Nobody puts things right sooner than this.
SOONEST_S = 2 * MINUTE_S
CHANNELS = ("C1", "C2", "C3")

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

    def in_words(self) -> Iterator[str]:
        """What is drawn beforehand, line by line; the events tell of themselves when they happen."""
        beats = "; ".join(
            f"{job} {rule} at {at} in {zone}, catching up with {catch_up}"
            for job, rule, at, zone, catch_up, _ in self.founding.schedules
        )
        fallback = "a" if self.founding.has_fallback else "no"
        rates = ", ".join(f"{name} {rate:g}" for name, rate in asdict(self.luck).items())
        yield f"seed {self.seed}: {self.senders} senders, {self.clocks} clocks, {fallback} fallback channel"
        yield f"schedules: {beats}"
        yield f"how often what goes wrong: {rates}"
        if self.luck.trouble:
            yield from (f"what may go wrong: {_in_words(trouble)}" for trouble in self.troubles)


def draw(seed: int, slots_s: Callable[[Founding], Sequence[float]]) -> Plan:
    """The plan of a seed. `slots_s` says when a company's first slots come up, for events to meet them."""
    random = Random(seed)
    founding = Founding(random.choice(STARTS), random.choice(BEATS), random.random() < 0.5)
    lasts_s = random.choice((2 * HOUR_S, 2 * HOUR_S, DAY_S, 2 * DAY_S))
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


def _in_words(fault: Fault) -> str:
    arrives = f"arrives {fault.lands_after_s:g} s later" if fault.lands else "never arrives"
    return f"after {fault.takes_s:g} s a sender hears {fault.answer or 'yes'}, and the letter {arrives}"


_RATES = (
    (0.0, 0.1, 0.3, 0.6),
    (0.0, 0.2),
    (0.0, 0.01, 0.03),
    (0.0, 0.0, 0.01, 0.03),
    (0.0, 0.02, 0.1),
    (0.0, 0.0, 0.3),
)


def _events(random: Random, busy: list[float]) -> Iterable[Event]:
    changes = [_near(random, busy) for _ in range(random.randint(1, 6))]
    yield from (Event(at_s, "change", number) for number, at_s in enumerate(changes))
    for _ in range(random.choice((0, 0, 1, 2))):
        yield Event(_near(random, busy) + random.uniform(0, DAY_S), "decide")
    for _ in range(random.choice((0, 0, 0, 1))):
        yield Event(_near(random, busy), "downtime", random.choice((5, 20 * MINUTE_S, 5 * HOUR_S, 2 * DAY_S)))
    if random.random() < 0.2:
        yield from _for_a_while(random, _near(random, busy), "revoke", "authorise")
    if random.random() < 0.2:
        yield from _shut_out(random, _near(random, busy))
    # A backup and a wrong clock at once are too much: a slot that only the lost days know comes up again,
    # on time by that clock, and so is told without being looked for.
    disturbing = random.choice((_restore, _jumps, _nothing, _nothing))
    yield from disturbing(random, random.choice(changes))


def _for_a_while(
    random: Random, at_s: float, first: str, then: str, number: float = 0
) -> tuple[Event, Event]:
    back_s = at_s + random.choice((SOONEST_S, HOUR_S, DAY_S))
    return Event(at_s, first, number), Event(back_s, then, number)


def _restore(random: Random, changed_s: float) -> Iterable[Event]:
    """A backup is made before a change is told of, or just after, and restored later. That takes minutes, in
    which letters that were on their way have come in."""
    at_s = changed_s + random.choice((0.01, 0.5, 60)) * random.random()
    yield Event(at_s, "backup")
    at_s += random.choice((2, 20, HOUR_S, DAY_S)) * random.uniform(0.5, 1)
    yield Event(at_s, "restore", random.choice((3 * MINUTE_S, HOUR_S)))
    if random.random() < 0.7:
        yield from _shut_out(random, at_s)


def _shut_out(random: Random, at_s: float) -> Iterable[Event]:
    """The app is removed from a channel, and invited again later; then somebody goes through what waits."""
    channel = random.choice((0, 0, *range(len(CHANNELS))))
    removed, invited = _for_a_while(random, at_s, "remove", "invite", channel)
    yield from (removed, invited, Event(invited.at_s + HOUR_S, "decide"))


def _jumps(random: Random, changed_s: float) -> Iterable[Event]:
    """Somebody sets a clock wrong by an hour, and perhaps somebody else right again."""
    at_s, by_s = changed_s + random.choice((1, 30, 600)) * random.random(), random.choice((-HOUR_S, HOUR_S))
    yield Event(at_s, "jump", by_s)
    if random.random() < 0.5:
        yield Event(at_s + random.choice((10 * MINUTE_S, 5 * HOUR_S)), "jump", -by_s)


def _nothing(_random: Random, _changed_s: float) -> Iterable[Event]:
    """Neither."""
    return ()


def _near(random: Random, busy: list[float]) -> float:
    """Most things happen when others do."""
    return max(random.choice(busy) + random.choice((1, 10, 100)) * random.uniform(-0.3, 1), 0)
