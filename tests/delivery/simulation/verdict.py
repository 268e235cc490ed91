"""Whether a history kept what the outbox and the clock promise, by what is in the store and in Slack at its end."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, select

from bot.delivery.desk import waiting
from bot.delivery.mending import HELD, MEND
from bot.delivery.outbox import mark_of
from bot.delivery.states import messages
from bot.schedule.due import CatchUp
from bot.schedule.stored import Kept, runs
from bot.store.audit import audit_log
from bot.store.engine import reading
from tests.delivery.fake_slack import Posted
from tests.delivery.house import FALLBACK
from tests.delivery.simulation.people import TOLD
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

ENDED = ("sent", "held", "dead", "dropped")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """`wrongs` are sentences, none when all is right; `counts` has messages, sent, held, lost, doubled …"""

    wrongs: tuple[str, ...]
    counts: Counter[str]


@dataclass
class Evidence:
    """What is found at the end: the store's rows, and Slack's posts by the key of their message."""

    world: World
    weather: Weather
    rows: list[Row]
    runs: list[Row]
    changes: list[str]
    posts: dict[str, list[Posted]]
    strange: list[Posted]
    by_id: dict[int, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {row["id"]: row for row in self.rows}

    def waits_for_a_person(self, row: Row) -> bool:
        """Whether it follows what is held, or what itself does so."""
        parent = self.by_id.get(row["follows_id"])
        return parent is not None and (parent["state"] == "held" or self.waits_for_a_person(parent))


def judge(world: World, weather: Weather) -> Verdict:
    """Looks at everything; each promise that was not kept is one sentence."""
    evidence = _gather(world, weather)
    lost, doubled = list(_lost(evidence)), list(_doubled(evidence))
    others = (*_changes(evidence), *_as_recorded(evidence), *_held(evidence), *_slots(evidence))
    wrongs = (*world.wrongs, *lost, *doubled, *others)
    for wrong in wrongs[len(world.wrongs) :]:
        world.notice(f"WRONG: {wrong}")
    counts = Counter(str(row["state"]) for row in evidence.rows)
    counts.update(messages=len(evidence.rows), runs=len(evidence.runs), lost=len(lost), doubled=len(doubled))
    return Verdict(wrongs, counts)


def _gather(world: World, weather: Weather) -> Evidence:
    with reading(world.store.engine) as connection:

        def all_of(table: Table) -> list[Row]:
            mine = table.c.workspace_id == world.company.workspace_id
            rows = connection.execute(select(table).where(mine).order_by(table.c.id)).mappings()
            return [dict(row) for row in rows]

        rows, ran = all_of(messages), all_of(runs)
        changes = [json.loads(row["details"])["key"] for row in all_of(audit_log) if row["action"] == TOLD]
    keys = {mark_of(world.company.workspace_id, row["key"]): row["key"] for row in rows}
    posts: dict[str, list[Posted]] = {row["key"]: [] for row in rows}
    strange = []
    for post in weather.posts():
        if post.mark in keys:
            posts[keys[post.mark]].append(post)
        else:
            strange.append(post)
    return Evidence(world, weather, rows, ran, changes, posts, strange)


def _lost(evidence: Evidence) -> Iterator[str]:
    """Every message that was committed has come to an end, and what counts as sent is there."""
    there = {row["key"] for row in evidence.rows}
    for key in evidence.world.committed:
        if key not in there:
            yield f"{key} was committed and is not in the store"
    for row in evidence.rows:
        if row["state"] not in ENDED and not evidence.waits_for_a_person(row):
            yield f"{row['key']} is still {row['state']}, {row['last_error']}"
        if row["state"] in ("dead", "dropped") and not _has_reason(evidence, row):
            yield f"{row['key']} is {row['state']} for no reason"
        if row["kind"] == "post" and row["state"] == "sent" and not evidence.posts[row["key"]]:
            yield f"{row['key']} counts as sent and is not in Slack"


def _doubled(evidence: Evidence) -> Iterator[str]:
    """Nothing is in Slack twice."""
    for key, posts in evidence.posts.items():
        seen = [post for post in posts if not (evidence.world.was_restored and _cannot_be_found(post))]
        if len(seen) > 1:
            yield f"{key} is in Slack {len(seen)} times, at {', '.join(str(post.at) for post in seen)}"


def _cannot_be_found(post: Posted) -> bool:
    """A sender that starts with a backup looks for a message where it belongs: not where it had gone instead,
    and in vain for what was deleted."""
    return post.deleted or post.conversation == FALLBACK


def _changes(evidence: Evidence) -> Iterator[str]:
    """A change and its message are there together, or neither is."""
    world = evidence.world
    keys = [row["key"] for row in evidence.rows if row["key"].startswith("m")]
    if Counter(keys) != Counter(evidence.changes):
        yield f"the changes {evidence.changes} have the messages {keys}"
    for key in world.unclosed:
        if key in keys or evidence.weather.visible(key):
            yield f"{key} was never committed, and is there"
    known = {mark_of(world.company.workspace_id, key) for key in world.ever} if world.was_restored else set()
    for post in evidence.strange:
        if not world.was_restored or post.text.partition(": ")[2].startswith("m") and post.mark not in known:
            yield f"nobody has ever put what is in {post.conversation}: {post.text}"


def _as_recorded(evidence: Evidence) -> Iterator[str]:
    """Slack has what the store says it has, where it says, and nothing that it says is not there."""
    for row in evidence.rows:
        posts = evidence.posts[row["key"]]
        visible = [post for post in posts if not post.deleted]
        # A message may have been sent again, by a decision that the backup knows nothing of.
        if row["state"] in ("dead", "dropped") and visible and not evidence.world.was_restored:
            yield f"{row['key']} is {row['state']} ({row['last_error']}) and yet in Slack"
        if row["kind"] != "post" or row["state"] != "sent" or len(posts) != 1:
            continue
        (post,) = posts
        if (row["channel"], row["ts"]) != (post.conversation, post.ts):
            yield f"{row['key']} is in {post.conversation} under {post.ts}, not {row['channel']}, {row['ts']}"
        if not post.deleted and post.text not in _words(evidence, row, post):
            yield f"{row['key']} says {post.text!r} in Slack, not {_words(evidence, row, post)}"


def _words(evidence: Evidence, row: Row, post: Posted) -> list[str]:
    """What a message may say now: what its last edit made of it, or one since whose answer was lost before it
    was refused or overtaken. (Nobody knows of edits that a backup has undone.)"""
    if post.edits and evidence.world.was_restored:
        return [post.text]
    edits = [each for each in evidence.rows if each["follows_id"] == row["id"] and each["kind"] == "edit"]
    versions = [row, *edits]
    last = max(number for number, each in enumerate(versions) if each["state"] == "sent")
    return [str(each["text"]) for each in versions[last:] if each is versions[last] or each["attempts"]]


def _held(evidence: Evidence) -> Iterator[str]:
    """What is held is counted, and every admin was told of it, once."""
    world = evidence.world
    held = [row for row in evidence.rows if row["state"] == "held"]
    counted = waiting(world.store.engine, world.company.workspace_id).counts["held"]
    if counted != len(held):
        yield f"{len(held)} messages are held, and {counted} are shown"
    notices = [row["key"] for row in evidence.rows if row["key"].startswith(f"{HELD}/")]
    # delivery/held/PLACE/ERROR/DAY/PERSON/MESSAGE/FENCE
    troubles = {key.rsplit("/", 3)[0] + "/" for key in notices}
    for row in held:
        where = "people" if row["person_id"] else row["place"]
        about = f"{HELD}/{where}/{row['last_error']}/"
        if not row["key"].startswith((f"{HELD}/", f"{MEND}/")) and not any(each.startswith(about) for each in troubles):
            yield f"{row['key']} is held, and no admin was told"
    told = Counter({key.rsplit("/", 2)[0] for key in {key.rsplit("/", 1)[0] for key in notices}})
    yield from (f"an admin was told of {trouble} twice" for trouble, times in told.items() if times > 1)


def _slots(evidence: Evidence) -> Iterator[str]:
    """Every slot that came up was run or passed over once, as its schedule says, and run with its messages."""
    world = evidence.world
    said = Counter(row["key"].rpartition("/")[0] for row in evidence.rows if row["key"].startswith("say/"))
    for kept in world.company.schedules:
        coming = world.company.slots[kept.id]
        ran = [row for row in evidence.runs if row["schedule_id"] == kept.id]
        came_up = sorted(key for key, at in coming.items() if at <= world.ticked_at)
        if sorted(row["slot"] for row in ran) != came_up:
            yield f"schedule {kept.id} had the slots {came_up}, and ran {[row['slot'] for row in ran]}"
        for row in ran:
            if not _is_caught_up_with(kept, row, ran):
                yield f"slot {row['slot']} of schedule {kept.id} is {row['outcome']}, against its catch-up"
            says = kept.job == "say" and row["outcome"] == "done"
            expected = (1, 2)[int(row["slot"][-2:]) % 2] if says else 0
            if said.pop(f"say/{kept.id}/{row['slot']}", 0) != expected:
                yield f"slot {row['slot']} of schedule {kept.id} is {row['outcome']}, and said otherwise"
    if said:
        yield f"slots that never ran have said something: {sorted(said)}"


def _is_caught_up_with(kept: Kept, run: Row, ran: list[Row]) -> bool:
    is_done, late = run["outcome"] == "done", run["ran_at"] - run["slot_at"]
    if kept.catch_up is CatchUp.ALL:
        return is_done
    if kept.catch_up is CatchUp.SKIP:
        return is_done == (late <= timedelta(minutes=kept.skip_after_minutes))
    newer = (row for row in ran if row["slot_at"] > run["slot_at"])
    return is_done or any(row["slot_at"] <= run["ran_at"] for row in newer)


def _has_reason(evidence: Evidence, row: Row) -> bool:
    return bool(row["last_error"]) or evidence.world.happened["decisions"] > 0
