"""`/spiff club`: how far somebody has come this year towards what is won once a year."""

from fractions import Fraction

from bot.slack.numbers import percent
from bot.spiffs.figures import is_money
from bot.spiffs.looking import Seen
from bot.spiffs.shown import Looking, Ranking, Values, contest_values, own_in, own_values, rankings
from calc.periods import PeriodKind
from calc.prize_tables import ContestTable, Rival
from calc.words.numbers import Numbers
from calc.words.teller import Teller


def club_values(seen: Seen) -> Values:
    """Values of spiffs/club: each contest of the year that the viewer is in."""
    looking = seen.looking
    mine = [
        one
        for one in seen.contests
        if one.span.period.kind is PeriodKind.YEAR and looking.viewer.key in one.people
    ]
    return {
        "locale": looking.locale,
        "contests": [{**contest_values(looking, one), **_progress(looking, one)} for one in mine],
    }


def _progress(looking: Looking, table: ContestTable) -> Values:
    """How much of the year is gone, what it takes to be in at all, and how far it is to a winning place."""
    period = table.span.period
    gone = Fraction((looking.today - period.start).days + 1, period.days)
    own = own_in(looking, table)
    return {
        # No ranking is shown here, so their own place is told in full.
        "own": own_values(looking, table, own, shown=False),
        "gone": percent(gone.numerator, gone.denominator, 0, looking.locale),
        "gone_days": (looking.today - period.start).days + 1,
        "days": period.days,
        "takes": _takes(looking, table),
        "way": "" if own is None else _way(looking, table, own),
    }


def _takes(looking: Looking, table: ContestTable) -> str:
    """The least that wins."""
    component = table.component
    least = component.over if component.over is not None else component.eligible.at_least
    if least is None:
        return ""
    mark = Teller(table.plan, Numbers(looking.locale)).mark(component.metric, component.reads, least)
    return f"It takes {mark} or {'more' if component.best == 'highest' else 'less'}."


def _way(looking: Looking, table: ContestTable, own: Rival) -> str:
    """How far somebody without a prize is behind the last who would win one; never in money."""
    if own.standing.won is not None or own.standing.value is None or is_money(table):
        return ""
    ranking = next(one for one in rankings(table) if own in one.rivals)
    last = _last_winner(ranking)
    if last is None or last.standing.value is None:
        return ""
    behind = abs(last.standing.value - own.standing.value)
    in_percent = table.component.reads == "attainment" or table.metric.unit == "percent"
    if in_percent:
        points = percent(behind.numerator, behind.denominator, 1, looking.locale).removesuffix("%")
        return f"{points.strip()} percentage points away from a winning place"
    return f"{Numbers(looking.locale).number(round(behind, 1))} away from a winning place"


def _last_winner(ranking: Ranking) -> Rival | None:
    return next((one for one in reversed(ranking.ranked) if one.standing.won is not None), None)
