"""Commission: a rate on what each event is worth, and what tiers, multipliers and gates make of it.

Most of the work is done on narrow frames of one row a share; what a line tells of its event is fetched at
the end.
"""

from collections.abc import Callable

import polars as pl

from calc import exact
from calc.bases import unbounded, whole
from calc.components.commission_problems import in_other_currency, too_large, without_rate
from calc.components.rates import RATED, about, rate_names, with_rates
from calc.components.tiering import decided, slices, tier_table
from calc.components.work import Work
from calc.language.values import Basis
from calc.outcome import Outcome
from calc.results import LINES, Problem

_RATIOS = tuple((f"{name}_num", f"{name}_den") for name in ("rate", "part", "tier", "met"))
_TEXTS = ("factors", "tier_factors", "met_factors")
_OF_AMOUNT = (Basis.AMOUNT, Basis.TCV, Basis.ACV)
_CREDITED = tuple(f"credited_{name}_minor" for name in ("amount", "recurring_change", "previous"))
_DECIDE = ("currency", "date", "event", "person", "role", "term_months", "share_ppm", *_CREDITED)
_KEPT = ("share", "payee", "stretch", "basis_minor", *RATED)
_TOLD = (
    "event", "account", "date", "kind", "product", "region", "amount_minor", "recurring_change_minor",
    "event_amount_minor", "event_currency", "fx_num", "fx_den", "share_ppm", "person", "currency",
)  # fmt: skip


def commission(work: Work) -> Outcome:
    """A line for each credited share that a rate fits (with marginal tiers: for each slice of it).

    Problems tell of the shares that ought to have one and do not.
    """
    component, tiers = work.component, work.component.tiers
    rated = _based(with_rates(_meant(work), work.name, component))
    priced, problems = _priced(work, rated)
    priced = priced.select(_KEPT)  # what a line tells besides is fetched at the end
    priced, found = decided(work, priced)
    problems += found
    if tiers is not None and tiers.kind == "marginal":
        priced, found = slices(work, priced, tiers)
        problems += found
    return _lines(work, _with_tiers(work, priced), problems)


def _meant(work: Work) -> pl.DataFrame:
    """The shares that the component is about, with all that its pay depends on."""
    asked = [*_DECIDE, *rate_names(work.component)]
    meant = work.records.columns(work.earned, dict.fromkeys(asked)).filter(about(work.component.rates))
    days = work.component.days
    return meant if days is None else meant.filter(pl.col("date").is_between(days.from_, days.to))


def _based(rated: pl.DataFrame) -> pl.DataFrame:
    """Adds basis_minor: what each share's rate is paid on, in whole minor units; null without a rate, and
    where it does not fit into 64 bits."""
    return rated.with_columns(_basis(rated, whole).alias("basis_minor"))


def _basis(rated: pl.DataFrame, part: Callable[[str], pl.Expr]) -> pl.Expr:
    """What each share's rate is paid on: that `part` of its event, or a set amount; null without a rate."""
    used = [basis for basis in rated["basis"].unique() if basis]
    if len(used) == 1 and not rated["basis"].null_count() and not rated["fixed_minor"].count():
        return part(used[0])
    basis = pl.col("fixed_minor")
    for name in used:
        basis = pl.when(pl.col("basis") == name).then(part(name)).otherwise(basis)
    return basis


def _priced(work: Work, rated: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The shares that have a rate, and problems for the others: what they lose is told, if it is anything."""
    set_amount = pl.col("fixed_minor").is_not_null()
    foreign = (pl.col("currency").fill_null("") != work.plan.currency) & ~set_amount
    unrated = pl.col("clause").is_null()
    if not rated.select((foreign | unrated).any()).item():
        return rated, []
    worth = pl.coalesce(_basis(rated, unbounded), unbounded(work.component.basis.value))
    lost = rated.filter(foreign | unrated, worth != 0)
    return rated.filter(~foreign, ~unrated), [
        *in_other_currency(lost.filter(foreign), work),
        *without_rate(lost.filter(~foreign), work),
    ]


def _with_tiers(work: Work, priced: pl.DataFrame) -> pl.DataFrame:
    if work.component.tiers is None:
        return priced
    if "accelerates" not in priced.columns:
        priced = priced.with_columns(pl.lit(True).alias("accelerates"))
    table = tier_table(work.component.tiers, f"components.{work.name}")
    made = priced.join(table, on=["tier", "accelerates"], how="left", maintain_order="left")
    if "tier_rate_num" in made.columns:
        given = {"tier_rate_num": "rate_num", "tier_rate_den": "rate_den", "tier_clause": "clause"}
        made = made.drop(*given.values()).rename(given)
    return made


def _lines(work: Work, priced: pl.DataFrame, problems: list[Problem]) -> Outcome:
    ratios = [
        (priced[top], priced[bottom])
        for top, bottom in _RATIOS
        if top in priced.columns and not (priced[top] == priced[bottom]).all()
    ]
    paid = priced.with_columns(exact.multiply(priced["basis_minor"], *ratios).alias("paid_minor"))
    if paid["paid_minor"].null_count():
        lost = paid.filter(pl.col("paid_minor").is_null())
        problems += too_large(work.records.columns(lost, ["event"]), work)
        paid = paid.filter(pl.col("paid_minor").is_not_null())
    return Outcome(_shaped(work, work.records.columns(paid, _TOLD)), problems)


def _shaped(work: Work, paid: pl.DataFrame) -> pl.DataFrame:
    """In the columns of LINES."""
    changed = pl.col("basis").is_in([basis.value for basis in Basis if basis not in _OF_AMOUNT])
    own = work.component.whose == "own"
    given: dict[str, pl.Expr] = {
        "person": pl.col("payee"),
        "plan": pl.lit(work.plan.plan),
        "version": pl.lit(work.plan.from_date),
        "component": pl.lit(work.name),
        "entry": pl.lit("pay"),
        "span": pl.lit(work.span.key),
        "about": pl.lit(None, dtype=pl.String) if own else pl.col("person"),
        # What the basis is a part of: what the event changed, or its amount as it was written.
        "event_amount_minor": pl.when(changed)
        .then(pl.col("recurring_change_minor"))
        .otherwise(pl.coalesce("event_amount_minor", "amount_minor")),
        "event_currency": pl.when(changed)
        .then(pl.lit(work.plan.currency))
        .otherwise(pl.coalesce("event_currency", "currency")),
        "factors": _joined_texts(paid),
        "measure": _joined_measures(paid),
        "earlier_minor": pl.lit(0),
        "amount_minor": pl.col("paid_minor"),
        "reward": pl.lit(""),
        "currency": pl.lit(work.plan.currency),
    }
    return paid.select(given.get(name, pl.col(name)).cast(kind).alias(name) for name, kind in LINES.items())


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
    return pl.concat_str(names, separator=" ", ignore_nulls=True).replace("", None)
