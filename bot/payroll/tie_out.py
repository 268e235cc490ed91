"""What is about to be exported is what was approved and published, line by line and in all; or nothing is."""

from collections.abc import Iterable, Sequence

import polars as pl
from sqlalchemy import Connection, func, select

from bot.payroll.amounts import minor_of
from bot.payroll.paid import PaidStatement, Payroll
from bot.payroll.refusals import ExportRefused, not_as_published
from bot.payroll.rows import PayRow
from bot.periods.adjusted import ADJUSTMENTS
from bot.periods.digests import person_digest, stored_digests
from bot.periods.kept_lines import ADJUSTMENT
from bot.store.base import table_of
from bot.store.periods import Statement

statements = table_of(Statement)

# By plan and component, how many lines there are and what they come to, in minor units.
Sums = dict[tuple[str, str], tuple[int, int]]


def tie_out(connection: Connection, payroll: Payroll, rows: Sequence[PayRow]) -> None:
    """Raises ExportRefused for the first thing that does not fit, and whose it is; no amount is told.

    Of each statement: its lines are those that it was published with (its digest), its components and its
    total are what its lines come to, and it is what was approved. Of each payroll id: it is one person's. Of
    all: in each currency the amounts as they are written come to what the store adds up by itself.
    """
    heads = {one.id: (one.currency, one.total_minor, one.summary["plans"]) for one in payroll.statements}
    digests, sums = stored_digests(payroll.lines, heads), _sums(payroll.lines)
    for one in payroll.statements:
        _check_statement(one, digests[one.id], sums.get(one.id, {}), payroll.label)
    _check_approved(payroll)
    _check_ids(payroll)
    _check_totals(connection, payroll, rows)


def _check_statement(one: PaidStatement, digest: str, sums: Sums, label: str) -> None:
    whose = f"{one.payee.key} for {label}"
    if digest != one.digest:
        raise not_as_published(f"The statement of {whose} is not the one that was published")
    components = one.summary["components"]
    parts = {(one["plan"], one["component"]): (one["lines"], one["amount_minor"]) for one in components}
    if {key: of for key, of in parts.items() if of != (0, 0)} != sums:
        raise not_as_published(f"The components of {whose} are not what the lines come to")
    if sum(part["amount_minor"] for part in components) != one.total_minor:
        raise not_as_published(f"The components of {whose} do not come to the published total")


def _sums(lines: pl.DataFrame) -> dict[int, Sums]:
    """By statement, how many lines each component has and what they come to; an adjustment is of none."""
    adjusts = pl.col("entry") == ADJUSTMENT
    plan = pl.when(adjusts).then(pl.lit("")).otherwise("plan").alias("plan")
    component = pl.when(adjusts).then(pl.lit(ADJUSTMENTS)).otherwise("component").alias("component")
    amount_minor = pl.col("amount_minor").cast(pl.Int128).sum()
    grouped = lines.group_by("statement_id", plan, component).agg(pl.len(), amount_minor)
    found: dict[int, Sums] = {}
    for statement_id, *key, count, sum_minor in grouped.iter_rows():
        found.setdefault(statement_id, {})[key[0], key[1]] = (count, sum_minor)
    return found


def _check_approved(payroll: Payroll) -> None:
    digests: dict[int, list[tuple[str, str]]] = {}
    keys = {one.payee.id: one.payee.key for one in payroll.statements}
    for one in payroll.statements:
        digests.setdefault(one.payee.id, []).append((one.currency, one.digest))
    for person_id, found in digests.items():
        if payroll.approved.get(person_id) != person_digest(found):
            raise not_as_published(
                f"The pay of {keys[person_id]} for {payroll.label} is not what was approved"
            )


def _check_ids(payroll: Payroll) -> None:
    known: dict[str, str] = {}
    for payee in payroll.payees:
        other = known.setdefault(payee.payroll_id, payee.key)
        if other != payee.key:
            raise ExportRefused(
                f"{other} and {payee.key} have the same payroll id, {payee.payroll_id}, so payroll could not "
                "tell them apart. Nothing was exported. Give each an id of their own: import people with a "
                "payroll_id."
            )


def _check_totals(connection: Connection, payroll: Payroll, rows: Iterable[PayRow]) -> None:
    written: dict[str, int] = {}
    for row in rows:
        amount = row.amount
        written[amount.currency] = written.get(amount.currency, 0) + minor_of(amount.text, amount.currency)
    query = (
        select(statements.c.currency, func.sum(statements.c.total_minor))
        .where(statements.c.period_id == payroll.standing.id, statements.c.currency != "")
        .group_by(statements.c.currency)
    )
    published = {currency: int(total) for currency, total in connection.execute(query)}
    for currency in sorted({*published, *written}):
        if published.get(currency, 0) != written.get(currency, 0):
            raise not_as_published(
                f"The amounts in {currency} for {payroll.label} do not come to what was published"
            )
