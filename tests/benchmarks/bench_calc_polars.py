"""The benchmark's plan written by hand in Polars, in Int64, the way a data team would write the job.

It knows that every account has one owner and everybody one team for all days, that all money is in one
currency and that no product passes 64 bits. It looks at nothing that could be wrong.
"""

import polars as pl

from calc.facts import Facts
from calc.language.amounts import read_ratio
from calc.results import LINES
from tests.benchmarks.facts_at_scale import KINDS, PEOPLE, PRODUCTS, RATES, TEAMS, YEAR, quota_dollars

TIERS = ((0, 1, 1), (90, 3, 2), (115, 2, 1))  # from so many percent of the quota on, times this ratio
MULTIPLIERS = ((80, 9, 10), (100, 1, 1), (105, 5, 4))  # from so many percent of the team's quota on


def by_polars(facts: Facts, events: int) -> pl.DataFrame:
    """All lines in the columns of LINES, by person, day and event."""
    quota = 100 * quota_dollars(events)
    shares = (
        facts.events.lazy()
        .drop("person")
        .join(facts.owners.lazy().select("account", "person", "share_ppm"), on="account")
        .join(facts.placements.lazy().select("person", "team"), on="person")
        .join(_rates().lazy(), on=["kind", "product"])
        .sort("person", "date", "event")
        .with_columns(after=pl.col("amount_minor").cum_sum().over("person"))
        .with_columns(before=pl.col("after") - pl.col("amount_minor"))
        .collect()
    )
    multipliers = _multipliers(shares, quota * (PEOPLE // TEAMS))
    slices = pl.concat([_slices(shares, quota, tier) for tier in range(len(TIERS))])
    lines = slices.join(multipliers, on="team").with_columns(amount_minor=_product())
    told = lines.select(_column(name, kind) for name, kind in LINES.items())
    return told.sort("person", "date", "event", maintain_order=True)


def _rates() -> pl.DataFrame:
    rows: list[tuple[str, str, int, int, str]] = []
    for kind, row in zip(KINDS, RATES, strict=True):
        for product, text in zip(PRODUCTS, row, strict=True):
            rate, clause = read_ratio(text), f"components.commission.rates[{len(rows) + 1}]"
            rows.append((kind, product, rate.numerator, rate.denominator, clause))
    return pl.DataFrame(rows, ["kind", "product", "rate_num", "rate_den", "clause"], orient="row")


def _slices(shares: pl.DataFrame, quota: int, tier: int) -> pl.DataFrame:
    """What of each share lies in a tier; the first tier holds below zero too."""
    percent, top, bottom = TIERS[tier]
    low = (quota * percent + 50) // 100 if tier else None
    high = (quota * TIERS[tier + 1][0] + 50) // 100 if tier + 1 < len(TIERS) else None
    part = pl.col("after").clip(low, high) - pl.col("before").clip(low, high)
    return shares.with_columns(
        basis_minor=part,
        tier=pl.lit(f"tier {tier + 1}:{top}/{bottom},by team:"),
        tier_num=pl.lit(top, pl.Int64),
        tier_den=pl.lit(bottom, pl.Int64),
    ).filter(pl.col("basis_minor") != 0)


def _multipliers(shares: pl.DataFrame, quota: int) -> pl.DataFrame:
    """The multiplier of each team, by what it sold of its quota."""
    sold = shares.group_by("team").agg(pl.col("amount_minor").sum().alias("sold"))
    num, den = pl.lit(3), pl.lit(4)
    for percent, top, bottom in MULTIPLIERS:
        reached = pl.col("sold") * 100 >= quota * percent
        num, den = (
            pl.when(reached).then(pl.lit(each)).otherwise(was) for each, was in ((top, num), (bottom, den))
        )
    return sold.select("team", team_num=num.cast(pl.Int64), team_den=den.cast(pl.Int64))


def _product() -> pl.Expr:
    """Basis × rate × tier × multiplier, rounded half away from zero."""
    top = pl.col("basis_minor").abs() * pl.col("rate_num") * pl.col("tier_num") * pl.col("team_num")
    bottom = pl.col("rate_den") * pl.col("tier_den") * pl.col("team_den")
    return (2 * top + bottom) // (2 * bottom) * pl.col("basis_minor").sign()


def _column(name: str, kind: type[pl.DataType]) -> pl.Expr:
    """A column of LINES: worked out above, or the same in all lines."""
    made = {
        "plan": pl.lit("scale"),
        "version": pl.date(YEAR, 1, 1),
        "component": pl.lit("commission"),
        "entry": pl.lit("pay"),
        "span": pl.lit(str(YEAR)),
        "about": pl.lit(None),
        "event_amount_minor": pl.col("after") - pl.col("before"),
        "event_currency": pl.lit("USD"),
        "fx_num": pl.lit(None),
        "fx_den": pl.lit(None),
        "factors": pl.concat_str("tier", "team_num", pl.lit("/"), "team_den"),
        "measure": pl.format(f"own@{{}}@{YEAR} team@{{}}@{YEAR}", "person", "team"),
        "earlier_minor": pl.lit(0),
        "reward": pl.lit(""),
        "currency": pl.lit("USD"),
    }
    return made.get(name, pl.col(name)).cast(kind).alias(name)
