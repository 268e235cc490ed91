"""Commission: a rate on what each credited event is worth."""

import polars as pl

from calc import exact
from calc.metrics import fits
from calc.plan import Commission, Condition, Plan, Rate
from calc.results import LINES, Problem

_WHAT = ("kind", "product", "region")


def commission(
    plan: Plan, name: str, component: Commission, shares: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """One line for each credited share that a rate fits, and problems for those that ought to have one.

    `shares` are the credited events (calc.credits) of people on this plan on the event's day. Amounts are
    basis × rate in minor units of the plan's currency.
    """
    meant = shares.filter(about(component.rates))
    foreign = pl.col("currency").fill_null("") != plan.currency
    something = pl.col(f"credited_{component.basis}_minor") != 0  # nothing is lost where nothing is to pay
    rated = _with_rates(meant.filter(~foreign), component.rates)
    priced = rated.filter(pl.col("clause").is_not_null())
    basis = pl.col(f"credited_{component.basis}_minor").alias("basis_minor")
    lines = priced.with_columns(
        basis,
        pl.col(f"{component.basis}_minor").alias("event_amount_minor"),
        pl.lit(plan.plan).alias("plan"),
        pl.lit(plan.from_date).alias("version"),
        pl.lit(name).alias("component"),
        pl.lit("").alias("factors"),
        pl.lit(None, dtype=pl.String).alias("measure"),
    )
    amounts = exact.multiply(lines["basis_minor"], (lines["rate_num"], lines["rate_den"]))
    paid = lines.with_columns(
        amounts.alias("amount_minor"), pl.format(f"components.{name}.rates[{{}}]", "clause").alias("clause")
    )
    problems = [
        *_in_other_currency(meant.filter(foreign, something), plan, name, component),
        *_without_rate(rated.filter(pl.col("clause").is_null(), something), plan, name, component),
        *_too_large(paid.filter(pl.col("amount_minor").is_null()), plan, name),
    ]
    return paid.filter(pl.col("amount_minor").is_not_null()).select(*LINES), problems


def rate_for(rates: tuple[Rate, ...], what: dict[str, str | None]) -> int | None:
    """The index of the rate that fits an event of that kind, product and region and asks most of it.

    The reader of plans has made sure that no two that ask equally much fit one event undecided.
    """
    fitting = [
        index
        for index, rate in enumerate(rates)
        if all(what[column] in words for column, words in rate.names().items())
    ]
    return max(fitting, key=lambda index: len(rates[index].names()), default=None)


def about(rates: tuple[Rate, ...]) -> pl.Expr:
    """Events of the kinds the rates name; all events when one of them names none."""
    if any(not rate.kind for rate in rates):
        return pl.lit(True)
    return fits(Condition(kind=tuple(kind for rate in rates for kind in rate.kind)))


def _with_rates(shares: pl.DataFrame, rates: tuple[Rate, ...]) -> pl.DataFrame:
    """Adds clause (the rate's place, counted from 1; null when none fits), rate_num and rate_den.

    There are few different (kind, product, region): each is looked up once, then joined to its events.
    """
    rows = []
    for what in shares.select(*_WHAT).unique().iter_rows(named=True):
        index = rate_for(rates, what)
        rate = rates[index].rate if index is not None else None
        place = index + 1 if index is not None else None
        ratio = rate.as_integer_ratio() if rate is not None else (None, None)
        rows.append({**what, "clause": place, "rate_num": ratio[0], "rate_den": ratio[1]})
    numbers = {"clause": pl.Int64, "rate_num": pl.Int128, "rate_den": pl.Int128}
    schema = {**dict.fromkeys(_WHAT, pl.String), **numbers}
    found = pl.DataFrame(rows, schema=schema)
    return shares.join(found, on=list(_WHAT), how="left", nulls_equal=True, maintain_order="left")


def _in_other_currency(shares: pl.DataFrame, plan: Plan, name: str, component: Commission) -> list[Problem]:
    counted = shares.group_by("person", "currency").agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "other_currency",
            f"{component.title}: {_events(count)} in {currency or 'no currency'} not paid, because the plan "
            f"pays in {plan.currency}.",
            f"Ask your compensation admin to import amounts in {plan.currency}.",
            person=person,
            plan=plan.plan,
            component=name,
            event=event,
        )
        for person, currency, count, event in counted.iter_rows()
    ]


def _without_rate(shares: pl.DataFrame, plan: Plan, name: str, component: Commission) -> list[Problem]:
    counted = shares.group_by("person", *_WHAT).agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "no_rate",
            f"{component.title}: {_events(row['len'])} of kind {row['kind']}{_described(row)} not paid, "
            "because the plan has no rate for it.",
            "Ask your compensation admin whether the plan should have one.",
            person=row["person"],
            plan=plan.plan,
            component=name,
            event=row["event"],
        )
        for row in counted.iter_rows(named=True)
    ]


def _too_large(lines: pl.DataFrame, plan: Plan, name: str) -> list[Problem]:
    return [
        Problem(
            "amount_too_large",
            f"The amount for {event} is too large to be kept, so it is not paid.",
            "Check the amount of that event.",
            person=person,
            plan=plan.plan,
            component=name,
            event=event,
        )
        for person, event in lines.select("person", "event").iter_rows()
    ]


def _described(row: dict[str, str | None]) -> str:
    parts = [f"{column} {row[column]}" for column in ("product", "region") if row[column]]
    return f" ({', '.join(parts)})" if parts else ""


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
