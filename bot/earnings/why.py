"""Why a line is what it is: its tree of reasons, from the store to what a template shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, RowMapping

from bot.earnings.adjustment_reasons import adjustment_tree
from bot.earnings.kept import Kept
from bot.earnings.listing import period_lines, title_of
from bot.earnings.spans import span_label
from bot.earnings.view import Values, period_value
from bot.people.identity import Caller
from bot.periods.kept_lines import ADJUSTMENT
from bot.periods.plans import version_on
from bot.store.engine import reading
from calc.explain import explain
from calc.periods import FiscalCalendar, Period
from calc.why.tree import Reason
from calc.words.numbers import Numbers
from calc.words.reasons import INDENT, reason_lines


@dataclass(frozen=True)
class Why:
    """A line's title and amount, the entry that it is, and the tree of its reasons."""

    title: str
    entry: str
    amount_minor: int
    currency: str
    tree: Reason


def reasons(engine: Engine, subject: Caller, period: Period, now: datetime) -> list[Why]:
    """Why each line of somebody's period is what it is, in the order in which they are listed."""
    rows, statements = period_lines(engine, subject, period, now)
    by_id = {kept.id: kept for kept in statements}
    return [_why(engine, subject, row, by_id[row["statement_id"]]) for row in rows]


def why_one(engine: Engine, subject: Caller, period: Period, number: int, now: datetime) -> Why | None:
    """The same of one line, by its number from 1; None when there is no such line (any more)."""
    rows, statements = period_lines(engine, subject, period, now)
    if not 1 <= number <= len(rows):
        return None
    row = rows[number - 1]
    return _why(engine, subject, row, next(kept for kept in statements if kept.id == row["statement_id"]))


def why_values(why: Why, subject: Caller, own: bool, period: Period) -> Values:
    """Values of the surface earnings/why; each step with how far in it stands."""
    company = subject.company
    # The first line of the text is the amount and title, which the surface shows by itself.
    steps = [_step(line) for line in reason_lines(why.tree, Numbers(company.locale))[1:]]
    return {
        "locale": company.locale,
        "name": subject.name,
        "own": own,
        "period": company.calendar.label(period),
        "metadata": period_value(period.key, subject, own),
        "title": why.title,
        "amount_minor": why.amount_minor,
        "currency": why.currency,
        "steps": steps,
    }


def _why(engine: Engine, subject: Caller, row: RowMapping, kept: Kept) -> Why:
    title, line = title_of(row, kept), _line(row, subject.company.calendar)
    if row["entry"] == ADJUSTMENT:
        return Why(title, row["entry"], row["amount_minor"], row["currency"], adjustment_tree(line))
    with reading(engine) as connection:
        plan = version_on(connection, subject.company.id, row["plan"], row["plan_version"])
    tree = explain(
        plan,
        line,
        [_measure(part) for part in kept.summary["measures"]],
        Numbers(subject.company.locale),
    )
    return Why(title, row["entry"], row["amount_minor"], row["currency"], tree)


def _line(row: RowMapping, calendar: FiscalCalendar) -> dict[str, Any]:
    """A kept line as a row of calc's LINES, its span as people call it."""
    rate_num, rate_den = row["rate"].split("/")
    fx_num, fx_den = (row["fx"] or "/").split("/")
    return {
        **row,
        "version": row["plan_version"],
        "date": row["occurred_on"],
        "span": span_label(row["span"], calendar),
        "rate_num": int(rate_num),
        "rate_den": int(rate_den),
        "fx_num": int(fx_num) if fx_num else None,
        "fx_den": int(fx_den) if fx_den else None,
    }


def _measure(part: Mapping[str, Any]) -> dict[str, Any]:
    """A kept measure as a row of calc's MEASURES."""
    return {**part, "first": date.fromisoformat(part["first"]), "last": date.fromisoformat(part["last"])}


def _step(line: str) -> Values:
    text = line.lstrip(" ")
    return {"text": text, "depth": (len(line) - len(text)) // len(INDENT) - 1}
