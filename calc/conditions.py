"""Whether an event is one that a clause asks for."""

import polars as pl

from calc.language.conditions import Condition, Customers


def fits(condition: Condition | Customers) -> pl.Expr:
    """Whether an event's (or account's) columns are as asked. A column that is empty is never as asked."""
    fit = pl.lit(True)
    for column, words in condition.names().items():
        fit = fit & pl.col(column).is_in(list(words)).fill_null(False)
    return fit
