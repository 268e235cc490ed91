"""Made whole: what was paid for each period, with every correction of it, is what comes out of today's facts.

The periods are calculated anew in their order, each on what those before it come to: as if all that is known
now had been known from the beginning. Nothing of how the app finds corrections is used.
"""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from bot.periods.versions import version_from
from bot.store.engine import reading
from bot.store.facts import facts_between
from calc.facts import PAID, with_more
from calc.statement import calculate
from tests.periods.years.stored import Sums, lines_in, paid_for
from tests.periods.years.world import Paid, World

_KEY = ("person", "plan", "component", "entry", "event", "about", "currency")


def not_whole(world: World) -> Iterator[str]:
    """Right after a period was published: a sentence for each line that is not as it should be."""
    paid, before = paid_for(world.desk), pl.DataFrame(schema=dict(PAID))
    for number, one in enumerate(world.paid):
        if not _within_reach(world, number):
            before = pl.concat([before, _as_it_was_paid(world, one)])
            continue
        now = _calculated(world, one, before)
        yield from _differences(one, _sums(now), paid.get(one.period.key, Counter()))
        before = pl.concat([before, _as_facts(now, one)])


def _within_reach(world: World, number: int) -> bool:
    """The last one, and those that it corrected."""
    return number + 1 + world.reach >= len(world.paid)


def _calculated(world: World, one: Paid, before: pl.DataFrame) -> pl.DataFrame:
    with reading(world.desk.engine) as connection:
        facts = facts_between(connection, world.desk.workspace_id, None, one.period.end)
    versions = [version_from(text) for text in one.documents]
    return calculate(
        versions, with_more(facts, "paid", before), one.period, one.period.end, world.calendar
    ).lines


def _as_it_was_paid(world: World, one: Paid) -> pl.DataFrame:
    """Its own lines and all corrections of it, as facts of later periods."""
    days = {f"crm:{event.key}": event.on for event in world.desk.known.events.values()}
    rows = [
        {
            **{name: line[name] for name in ("person", "plan", "component", "event", "about", "account")},
            **{name: line[name] for name in ("amount_minor", "currency")},
            "entry": line["corrects"] or line["entry"],
            # A correction is of no day by itself: its event is.
            "date": days.get(line["event"] or "", line["occurred_on"]),
            "period_end": one.period.end,
        }
        for line in lines_in(world.desk)
        if (line["span"] if line["corrects"] else line["period"]) == one.period.key
        and (line["corrects"] or line["entry"] != "adjustment")
    ]
    return pl.DataFrame(rows, schema=dict(PAID))


def _as_facts(lines: pl.DataFrame, one: Paid) -> pl.DataFrame:
    return lines.with_columns(pl.lit(one.period.end).alias("period_end")).select(
        pl.col(name).cast(kind) for name, kind in PAID.items()
    )


def _sums(lines: pl.DataFrame) -> Sums:
    found: Sums = Counter()
    for row in lines.iter_rows(named=True):
        found[tuple(row[name] or "" for name in _KEY)] += row["amount_minor"]  # type: ignore[index]
    return found


def _differences(one: Paid, due: Sums, paid: Sums) -> Iterator[str]:
    for key in sorted({*due, *paid}):
        if due[key] != paid[key]:
            what = " ".join(part for part in key if part)
            yield f"{one.period.key} comes to {due[key]} now, and {paid[key]} was paid: {what}"
