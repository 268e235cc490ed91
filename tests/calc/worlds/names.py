"""The few names and numbers that random companies are made of: few, so that they meet often."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from calc.periods import FiscalCalendar, Period, PeriodKind

PEOPLE = ("ana", "bo", "cy", "di")
STRANGER = "zed"  # credited, owning or leading, but not among the people
TEAMS = ("blue", "blue", "red", "")
REGIONS = ("north", "south", "")
SEGMENTS = ("small", "large", "")
ACCOUNTS = ("acme", "birch", "cedar", "dune")
DEALS = ("renewal", "upsell", "churn", "referral", "opportunity")
MILESTONES = ("kick-off", "first-value")
SURVEYS = ("nps", "csat")
PAYMENT, CANCELLED = "payment", "cancelled"
PRODUCTS = ("Core", "Plus", "")
EFFORTS = ("users", "module", "")
ROLES = ("csm", "ae", "")
METRICS = ("kept", "grown", "score", "speed", "joy")
IMPORTED = ("survey", "care", "craft")  # what readings and criteria are imported under, beside the metrics
PLANS = ("main", "extra")
EARLY = date(2022, 1, 1)
INT64_MAX = 2**63 - 1

RATES = ("1.5%", "0.015", "3/200", "1%", "4%", "2x", "0%", "33.333333%", "1/3", "100%", "1,000%", "0.000001")
POINTS = ("0%", "50%", "80%", "85%", "90%", "92.5%", "100%", "105%", "120%", "2x", "7/3", "1,000x")
BELOW = ("-20", "-5%")
HUGE = (10**12, -(10**15), 9_000_000_000_000, 4 * 10**18, -(4 * 10**18), INT64_MAX, -INT64_MAX, 10**18)

Money = Callable[[Random], int | None]


def everyday_money(dice: Random) -> int:
    if rarely(dice, 8):
        return 0
    return dice.choice((dice.randint(-300, 300), dice.randint(-99_999, 999_999), dice.randint(1, 5_000_000)))


def any_money(dice: Random) -> int | None:
    """Nothing, little or more than a company has."""
    return dice.choice((None, everyday_money(dice), everyday_money(dice), dice.choice(HUGE)))


def rarely(dice: Random, one_in: int = 6) -> bool:
    return dice.randrange(one_in) == 0


def a_period(dice: Random, calendar: FiscalCalendar) -> Period:
    """Any kind of period of any fiscal year, leap years among them."""
    day = date(2023, 7, 1) + timedelta(days=dice.randint(0, 700))
    return calendar.containing(day, dice.choice(list(PeriodKind)))


def a_day(dice: Random, period: Period) -> date:
    """A day of the period, often its first, middle or last, so that days meet; now and then one outside."""
    inside = period.start + timedelta(days=dice.randrange(period.days))
    before, after = timedelta(days=dice.randint(1, 60)), timedelta(days=dice.randint(1, 20))
    middle = period.start + timedelta(days=period.days // 2)
    often = dice.choice((period.start, period.end, middle, period.start - before, period.end + after))
    return often if rarely(dice, 2) else inside


def an_earlier_day(dice: Random, period: Period) -> date:
    """A day of the year and a half before the period."""
    return period.start - timedelta(days=dice.choice((dice.randint(1, 100), dice.randint(1, 550))))


def a_currency(dice: Random) -> str:
    return dice.choice(("EUR", "JPY", "KWD")) if rarely(dice, 12) else "USD"


def one_of(dice: Random, names: Sequence[str]) -> str:
    """One of the names, the last of which is none at all and comes rarely."""
    return names[-1] if rarely(dice, 8) else dice.choice(names[:-1])


def someone(dice: Random) -> str:
    return STRANGER if rarely(dice, 12) else dice.choice(PEOPLE)
