"""Reading a period the way people write it: "Q3", "Q3 2024", "2024-Q3", "last quarter", "July", "2024"."""

import re
from datetime import date

from calc.periods import MONTH_NAMES, FiscalCalendar, Period, PeriodKind

_YEAR = r"(?:fy\s*)?(?P<year>(?:19|20)\d\d)"
_PART = r"(?P<letter>[qh])\s*(?P<index>\d)"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.ASCII) for pattern in patterns)


_PARTS = _patterns(_PART, rf"{_PART}[\s,/-]*{_YEAR}", rf"{_YEAR}[\s,/-]*{_PART}")
_ORDINAL_PARTS = _patterns(
    r"(?P<index>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?P<kind>quarter|half)"
    rf"(?:\s+(?:of\s+)?{_YEAR})?"
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_YEARS = _patterns(_YEAR)
_NUMBERED_MONTHS = _patterns(rf"{_YEAR}[-/](?P<index>\d\d?)", rf"(?P<index>\d\d?)/{_YEAR}")
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_NAMED_MONTHS = _patterns(rf"{_NAME}(?:[\s,-]+{_YEAR})?", rf"{_YEAR}[\s,-]+{_NAME}")
_RELATIVES = _patterns(
    r"(?P<which>this|current|last|previous|prev)\s+(?P<kind>month|quarter|half|year)(?:\s+so far)?"
)
_KIND_OF_LETTER = {"q": PeriodKind.QUARTER, "h": PeriodKind.HALF}


def read_period(text: str, today: date, calendar: FiscalCalendar) -> Period | None:
    """The period that `text` names; None when it names none or could be read in more than one way.

    Without a year it is the latest such period that has begun by `today`.
    """
    words = " ".join(text.lower().split())
    for read in (_relative, _part, _ordinal, _month_by_number, _year, _month_by_name):
        period = read(words, today, calendar)
        if period is not None:
            return period
    return None


def examples(today: date, calendar: FiscalCalendar) -> list[str]:
    """Ways of writing a period, each readable today, for a person whose words were unclear."""
    quarter = calendar.before(calendar.containing(today, PeriodKind.QUARTER))
    month = calendar.before(calendar.containing(today, PeriodKind.MONTH))
    year, part = quarter.key.split("-")
    return [part, f"{part} {year}", "last quarter", MONTH_NAMES[month.start.month - 1], year]


def _relative(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_RELATIVES, words)
    if found is None:
        return None
    current = calendar.containing(today, PeriodKind(found["kind"]))
    return current if found["which"] in ("this", "current") else calendar.before(current)


def _part(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_PARTS, words)
    if found is None:
        return None
    kind = _KIND_OF_LETTER[found["letter"]]
    return _numbered(kind, int(found["index"]), found.get("year"), today, calendar)


def _ordinal(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_ORDINAL_PARTS, words)
    if found is None:
        return None
    kind = PeriodKind(found["kind"])
    return _numbered(kind, _ORDINALS[found["index"]], found.get("year"), today, calendar)


def _month_by_number(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_NUMBERED_MONTHS, words)
    if found is None:
        return None
    return _numbered(PeriodKind.MONTH, int(found["index"]), found["year"], today, calendar)


def _year(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_YEARS, words)
    return _numbered(PeriodKind.YEAR, 1, found["year"], today, calendar) if found else None


def _month_by_name(words: str, today: date, calendar: FiscalCalendar) -> Period | None:
    found = _match(_NAMED_MONTHS, words)
    if found is None:
        return None
    months = [number for number, name in enumerate(MONTH_NAMES, 1) if _means(found["name"], name.lower())]
    if len(months) != 1:
        return None
    return _numbered(PeriodKind.MONTH, months[0], found.get("year"), today, calendar)


def _match(patterns: tuple[re.Pattern[str], ...], words: str) -> dict[str, str] | None:
    """The named parts of the first pattern that is the whole of `words`; parts left out are not in it."""
    for pattern in patterns:
        if match := pattern.fullmatch(words):
            return {name: part for name, part in match.groupdict().items() if part is not None}
    return None


def _means(word: str, month: str) -> bool:
    return word in (month, month[:3]) or (word == "sept" and month == "september")


def _numbered(
    kind: PeriodKind, index: int, year: str | None, today: date, calendar: FiscalCalendar
) -> Period | None:
    """The period of that number in a stated year, else the latest that has begun."""
    try:
        if year is not None:
            return calendar.period(kind, int(year), index)
        outer = PeriodKind.MONTH if kind is PeriodKind.MONTH else PeriodKind.YEAR
        this_year = int(calendar.containing(today, outer).key[:4])
        period = calendar.period(kind, this_year, index)
        return period if period.start <= today else calendar.period(kind, this_year - 1, index)
    except ValueError:
        return None
