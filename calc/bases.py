"""What of an event is worth counting: amount, a year of it, recurring revenue, growth …"""

import polars as pl

from calc.derived import term_months

_AMOUNT, _CHANGE, _PREVIOUS = (
    pl.col(f"credited_{name}_minor") for name in ("amount", "recurring_change", "previous")
)
_OF_TWO = ("arr", "mrr", "kept")  # what adds two amounts up


def whole(basis: str) -> pl.Expr:
    """The part of `basis` that is in whole minor units, of credited shares; Int64.

    `acv` and `mrr` are this times a ratio: 12 over the term where that is over a year; 1/12.
    """
    if basis in _OF_TWO:
        return unbounded(basis).cast(pl.Int64, strict=False)
    return unbounded(basis)


def unbounded(basis: str) -> pl.Expr:
    """The same, also where it does not fit into 64 bits and `whole` is null; Int64 or Int128."""
    if basis in ("amount", "tcv", "acv"):
        return _AMOUNT
    if basis == "recurring_change":
        return _CHANGE
    if basis == "growth":
        return pl.max_horizontal(_CHANGE, 0)
    if basis in ("arr", "mrr"):
        return pl.max_horizontal(_sum(), 0)
    assert basis == "kept", basis
    return pl.max_horizontal(pl.min_horizontal(_PREVIOUS.cast(pl.Int128), _sum()), 0)


def ratio(basis: str) -> tuple[pl.Expr, pl.Expr]:
    """The ratio that makes the basis out of `whole`, as numerator and denominator."""
    if basis == "acv":
        return pl.lit(12, dtype=pl.Int64), pl.max_horizontal(term_months(), 12)
    if basis == "mrr":
        return pl.lit(1, dtype=pl.Int64), pl.lit(12, dtype=pl.Int64)
    return pl.lit(1, dtype=pl.Int64), pl.lit(1, dtype=pl.Int64)


def _sum() -> pl.Expr:
    """Recurring revenue after the event; in 128 bits, which two amounts cannot overflow."""
    return _PREVIOUS.cast(pl.Int128) + _CHANGE.cast(pl.Int128)
