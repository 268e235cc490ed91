"""Every line of a statement, page by page, with the arithmetic of each."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, RowMapping

from bot.earnings.answer import settlements
from bot.earnings.kept import Kept, with_lines
from bot.earnings.view import Values, measure_values, period_value
from bot.people.identity import Caller
from calc.explain import factors
from calc.periods import Period

PAGE_LINES = 25


def lines_values(
    engine: Engine, subject: Caller, own: bool, period: Period, page: int, now: datetime
) -> Values:
    """Values of the surface earnings/lines: one page, in the groups of the plan's components."""
    company = subject.company
    settled = settlements(company, period)
    found, rows = with_lines(engine, company, subject.id, settled, (period.start, period.end), now)
    statements = [kept for part in found.values() for kept in part.statements]
    if settled[0].days > period.days:
        rows = [row for row in rows if row["occurred_on"] is not None]
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
        "groups": _groups(shown, statements),
    }


def _groups(rows: Sequence[RowMapping], statements: Sequence[Kept]) -> list[Values]:
    by_id = {kept.id: kept for kept in statements}
    groups: list[tuple[str, list[Values]]] = []
    for row in rows:
        kept = by_id[row["statement_id"]]
        title = _title(row, kept)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(_line(row, kept))
    return [{"title": title, "lines": lines} for title, lines in groups]


def _title(row: RowMapping, kept: Kept) -> str:
    for part in kept.summary["components"]:
        if (part["plan"], part["component"]) == (row["plan"], row["component"]):
            return part["title"]
    return str(row["component"])


def _line(row: RowMapping, kept: Kept) -> Values:
    return {
        "title": row["account_name"] or row["account"] or "",
        "event": row["event"] or "",
        "day": row["occurred_on"].isoformat() if row["occurred_on"] else "",
        "what": " · ".join(word for word in (row["kind"], row["product"], row["region"]) if word),
        "place": _place(row["clause"]),
        "event_amount_minor": row["event_amount_minor"] or 0,
        "share_ppm": row["share_ppm"],
        "basis_minor": row["basis_minor"],
        "factors": [
            {"label": factor.label, "num": factor.numerator, "den": factor.denominator}
            for factor in factors(row["rate"], row["factors"])
        ],
        "measure": _measure(row, kept),
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
    }


def _place(clause: str) -> str:
    """Which rate or payout point of its component a clause is: components.renewals.rates[2] → 2."""
    return clause.rpartition("[")[2].rstrip("]") if clause.endswith("]") else ""


def _measure(row: RowMapping, kept: Kept) -> Values:
    """The measure a bonus stands on; empty for a line of an event."""
    if row["measure"] is None:
        return {}
    for measure in kept.summary["measures"]:
        if f"{measure['metric']}@{measure['scope_key']}" == row["measure"]:
            return measure_values(measure, row["currency"])
    raise LookupError(f"line {row['id']} stands on a measure that its statement does not have")
