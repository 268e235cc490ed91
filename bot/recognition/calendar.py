"""Months as drop the mic counts them ("2026-11"): by whose clock, and which one is still open."""

import re
from collections.abc import Container
from datetime import date, datetime
from zoneinfo import ZoneInfo

from calc.periods import MONTH_NAMES

_MONTH = re.compile("(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")


def zone_or(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of that name; `otherwise` where there is none, as Slack may know zones that we do not."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, the name of a folder of zones
        return otherwise


def month_of(instant: datetime, zone: ZoneInfo) -> str:
    """The month on a calendar in `zone`: a giver's own, or the workspace's. ValueError for a naive moment."""
    if instant.tzinfo is None:
        raise ValueError("The month of a moment is known only if the moment has a time zone.")
    return month_on(instant.astimezone(zone).date())


def month_on(day: date) -> str:
    """The month that a day lies in."""
    return f"{day.year:04}-{day.month:02}"


def open_month(instant: datetime, zone: ZoneInfo, closed: Container[str]) -> str:
    """The month that a nomination given at `instant` counts for: the first not closed from this one on."""
    month = month_of(instant, zone)
    while month in closed:
        month = month_after(month)
    return month


def month_after(month: str) -> str:
    """The month after one. ValueError if it is none."""
    return _moved(month, 1)


def month_before(month: str) -> str:
    """The month before one. ValueError if it is none."""
    return _moved(month, -1)


def month_label(month: str) -> str:
    """How people call it: "November 2026". ValueError if it is none."""
    first = first_day(month)
    return f"{MONTH_NAMES[first.month - 1]} {first.year}"


def first_day(month: str) -> date:
    """Its first day. ValueError if it is no month."""
    if not _MONTH.fullmatch(month):
        raise ValueError("A month is written like 2026-11.")
    return date(int(month[:4]), int(month[5:]), 1)


def _moved(month: str, months: int) -> str:
    first = first_day(month)
    years, index = divmod(first.month - 1 + months, 12)
    return month_on(date(first.year + years, index + 1, 1))
