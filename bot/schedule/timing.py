"""When a schedule's slots are: its rule, local time, zone and country, read from words."""

import re
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.rule_reader import read_rule
from bot.schedule.rules import Rule
from bot.schedule.working_days import WorkingDays, country_named
from bot.schedule.zones import zone_named
from calc.periods import FiscalCalendar

_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)?")


@dataclass(frozen=True, slots=True)
class Timing:
    """`calendar` is the workspace's fiscal year, `working_days` those of the schedule's country."""

    rule: Rule
    local_time: time
    zone: ZoneInfo
    working_days: WorkingDays
    calendar: FiscalCalendar


@lru_cache(maxsize=4096)
def read_timing(
    rule: str, local_time: str, time_zone: str, country: str | None, fiscal_year_start_month: int
) -> Timing:
    """ScheduleRefused, with a sentence about it, for the first that cannot be read."""
    return Timing(
        rule=read_rule(rule),
        local_time=read_time(local_time),
        zone=zone_named(time_zone),
        working_days=WorkingDays(country_named(country)),
        calendar=FiscalCalendar(fiscal_year_start_month),
    )


def read_time(text: str) -> time:
    """A time of day: "09:00", "9:00", "17:30", "9 am". ScheduleRefused if it is none."""
    found = _TIME.fullmatch(" ".join(text.casefold().split()))
    if found is not None and (found[2] or found[3]):
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            return _time(hour % 12 + (12 if half == "pm" else 0), minute, text)
        if not half:
            return _time(hour, minute, text)
    raise _no_time(text)


def _time(hour: int, minute: int, text: str) -> time:
    if hour > 23 or minute > 59:
        raise _no_time(text)
    return time(hour, minute)


def _no_time(text: str) -> ScheduleRefused:
    return ScheduleRefused(f"“{text.strip()[:20]}” is not a time of day; write it like 09:00 or 17:30.")
