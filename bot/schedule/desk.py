"""What an admin decides about schedules; each decision is one change with its entry in the audit log.

Names are found in any letters. Whatever cannot be is a ScheduleRefused, whose text is for whoever asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.schedule import stored
from bot.schedule.due import CatchUp
from bot.schedule.job import Jobs, Options
from bot.schedule.jobs import DEFAULTS
from bot.schedule.marks import believe
from bot.schedule.refusals import ScheduleRefused, did_you_mean
from bot.schedule.rule_reader import read_rule
from bot.schedule.rule_words import in_words
from bot.schedule.stored import Kept, schedules, workspaces
from bot.schedule.timing import read_time
from bot.schedule.working_days import country_named
from bot.schedule.zones import zone_named
from bot.store import audit

MOST_CHARACTERS_OF_NAME = 60
_MOST_MINUTES = 366 * 24 * 60
_TIMING = frozenset({"rule", "local_time", "time_zone", "country"})
_CHANGEABLE = _TIMING | {"catch_up", "skip_after_minutes", "options"}
# What a clock gives every workspace, by the rooms that it is of; taken away, it would come back.
_OF_PAYDAY = (
    "period_review", "period_close", "question_reminders",
    "spiff_standings", "spiff_winners", "spiff_instant",
)  # fmt: skip
DEFAULT_NAMES = frozenset([*(job for job, _, _ in DEFAULTS), *_OF_PAYDAY])
NO_COUNTRY = "none"

GO_ON = "clock_went_on"


@dataclass(frozen=True)
class Draft:
    """A schedule as a person asks for it, in words. Without a time zone or a country it has the workspace's;
    country "none" leaves out no holidays."""

    name: str
    job: str
    rule: str
    local_time: str
    time_zone: str | None = None
    country: str | None = None
    catch_up: str = CatchUp.LATEST.value
    skip_after_minutes: int = stored.SKIP_AFTER_MINUTES
    options: Options = field(default_factory=dict)


@dataclass(frozen=True)
class WentOn:
    """`done` when it was done now; else `actor` and `at` say who of this workspace did it before, if any."""

    done: bool
    actor: str = ""
    at: datetime | None = None


def checked(connection: Connection, jobs: Jobs, workspace_id: int, draft: Draft) -> Draft:
    """The same schedule in the words in which it is kept, nothing left out. ScheduleRefused for a mistake."""
    here = select(workspaces.c.time_zone, workspaces.c.country).where(workspaces.c.id == workspace_id)
    company = connection.execute(here).one()
    country = company.country if draft.country is None else draft.country
    job = jobs.named(draft.job)
    job.with_defaults(draft.options)
    return Draft(
        name=_name(draft.name),
        job=job.name,
        rule=in_words(read_rule(draft.rule)),
        local_time=f"{read_time(draft.local_time):%H:%M}",
        time_zone=zone_named(draft.time_zone or company.time_zone).key,
        country=country_named(None if country == NO_COUNTRY else country) or NO_COUNTRY,
        catch_up=_catch_up(draft.catch_up),
        skip_after_minutes=_minutes(draft.skip_after_minutes),
        options=dict(draft.options),
    )


def add(
    connection: Connection, jobs: Jobs, workspace_id: int, draft: Draft, now: datetime, actor: str
) -> str:
    """Adds a schedule, whose slots begin after `now`. Returns its name."""
    columns = _columns(checked(connection, jobs, workspace_id, draft))
    taken = _find(connection, workspace_id, draft.name)
    if taken is not None or not stored.add_schedule(connection, workspace_id, columns, now):
        name = taken.name if taken else columns["name"]
        raise ScheduleRefused(f"There is a schedule “{name}” already; change it, or choose another name.")
    audit.record(connection, workspace_id, now, actor, "schedule_added", details=columns)
    return str(columns["name"])


def change(
    connection: Connection,
    jobs: Jobs,
    workspace_id: int,
    name: str,
    changes: Mapping[str, object],
    now: datetime,
    actor: str,
) -> None:
    """Changes anything of a Draft but its name and job. If its times change, its slots begin after `now`."""
    if wrong := changes.keys() - _CHANGEABLE:
        raise ValueError(f"a schedule's {', '.join(sorted(wrong))} cannot be changed")
    kept = named(connection, workspace_id, name)
    before = _columns(_draft_of(kept))
    after = _columns(checked(connection, jobs, workspace_id, replace(_draft_of(kept), **changes)))  # type: ignore[arg-type]
    changed = {key: after[key] for key in sorted(changes) if after[key] != before[key]}
    if not changed:
        raise ScheduleRefused(f"“{kept.name}” is like that already; nothing was changed.")
    stored.change_schedule(connection, kept.id, changed, now if changed.keys() & _TIMING else None)
    details = {"name": kept.name, **changed}
    audit.record(connection, workspace_id, now, actor, "schedule_changed", details=details)


def pause(connection: Connection, workspace_id: int, name: str, now: datetime, actor: str) -> str:
    """Nothing is run by itself until it is resumed. Returns its name."""
    return _switch(connection, workspace_id, name, now, actor, paused=True)


def resume(connection: Connection, workspace_id: int, name: str, now: datetime, actor: str) -> str:
    """Its slots begin again after `now`; those of the pause are gone. Returns its name."""
    return _switch(connection, workspace_id, name, now, actor, paused=False)


def remove(connection: Connection, workspace_id: int, name: str, now: datetime, actor: str) -> str:
    """Takes a schedule away, and the record of its runs with it. Returns its name."""
    kept = named(connection, workspace_id, name)
    if kept.name in DEFAULT_NAMES:
        raise ScheduleRefused(
            f"“{kept.name}” is one of Micdrop's own schedules and would come back. Pause it instead."
        )
    if connection.execute(delete(schedules).where(schedules.c.id == kept.id)).rowcount == 0:
        raise _missing(connection, workspace_id, name)
    audit.record(connection, workspace_id, now, actor, "schedule_removed", details=_columns(_draft_of(kept)))
    return kept.name


def move_along(
    connection: Connection,
    workspace_id: int,
    was: tuple[str, str | None],
    now: datetime,
    actor: str,
) -> list[str]:
    """After a workspace's time zone or country changed: schedules that had the old ones (`was`) get the new.

    Returns their names.
    """
    here = select(workspaces.c.time_zone, workspaces.c.country).where(workspaces.c.id == workspace_id)
    company = connection.execute(here).one()
    moved = []
    for kept in stored.every(connection, schedules.c.workspace_id == workspace_id):
        new = {
            "time_zone": company.time_zone if kept.time_zone == was[0] else kept.time_zone,
            "country": company.country if kept.country == was[1] else kept.country,
        }
        if new != {"time_zone": kept.time_zone, "country": kept.country}:
            stored.change_schedule(connection, kept.id, new, now)
            details = {"name": kept.name, **new}
            audit.record(connection, workspace_id, now, actor, "schedule_changed", details=details)
            moved.append(kept.name)
    return moved


def go_on(
    connection: Connection,
    workspace_id: int,
    now: datetime,
    actor: str,
    halted_at: datetime | None = None,
) -> WentOn:
    """Says that the time of day is right, so that the halted schedules go on: a decision for all workspaces.

    `halted_at` is the halt that a button was drawn for; another one since then stays as it is.
    """
    if believe(connection, now, halted_at):
        audit.record(connection, workspace_id, now, actor, GO_ON)
        return WentOn(True, actor, now)
    log = audit.audit_log
    last = connection.execute(
        select(log.c.actor, log.c.at)
        .where(log.c.workspace_id == workspace_id, log.c.action == GO_ON)
        .order_by(log.c.id.desc())
        .limit(1)
    ).first()
    return WentOn(False) if last is None else WentOn(False, last.actor, last.at)


def named(connection: Connection, workspace_id: int, name: str) -> Kept:
    """The schedule of a name. ScheduleRefused, saying what there is, when there is none."""
    found = _find(connection, workspace_id, name)
    if found is None:
        raise _missing(connection, workspace_id, name)
    return found


def _switch(
    connection: Connection, workspace_id: int, name: str, now: datetime, actor: str, *, paused: bool
) -> str:
    kept = named(connection, workspace_id, name)
    if not stored.pause_schedule(connection, kept.id, paused, now):
        as_it_is = "paused already" if paused else "not paused"
        raise ScheduleRefused(f"“{kept.name}” is {as_it_is}; nothing was changed.")
    action = "schedule_paused" if paused else "schedule_resumed"
    audit.record(connection, workspace_id, now, actor, action, details={"name": kept.name})
    return kept.name


def _find(connection: Connection, workspace_id: int, name: str) -> Kept | None:
    asked = " ".join(name.split()).casefold()
    found = stored.every(connection, schedules.c.workspace_id == workspace_id)
    return next((kept for kept in found if kept.name.casefold() == asked), None)


def _missing(connection: Connection, workspace_id: int, name: str) -> ScheduleRefused:
    names = [kept.name for kept in stored.every(connection, schedules.c.workspace_id == workspace_id)]
    there = f"Schedules are {', '.join(names)}." if names else "There are none yet."
    shown = " ".join(name.split())[:MOST_CHARACTERS_OF_NAME]
    return ScheduleRefused(f"There is no schedule “{shown}”.{did_you_mean(shown, names)} {there}")


def _draft_of(kept: Kept) -> Draft:
    return Draft(
        name=kept.name,
        job=kept.job,
        rule=kept.rule,
        local_time=kept.local_time,
        time_zone=kept.time_zone,
        country=kept.country or NO_COUNTRY,
        catch_up=kept.catch_up.value,
        skip_after_minutes=kept.skip_after_minutes,
        options=kept.given_options(),
    )


def _columns(draft: Draft) -> dict[str, object]:
    """As the store keeps it."""
    columns = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    return {**columns, "country": None if draft.country == NO_COUNTRY else draft.country}


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > MOST_CHARACTERS_OF_NAME or not name.isprintable():
        raise ScheduleRefused(f"A schedule's name has 1 to {MOST_CHARACTERS_OF_NAME} letters, in one line.")
    return name


def _catch_up(text: str) -> str:
    said = text.strip().casefold()
    if said not in list(CatchUp):
        raise ScheduleRefused(
            f"“{text[:20]}” is no way to catch up: write all, latest, or skip (what is older than so long)."
        )
    return said


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= _MOST_MINUTES:
        raise ScheduleRefused("What is skipped is older than 0 minutes to a year of them.")
    return minutes
