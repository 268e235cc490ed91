"""Commission: a rate on what each event is worth, and what tiers, multipliers and gates make of it."""

import polars as pl

from calc import exact
from calc.bases import whole
from calc.components.commission_problems import in_other_currency, too_large, without_rate
from calc.components.rates import about, with_rates
from calc.components.tiering import decided, slices, tier_table
from calc.components.work import Work
from calc.language.values import Basis
from calc.outcome import Outcome
from calc.results import LINES, Problem

_RATIOS = (
    ("rate_num", "rate_den"),
    ("part_num", "part_den"),
    ("tier_num", "tier_den"),
    ("met_num", "met_den"),
)
_TEXTS = ("factors", "tier_factors", "met_factors")
_OF_AMOUNT = (Basis.AMOUNT, Basis.TCV, Basis.ACV)


def commission(work: Work) -> Outcome:
    """A line for each credited share that a rate fits (with marginal tiers: for each slice of it).

    Problems tell of the shares that ought to have one and do not.
    """
    component, tiers = work.component, work.component.tiers
    rated = _based(with_rates(_meant(work), component))
    set_amount = pl.col("fixed_minor").is_not_null()
    foreign = (pl.col("currency").fill_null("") != work.plan.currency) & ~set_amount
    something = (pl.col("basis_minor") != 0) | set_amount
    problems = [
        *in_other_currency(rated.filter(foreign, something), work),
        *without_rate(rated.filter(~foreign, pl.col("clause").is_null(), something), work),
    ]
    priced, found = decided(work, rated.filter(~foreign, pl.col("clause").is_not_null()))
    problems += found
    if tiers is not None and tiers.kind == "marginal":
        priced, found = slices(work, priced, tiers)
        problems += found
    return _lines(work, _with_tiers(work, priced), problems)


def _meant(work: Work) -> pl.DataFrame:
    meant = work.shares.filter(about(work.component.rates))
    days = work.component.days
    return meant if days is None else meant.filter(pl.col("date").is_between(days.from_, days.to))


def _based(rated: pl.DataFrame) -> pl.DataFrame:
    """Adds basis_minor: what each share's rate is paid on, in whole minor units.

    A share that no rate fits has the component's own basis, by which it is told whether anything is lost.
    """
    used = [basis for basis in rated["basis"].unique() if basis]
    if len(used) == 1 and not rated["fixed_minor"].count():
        return rated.with_columns(whole(used[0]).alias("basis_minor"))
    basis = pl.col("fixed_minor")
    for name in used:
        basis = pl.when(pl.col("basis") == name).then(whole(name)).otherwise(basis)
    return rated.with_columns(basis.alias("basis_minor"))


def _with_tiers(work: Work, priced: pl.DataFrame) -> pl.DataFrame:
    clause = f"components.{work.name}"
    named = priced.with_columns(pl.format(f"{clause}.rates[{{}}]", "clause").alias("clause"))
    if work.component.tiers is None:
        return named
    if "accelerates" not in named.columns:
        named = named.with_columns(pl.lit(True).alias("accelerates"))
    table = tier_table(work.component.tiers, clause)
    made = named.join(table, on=["tier", "accelerates"], how="left", maintain_order="left")
    if "tier_rate_num" in made.columns:
        given = {"tier_rate_num": "rate_num", "tier_rate_den": "rate_den", "tier_clause": "clause"}
        made = made.drop(*given.values()).rename(given)
    return made


def _lines(work: Work, priced: pl.DataFrame, problems: list[Problem]) -> Outcome:
    ratios = [
        (priced[top], priced[bottom])
        for top, bottom in _RATIOS
        if top in priced.columns and not _all_one(priced, top, bottom)
    ]
    paid = priced.with_columns(exact.multiply(priced["basis_minor"], *ratios).alias("paid_minor"))
    if paid["paid_minor"].null_count():
        problems += too_large(paid.filter(pl.col("paid_minor").is_null()), work)
        paid = paid.filter(pl.col("paid_minor").is_not_null())
    return Outcome(_shaped(work, paid), problems)


def _all_one(priced: pl.DataFrame, top: str, bottom: str) -> bool:
    return bool((priced[top] == priced[bottom]).all())


def _shaped(work: Work, paid: pl.DataFrame) -> pl.DataFrame:
    """In the columns of LINES."""
    own = work.component.whose == "own"
    given: dict[str, pl.Expr] = {
        "person": pl.col("payee"),
        "plan": pl.lit(work.plan.plan),
        "version": pl.lit(work.plan.from_date),
        "component": pl.lit(work.name),
        "entry": pl.lit("pay"),
        "span": pl.lit(work.span.key),
        "about": pl.lit(None, dtype=pl.String) if own else pl.col("person"),
        "event_amount_minor": _event_amount(),
        "event_currency": _event_currency(work),
        "amount_minor": pl.col("paid_minor"),
        "factors": _joined_texts(paid),
        "measure": _joined_measures(paid),
        "earlier_minor": pl.lit(0),
        "reward": pl.lit(""),
        "currency": pl.lit(work.plan.currency),
    }
    return paid.select(given.get(name, pl.col(name)).cast(kind).alias(name) for name, kind in LINES.items())


def _event_amount() -> pl.Expr:
    """The whole event's worth that the basis is a part of: what it changed, or its amount as written."""
    changed = pl.col("basis").is_in([basis.value for basis in Basis if basis not in _OF_AMOUNT])
    written = pl.coalesce("event_amount_minor", "amount_minor")
    return pl.when(changed).then(pl.col("recurring_change_minor")).otherwise(written)


def _event_currency(work: Work) -> pl.Expr:
    changed = pl.col("basis").is_in([basis.value for basis in Basis if basis not in _OF_AMOUNT])
    own = pl.coalesce("event_currency", "currency")
    return pl.when(changed).then(pl.lit(work.plan.currency)).otherwise(own)


def _joined_texts(paid: pl.DataFrame) -> pl.Expr:
    texts = [name for name in _TEXTS if name in paid.columns and (paid[name] != "").any()]
    if len(texts) <= 1:
        return pl.col(texts[0]) if texts else pl.lit("")
    parts = [pl.col(name).replace("", None) for name in texts]
    return pl.concat_str(parts, separator=",", ignore_nulls=True)


def _joined_measures(paid: pl.DataFrame) -> pl.Expr:
    names = [name for name in ("tier_measure", "measure") if name in paid.columns]
    if not names:
        return pl.lit(None, dtype=pl.String)
    return pl.concat_str([pl.col(name) for name in names], separator=" ", ignore_nulls=True).replace("", None)
