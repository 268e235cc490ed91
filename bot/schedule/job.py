"""What schedules do: jobs by name, and the occasion on which one is run."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import Connection, Engine

from bot.schedule.refusals import ScheduleRefused, did_you_mean

Options = Mapping[str, int | str]


@dataclass(frozen=True)
class Occasion:
    """One run of a schedule. `slot` tells it from every other run of that schedule, and `slot_at` is when it
    was to happen: what messages say of it happened then, so they are put with `since=slot_at`. `day` is the
    slot's local day. `late` when it comes well after its time, as after downtime. `options` is complete.
    """

    workspace_id: int
    schedule_id: int
    schedule_name: str
    slot: str
    slot_at: datetime
    day: date
    now: datetime
    options: Options
    late: bool


@dataclass(frozen=True)
class Job:
    """Something that can be scheduled under `name`. `title` and `describe` tell an admin what it does, in a
    few words and in a sentence. `options` has every option it knows, with its default.

    `run` does it within the transaction that records the run, so that both happen or neither, and returns in
    a few words what came of it, never pay. It must not commit, wait for anybody, or speak to Slack: it puts
    messages into the outbox. What takes long is done before by `prepare`, outside of any transaction, and has
    to be safe to do twice. Either fails by raising; then nothing of the run stays and it is tried again.
    """

    name: str
    title: str
    describe: str
    run: Callable[[Connection, Occasion], str]
    prepare: Callable[[Engine, Occasion], None] | None = None
    options: Options = field(default_factory=lambda: MappingProxyType({}))

    def with_defaults(self, given: Options) -> Options:
        """`given` completed. ScheduleRefused for an option that it does not know, or of the wrong kind."""
        for name, value in given.items():
            if name not in self.options:
                has = ", ".join(sorted(self.options)) or "none"
                near = did_you_mean(name, self.options)
                raise ScheduleRefused(f"{self.name} has no option “{name}”; it has {has}.{near}")
            if isinstance(value, bool) or not isinstance(value, type(self.options[name])):
                kind = "a whole number" if isinstance(self.options[name], int) else "text"
                raise ScheduleRefused(f"The option {name} of {self.name} is {kind}, not “{value}”.")
        return {**self.options, **given}


class Jobs:
    """All jobs of a process."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._by_name: dict[str, Job] = {}
        for job in jobs:
            if job.name in self._by_name:
                raise ValueError(f"two jobs are called {job.name}")
            self._by_name[job.name] = job

    def all(self) -> list[Job]:
        """In the order in which they were given."""
        return list(self._by_name.values())

    def named(self, name: str) -> Job:
        """ScheduleRefused, saying what there is, when there is none of that name."""
        if name in self._by_name:
            return self._by_name[name]
        near = did_you_mean(name, self._by_name)
        raise ScheduleRefused(f"There is no job “{name}”.{near} Jobs are {', '.join(self._by_name)}.")
