"""An export as files, in the formats that were asked for."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.payroll.csv_files import csv_files
from bot.payroll.exporting import Taken
from bot.payroll.files import stem_of
from bot.payroll.line_words import LineWords
from bot.payroll.paper import Paper
from bot.payroll.statements import statement_files
from bot.payroll.workbook import workbook
from bot.people.identity import Company
from bot.slack.files import File

OWNER_ONLY = 0o600
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def files_of(
    taken: Taken, formats: Sequence[str], company: Company, names: Mapping[str, str], templates: Path
) -> Iterator[File]:
    """Each file as it is made; the statements on paper in a folder of their own.

    `names` are what people call the accounts, `templates` is the folder of what people read.
    """
    stem = stem_of(taken.payroll.standing.key, taken.number)
    if "csv" in formats:
        yield from csv_files(taken, stem)
    if "xlsx" in formats:
        yield workbook(taken, stem, company.name)
    if "pdf" in formats:
        for file in statement_files(taken, company, names, LineWords(templates), Paper(templates)):
            yield File(f"{stem}-statements/{file.name}", file.content)


def zipped(files: Sequence[File], at: datetime) -> list[File]:
    """The same without folders: each folder is one archive, called by its name. `at` is when it was made."""
    plain = [file for file in files if "/" not in file.name]
    folders: dict[str, list[File]] = {}
    for file in files:
        folder, _, name = file.name.rpartition("/")
        if folder:
            folders.setdefault(folder, []).append(File(name, file.content))
    return [*plain, *(File(f"{folder}.zip", _archive(inside, at)) for folder, inside in folders.items())]


def _archive(files: Sequence[File], at: datetime) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = OWNER_ONLY << 16
            archive.writestr(entry, file.content)
    return target.getvalue()
