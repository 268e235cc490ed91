"""A company that imports: writes little files, runs import_facts, and reads the store back as plain rows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select

from bot.imports import ImportRefused, ImportReport, import_facts, read_mapping
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import (
    Account,
    Assignment,
    Book,
    Credit,
    Event,
    ExchangeRate,
    Leave,
    Owner,
    Person,
    Placement,
    Plan,
    Reading,
    Target,
    Team,
    Workspace,
)
from bot.store.workspaces import ensure_workspace

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
TABLES = {
    table_of(model).name: table_of(model)
    for models in (
        (Team, Person, Placement, Leave, Account, Owner, Assignment),
        (Event, Credit, Book, Target, Reading, ExchangeRate),
    )
    for model in models
}
KEYS = {
    "team_id": "teams",
    "person_id": "people",
    "manager_id": "people",
    "account_id": "accounts",
    "event_id": "events",
}
Row = dict[str, Any]

# Enough of a company for events to have somebody and somewhere to happen to.
PEOPLE = "person,email,role,start\nana,ana@acme.test,csm,2025-01-01\nben,ben@acme.test,csm,2025-01-01\n"
ACCOUNTS = "id,name\nA-1,Acorn\nA-2,Birch\n"
BASIS = """
  people.csv:
    people: {person: person, email: email, role: role, start_date: start}
  accounts.csv:
    accounts: {account: id, name: name}
"""


@dataclass
class Company:
    """One workspace and a folder of files."""

    engine: Engine
    folder: Path
    workspace_id: int = 0
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with writing(self.engine) as connection:
            self.workspace_id = ensure_workspace(connection, "Acme")

    def write(self, **files: str | bytes) -> None:
        """`events_csv="…"` becomes events.csv."""
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (self.folder / name.replace("_", ".")).write_bytes(data)

    def imports(
        self, mapping: str, now: datetime = NOW, error_limit: int = 50, **files: str | bytes
    ) -> ImportReport:
        """Imports with a mapping whose `source` and `currency` are given, unless it has its own."""
        self.write(**files)
        path = self.folder / "mapping.yaml"
        text = dedent(mapping)
        path.write_text(text if "source:" in text else f"source: crm\ncurrency: USD\n{text}")

        def progress(step: str, done: int, total: int) -> None:
            self.steps.append(f"{step} {done} of {total}")

        return import_facts(
            self.engine,
            self.workspace_id,
            read_mapping(path),
            self.folder,
            now,
            "command line",
            progress,
            error_limit,
        )

    def imports_events(
        self, fields: str, events: str | bytes, separator: str = ",", **more: Any
    ) -> ImportReport:
        """Imports ana, ben, A-1, A-2 and one file of events, with `fields` as its mapping."""
        head = f'  events.csv:\n    separator: "{separator}"\n    events:\n'
        mapping = f"files:{BASIS}{head}" + _indented(fields, 6)
        return self.imports(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS, events_csv=events, **more)

    def is_refused(self, mapping: str, **more: Any) -> list[str]:
        """The errors of an import that must fail, as a person reads them; the store must stay as it was."""
        before = self.everything()
        with pytest.raises(ImportRefused) as refused:
            self.imports(mapping, **more)
        assert self.everything() == before
        return str(refused.value).splitlines()

    def events_are_refused(self, fields: str, events: str | bytes, **more: Any) -> list[str]:
        """The same for one file of events."""
        mapping = f"files:{BASIS}  events.csv:\n    events:\n" + _indented(fields, 6)
        return self.is_refused(mapping, people_csv=PEOPLE, accounts_csv=ACCOUNTS, events_csv=events, **more)

    def has_plan(self, key: str) -> None:
        with writing(self.engine) as connection:
            values = {"workspace_id": self.workspace_id, "key": key, "title": key}
            connection.execute(insert(table_of(Plan)).values(**values))

    def rows(self, table: str, *columns: str) -> list[Row]:
        """A table's rows in order, without the store's own ids; those of other tables as what they name."""
        with reading(self.engine) as connection:
            found = _named(connection, table)
        kept = [{name: row[name] for name in columns} for row in found] if columns else found
        return sorted(kept, key=lambda row: [str(value) for value in row.values()])

    def everything(self) -> dict[str, Any]:
        """All facts, and how fresh they are."""
        facts: dict[str, Any] = {table: self.rows(table) for table in TABLES}
        return facts | {"workspace": self.workspace()}

    def workspace(self) -> Row:
        columns = table_of(Workspace).c
        with reading(self.engine) as connection:
            query = select(columns.facts_revision, columns.facts_through, columns.facts_imported_at)
            return dict(connection.execute(query.where(columns.id == self.workspace_id)).mappings().one())


def _named(connection: Connection, table: str) -> list[Row]:
    names: dict[str, dict[int, str]] = {}
    for column, other in KEYS.items():
        key = "external_id" if other == "events" else "key"
        rows = connection.execute(select(TABLES[other].c.id, TABLES[other].c[key]))
        names[column] = {row[0]: row[1] for row in rows}
    plans = connection.execute(select(table_of(Plan).c.id, table_of(Plan).c.key))
    names["plan_id"] = {row[0]: row[1] for row in plans}
    return [
        {
            column.removesuffix("_id") if column in names else column: names[column].get(value)
            if column in names
            else value
            for column, value in row.items()
            if column not in ("id", "workspace_id")
        }
        for row in connection.execute(select(TABLES[table])).mappings()
    ]


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in dedent(text).strip("\n").splitlines()) + "\n"


def day(text: str) -> date:
    return date.fromisoformat(text)
