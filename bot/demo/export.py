"""Writing the demo company as a folder of files that can be imported like anybody's own."""

import csv
import io
from importlib import resources
from pathlib import Path

from bot.demo.company import Company
from bot.demo.readme import readme_text
from bot.demo.tables import Table, export_tables
from bot.periods.versions import version_from

MAPPING = "mapping.yaml"
PLANS = "plans"
README = "README.md"


def write_export(company: Company, folder: Path) -> list[Path]:
    """Writes the exported tables, a mapping and a README into `folder`, and the plans into `folder/plans`.

    Makes the folders when they are missing and replaces files of the same names. Returns what was written.
    """
    (folder / PLANS).mkdir(parents=True, exist_ok=True)
    contents = {f"{table.name}.csv": _csv(table) for table in export_tables(company)}
    contents[MAPPING] = mapping_text()
    contents[README] = readme_text(company)
    for text in company.plans:
        contents[f"{PLANS}/{version_from(text).plan}.yaml"] = text
    written = []
    for name, text in contents.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return written


def mapping_text() -> str:
    """The mapping that turns the exported tables into facts."""
    return resources.files("bot.demo").joinpath(MAPPING).read_text("utf-8")


def _csv(table: Table) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return buffer.getvalue()
