"""What metrics would have counted, had it been in a currency that can be converted."""

from datetime import date

from tests.calc.oracle.days import Row
from tests.calc.oracle.figures import window_for
from tests.calc.oracle.words import fits
from tests.calc.oracle.work import Work
from tests.calc.oracle.worth import revenue_left_out

# The conditions by which a measure counts events.
CONDITIONS = {
    "gross_retention": ("plus",),
    "net_retention": ("plus",),
    "sum": ("of", "less"),
    "count": ("of", "less"),
    "ratio": ("of", "over"),
    "nps": ("of",),
    "csat": ("of",),
    "average": ("of",),
    "time_between": ("start", "until"),
    "reached": ("start", "until"),
    "coverage": ("of",),
}
RETENTIONS = ("gross_retention", "net_retention", "logo_retention")


def tell_what_is_left_out(work: Work, metric: Row) -> None:
    """Events with money, books and changes to customers that lack an exchange rate."""
    if _counted_but_for_its_currency(work, metric):
        work.tell("other_currency", None, None)
    if metric["measure"] not in (*RETENTIONS, "coverage"):
        return
    books, changes = revenue_left_out(work, metric, window_for(work, metric))
    if books:
        work.tell("book_in_other_currency", None, None)
    if changes and metric["measure"] in RETENTIONS:
        work.tell("other_currency", None, None)


def _counted_but_for_its_currency(work: Work, metric: Row) -> bool:
    window = window_for(work, metric)
    ever = metric["measure"] in ("time_between", "reached")
    first = date.min if ever else window.first
    asked = [metric[name] for name in CONDITIONS.get(metric["measure"], ())]
    return any(
        not share["counts"]
        and first <= share["date"] <= window.last
        and (share["person"] or metric["scope"] == "company")
        and any(fits(asks, share) for asks in asked if asks is not None)
        for share in work.shares
    )
