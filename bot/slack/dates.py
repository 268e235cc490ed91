"""Days and distances in time as a person reads them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_month_names

from bot.slack.numbers import DEFAULT_LOCALE, count

_DAYS_AGO = 30


@lru_cache(maxsize=4096)
def day(when: date | str, locale: str) -> str:
    """A day: 30 Sep 2024 in every English, which nobody reads as another; elsewhere as the locale writes it.

    `when` is a date or an ISO text like 2024-09-30. ValueError if it is neither, or the locale is unknown.
    """
    on = _date(when)
    try:
        parsed = Locale.parse(locale)
    except (ValueError, TypeError, UnknownLocaleError):
        raise ValueError("The locale is not a known one like en_US.") from None
    if parsed.language == "en":
        return f"{on.day} {get_month_names('abbreviated', locale='en_US')[on.month]} {on.year}"
    return format_date(on, "medium", locale=parsed)


def ago(then: datetime | str, now: datetime | str) -> str:
    """How long ago `then` was: just now, 5 min ago, 2 h ago, 3 days ago; from 30 days on, the day itself.

    What is yet to come reads in 5 min, in 2 h, in 3 days. Both moments have a time zone, or neither has;
    ValueError if not.
    """
    past, reference = moment(then), moment(now)
    if (past.tzinfo is None) != (reference.tzinfo is None):
        raise ValueError("Both moments need a time zone, or neither.")
    distance = reference - past
    words = _distance(abs(distance))
    if words is None:
        return f"on {day(past.date(), DEFAULT_LOCALE)}"
    if not words:
        return "just now"
    return f"in {words}" if distance < timedelta(0) else f"{words} ago"


def _distance(span: timedelta) -> str | None:
    """The span in its largest whole unit; empty under a minute, None when a date says it better."""
    minutes = span // timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes} min" if minutes else ""
    if minutes < 24 * 60:
        return f"{minutes // 60} h"
    return count(span.days, "day", "days") if span.days < _DAYS_AGO else None


def _date(when: date | str) -> date:
    if isinstance(when, date):
        return when
    return moment(when).date()


def moment(when: datetime | str) -> datetime:
    """A moment that may come as ISO text. ValueError if it is none."""
    if isinstance(when, datetime):
        return when
    try:
        return datetime.fromisoformat(when)
    except (ValueError, TypeError):
        raise ValueError("A moment is an ISO text like 2024-09-30T14:05:00+00:00.") from None
