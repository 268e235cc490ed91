"""Whether the outbox kept its promises, by what is in the store and in Slack at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.delivery.outbox import mark_of
from bot.delivery.states import FOLLOWS_A_DEAD_MESSAGE, OVERTAKEN
from tests.delivery.fake_slack import Posted
from tests.delivery.simulation.evidence import Evidence, Row, gather
from tests.delivery.simulation.notices import untold
from tests.delivery.simulation.slots_kept import slots_not_kept
from tests.delivery.simulation.versions import stale
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

ENDED = ("sent", "held", "dead", "dropped")


@dataclass(frozen=True)
class Verdict:
    """`wrongs` are sentences, none when all is right; `counts` has messages, sent, held, lost, doubled …"""

    wrongs: tuple[str, ...]
    counts: Counter[str]


def judge(world: World, weather: Weather) -> Verdict:
    """Looks at everything; each promise that was not kept is one sentence."""
    evidence = gather(world, weather)
    lost, doubled = [*_lost(evidence), *untold(evidence)], list(_doubled(evidence))
    others = (*_changes(evidence), *_as_recorded(evidence), *stale(evidence), *slots_not_kept(evidence))
    wrongs = (*world.wrongs, *lost, *doubled, *others)
    for wrong in wrongs[len(world.wrongs) :]:
        world.notice(f"WRONG: {wrong}")
    counts = Counter(str(row["state"]) for row in evidence.rows)
    counts.update(messages=len(evidence.rows), runs=len(evidence.runs), lost=len(lost), doubled=len(doubled))
    return Verdict(wrongs, counts)


def _lost(evidence: Evidence) -> Iterator[str]:
    """Every message that was committed has come to a rightful end, and what counts as sent is there."""
    there = {row["key"] for row in evidence.rows}
    for key in evidence.world.committed:
        if key not in there:
            yield f"{key} was committed and is not in the store"
    for row in evidence.rows:
        if row["state"] not in ENDED and not evidence.waits_for_a_person(row):
            yield f"{row['key']} is still {row['state']}, {row['last_error']}"
        if row["state"] == "dropped" and not _is_rightly_dropped(evidence, row):
            yield f"{row['key']} is dropped, by nobody and for nothing newer"
        died_with_another = row["state"] == "dead" and row["last_error"] == FOLLOWS_A_DEAD_MESSAGE
        if died_with_another and not evidence.follows_what_is_gone(row):
            yield f"{row['key']} is dead, and what it follows is not"
        if row["kind"] == "post" and row["state"] == "sent" and not evidence.posts[row["key"]]:
            yield f"{row['key']} counts as sent and is not in Slack"


def _is_rightly_dropped(evidence: Evidence, row: Row) -> bool:
    """Somebody took it out, or a newer home or edit says what it would."""
    if row["id"] in evidence.dropped:
        return True
    where = "person_id" if row["kind"] == "home" else "follows_id"
    newer = (each for each in evidence.rows if each["id"] > row["id"] and each["kind"] == row["kind"])
    return row["last_error"] == OVERTAKEN and any(each[where] == row[where] for each in newer)


def _doubled(evidence: Evidence) -> Iterator[str]:
    """Nothing is in Slack twice; nor was before it was deleted, if no backup has undone that."""
    for row in evidence.rows:
        posts = evidence.visible(row) if evidence.world.was_restored else evidence.posts[row["key"]]
        if len(posts) > 1:
            times = ", ".join(f"in {post.conversation} at {post.at}" for post in posts)
            yield f"{row['key']} is in Slack {len(posts)} times: {times}"


def _changes(evidence: Evidence) -> Iterator[str]:
    """A change and its message are there together, or neither is."""
    world = evidence.world
    keys = [row["key"] for row in evidence.rows if row["key"].startswith("m")]
    if Counter(keys) != Counter(evidence.changes):
        yield f"the changes {evidence.changes} have the messages {keys}"
    for key in world.unclosed:
        if key in keys or evidence.weather.visible(key):
            yield f"{key} was never committed, and is there"
    known = {mark_of(world.company.workspace_id, key) for key in world.ever}
    for post in evidence.strange:
        of_people = post.text.partition(": ")[2].startswith("m")
        if not world.was_restored or (of_people and post.mark not in known):
            yield f"nobody has ever put what is in {post.conversation}: {post.text}"


def _as_recorded(evidence: Evidence) -> Iterator[str]:
    """Slack has what the store says it has, where it says, and nothing that it says is not there."""
    for row in evidence.in_states("dead", "dropped"):
        if evidence.visible(row) and not _may_be_there(evidence, row):
            yield f"{row['key']} is {row['state']} ({row['last_error']}) and yet in Slack"
    for row in evidence.in_states("sent"):
        posts = evidence.posts[row["key"]]
        if len(posts) == 1 and (row["channel"], row["ts"]) != _where(posts[0]):
            yield f"{row['key']} is in Slack at {_where(posts[0])}, not {row['channel']}, {row['ts']}"


def _may_be_there(evidence: Evidence, row: Row) -> bool:
    """A backup knows nothing of a decision that was made since, nor of an attempt, where it cannot look."""
    untried = row["state"] == "dead" and row["attempts"] == 0
    return evidence.world.was_restored and (untried or row["key"] in evidence.world.decided)


def _where(post: Posted) -> tuple[str, str]:
    return post.conversation, post.ts
