"""What a contestant has reached, as different people may read it, and as a bar of a chart.

The plan says what is ranked, and contests are public. But a sum of money would tell what somebody else's
commission rests on: only they themselves read it as an amount. Everybody else, and every chart and channel,
has it in percent of the best.
"""

from fractions import Fraction

from bot.slack.measured import measured
from bot.slack.numbers import percent
from calc.exact import rounded
from calc.prize_tables import ContestTable, Rival

NO_FIGURE = "no figure yet"


def is_money(table: ContestTable) -> bool:
    """Whether what is ranked is an amount of money."""
    return table.component.reads == "value" and table.metric.unit == "money"


def figure(table: ContestTable, rival: Rival, best: Fraction | None, own: bool, locale: str) -> str:
    """What is ranked of a contestant: 14, 94.2%, 104% of target. `best` is the first place's; `own` for the
    contestant's own eyes."""
    reads_attainment = table.component.reads == "attainment"
    value = rival.attainment if reads_attainment else rival.value
    if value is None:
        return NO_FIGURE
    if reads_attainment:
        return f"{percent(value.numerator, value.denominator, 0, locale)} of target"
    if is_money(table) and not own:
        share = share_of_best(table, value, best)
        return (
            "" if share is None else f"{percent(share.numerator, share.denominator, 0, locale)} of the best"
        )
    unit, currency = table.metric.unit, table.plan.currency
    return measured(value.numerator, value.denominator, unit, currency, locale)


def bar(table: ContestTable, rival: Rival, best: Fraction | None) -> int:
    """The whole number that a chart shows of what is ranked; percent where it is a part of something."""
    value = rival.standing.value
    if value is None:
        return 0
    if is_money(table):
        return rounded(100 * (share_of_best(table, value, best) or Fraction(0)))
    in_percent = table.component.reads == "attainment" or table.metric.unit == "percent"
    return rounded(100 * value if in_percent else value)


def bar_label(table: ContestTable) -> str:
    """What the bars are of."""
    title = table.metric.title
    if is_money(table):
        return f"{title}, in % of the best"
    if table.component.reads == "attainment":
        return f"{title}, in % of target"
    return f"{title}, in %" if table.metric.unit == "percent" else title


def share_of_best(table: ContestTable, value: Fraction, best: Fraction | None) -> Fraction | None:
    """How much of the first place's it is, not below 0; None where the best is nothing to compare with."""
    if best is None or best <= 0:
        return None
    if table.component.best == "highest":
        return max(value / best, Fraction(0))
    return best / value if value > 0 else Fraction(1)


def best_of(rivals: list[Rival]) -> Fraction | None:
    """What the first of a ranking has reached; None when nobody is ranked."""
    first = next((one for one in rivals if one.standing.place is not None), None)
    return None if first is None else first.standing.value
