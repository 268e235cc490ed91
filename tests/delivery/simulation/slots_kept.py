"""Whether the clocks kept their promises: every slot once, as its schedule says, with its messages."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bot.schedule.due import CatchUp
from bot.schedule.stored import Kept
from tests.delivery.simulation.evidence import Evidence, Row


def slots_not_kept(evidence: Evidence) -> Iterator[str]:
    """Every slot that came up was run, with its messages, or passed over, once and as its schedule says."""
    said = Counter(row["key"].rpartition("/")[0] for row in evidence.rows if row["key"].startswith("say/"))
    for kept in evidence.world.company.schedules:
        yield from _of_schedule(evidence, kept, said)
    if said:
        yield f"slots that never ran have said something: {sorted(said)}"


def _of_schedule(evidence: Evidence, kept: Kept, said: Counter[str]) -> Iterator[str]:
    """Takes out of `said` what its slots have said."""
    ran = [row for row in evidence.runs if row["schedule_id"] == kept.id]
    coming = evidence.world.company.slots[kept.id]
    came_up = sorted(key for key, at in coming.items() if at <= evidence.world.ticked_at)
    if sorted(row["slot"] for row in ran) != came_up:
        yield f"schedule {kept.id} had the slots {came_up}, and ran {[row['slot'] for row in ran]}"
    for row in ran:
        if not _is_caught_up_with(kept, row, ran):
            yield f"slot {row['slot']} of schedule {kept.id} is {row['outcome']}, against its catch-up"
        says = kept.job == "say" and row["outcome"] == "done"
        expected = (1, 2)[int(row["slot"][-2:]) % 2] if says else 0
        if said.pop(f"say/{kept.id}/{row['slot']}", 0) != expected:
            yield f"slot {row['slot']} of schedule {kept.id} is {row['outcome']}, and said otherwise"


def _is_caught_up_with(kept: Kept, run: Row, ran: list[Row]) -> bool:
    is_done, late = bool(run["outcome"] == "done"), run["ran_at"] - run["slot_at"]
    if kept.catch_up is CatchUp.ALL:
        return is_done
    if kept.catch_up is CatchUp.SKIP:
        return is_done is bool(late <= timedelta(minutes=kept.skip_after_minutes))
    newer = (row for row in ran if row["slot_at"] > run["slot_at"])
    return is_done or any(row["slot_at"] <= run["ran_at"] for row in newer)
