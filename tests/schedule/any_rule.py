"""Every rule there can be, for properties."""

from hypothesis import settings
from hypothesis import strategies as st

from bot.schedule.rules import LAST, MOST_DAYS_MOVED, WEEKDAYS, DayKind, Every, OnceA, Shift
from calc.periods import PeriodKind

_MOST = {PeriodKind.MONTH: 31, PeriodKind.QUARTER: 92, PeriodKind.HALF: 184, PeriodKind.YEAR: 366}

# The first to ask for a country's holidays waits for them to be read.
unhurried = settings(deadline=None)


def every() -> st.SearchStrategy[Every]:
    alone = st.sampled_from([Every((DayKind.DAY,)), Every((DayKind.WORKING_DAY,))])
    some = st.sets(st.sampled_from(WEEKDAYS), min_size=1)
    return alone | some.map(lambda chosen: Every(tuple(kind for kind in WEEKDAYS if kind in chosen)))


def shifts() -> st.SearchStrategy[Shift]:
    lengths = st.integers(1, MOST_DAYS_MOVED) | st.integers(-MOST_DAYS_MOVED, -1)
    return st.builds(Shift, lengths, st.sampled_from([DayKind.DAY, DayKind.WORKING_DAY]))


@st.composite
def once_a(draw: st.DrawFn) -> OnceA:
    period, kind = draw(st.sampled_from(PeriodKind)), draw(st.sampled_from(DayKind))
    most = _MOST[period] if kind not in WEEKDAYS else -(-_MOST[period] // 7)
    nth = draw(st.just(LAST) | st.integers(1, most))
    return OnceA(period, nth, kind, draw(st.none() | shifts()))


def rules() -> st.SearchStrategy[Every | OnceA]:
    return every() | once_a()
