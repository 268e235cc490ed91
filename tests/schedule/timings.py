"""Short ways to write down when something happens, for tests."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.schedule.slots import Slot, next_slots
from bot.schedule.timing import Timing, read_timing


def timing(
    rule: str, at: str = "09:00", zone: str = "UTC", country: str | None = None, fiscal_year_starts: int = 1
) -> Timing:
    return read_timing(rule, at, zone, country, fiscal_year_starts)


def utc(text: str) -> datetime:
    """`2026-11-01 05:30`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walls(found: list[Slot], zone: str = "UTC") -> list[str]:
    """What the wall shows at each slot."""
    return [f"{slot.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" for slot in found]


def days_of(
    rule: str, since: str, number: int, country: str | None = None, fiscal_year_starts: int = 1
) -> list[str]:
    """The first so many days of a rule from a day on."""
    when = timing(rule, country=country, fiscal_year_starts=fiscal_year_starts)
    return [slot.key for slot in next_slots(when, utc(since), number)]
