"""Twenty thousand rows: the same cents as were written, on both stores, and again without a change."""

import polars as pl
from sqlalchemy import select

from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.engine import reading
from bot.store.tables import Account, Event
from tests.benchmarks.companies import make_company
from tests.imports.company import Company

ROWS = 20_000


def test_many_rows_arrive_whole_and_a_second_time_change_nothing(company: Company) -> None:
    make_company(company.folder, ROWS)
    company.imports((company.folder / "company.yaml").read_text())
    mapping = (company.folder / "events.yaml").read_text()
    report = company.imports(mapping)
    assert [(count.kind, count.added) for count in report.kinds] == [("events", ROWS)]
    written = pl.read_csv(company.folder / "events.csv", infer_schema=False).sort("id")
    cents = pl.col("amount").str.replace(".", "", literal=True).cast(pl.Int64)
    expected = written.select("id", "kind", pl.col("date").str.to_date(), "account", "product", cents)
    assert _stored(company).equals(expected)
    again = company.imports(mapping)
    assert (again.added, again.changed, again.unchanged) == (0, 0, ROWS)


def test_a_thousand_changed_rows_among_many_are_the_only_ones_written(company: Company) -> None:
    make_company(company.folder, ROWS)
    company.imports((company.folder / "company.yaml").read_text())
    mapping = (company.folder / "events.yaml").read_text()
    company.imports(mapping)
    rows = pl.read_csv(company.folder / "events.csv", infer_schema=False).with_row_index()
    one_in_twenty = pl.when(pl.col("index") % 20 == 0).then(pl.lit("0.01")).otherwise("amount")
    changed = rows.with_columns(one_in_twenty.alias("amount")).drop("index")
    changed.write_csv(company.folder / "events.csv")
    report = company.imports(mapping)
    assert (report.added, report.changed, report.unchanged) == (0, 1_000, 19_000)
    assert _stored(company)["amount"].eq(1).sum() >= 1_000


def _stored(company: Company) -> pl.DataFrame:
    event, account = table_of(Event).c, table_of(Account).c
    query = select(
        event.external_id.label("id"),
        event.kind,
        event.occurred_on.label("date"),
        account.key.label("account"),
        event.product,
        event.amount_minor.label("amount"),
    ).join_from(table_of(Event), table_of(Account), account.id == event.account_id)
    with reading(company.engine) as connection:
        return read_frame(connection, query).sort("id")
