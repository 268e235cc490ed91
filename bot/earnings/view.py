"""From an answer to the values that the templates of a statement take."""

from datetime import datetime

from bot.earnings.answer import PROBLEMS_SHOWN, Answer, Nothing, Total
from bot.people.identity import Caller, Company
from bot.periods.statements import MeasurePart
from calc.periods import Period

Values = dict[str, object]


def statement_values(answer: Answer, subject: Caller, own: bool, now: datetime) -> Values:
    """Values of the surface earnings/statement. Amounts stay whole minor units; templates write them."""
    company = subject.company
    return {
        "locale": company.locale,
        "name": subject.name,
        "own": own,
        "period": company.calendar.label(answer.period),
        "period_value": period_value(answer.period.key, subject, own),
        "so_far": answer.so_far,
        "totals": [_total(total) for total in answer.totals],
        "previous": company.calendar.label(answer.previous_period),
        "previous_value": period_value(answer.previous_period.key, subject, own),
        **_next(answer.period, subject, own, now),
        "previous_totals": [
            {**_total(total), "difference_minor": _difference(answer, total)} for total in answer.previous
        ],
        "parts": [{"title": part.title, "lines": part.lines, **_total(part.total)} for part in answer.parts],
        "lines": sum(part.lines for part in answer.parts),
        "whole": company.calendar.label(answer.whole) if answer.whole else "",
        "measures": [measure_values(measure, currency) for currency, measure in answer.measures],
        "problems": [dict(problem) for problem in answer.problems[:PROBLEMS_SHOWN]],
        "more_problems": max(0, len(answer.problems) - PROBLEMS_SHOWN),
        "notes": answer.notes,
        "plans": ", ".join(answer.plans),
        "published_on": company.today(answer.published_at).isoformat() if answer.published_at else "",
        **freshness(company, now),
    }


def nothing_values(nothing: Nothing, subject: Caller, own: bool, now: datetime) -> Values:
    """Values of the surface earnings/nothing."""
    before = subject.company.calendar.before(nothing.period)
    return {
        "locale": subject.company.locale,
        "name": subject.name,
        "own": own,
        "reason": nothing.reason,
        "plans": "",
        "previous": subject.company.calendar.label(before),
        "previous_value": period_value(before.key, subject, own),
        **_next(nothing.period, subject, own, now),
        "period": subject.company.calendar.label(nothing.period),
        "first_day": nothing.period.start.isoformat(),
        **freshness(subject.company, now),
    }


def _next(period: Period, subject: Caller, own: bool, now: datetime) -> Values:
    """The period after, once it has begun."""
    company = subject.company
    after = company.calendar.after(period)
    if after.start > company.today(now):
        return {"next": "", "next_value": ""}
    return {"next": company.calendar.label(after), "next_value": period_value(after.key, subject, own)}


def freshness(company: Company, now: datetime) -> Values:
    """Up to when there are facts, and when they came."""
    through, imported = company.facts_through, company.facts_imported_at
    return {
        "facts_through": through.isoformat() if through else "",
        "imported_at": imported.isoformat() if imported else "",
        "now": now.isoformat(),
    }


def period_value(key: str, subject: Caller, own: bool) -> str:
    """What a button about a period carries: the period, and whose it is unless it is one's own."""
    return key if own else f"{key} {subject.key}"


def _total(total: Total) -> Values:
    return {"amount_minor": total.amount_minor, "currency": total.currency}


def _difference(answer: Answer, previous: Total) -> int:
    """How much more (or less) this period came to, in the same currency."""
    now = sum(total.amount_minor for total in answer.totals if total.currency == previous.currency)
    return now - previous.amount_minor


def measure_values(measure: MeasurePart, currency: str) -> Values:
    """A measure with what is missing in it as numbers: no sample, target or attainment is 0 ÷ 1 or 0 ÷ 0."""
    return {
        **measure,
        "currency": currency,
        "sample": measure["sample"] or 0,
        "target_num": measure["target_num"] or 0,
        "target_den": measure["target_den"] or 1,
        "attained_num": measure["attained_num"] or 0,
        "attained_den": measure["attained_den"] or 0,
    }
