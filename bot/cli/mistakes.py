"""Errors that are a person's to mend: shown as sentences, never as a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot.imports.errors import ImportRefused
from bot.payroll.refusals import ExportRefused
from bot.people.company import SettingRefused
from bot.periods.kept_facts import KeptFactsBroken
from bot.periods.plans import PlanRefused
from bot.periods.replaying import ReplayRefused
from bot.recognition.settings import RecognitionRefused
from bot.schedule.refusals import ScheduleRefused
from bot.settings import SettingsError
from bot.slack.numbers import count
from bot.store.engine import StoreError
from calc.language.document import DocumentError


class Mistake(Exception):
    """Something asked of the command line that cannot be done; the text says why and what to do."""


@contextmanager
def reading_from(file: Path) -> Iterator[None]:
    """Says which file it is whose mistakes are told."""
    try:
        yield
    except DocumentError as error:
        lines = "\n".join(f"  {mistake}" for mistake in error.mistakes)
        raise Mistake(f"{file} has {count(len(error.mistakes), 'mistake', 'mistakes')}:\n{lines}") from None


MISTAKES = (
    Mistake,
    StoreError,
    SettingsError,
    DocumentError,
    PlanRefused,
    SettingRefused,
    ScheduleRefused,
    RecognitionRefused,
    ImportRefused,
    ExportRefused,
    ReplayRefused,
    KeptFactsBroken,
    OperationalError,
    FileNotFoundError,
    PermissionError,
)


def explain(mistake: Exception) -> Iterator[str]:
    """The lines a person reads."""
    if isinstance(mistake, OperationalError):
        # The driver's own words; SQLAlchemy would add the statement and its values.
        yield f"The database cannot be used: {str(mistake.orig).strip()}"
        yield "`micdrop doctor` says what is configured."
    elif isinstance(mistake, FileNotFoundError):
        yield f"There is no file {mistake.filename}."
    elif isinstance(mistake, PermissionError):
        yield f"{mistake.filename} may not be read or written."
    else:
        yield str(mistake)
