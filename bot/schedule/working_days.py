"""Which days are worked in a country: not its weekend, not its public holidays.

Every country has a weekend of its own (Friday and Saturday in Egypt), and some work on a Saturday here and
there to make a bridge; the `holidays` package knows. Without a country it is Monday to Friday.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.schedule.refusals import ScheduleRefused, did_you_mean

_SATURDAY = 5
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`country` is a code as `country_named` gives it, or None."""

    country: str | None = None

    def has(self, day: date) -> bool:
        if self.country is None:
            return day.weekday() < _SATURDAY
        return day not in _days_off(self.country, day.year)


def country_named(text: str | None) -> str | None:
    """The code of a country, or of a part of one, as it is kept: "US", "DE-BY". Nothing stays nothing.

    Letters may be of either case; a country may have its three letters or its name, a part the name it has
    there. ScheduleRefused, saying what is known, for anything else.
    """
    whole = " ".join((text or "").split())[:60]
    if not whole:
        return None
    said, _, part = whole.partition("-")
    code = _country_code(whole) or _country_code(said.strip())
    if code is None:
        raise ScheduleRefused(
            f"No holidays are known for a country “{whole}”; write its two letters, like US, or DE-BY for a "
            f"part of one.{did_you_mean(said, _country_codes())}"
        )
    return code if _country_code(whole) or not part else f"{code}-{_part_code(code, part.strip())}"


def _country_code(said: str) -> str | None:
    return _country_codes().get(said.casefold())


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    """By what people call a country, in small letters: its two letters."""
    from holidays.registry import COUNTRIES

    codes: dict[str, str] = {}
    for name, (_, two, three, *_) in COUNTRIES.items():
        codes |= {name.replace("_", " "): two, two.casefold(): two, three.casefold(): two}
    return codes


def _part_code(code: str, said: str) -> str:
    import holidays

    country = holidays.country_holidays(code)
    parts = {str(part).casefold(): str(part) for part in country.subdivisions}
    named = {name.casefold(): str(part) for name, part in country.subdivisions_aliases.items()}
    asked = said.casefold()
    if found := parts.get(asked) or named.get(asked):
        return found
    if not parts:
        raise ScheduleRefused(f"{code} has no parts with holidays of their own; write just {code}.")
    names = list(parts.values())
    shown = ", ".join(names[:_MOST_SHOWN]) + (" and others" if len(names) > _MOST_SHOWN else "")
    near = did_you_mean(said, [*names, *country.subdivisions_aliases])
    raise ScheduleRefused(f"{code} has no part “{said}”.{near} Its parts are {shown}.")


@lru_cache(maxsize=1024)
def _days_off(country: str, year: int) -> frozenset[date]:
    """The days of a year that are not worked. Computed whole, so that threads share only finished answers."""
    import holidays

    code, _, part = country.partition("-")
    known = holidays.country_holidays(code, subdiv=part or None, years=year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if not known.is_working_day(day))
