"""Whether everything that a fact names is there: in the files, or from before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

import polars as pl

from bot.imports.errors import FILE, ROW, ErrorList
from bot.imports.shape import Shaped, column_label
from bot.imports.stored import Stored

# Looking for similar ids takes time with their number: for some, among not too many.
_SEARCH_FOR, _SEARCH_AMONG = 20, 5_000
_WORDS = {
    "people": "a person who is in the files or was imported before",
    "accounts": "an account that is in the files or was imported before",
    "plans": "a plan that was loaded before",
    "events": "an event that is in the files or was imported from this source before",
    "teams": "a team that people in the files, or imported before, are in",
    "regions": "a region that people or accounts are in",
}

# Whose keys stand beside a scope, and what is missing where none does.
_SCOPES = {
    "person": ("people", "the person that it is about"),
    "team": ("teams", "the team that it is about"),
    "region": ("regions", "the region that it is about"),
    "line": ("people", "the person whose line it is about"),
}


@dataclass(frozen=True)
class Known:
    """The ids that facts may name, by kind, and each person's e-mail address."""

    ids: dict[str, pl.Series]
    emails: pl.DataFrame


def known_from(stored: Stored, shaped: list[Shaped]) -> Known:
    """What the store and the files have together."""
    people = stored.people()
    emails = pl.concat(
        [people.select(person="key", email="email"), *_given(shaped, "people", "person", "email")]
    )
    teams, regions = _given(shaped, "people", "team"), _given(shaped, "people", "region")
    named = _given(shaped, "credits", "event") + _given(shaped, "events", "parent")
    named_events = [part.to_series() for part in named]
    asked = pl.concat(named_events).drop_nulls() if named_events else pl.Series([], dtype=pl.String)
    ids = {
        "people": _all(people["key"], _given(shaped, "people", "person")),
        "accounts": _all(stored.accounts()["key"], _given(shaped, "accounts", "account")),
        "plans": stored.plans()["key"],
        "teams": _all(stored.teams()["key"], teams),
        "regions": _all(stored.regions(), regions + _given(shaped, "accounts", "region")),
        "events": _all(stored.event_ids(asked)["external_id"], _given(shaped, "events", "id")),
    }
    # What a file says of a person's address counts, not what was said before.
    latest = emails.filter(pl.col("email").is_not_null(), pl.col("email") != "").unique(
        "person", keep="last", maintain_order=True
    )
    return Known(ids, latest.with_columns(pl.col("email").str.to_lowercase()))


def resolve_emails(shaped: Shaped, known: Known, errors: ErrorList) -> Shaped:
    """Puts a person's id wherever the mapping says that a column has e-mail addresses."""
    frame = shaped.frame
    for name, rule in shaped.block.fields.items():
        if rule.by_email:
            addresses = frame.select(FILE, ROW, pl.col(name).alias("email"))
            frame = frame.with_columns(_at(addresses, column_label(rule, name), known, errors).alias(name))
    return replace(shaped, frame=frame)


def _at(addresses: pl.DataFrame, label: str, known: Known, errors: ErrorList) -> pl.Series:
    """The person at each address; unknown and shared ones are errors."""
    persons = known.emails.unique("email", keep="first")
    found = addresses.join(persons, on="email", how="left", maintain_order="left")
    unknown = found.filter(pl.col("email").is_not_null(), pl.col("person").is_null()).sort(FILE, ROW)
    errors.add(
        unknown, label, unknown["email"], _sentences("people", unknown["email"], persons["email"], 0.9)
    )
    shared = known.emails.filter(~pl.col("email").is_unique())["email"].unique()
    unclear = found.filter(pl.col("email").is_in(shared.implode()))
    errors.add(unclear, label, unclear["email"], "the address of one person; several have it")
    return found["person"]


def check_references(shaped: Shaped, known: Known, errors: ErrorList) -> None:
    """Notes every id that names nothing."""
    for name, field in shaped.kind.fields.items():
        rule = shaped.block.fields.get(name)
        if field.refers_to and rule and not rule.by_email:
            _check(shaped, name, shaped.frame, field.refers_to, known, errors)
    if "scope" in shaped.kind.fields:
        _check_scopes(shaped, known, errors)


def _check_scopes(shaped: Shaped, known: Known, errors: ErrorList) -> None:
    label = column_label(shaped.block.fields.get("scope_key"), "scope_key")
    for scope, (kind, words) in _SCOPES.items():
        rows = shaped.frame.filter(pl.col("scope") == scope)
        _check(shaped, "scope_key", rows, kind, known, errors)
        errors.add(rows.filter(pl.col("scope_key").is_null()), label, None, words)
    company = shaped.frame.filter(pl.col("scope") == "company", pl.col("scope_key").is_not_null())
    errors.add(company, label, company["scope_key"], "nothing here, because the company is all there is")


def _check(shaped: Shaped, name: str, rows: pl.DataFrame, kind: str, known: Known, errors: ErrorList) -> None:
    ids = known.ids[kind]
    unknown = rows.filter(pl.col(name).is_not_null(), ~pl.col(name).is_in(ids.implode())).sort(FILE, ROW)
    label = column_label(shaped.block.fields.get(name), name)
    errors.add(unknown, label, unknown[name], _sentences(kind, unknown[name], ids))


def _sentences(kind: str, wrong: pl.Series, ids: pl.Series, likeness: float = 0.6) -> pl.Series:
    """For each unknown id what was expected, for the first ones with what might have been meant."""
    plain = _WORDS[kind]
    hints: dict[str, str] = {}
    if len(ids) <= _SEARCH_AMONG:
        there = ids.drop_nulls().to_list()
        for name in wrong.head(_SEARCH_FOR).unique():
            if close := get_close_matches(name, there, n=1, cutoff=likeness):
                hints[name] = f"{plain}; did you mean “{close[0]}”?"
    return wrong.replace_strict(hints, default=plain, return_dtype=pl.String)


def _given(shaped: list[Shaped], kind: str, *columns: str) -> list[pl.DataFrame]:
    return [part.frame.select(columns) for part in shaped if part.block.kind == kind]


def _all(stored: pl.Series, parts: Iterable[pl.DataFrame]) -> pl.Series:
    return pl.concat([stored, *(part.to_series() for part in parts)]).drop_nulls().unique()
