"""Writing checked facts: the company's own ids become the store's, and only what differs is touched."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl
from sqlalchemy import Connection, Table

from bot.imports import stored as tables
from bot.imports.changes import Changes, compare
from bot.imports.combine import given
from bot.imports.lasting import LASTING
from bot.imports.report import KindCount, Progress
from bot.imports.resolve import Ready
from bot.imports.settle import Settled
from bot.imports.stored import Stored
from bot.store.bulk import delete_rows, insert_frame, update_frame

# What a fact calls another thing: the store's column for it, and where its ids are found.
_ID_COLUMNS: dict[str, tuple[str, Callable[[Stored], pl.DataFrame]]] = {
    "person": ("person_id", Stored.people),
    "manager": ("manager_id", Stored.people),
    "team": ("team_id", Stored.teams),
    "account": ("account_id", Stored.accounts),
    "plan": ("plan_id", Stored.plans),
}
_EVENT_FIELDS = {
    "external_id": "id",
    "kind": "kind",
    "occurred_on": "date",
    "account": "account",
    "person": "person",
    "parent": "parent",
    "product": "product",
    "effort": "effort",
    "region": "region",
    "term_months": "term_months",
    "amount_minor": "amount",
    "recurring_change_minor": "recurring_change",
    "previous_minor": "previous",
    "quantity_milli": "quantity",
    "currency": "currency",
}
_EVENT_DEFAULTS = {
    "parent": "",
    "product": "",
    "effort": "",
    "region": "",
    "amount_minor": 0,
    "recurring_change_minor": 0,
    "previous_minor": 0,
    "currency": "",
}
# What the store writes by itself into a new row: quicker than sending it a million times.
_FILLED_BY_STORE = ("parent", "effort", "term_months", "previous_minor")
_READING_KEY = ["metric", "scope", "scope_key", "on_date"]
_RATE_KEY = ["currency", "to_currency", "on_date"]


@dataclass
class Saving:
    """One import's writing. `counts` tells what became of each kind, in the order of writing."""

    connection: Connection
    workspace_id: int
    stored: Stored
    progress: Progress
    counts: list[KindCount] = field(default_factory=list)

    def save(self, ready: Ready) -> None:
        """Writes everything, those first whom others name."""
        plain = ready.plain
        if "placements" in ready.lasting:
            self._save_teams(ready.lasting["placements"].incoming)
        if "people" in plain:
            self._apply("people", tables.people, compare(plain["people"], self.stored.people(), ["key"]))
        if "placements" in ready.lasting:
            self._save_lasting("placements", ready.lasting["placements"])
        if "accounts" in plain:
            changes = compare(plain["accounts"], self.stored.accounts(), ["key"])
            self._apply("accounts", tables.accounts, changes)
        for kind in ("leave", "owners", "targets", "assignments"):
            if kind in ready.lasting:
                self._save_lasting(kind, ready.lasting[kind])
        if "books" in plain:
            self._save_books(plain["books"])
        if "readings" in plain:
            self._save_readings(plain["readings"])
        if "exchange_rates" in plain:
            self._save_exchange_rates(plain["exchange_rates"])
        if "events" in plain:
            self._save_events(plain["events"])
        if "credits" in plain:
            self._save_credits(plain["credits"])

    def _save_teams(self, places: pl.DataFrame) -> None:
        """Only a team's key comes from files; its name may have been changed by hand."""
        keys = places.select(key="team").drop_nulls().unique().sort("key")
        known = self.stored.teams()
        new = keys.with_columns(name=pl.col("key")).join(known, on="key", how="anti")
        self._apply("teams", tables.teams, Changes(new, known.clear(), keys.height - new.height))

    def _save_lasting(self, kind: str, settled: Settled) -> None:
        lasting = LASTING[kind]
        before = lasting.stored(self.stored)
        changes = compare(settled.incoming.select(before.drop("id").columns), before, lasting.key)
        delete_rows(self.connection, lasting.table, settled.removed)
        update_frame(self.connection, lasting.table, settled.cut)
        named = Changes(self._with_ids(changes.new), self._with_ids(changes.changed), changes.unchanged)
        self._apply(kind, lasting.table, named, cut=settled.cut.height, removed=len(settled.removed))

    def _save_books(self, rows: pl.DataFrame) -> None:
        books = self._with_ids(
            rows.select("account", "as_of", recurring_minor="recurring", currency="currency")
        )
        self._apply("books", tables.books, compare(books, self.stored.books(), ["account_id", "as_of"]))

    def _save_readings(self, rows: pl.DataFrame) -> None:
        readings = rows.select(*_READING_KEY, "value_num", "value_den", "sample")
        changes = compare(readings, self.stored.readings(), _READING_KEY)
        self._apply("readings", tables.readings, changes, sourced=True)

    def _save_exchange_rates(self, rows: pl.DataFrame) -> None:
        """There is one rate for a day: what another source said of it goes."""
        num, den = (pl.col("rate").struct.field(name) for name in ("num", "den"))
        rates = rows.select("currency", "to_currency", on_date="date", rate_num=num, rate_den=den)
        changes = compare(rates, self.stored.exchange_rates(), _RATE_KEY)
        changed = changes.changed.with_columns(source=pl.lit(self.stored.source))
        restated = Changes(changes.new, changed, changes.unchanged)
        self._apply("exchange_rates", tables.exchange_rates, restated, sourced=True)

    def _save_events(self, rows: pl.DataFrame) -> None:
        fields = rows.select(**_EVENT_FIELDS)
        # As calc and lines name an event.
        named = fields.with_columns(parent=pl.lit(f"{self.stored.source}:") + pl.col("parent"))
        full = named.with_columns(pl.col(name).fill_null(value) for name, value in _EVENT_DEFAULTS.items())
        unsaid = [name for name in _FILLED_BY_STORE if not rows[given(_EVENT_FIELDS[name])].any()]
        if unsaid and not self.stored.events_say(unsaid):
            full = full.drop(unsaid)  # neither the files nor the store says anything of these
        events = self._with_ids(full)
        before = self.stored.events(events["external_id"], events.columns)
        changes = compare(events, before, ["external_id"])
        written = Changes(changes.new.drop(unsaid, strict=False), changes.changed, changes.unchanged)
        self._apply("events", tables.events, written, sourced=True)

    def _save_credits(self, rows: pl.DataFrame) -> None:
        """What a file says of an event's shares is all of them: others of that event go."""
        ids = self.stored.event_ids(rows["event"].unique()).select(event="external_id", event_id="id")
        credits = self._with_ids(rows.select("event", "person", "role", share_ppm="share"))
        credits = credits.join(ids, on="event", maintain_order="left").drop("event")
        key = ["event_id", "person_id", "role"]
        before = self.stored.credits(credits["event_id"].unique())
        of_these = before.join(credits, on="event_id", how="semi")
        gone = of_these.join(credits, on=key, how="anti")["id"]
        delete_rows(self.connection, tables.credits, gone)
        self._apply("credits", tables.credits, compare(credits, of_these, key), removed=len(gone))

    def _with_ids(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The store's ids in place of the company's own; every one of them is there by now."""
        for name, (column, read) in _ID_COLUMNS.items():
            if name in rows.columns:
                ids = read(self.stored).select(pl.col("key").alias(name), pl.col("id").alias(column))
                rows = rows.join(ids, on=name, how="left", maintain_order="left").drop(name)
        return rows

    def _apply(
        self, kind: str, table: Table, changes: Changes, sourced: bool = False, cut: int = 0, removed: int = 0
    ) -> None:
        marks = {"workspace_id": pl.lit(self.workspace_id)}
        if sourced:
            marks["source"] = pl.lit(self.stored.source)
        total = changes.new.height + changes.changed.height

        def heard(done: int) -> None:
            self.progress(f"writing {kind}", done, total)

        insert_frame(self.connection, table, changes.new.with_columns(**marks), heard)
        update_frame(self.connection, table, changes.changed, lambda done: heard(changes.new.height + done))
        self.counts.append(
            KindCount(kind, changes.new.height, changes.changed.height + cut, changes.unchanged, removed)
        )
