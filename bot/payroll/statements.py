"""What a person's statement on paper says, from what was published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
from sqlalchemy import Connection, select

from bot.earnings.kept import Kept
from bot.earnings.listing import line_values, title_of
from bot.earnings.view import Values
from bot.payroll.exporting import Taken
from bot.payroll.files import file_names
from bot.payroll.line_words import LineWords
from bot.payroll.paid import PaidStatement, Payee
from bot.payroll.paper import Paper
from bot.payroll.taxable import TaxableReward
from bot.people.identity import Company
from bot.slack.dates import day
from bot.slack.files import File
from bot.slack.numbers import count, money
from bot.slack.text import clean
from bot.store.accounts import Account
from bot.store.base import table_of
from calc.periods import FiscalCalendar

accounts = table_of(Account)


def account_names(connection: Connection, workspace_id: int) -> dict[str, str]:
    """What people call each account, by its key."""
    query = select(accounts.c.key, accounts.c.name).where(accounts.c.workspace_id == workspace_id)
    return {row.key: row.name for row in connection.execute(query)}


def statement_files(
    taken: Taken, company: Company, names: Mapping[str, str], words: LineWords, paper: Paper
) -> Iterator[File]:
    """A PDF for everybody who has a statement, called by their payroll id. `names` are the accounts'."""
    payroll = taken.payroll
    lines = payroll.lines.partition_by("statement_id", as_dict=True, maintain_order=True)
    by_payee: dict[int, list[PaidStatement]] = {}
    for one in payroll.statements:
        if one.currency:
            by_payee.setdefault(one.payee.id, []).append(one)
    payees = [payee for payee in payroll.payees if payee.id in by_payee]
    for payee, name in zip(payees, file_names([payee.payroll_id for payee in payees]), strict=True):
        own = [_statement(one, lines.get((one.id,)), names, words, company) for one in by_payee[payee.id]]
        rewards = [one for one in payroll.rewards if one.person == payee.key]
        values = _values(taken, company, payee, own, rewards)
        yield File(f"{name}.pdf", paper.statement(values, payroll.published_at))


def _values(
    taken: Taken, company: Company, payee: Payee, statements: list[Values], rewards: Iterable[TaxableReward]
) -> Values:
    """Values of templates/payroll/statement.typ, all of them words."""
    payroll, locale = taken.payroll, company.locale
    standing = payroll.standing
    return {
        "company": clean(company.name),
        "name": clean(payee.name),
        "person": clean(payee.key),
        "payroll_id": clean(payee.payroll_id),
        "period": payroll.label,
        "days": f"{day(standing.start, locale)} – {day(standing.end, locale)}",
        "published": day(company.today(payroll.published_at), locale),
        "statements": statements,
        "rewards": [
            {
                "reward": clean(one.reward),
                "day": day(one.fulfilled_on, locale),
                "value": f"{one.value} {one.currency}",
            }
            for one in rewards
        ],
    }


def _statement(
    one: PaidStatement,
    lines: pl.DataFrame | None,
    names: Mapping[str, str],
    words: LineWords,
    company: Company,
) -> Values:
    locale, currency = company.locale, one.currency
    groups = _groups(one, lines, names, company.calendar) if lines is not None else []
    return {
        "currency": currency,
        "total": money(one.total_minor, currency, locale),
        "parts": [
            {
                "title": clean(part["title"]),
                "lines": count(part["lines"], "line", "lines") if part["lines"] else "nothing this time",
                "amount": money(part["amount_minor"], currency, locale),
            }
            for part in one.summary["components"]
        ],
        "notes": [clean(words) for words in _remarks(one)],
        "groups": words.told(groups, locale),
    }


def _remarks(one: PaidStatement) -> Sequence[str]:
    problems = [problem["message"] for problem in one.summary["problems"]]
    return list(dict.fromkeys([*one.summary["notes"], *problems]))


def _groups(
    one: PaidStatement, lines: pl.DataFrame, names: Mapping[str, str], calendar: FiscalCalendar
) -> list[Values]:
    """The lines under their components' titles, as they stand on the statement."""
    kept = Kept(one.id, one.currency, one.total_minor, one.summary)
    groups: list[tuple[str, list[Values]]] = []
    for row in lines.iter_rows(named=True):
        title = title_of(row, kept)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        named = {**row, "account_name": names.get(row["account"] or "")}
        groups[-1][1].append(line_values(named, kept, calendar))
    return [{"title": clean(title), "lines": own} for title, own in groups]
