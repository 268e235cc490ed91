"""The input tables of a calculation, and what each column means.

Ids (`person`, `account`, `event` …) are the company's own, as text, null where there is none. Dates include
both ends; an empty `to_date` is open. Money is Int64 minor units. `share_ppm` is millionths of a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import polars as pl

Schema = Mapping[str, type[pl.DataType]]

PEOPLE: Schema = {
    "person": pl.String,
    "name": pl.String,
    "start_date": pl.Date,  # first and last day at work
    "end_date": pl.Date,
}
PLACEMENTS: Schema = {
    "person": pl.String,
    "role": pl.String,
    "team": pl.String,
    "region": pl.String,
    "manager": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
}
LEAVE: Schema = {"person": pl.String, "from_date": pl.Date, "to_date": pl.Date}  # days not at work
ACCOUNTS: Schema = {
    "account": pl.String,
    "name": pl.String,
    "region": pl.String,
    "segment": pl.String,
    "contract_months": pl.Int64,  # how long its contract runs
}
OWNERS: Schema = {
    "account": pl.String,
    "person": pl.String,
    "role": pl.String,  # on the account: csm, ae …; shares add up within each role
    "share_ppm": pl.Int64,
    "from_date": pl.Date,
    "to_date": pl.Date,
}
BOOKS: Schema = {
    "account": pl.String,
    "as_of": pl.Date,  # events of this day and later are not yet in it
    "recurring_minor": pl.Int64,  # yearly recurring revenue
    "currency": pl.String,
}
EVENTS: Schema = {
    "event": pl.String,
    "kind": pl.String,
    "date": pl.Date,
    "account": pl.String,
    "person": pl.String,  # who gets the credit when it is not the account's owners
    "parent": pl.String,  # the event that this one is about: the deal of a payment or cancellation
    "product": pl.String,
    "effort": pl.String,  # how hard it was to get: users, module …
    "region": pl.String,
    "term_months": pl.Int64,  # how long the contract runs; empty is a year
    "amount_minor": pl.Int64,  # the whole contract's worth; empty is nothing, as in the next two
    "recurring_change_minor": pl.Int64,  # what it did to yearly recurring revenue; churn is negative
    "previous_minor": pl.Int64,  # yearly recurring revenue of the contract that this one replaces
    "quantity_milli": pl.Int64,  # a count or score in thousandths
    "currency": pl.String,
}
CREDITS: Schema = {"event": pl.String, "person": pl.String, "role": pl.String, "share_ppm": pl.Int64}
TARGETS: Schema = {
    "metric": pl.String,
    "scope": pl.String,  # person, team, region, company
    "scope_key": pl.String,  # which person, team or region; empty for the company
    "from_date": pl.Date,
    "to_date": pl.Date,
    "value_num": pl.Int64,  # 92% is 92/100; $500,000 is 50000000/1
    "value_den": pl.Int64,
}
READINGS: Schema = {
    "metric": pl.String,
    "scope": pl.String,
    "scope_key": pl.String,
    "date": pl.Date,
    "value_num": pl.Int64,
    "value_den": pl.Int64,
    "sample": pl.Int64,  # how many answers it rests on, if told
}
ASSIGNMENTS: Schema = {
    "person": pl.String,
    "plan": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
    "base_year_minor": pl.Int64,  # agreed with this person, a year
    "variable_year_minor": pl.Int64,
}
EXCHANGE: Schema = {
    "currency": pl.String,  # one unit of this …
    "to_currency": pl.String,  # … in units of this
    "date": pl.Date,  # from this day on, until a later rate's
    "rate_num": pl.Int64,
    "rate_den": pl.Int64,
}
PAID: Schema = {  # the lines of earlier periods, each with what was corrected of it since
    "person": pl.String,
    "plan": pl.String,
    "component": pl.String,
    "entry": pl.String,
    "event": pl.String,
    "about": pl.String,
    "account": pl.String,
    "date": pl.Date,  # the event's day
    "period_end": pl.Date,  # the last day of the period it was paid in
    "amount_minor": pl.Int64,
    "currency": pl.String,
}

SCHEMAS: Mapping[str, Schema] = {
    "people": PEOPLE,
    "placements": PLACEMENTS,
    "leave": LEAVE,
    "accounts": ACCOUNTS,
    "owners": OWNERS,
    "books": BOOKS,
    "events": EVENTS,
    "credits": CREDITS,
    "targets": TARGETS,
    "readings": READINGS,
    "assignments": ASSIGNMENTS,
    "exchange": EXCHANGE,
    "paid": PAID,
}
# The ids that may be missing. A database may keep these as empty text; `facts` makes that null.
MAY_BE_MISSING: Mapping[str, tuple[str, ...]] = {
    "placements": ("manager",),
    "events": ("account", "person", "parent"),
    "paid": ("event", "about", "account"),
}


def empty(schema: Schema) -> pl.DataFrame:
    """A frame with those columns and no rows."""
    return pl.DataFrame(schema=dict(schema))


@dataclass(frozen=True)
class Facts:
    """All that a calculation looks at, besides plans, period and day. Build it with `facts`."""

    people: pl.DataFrame
    placements: pl.DataFrame
    leave: pl.DataFrame
    accounts: pl.DataFrame
    owners: pl.DataFrame
    books: pl.DataFrame
    events: pl.DataFrame
    credits: pl.DataFrame
    targets: pl.DataFrame
    readings: pl.DataFrame
    assignments: pl.DataFrame
    exchange: pl.DataFrame
    paid: pl.DataFrame


def facts(**frames: pl.DataFrame) -> Facts:
    """Facts from whichever tables are given; the others are empty.

    A frame may lack columns (they become null) and hold them in any order; an empty id becomes null. Raises
    ValueError for a table or column that does not exist, and polars' own error for values of another type.
    """
    if unknown := set(frames) - set(SCHEMAS):
        raise ValueError(f"there is no table {sorted(unknown)[0]!r}; there are {', '.join(SCHEMAS)}")
    return Facts(**{field.name: _shaped(field.name, frames.get(field.name)) for field in fields(Facts)})


def with_more(known: Facts, table: str, rows: pl.DataFrame) -> Facts:
    """The same facts with more rows in one table."""
    return replace(known, **{table: pl.concat([getattr(known, table), _shaped(table, rows)])})


def _shaped(table: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    schema = SCHEMAS[table]
    if frame is None or not frame.columns:  # literals alone would make a row of nothing
        return empty(schema)
    if unknown := set(frame.columns) - set(schema):
        raise ValueError(f"{table} has no column {sorted(unknown)[0]!r}; it has {', '.join(schema)}")
    shaped = frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema.items()
    )
    return shaped.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in MAY_BE_MISSING.get(table, ())
    )
