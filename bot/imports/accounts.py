"""Accounts out of rows that may say only part of what is known of them."""

import polars as pl

from bot.imports.combine import Tell, given, merge

FIELDS = ("name", "region", "segment", "contract_months")


def accounts_of(rows: pl.DataFrame, stored: pl.DataFrame, tell: Tell) -> pl.DataFrame:
    """`key` and the columns of the store. A field that no block fills keeps what is stored."""
    before = stored.select(
        pl.col("key").alias("account"), *(pl.col(name).alias(f"\0{name}") for name in FIELDS)
    )
    both = merge(rows, "account", FIELDS, tell).join(before, on="account", how="left", maintain_order="left")
    filled = both.with_columns(
        pl.when(given(name)).then(pl.col(name)).otherwise(pl.col(f"\0{name}")).alias(name) for name in FIELDS
    )
    return filled.select(
        pl.col("account").alias("key"),
        pl.coalesce(pl.col("name").replace("", None), "account").alias("name"),
        pl.col("region").fill_null(""),
        pl.col("segment").fill_null(""),
        "contract_months",
    )
