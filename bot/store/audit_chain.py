"""Proof that a workspace's audit log is as it was written: every entry there, unchanged, in its order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from bot.store.audit import BEGINNING, audit_log, digest_of, heads

READ_AT_ONCE = 2_000
_COLUMNS = ("number", "at", "actor", "action", "subject_person_id", "details", "previous", "digest")


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was written. `at`, `actor` and `action` are what stands there now,
    None and "" where nothing does; `wrong` says what is wrong with it, in a sentence."""

    number: int
    at: datetime | None
    actor: str
    action: str
    wrong: str


@dataclass(frozen=True)
class Verified:
    """How many entries are as they were written, and the `digest` of the last of these, which stands for all
    of them; `broken` is the first one that is not."""

    entries: int
    digest: str
    broken: Broken | None


def verify_chain(connection: Connection, workspace_id: int) -> Verified:
    """Looks at every entry of a workspace's log, and at its end. Reads in pieces, keeps none.

    Whoever could rewrite all entries after a change, and the end with them, is told only by a digest that was
    kept somewhere else.
    """
    number, digest = 0, BEGINNING
    for entry in _entries(connection, workspace_id):
        wrong = _wrong(entry, number, digest)
        if wrong is not None:
            return Verified(number, digest, wrong)
        number, digest = entry["number"], entry["digest"]
    return Verified(number, digest, _wrong_end(connection, workspace_id, number, digest))


def _entries(connection: Connection, workspace_id: int) -> Iterator[RowMapping]:
    columns = (audit_log.c[name] for name in _COLUMNS)
    query = select(*columns).where(audit_log.c.workspace_id == workspace_id).order_by(audit_log.c.number)
    yield from connection.execute(query.execution_options(yield_per=READ_AT_ONCE)).mappings()


def _wrong(entry: RowMapping, number: int, digest: str) -> Broken | None:
    """What is wrong with an entry that comes after the one with that number and digest."""
    found: int = entry["number"]
    if found > number + 1:
        return _missing(number + 1, found - 1, f"the next one that is there is {found}")
    if found <= number:
        return _broken(entry, "Another entry has its number already: one of the two was put in later.")
    if digest_of(dict(entry)) != entry["digest"]:
        return _broken(entry, "What stands there is not what was written: it does not match its own digest.")
    if entry["previous"] != digest:
        before = f"after another entry {number}" if number else "after another entry, not as the first one"
        return _broken(entry, f"It was written {before} than stands there now: one of them was put in later.")
    return None


def _wrong_end(connection: Connection, workspace_id: int, number: int, digest: str) -> Broken | None:
    """What is wrong with the end of a log whose entries are right up to the last one that is there."""
    columns = (heads.c.number, heads.c.digest)
    head = connection.execute(select(*columns).where(heads.c.workspace_id == workspace_id)).first()
    if head is None:
        if number == 0:
            return None
        return Broken(number, None, "", "", "The record of the log's end is gone: it may have been longer.")
    if head.number > number:
        return _missing(number + 1, head.number, "the log ended later than it does now")
    if head.number < number:
        return _last(connection, workspace_id, head.number + 1, f"The log ended at {head.number}, before it.")
    if head.digest != digest:
        return _last(connection, workspace_id, number, "It is not the entry that the log ended with.")
    return None


def _missing(first: int, last: int, where: str) -> Broken:
    which = "It is" if first == last else f"It and all up to {last} are"
    return Broken(first, None, "", "", f"{which} missing: {where}.")


def _last(connection: Connection, workspace_id: int, number: int, wrong: str) -> Broken:
    columns = (audit_log.c[name] for name in _COLUMNS)
    here = (audit_log.c.workspace_id == workspace_id) & (audit_log.c.number == number)
    return _broken(connection.execute(select(*columns).where(here)).mappings().one(), wrong)


def _broken(entry: RowMapping, wrong: str) -> Broken:
    return Broken(entry["number"], entry["at"], entry["actor"], entry["action"], wrong)
