"""Every line of a statement, page by page, with the arithmetic of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping

from bot.earnings.answer import settlements
from bot.earnings.kept import Kept, with_lines
from bot.earnings.rules import rule_of
from bot.earnings.spans import span_label
from bot.earnings.view import Values, measure_values, period_value
from bot.people.identity import Caller
from bot.periods.adjusted import TITLE
from bot.periods.kept_lines import ADJUSTMENT
from calc.explain import factors
from calc.periods import FiscalCalendar, Period

# Each line is three blocks and may have a heading, of the hundred that a modal takes.
PAGE_LINES = 24


def lines_values(
    engine: Engine, subject: Caller, own: bool, period: Period, page: int, now: datetime
) -> Values:
    """Values of the surface earnings/lines: one page, in the groups of the plan's components."""
    company = subject.company
    rows, statements = period_lines(engine, subject, period, now)
    pages = max(1, -(-len(rows) // PAGE_LINES))
    page = min(max(page, 1), pages)
    shown = rows[(page - 1) * PAGE_LINES : page * PAGE_LINES]
    return {
        "locale": company.locale,
        "name": subject.name,
        "own": own,
        "period": company.calendar.label(period),
        "metadata": period_value(period.key, subject, own),
        "total_lines": len(rows),
        "page": page,
        "pages": pages,
        "earlier": str(page - 1),
        "later": str(page + 1),
        "groups": _groups(shown, (page - 1) * PAGE_LINES + 1, statements, company.calendar),
    }


def period_lines(
    engine: Engine, subject: Caller, period: Period, now: datetime
) -> tuple[list[RowMapping], list[Kept]]:
    """A person's lines of a period in reading order, and the statements that they are on.

    Of a period shorter than the one that pay is settled in, the lines whose event lies in it.
    """
    company = subject.company
    settled = settlements(company, period)
    found, rows = with_lines(engine, company, subject.id, settled, (period.start, period.end), now)
    statements = [kept for part in found.values() for kept in part.statements]
    if settled[0].days > period.days:
        rows = [row for row in rows if row["occurred_on"] is not None]
    return rows, statements


def _groups(
    rows: Sequence[RowMapping], first: int, statements: Sequence[Kept], calendar: FiscalCalendar
) -> list[Values]:
    """The lines under their components' titles; each knows its number among all of the period."""
    by_id = {kept.id: kept for kept in statements}
    groups: list[tuple[str, list[Values]]] = []
    for number, row in enumerate(rows, first):
        kept = by_id[row["statement_id"]]
        title = title_of(row, kept)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append({"number": str(number), **line_values(row, kept, calendar)})
    return [{"title": title, "lines": lines} for title, lines in groups]


def title_of(row: RowMapping | Mapping[str, Any], kept: Kept) -> str:
    """What people call the component that a line belongs to; adjustments stand by themselves."""
    if row["entry"] == ADJUSTMENT:
        return TITLE
    for part in kept.summary["components"]:
        if (part["plan"], part["component"]) == (row["plan"], row["component"]):
            return part["title"]
    return str(row["component"])


def line_values(row: RowMapping | Mapping[str, Any], kept: Kept, calendar: FiscalCalendar) -> Values:
    """A stored line, with its account's name as `account_name`, as the parts that show a line take it."""
    return {
        "entry": row["entry"],
        "title": row["account_name"] or row["account"] or "",
        "event": row["event"] or "",
        "about": row["about"] or "",
        "day": row["occurred_on"].isoformat() if row["occurred_on"] else "",
        "what": " · ".join(word for word in (row["kind"], row["product"], row["region"]) if word),
        "rule": rule_of(row["clause"]) if row["entry"] != ADJUSTMENT else {},
        "corrects": span_label(row["span"], calendar) if row["corrects"] else "",
        "reason": row["reason"],
        "event_amount_minor": row["event_amount_minor"] or 0,
        "event_currency": row["event_currency"] or row["currency"],
        "exchange": _exchange(row["fx"]),
        "share_ppm": row["share_ppm"],
        "basis_minor": row["basis_minor"],
        "factors": [
            {"label": factor.label, "num": factor.numerator, "den": factor.denominator}
            for factor in factors(row["rate"], row["factors"])
        ],
        "measures": _measures(row, kept),
        "earlier_minor": row["earlier_minor"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "reward": row["reward"],
    }


def _exchange(fx: str | None) -> Values:
    """One unit of the event's currency in the plan's, as a ratio; empty where they are the same."""
    if fx is None:
        return {}
    numerator, denominator = fx.split("/")
    return {"num": int(numerator), "den": int(denominator)}


def _measures(row: RowMapping | Mapping[str, Any], kept: Kept) -> list[Values]:
    """The measures that a line stands on, in the order in which it names them.

    A figure that was taken as on target for want of any sample has no measure, and a leader's line rests on
    those of other people; neither is shown here.
    """
    by_id = {measure["measure"]: measure for measure in kept.summary["measures"]}
    named = (row["measure"] or "").split(" ")
    return [measure_values(by_id[name], row["currency"]) for name in named if name in by_id]
