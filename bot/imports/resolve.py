"""From typed rows to facts that fit together and fit what is stored; ids are still the company's own."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from bot.imports.accounts import accounts_of
from bot.imports.combine import Tell, combine
from bot.imports.errors import ErrorList
from bot.imports.kinds import KINDS
from bot.imports.lasting import LASTING
from bot.imports.people import people_of, placements_of, tell_circles
from bot.imports.references import check_references, known_from, resolve_emails
from bot.imports.settle import WHOLE_PPM, Settled, settle
from bot.imports.shape import Shaped
from bot.imports.stored import Stored


@dataclass
class Ready:
    """Facts by kind, checked. `plain` ones are written as they are, `lasting` ones end each other."""

    plain: dict[str, pl.DataFrame] = field(default_factory=dict)
    lasting: dict[str, Settled] = field(default_factory=dict)


def resolve(shaped: list[Shaped], stored: Stored, errors: ErrorList) -> Ready:
    """Checks everything that takes more than one cell to see. What is wrong goes to `errors`, and then the
    result is of no use."""
    known = known_from(stored, shaped)
    shaped = [resolve_emails(part, known, errors) for part in shaped]
    for part in shaped:
        check_references(part, known, errors)
    tell = Tell(shaped, errors)
    rows = {kind: combined for kind in KINDS if (combined := combine(kind, tell)) is not None}
    ready = Ready()
    # With a cell missing, what is said about days and shares would only lead astray.
    if errors.total:
        return ready
    ready.plain = {kind: frame for kind, frame in rows.items() if not KINDS[kind].lasting}
    if "people" in rows:
        _settle_people(rows["people"], stored, ready, tell)
    if "accounts" in rows:
        ready.plain["accounts"] = accounts_of(rows["accounts"], stored.accounts(), tell)
    for kind in ("leave", "owners", "targets", "assignments"):
        if kind in rows:
            before = LASTING[kind].stored(stored)
            ready.lasting[kind] = settle(_in_store_terms(kind, rows[kind]), before, LASTING[kind], tell)
    if "readings" in rows:
        ready.plain["readings"] = _in_store_terms("readings", rows["readings"])
    for kind, look in _LOOKS.items():
        if kind in rows:
            look(rows[kind], tell)
    return ready


def _settle_people(rows: pl.DataFrame, stored: Stored, ready: Ready, tell: Tell) -> None:
    ready.plain["people"] = people_of(rows, stored.people(), tell)
    places = placements_of(rows, ready.plain["people"], tell)
    if places.height:
        settled = settle(places, stored.placements(), LASTING["placements"], tell)
        tell_circles(settled.together, tell)
        ready.lasting["placements"] = settled


def _in_store_terms(kind: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Fields under the names and in the units of the store."""
    if kind == "leave":
        return rows
    if kind == "owners":
        return rows.with_columns(share_ppm=pl.col("share").fill_null(WHOLE_PPM))
    if kind == "assignments":
        return rows.rename({"base_year": "base_year_minor", "variable_year": "variable_year_minor"})
    # A money value of a target or reading is minor units over 1.
    num, den = (pl.col("value").struct.field(name) for name in ("num", "den"))
    with_ratio = rows.with_columns(value_num=pl.coalesce(num, "amount"), value_den=pl.coalesce(den, 1))
    return with_ratio.rename({"date": "on_date"}) if kind == "readings" else with_ratio


def _tell_overfull_credits(rows: pl.DataFrame, tell: Tell) -> None:
    group = ["event", "role"]
    sums = rows.group_by(group).agg(pl.col("share").sum().alias("sum")).filter(pl.col("sum") > WHOLE_PPM)
    over = rows.join(sums, on=group).unique(group, keep="last", maintain_order=True)
    of_role = pl.when(pl.col("role") == "").then(pl.lit("")).otherwise(pl.format(" as {}", "role"))
    told = over.with_columns(
        value=pl.col("event"),
        expected=pl.format(
            "shares{} of at most 100% of an event; these come to {}%", of_role, pl.col("sum") // 10_000
        ),
    )
    tell(told, "share")


def _tell_negative_books(rows: pl.DataFrame, tell: Tell) -> None:
    negative = rows.filter(pl.col("recurring") < 0).with_columns(
        value=pl.col("recurring").cast(pl.String), expected=pl.lit("recurring revenue of 0 or more")
    )
    tell(negative, "recurring")


def _tell_own_parents(rows: pl.DataFrame, tell: Tell) -> None:
    own = rows.filter(pl.col("parent") == pl.col("id"))
    told = own.with_columns(value=pl.col("parent"), expected=pl.lit("another event; this is the same"))
    tell(told, "parent")


def _tell_same_currency(rows: pl.DataFrame, tell: Tell) -> None:
    same = rows.filter(pl.col("currency") == pl.col("to_currency"))
    told = same.with_columns(
        value=pl.col("to_currency"), expected=pl.lit("another currency; this is the same")
    )
    tell(told, "to_currency")


# What is looked at once a kind's rows are complete.
_LOOKS: dict[str, Callable[[pl.DataFrame, Tell], None]] = {
    "events": _tell_own_parents,
    "credits": _tell_overfull_credits,
    "books": _tell_negative_books,
    "exchange_rates": _tell_same_currency,
}
