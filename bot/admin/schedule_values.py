"""From schedules to the values that their templates take."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.admin.moments import Values, moment_values
from bot.people.identity import Company
from bot.schedule.board import Board, Line
from bot.schedule.desk import DEFAULT_NAMES
from bot.schedule.option_words import options_in_words
from bot.schedule.slots import Slot
from bot.schedule.zones import zone_or_utc

_BY_HAND = "by hand "
# The name of a schedule that a feature made for itself; people are better told what it does.
_A_KEY = re.compile(r"[a-z]+(_[a-z]+)+")


def line_values(line: Line, company: Company) -> Values:
    """A schedule as a list shows it. `state` is on, paused, failing or unreadable; `own` ones are made by
    Micdrop and cannot be removed; `by_title` ones are known by what they do, not by their name. The zone is
    named where it is not the workspace's."""
    return {
        "name": line.name,
        "title": line.title,
        "rule": line.rule,
        "time": line.local_time,
        "zone": "" if line.time_zone == company.time_zone.key else line.time_zone,
        "country": line.country or "",
        "options": ", ".join(options_in_words(line.options)),
        "state": state_of(line),
        "paused": line.paused,
        "own": line.name in DEFAULT_NAMES,
        "by_title": line.name in DEFAULT_NAMES or _A_KEY.fullmatch(line.name) is not None,
        "next": moment_values(line.next_at, company.time_zone),
        "last": moment_values(line.last.ran_at if line.last else None, company.time_zone),
        "by_hand": line.last is not None and line.last.slot.startswith(_BY_HAND),
        "note": line.last.note if line.last else "",
        "failures": line.failures,
        "retry": moment_values(line.retry_at, company.time_zone),
        "wrong": line.unreadable,
    }


def state_of(line: Line) -> str:
    """on, paused, failing, or unreadable when its words cannot be read."""
    if line.unreadable:
        return "unreadable"
    if line.paused:
        return "paused"
    return "failing" if line.failures else "on"


def halt_values(board: Board, company: Company) -> Values:
    """Whether the clock is halted: `halted_at` is what its button carries, "" when it is not."""
    halt = board.halt
    return {
        "halted_at": halt.at.isoformat() if halt else "",
        "jumped_from": moment_values(halt.jumped_from if halt else None, company.time_zone),
        "jumped_to": moment_values(halt.jumped_to if halt else None, company.time_zone),
    }


def times_values(slots: Sequence[Slot], time_zone: str) -> list[Values]:
    """The times of slots: as clocks in the schedule's zone show them, and for Slack to show in one's own."""
    zone = zone_or_utc(time_zone)
    return [{"local": _local(slot.at.astimezone(zone)), **moment_values(slot.at, zone)} for slot in slots]


def _local(at: datetime) -> str:
    return f"{at:%A}, {at.day} {at:%B %Y, %H:%M}"
