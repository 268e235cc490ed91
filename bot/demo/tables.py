"""The demo company as the tables that its HR and CRM systems would export."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.demo.company import Company
from bot.demo.shapes import Deal


@dataclass(frozen=True)
class Table:
    """A file's name without its ending, the names of its columns, and its cells as they are written."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def export_tables(company: Company) -> list[Table]:
    """Every table, each in an order that does not change."""
    return [*_from_hr(company), *_from_crm(company), *_from_spreadsheets(company)]


def _from_hr(company: Company) -> list[Table]:
    return [
        _table(
            "people",
            "Employee ID, Name, Work Email, Hire Date, Last Day, Runs Pay, Payroll ID",
            (
                (one.key, one.name, one.email, _day(one.first_day), _day(one.last_day), _yes(one.runs_pay),
                 one.payroll_id)
                for one in company.members
            ),
        ),
        _table(
            "job_history",
            "Employee ID, Job Title, Team, Region, Manager ID, From, To",
            (
                (job.person, job.title, job.team, job.region, job.manager, _day(job.first), _day(job.last))
                for job in company.jobs
            ),
        ),
        _table(
            "plan_assignments",
            "Employee ID, Plan, From, To, Base Salary, Target Variable",
            (
                (one.person, one.plan, _day(one.first), _day(one.last), _money(one.base_minor),
                 _money(one.variable_minor))
                for one in company.agreements
            ),
        ),
    ]  # fmt: skip


def _from_crm(company: Company) -> list[Table]:
    emails = {one.key: one.email for one in company.members}
    deals = sorted(company.deals, key=lambda deal: (deal.day, deal.key))
    return [
        _table(
            "accounts",
            "Account ID, Account Name, Region, Segment",
            ((one.key, one.name, one.region, one.segment) for one in company.accounts),
        ),
        _table(
            "account_owners",
            "Account ID, Owner Email, Share, From, To",
            (
                (one.account, emails[one.person], f"{one.share_percent}%", _day(one.first), _day(one.last))
                for one in company.owners
            ),
        ),
        _table(
            "arr_snapshot",
            "Account ID, As Of, ARR, Currency",
            (
                (one.key, _day(company.window.start), _money(one.opening_minor), "USD")
                for one in company.accounts
                if one.signed is None
            ),
        ),
        _table(
            "opportunities",
            "Opportunity ID, Account ID, Type, Stage, Close Date, Amount, ARR Change, Currency, Product, "
            "Credited To",
            (_deal_row(deal, emails) for deal in deals),
        ),
        _table(
            "opportunity_splits",
            "Opportunity ID, Email, Split",
            ((deal.key, emails[person], f"{percent}%") for deal in deals for person, percent in deal.splits),
        ),
        _table(
            "churn",
            "Churn ID, Account ID, Contract End, Lost ARR, Currency, Reason",
            (
                (one.key, one.account, _day(one.day), _money(one.lost_minor), "USD", one.reason)
                for one in sorted(company.losses, key=lambda loss: (loss.day, loss.key))
            ),
        ),
    ]


def _from_spreadsheets(company: Company) -> list[Table]:
    return [
        _table(
            "surveys",
            "Survey, Level, Group, Measured On, Score, Responses",
            (
                (one.metric, one.level, one.group, _day(one.day), one.score, str(one.answers))
                for one in company.surveys
            ),
        ),
        _table("targets", "Metric, Level, Group, From, To, Target", _aims(company, money=False)),
        _table("quotas", "Metric, Level, Group, From, To, Quota", _aims(company, money=True)),
    ]


def _aims(company: Company, money: bool) -> Iterable[tuple[str, ...]]:
    return (
        (one.metric, one.level, one.group, _day(one.first), _day(one.last), one.value)
        for one in company.aims
        if one.in_money == money
    )


def _deal_row(deal: Deal, emails: dict[str, str]) -> tuple[str, ...]:
    return (
        deal.key,
        deal.account,
        deal.kind,
        deal.stage,
        _day(deal.day),
        _money(deal.amount_minor),
        _money(deal.change_minor),
        deal.currency,
        deal.product,
        emails.get(deal.credit_to, ""),
    )


def _table(name: str, columns: str, rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(name, tuple(columns.split(", ")), tuple(rows))


def _day(day: date | None) -> str:
    """12/31/2026, as the company's systems are set to write days; empty for none."""
    return f"{day:%m/%d/%Y}" if day else ""


def _money(minor: int) -> str:
    """-1,234.50"""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100:,}.{abs(minor) % 100:02}"


def _yes(flag: bool) -> str:
    return "Yes" if flag else "No"
