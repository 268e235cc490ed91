"""What a published period was calculated from, kept beside it, so that it can be derived again."""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date

import polars as pl
from sqlalchemy import Connection, insert, select

from bot.periods.adjusted import Made
from bot.periods.inputs import Inputs
from bot.periods.versions import version_from
from bot.store.base import table_of
from bot.store.periods import KeptFacts
from calc.facts import Facts
from calc.periods import FiscalCalendar, Period, PeriodKind

kept = table_of(KeptFacts)

CORRECTIONS, REST = "corrections", "rest"


class KeptFactsBroken(Exception):
    """What was kept is not what was written; the text says which part."""


def keep_facts(
    connection: Connection, workspace_id: int, period_id: int, inputs: Inputs, documents: Sequence[str]
) -> None:
    """Keeps the inputs of a period. `documents` are the texts of its plans' versions, in their order."""
    for name, content in _contents(inputs, documents):
        digest = hashlib.sha256(content).hexdigest()
        row = {"workspace_id": workspace_id, "period_id": period_id, "name": name}
        connection.execute(insert(kept).values(**row, content=content, digest=digest))


def kept_inputs(connection: Connection, period_id: int) -> Inputs:
    """The inputs of a published period as they were. KeptFactsBroken when they were changed since."""
    parts = _read(connection, period_id, None)
    frames = {name: pl.read_ipc(io.BytesIO(content)) for name, content in parts.items() if name != REST}
    rest = json.loads(parts[REST])
    start, end = date.fromisoformat(rest["start"]), date.fromisoformat(rest["end"])
    return Inputs(
        period=Period(PeriodKind(rest["kind"]), rest["period"], start, end),
        last=date.fromisoformat(rest["last"]),
        calendar=FiscalCalendar(rest["fiscal_year_start_month"]),
        versions=[version_from(text) for text in rest["plans"]],
        facts=Facts(**{field.name: frames[field.name] for field in fields(Facts)}),
        corrections=frames[CORRECTIONS],
        made=[Made(**one) for one in rest["adjustments"]],
    )


def kept_documents(connection: Connection, period_id: int) -> list[str]:
    """The plans that a published period was calculated under."""
    plans: list[str] = json.loads(_read(connection, period_id, REST)[REST])["plans"]
    return plans


def _contents(inputs: Inputs, documents: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for field in fields(Facts):
        yield field.name, _packed(getattr(inputs.facts, field.name))
    yield CORRECTIONS, _packed(inputs.corrections)
    rest = {
        "period": inputs.period.key,
        "kind": inputs.period.kind.value,
        "start": inputs.period.start.isoformat(),
        "end": inputs.period.end.isoformat(),
        "last": inputs.last.isoformat(),
        "fiscal_year_start_month": inputs.calendar.start_month,
        "plans": list(documents),
        "adjustments": [asdict(one) for one in inputs.made],
    }
    yield REST, json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()


def _packed(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.write_ipc(target, compression="zstd")
    return target.getvalue()


def _read(connection: Connection, period_id: int, name: str | None) -> dict[str, bytes]:
    query = select(kept.c.name, kept.c.content, kept.c.digest).where(kept.c.period_id == period_id)
    found: dict[str, bytes] = {}
    for row in connection.execute(query if name is None else query.where(kept.c.name == name)):
        content = bytes(row.content)
        if hashlib.sha256(content).hexdigest() != row.digest:
            raise KeptFactsBroken(f"The kept {row.name} were changed after they were written.")
        found[row.name] = content
    if REST not in found:
        raise KeptFactsBroken("Nothing was kept of this period.")
    return found
