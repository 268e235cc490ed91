"""Random schedules through random histories: each slot is run or passed over once, as its schedule says."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.schedule.due import CatchUp
from bot.schedule.job import Occasion
from bot.schedule.rule_words import in_words
from bot.schedule.rules import Rule, days
from bot.schedule.working_days import WorkingDays
from bot.schedule.zones import instant_of
from calc.periods import FiscalCalendar
from tests.examples import examples
from tests.schedule.any_rule import every, once_a
from tests.schedule.clockwork import Clockwork, in_memory
from tests.schedule.timings import utc

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Africa/Casablanca",
    "Asia/Kathmandu",
)
# Around changes of the clocks, a leap day, a year's end, and the day that Samoa left out.
STARTS = ("2026-03-07", "2026-10-30", "2028-02-27", "2026-12-30", "2011-12-28", "2026-04-03", "2027-04-28")


@dataclass(frozen=True)
class Plan:
    rule: Rule
    at: time
    zone: str
    catch_up: CatchUp
    skip_after_minutes: int
    created: datetime

    def slots(self) -> list[tuple[str, datetime]]:
        """Every slot there could be, by the rule's days one after another."""
        first, last = self.created.date() - 3 * DAY, self.created.date() + 600 * DAY
        found = days(self.rule, first, last, FiscalCalendar(), WorkingDays())
        return [(day.isoformat(), instant_of(day, self.at, ZoneInfo(self.zone))) for day in found]


@dataclass
class Step:
    """Time passes, somebody turns the hands, and a clock ticks: the same, a new process, or another one."""

    passes: timedelta
    turned: timedelta
    ticks: str


times = st.sampled_from([time(0, 0), time(1, 30), time(2, 30), time(9, 0), time(23, 59)])
minutes = st.integers(0, 1_440).map(lambda number: timedelta(minutes=number))
plans = st.builds(
    Plan,
    rule=every() | every() | once_a(),
    at=times | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=st.sampled_from(ZONES),
    catch_up=st.sampled_from(CatchUp),
    skip_after_minutes=st.sampled_from([0, 1, 60, 720, 3_000]),
    created=st.builds(lambda day, later: utc(day) + later, st.sampled_from(STARTS), minutes),
)
a_while = st.sampled_from([timedelta(0), MINUTE, MINUTE, 17 * MINUTE, 60 * MINUTE, 10 * 60 * MINUTE, DAY])
weeks = st.integers(0, 30).map(lambda number: number * DAY)
turns = st.just(timedelta(0)) | st.integers(-23 * 60, 23 * 60).map(lambda number: number * MINUTE)
whose = st.sampled_from(["same", "same", "new", "other"])
histories = st.lists(st.builds(Step, a_while | weeks, turns, whose), min_size=1, max_size=14)
unhurried = settings(deadline=None, max_examples=examples(20), suppress_health_check=[HealthCheck.too_slow])


def begin(clock: Clockwork, plan: Plan) -> None:
    clock.time.now = plan.created
    clock.add(
        rule=in_words(plan.rule),
        at=f"{plan.at:%H:%M}",
        time_zone=plan.zone,
        catch_up=plan.catch_up.value,
        skip_after_minutes=plan.skip_after_minutes,
    )


def live(clock: Clockwork, history: list[Step]) -> list[datetime]:
    """Goes through a history. Returns the time of day at each tick."""
    other, ticked = clock.another_clock(), []
    for step in history:
        clock.time.pass_by(seconds=step.passes.total_seconds())
        clock.time.set_by(seconds=step.turned.total_seconds())
        if step.ticks == "new":
            clock.restart()
        (other if step.ticks == "other" else clock.ticker).tick()
        ticked.append(clock.time.now)
    assert clock.messages("halted/%") == []
    return ticked


def promised(plan: Plan, ticked: list[datetime]) -> tuple[list[str], list[str]]:
    """Which slots should have been run and which passed over, by the promise alone."""
    every_slot = plan.slots()
    seen = plan.created
    done: list[str] = []
    skipped: list[str] = []
    for now in ticked:
        fresh = [(key, at) for key, at in every_slot if seen < at <= now]
        for number, (key, at) in enumerate(fresh):
            is_run = {
                CatchUp.ALL: True,
                CatchUp.LATEST: number == len(fresh) - 1,
                CatchUp.SKIP: now - at <= timedelta(minutes=plan.skip_after_minutes),
            }[plan.catch_up]
            (done if is_run else skipped).append(key)
            seen = max(seen, at)
    return done, skipped


@unhurried
@given(plans, histories)
def test_every_slot_is_run_or_passed_over_as_its_schedule_promises(plan: Plan, history: list[Step]) -> None:
    with in_memory() as clock:
        begin(clock, plan)
        done, skipped = promised(plan, live(clock, history))
        assert clock.runs() == done
        assert clock.runs("skipped") == skipped
        assert clock.said == done
        assert len(clock.messages()) == len(done)


@unhurried
@given(plans, histories, st.integers(0, 2**32), st.floats(0.1, 0.9))
def test_whatever_fails_every_slot_is_run_or_passed_over_at_most_once_and_in_the_end_once(
    plan: Plan, history: list[Step], seed: int, share: float
) -> None:
    randomness = Random(seed)

    def fail_at_times(_occasion: Occasion) -> None:
        if randomness.random() < share:
            raise ValueError

    with in_memory() as clock:
        begin(clock, plan)
        clock.breaks = fail_at_times
        ticked = live(clock, history)
        clock.breaks = lambda _: None
        clock.time.set_by(seconds=max(0.0, (max(ticked) - clock.time.now).total_seconds()))
        clock.time.pass_by(hours=2)
        clock.restart()
        clock.tick()
        done, skipped = clock.runs(), clock.runs("skipped")
        came_up = [key for key, at in plan.slots() if plan.created < at <= clock.time.now]
        assert sorted(done + skipped) == came_up
        assert [row.key.rpartition("/")[2] for row in clock.messages("say/%")] == done
        if plan.catch_up is CatchUp.ALL:
            assert skipped == []
