"""Which rate an event earns: looked up once for each kind of event there is, then joined to its shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from calc.conditions import fits
from calc.credits import WHOLE_PPM
from calc.facts import Schema
from calc.language.amounts import ratio_text
from calc.language.conditions import Condition
from calc.language.pay import Commission, Rate
from calc.language.values import Basis

_ALWAYS = ("kind", "product", "region")  # what a problem about an event without a rate names
_NUMBERS = ("term_months", "share_ppm")
_A_YEAR = 12

RATED: Schema = {
    "clause": pl.String,  # of the rate; null when none fits
    "rate_num": pl.Int64,
    "rate_den": pl.Int64,
    "basis": pl.String,  # a basis, or empty for a set amount
    "fixed_minor": pl.Int64,
    "part_num": pl.Int64,  # the product of the ratios in `factors`
    "part_den": pl.Int64,
    "factors": pl.String,
}


@dataclass(frozen=True)
class _Term:
    """What of an event is paid on: its ratios, by label."""

    basis: Basis | None
    ratios: dict[str, Fraction]


def about(rates: Sequence[Rate]) -> pl.Expr:
    """Events of the kinds the rates name; all events when one of them names none."""
    if any(not rate.kind for rate in rates):
        return pl.lit(True)
    return fits(Condition(kind=tuple(kind for rate in rates for kind in rate.kind)))


def rate_for(rates: Sequence[Rate], what: Mapping[str, Any]) -> int | None:
    """The index of the rate that fits an event of that kind, product … and asks most of it.

    The reader of plans has made sure that no two that ask equally much fit one event undecided.
    """
    fitting = [
        index
        for index, rate in enumerate(rates)
        if all(what[column] in words for column, words in rate.names().items())
    ]
    return max(fitting, key=lambda index: len(rates[index].names()), default=None)


def with_rates(shares: pl.DataFrame, name: str, component: Commission) -> pl.DataFrame:
    """`shares` with the columns of RATED; a new set of columns for a share that no rate fits is empty."""
    looked_at = _looked_at(component)
    blank = [column for column in looked_at if shares[column].null_count() == shares.height]
    columns = [column for column in looked_at if column not in blank] or looked_at
    few = shares.select(columns).unique()
    empty = dict.fromkeys(blank)
    rows = [{**what, **_rated(name, component, {**empty, **what})} for what in few.iter_rows(named=True)]
    kinds: Schema = {column: pl.Int64 if column in _NUMBERS else pl.String for column in columns}
    found = pl.DataFrame(rows, schema={**kinds, **RATED})
    if found.height == 1:  # one kind of event: nothing to look up
        return shares.with_columns(
            pl.lit(value, dtype=RATED[name]).alias(name) for name, value in rows[0].items() if name in RATED
        )
    return shares.join(found, on=columns, how="left", nulls_equal=True, maintain_order="left")


def rate_names(component: Commission) -> list[str]:
    """What the rates ask for, and what people know an event by; the kind first."""
    asked = {name for rate in component.rates for name in rate.names()}
    return ["kind", *sorted({*asked, *_ALWAYS} - {"kind"})]


def _looked_at(component: Commission) -> list[str]:
    """The columns that decide on the rate and its ratios."""
    columns = set(rate_names(component))
    if any(_has_term(rate, component) for rate in component.rates):
        columns.add("term_months")
    if any(_is_set(rate) for rate in component.rates):
        columns.add("share_ppm")
    return sorted(columns)


def _has_term(rate: Rate, component: Commission) -> bool:
    return basis_of(rate, component) is Basis.ACV or bool(component.later_years)


def _is_set(rate: Rate) -> bool:
    return rate.rate is not None and rate.rate.fixed_minor is not None


def basis_of(rate: Rate, component: Commission) -> Basis | None:
    """What a rate is paid on; None for a set amount."""
    if rate.rate is None:
        return component.basis
    return None if rate.rate.fixed_minor is not None else rate.rate.basis or component.basis


def _rated(name: str, component: Commission, what: Mapping[str, Any]) -> dict[str, Any]:
    index = rate_for(component.rates, what)
    if index is None:
        return dict.fromkeys(RATED)
    rate = component.rates[index]
    basis = basis_of(rate, component)
    ratio = rate.rate.ratio if rate.rate is not None and rate.rate.ratio is not None else Fraction(1)
    factors = _factors(component, basis, what)
    part = Fraction(1)
    for value in factors.values():
        part *= value
    return {
        "clause": f"components.{name}.rates[{index + 1}]",
        "rate_num": ratio.numerator,
        "rate_den": ratio.denominator,
        "basis": basis.value if basis is not None else "",
        "fixed_minor": rate.rate.fixed_minor if rate.rate is not None else None,
        "part_num": part.numerator,
        "part_den": part.denominator,
        "factors": ",".join(f"{label}:{_unreduced(label, value, what)}" for label, value in factors.items()),
    }


def _factors(component: Commission, basis: Basis | None, what: Mapping[str, Any]) -> dict[str, Fraction]:
    factors: dict[str, Fraction] = {}
    if basis is None:
        if what["share_ppm"] != WHOLE_PPM:
            factors["share"] = Fraction(what["share_ppm"], WHOLE_PPM)
        return factors
    if basis is Basis.MRR:
        factors["part"] = Fraction(1, _A_YEAR)
    if basis is Basis.ACV and _term(what) > _A_YEAR:
        factors["part"] = Fraction(_A_YEAR, _term(what))
    if component.later_years:
        factors["contract years"] = _years(component.later_years, _term(what))
    return factors


def _term(what: Mapping[str, Any]) -> int:
    term = what["term_months"]
    return term if term is not None and term >= 1 else _A_YEAR


def _years(weights: Sequence[Fraction], term: int) -> Fraction:
    """How much of the contract counts: each year by its weight, the last weight going on, by its months."""
    counted = Fraction(0)
    for year, begins in enumerate(range(0, term, _A_YEAR)):
        counted += weights[min(year, len(weights) - 1)] * min(_A_YEAR, term - begins)
    return counted / term


def _unreduced(label: str, value: Fraction, what: Mapping[str, Any]) -> str:
    """A year of a contract stays 12/36, as people count it."""
    if label == "part" and "term_months" in what and value != Fraction(1, _A_YEAR):
        return f"{_A_YEAR}/{_term(what)}"
    return ratio_text(value)
