"""Who works at the demo company from when to when, in which job, on which plan."""

from datetime import date, timedelta

from bot.demo import cast
from bot.demo.cast import CAST, Part
from bot.demo.days import day_without_plan, joining_day, leaving_day, months_before, moving_day
from bot.demo.shapes import Agreement, Job, Member, Window

_DAY = timedelta(days=1)
_MOVER_TITLE = "Enterprise customer success manager"
_MOVER_PLAN = "base-and-variable"
_MOVER_VARIABLE = 30_000
_MOVER_BASE = 82_000


def members(window: Window) -> tuple[Member, ...]:
    return tuple(
        Member(
            part.key,
            part.name,
            part.email,
            part.zone,
            first_day(part, window),
            leaving_day(window) if part.key == cast.LEAVER else None,
            runs_pay=part.key == cast.ADMIN,
            payroll_id=part.payroll_id,
        )
        for part in CAST
    )


def first_day(part: Part, window: Window) -> date:
    """Newcomers start within the story, everybody else the stated months before it."""
    if part.key == cast.JOINER:
        return joining_day(window)
    if part.key == cast.WITHOUT_PLAN:
        return day_without_plan(window)
    return months_before(window.start, part.months)


def jobs(window: Window) -> tuple[Job, ...]:
    """One job each, and two for whoever moved from one team to another."""
    moved = moving_day(window)
    made = []
    for part in CAST:
        first = first_day(part, window)
        last = leaving_day(window) if part.key == cast.LEAVER else None
        here = Job(part.key, part.title, part.team, part.region, part.manager, first, last)
        if part.key == cast.MOVER:
            made.append(Job(*_place(here), first, moved - _DAY))
            new_manager = next(one.manager for one in CAST if one.title == _MOVER_TITLE)
            made.append(Job(part.key, _MOVER_TITLE, cast.ENTERPRISE, part.region, new_manager, moved))
        else:
            made.append(here)
    return tuple(made)


def agreements(window: Window) -> tuple[Agreement, ...]:
    """Pay as agreed: with a raise for half of the people at the turn of the year, when there is one."""
    made = []
    for part in CAST:
        if not part.plan:
            continue
        first = first_day(part, window)
        last = leaving_day(window) if part.key == cast.LEAVER else None
        if part.key == cast.MOVER:
            moved = moving_day(window)
            made += _with_raise(part, first, moved - _DAY, window)
            made.append(
                Agreement(part.key, _MOVER_PLAN, moved, None, _MOVER_BASE * 100, _MOVER_VARIABLE * 100)
            )
        else:
            made += _with_raise(part, first, last, window)
    return tuple(made)


def _place(job: Job) -> tuple[str, str, str, str, str]:
    return job.person, job.title, job.team, job.region, job.manager


def _with_raise(part: Part, first: date, last: date | None, window: Window) -> list[Agreement]:
    """Until the last new year of the story, people with an even number had 4% less."""
    new_year = max(quarter.start for quarter in window.quarters if quarter.start.month == 1)
    now = Agreement(part.key, part.plan, max(first, new_year), last, part.base * 100, part.variable * 100)
    had_raise = int(part.key[1:]) % 2 == 0 and first < new_year and (last is None or last >= new_year)
    if not had_raise:
        return [Agreement(part.key, part.plan, first, last, now.base_minor, now.variable_minor)]
    before = Agreement(part.key, part.plan, first, new_year - _DAY, part.base * 96, part.variable * 96)
    return [before, now]
