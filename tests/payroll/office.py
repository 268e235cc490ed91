"""The payroll office of a small company: Ana earned 1,000.00, Eli 250.50 and a correction, Bea nothing."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text, update

from bot.payroll.bundle import files_of
from bot.payroll.exporting import FORMATS, Taken, Wanted, take
from bot.payroll.statements import account_names
from bot.runtime import TEMPLATES
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.reviews import Export
from tests.periods.acorn import Q1
from tests.periods.payday import Payday

people, exports = table_of(Person), table_of(Export)


class Office(Payday):
    """Takes exports as the command line does."""

    @classmethod
    def paid(cls, engine: Engine) -> "Office":
        """Everything of the first quarter is published."""
        office = cls(engine)
        office.sells("D1", "2024-02-10", 1_000_000)
        office.sells("D2", "2024-03-01", 250_500, account="birch")
        office.pays(Q1)
        return office

    def knows(self, key: str, **values: object) -> None:
        """What is known of a person changes: payroll_id, name."""
        here = (people.c.workspace_id == self.workspace_id) & (people.c.key == key)
        with writing(self.engine) as connection:
            connection.execute(update(people).where(here).values(**values))

    def takes(self, key: str = "2024-Q1", formats: Sequence[str] = FORMATS, by: str = "person cho") -> Taken:
        with reading(self.engine) as connection:
            company = self.company(connection)
        taken = take(self.engine, company, Wanted(key, formats, by), self.now)
        assert taken is not None
        return taken

    def files(self, taken: Taken, formats: Sequence[str] = ("csv", "xlsx")) -> dict[str, bytes]:
        """By name, as they would be written."""
        with reading(self.engine) as connection:
            company = self.company(connection)
            names = account_names(connection, company.id)
        return {file.name: file.content for file in files_of(taken, formats, company, names, TEMPLATES)}

    def table(self, taken: Taken, name: str = "") -> list[dict[str, str]]:
        """The rows of a CSV file of an export: of the pay, or with `name` of the summary or the rewards."""
        stem = f"payroll-{taken.payroll.standing.key}-export-{taken.number}"
        content = self.files(taken, ["csv"])[f"{stem}{name}.csv"]
        return list(csv.DictReader(io.StringIO(content.decode())))

    def kept(self) -> list[int]:
        """The numbers of the exports on record."""
        with reading(self.engine) as connection:
            return list(connection.execute(select(exports.c.number).order_by(exports.c.id)).scalars())

    def tampers(self, table: str, statement: str, **values: Any) -> None:
        """As somebody does who has the database in their hands."""
        on = f" ON {table}" if self.engine.dialect.name == "postgresql" else ""
        with writing(self.engine) as connection:
            connection.execute(text(f"DROP TRIGGER sealed_{table}_update{on}"))
            connection.execute(text(statement), values)


def folder_of(path: Path) -> set[str]:
    """The names of the files in a folder and below."""
    return {str(found.relative_to(path)) for found in path.rglob("*") if found.is_file()}
