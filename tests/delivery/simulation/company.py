"""The company of a history: made once for each founding, then copied for each history."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from bot.schedule.desk import Draft, add
from bot.schedule.job import Job, Jobs
from bot.schedule.jobs import own_jobs
from bot.schedule.slots import slots
from bot.schedule.stored import Kept, every
from bot.store.engine import reading, writing
from tests.delivery.fake_slack import VirtualClock
from tests.delivery.house import FALLBACK, PEOPLE, House, empty_store
from tests.delivery.simulation.plan import Founding

# Longer than any history.
SPAN = timedelta(days=40)
SAY = Job("say", "Say it", "Says it in a channel.", lambda _connection, _occasion: "")


@dataclass(frozen=True)
class Company:
    """As it was founded. `slots` has each schedule's, by key, and `every_slot` those of all in order."""

    content: bytes
    workspace_id: int
    people: dict[str, int]
    users: dict[str, str]
    schedules: list[Kept]
    slots: dict[int, dict[str, datetime]]
    every_slot: list[datetime]

    def next_slot(self, after: datetime) -> datetime:
        """When the next slot of any of its schedules comes up."""
        return self.every_slot[bisect_right(self.every_slot, after)]


@cache
def company_of(founding: Founding) -> Company:
    """Made once in a process; every history has a copy of its store."""
    with empty_store() as engine:
        house = House(engine, clock=VirtualClock(founding.starts_at))
        house.set(fallback_channel=FALLBACK if founding.has_fallback else None)
        jobs = Jobs([*own_jobs(house.outbox), SAY])
        with writing(engine) as connection:
            for number, (job, rule, local_time, zone, catch_up, skip_after) in enumerate(founding.schedules):
                draft = Draft(f"{job} {number}", job, rule, local_time, zone, catch_up=catch_up.value)
                draft = replace(draft, skip_after_minutes=skip_after)
                add(connection, jobs, house.id, draft, founding.starts_at, "person gus")
        with reading(engine) as connection:
            kept = every(connection)
        until = founding.starts_at + SPAN
        coming = {
            one.id: {slot.key: slot.at for slot in slots(one.timing(), one.created_at, until)} for one in kept
        }
        people = {key: house.person(key) for key in PEOPLE}
        in_order = sorted(at for its_own in coming.values() for at in its_own.values())
        return Company(house.backup(), house.id, people, dict(house.slack.users), kept, coming, in_order)
