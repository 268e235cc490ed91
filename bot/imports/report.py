"""What an import tells when it is done: plain values, for whoever shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


@dataclass(frozen=True)
class FileRead:
    """One file as it was read: its SHA-256, and its rows without header and blank lines."""

    name: str
    digest: str
    rows: int


@dataclass(frozen=True)
class KindCount:
    """What became of the facts of one kind. `removed` are facts that a newer statement replaced."""

    kind: str
    added: int
    changed: int
    unchanged: int
    removed: int = 0


@dataclass(frozen=True)
class LeftOut:
    """Rows that became no facts of a kind, and why. `kind` is empty where the reason holds for all kinds."""

    file: str
    kind: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Problem:
    """A row that contradicts itself or another; `message` also says what was done with it."""

    file: str
    row: int
    column: str
    message: str


@dataclass(frozen=True)
class ProblemGroup:
    """All rows that one check found, with the first of them."""

    file: str
    check: str
    done: str
    rows: int
    examples: tuple[Problem, ...]


@dataclass(frozen=True)
class ImportReport:
    """`import_id` is None when the same files had been imported before and nothing was to do.

    `facts_through` is the latest day of an event or reading that was known by then, `unread_files` are files
    in the folder that the mapping does not name.
    """

    source: str
    kinds: tuple[KindCount, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[ProblemGroup, ...]
    files: tuple[FileRead, ...]
    unread_files: tuple[str, ...]
    facts_through: date | None
    facts_revision: int
    import_id: int | None

    @property
    def added(self) -> int:
        return sum(count.added for count in self.kinds)

    @property
    def changed(self) -> int:
        """Facts that now say something else, those that were replaced among them."""
        return sum(count.changed + count.removed for count in self.kinds)

    @property
    def unchanged(self) -> int:
        return sum(count.unchanged for count in self.kinds)

    @property
    def problem_rows(self) -> int:
        return sum(group.rows for group in self.problems)
