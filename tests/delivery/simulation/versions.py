"""Whether what can be changed says in Slack what it was changed to last: edited messages and App Homes."""

import json
from collections.abc import Iterator, Sequence

from tests.delivery.simulation.evidence import Evidence, Row


def stale(evidence: Evidence) -> Iterator[str]:
    """Nobody knows of the changes that a backup has undone, so then only what was not changed counts."""
    yield from _stale_posts(evidence)
    if not evidence.world.was_restored:
        yield from _stale_homes(evidence)


def _stale_posts(evidence: Evidence) -> Iterator[str]:
    for row in evidence.in_states("sent"):
        posts = evidence.visible(row)
        if len(posts) != 1 or (posts[0].edits and evidence.world.was_restored):
            continue
        edits = [each for each in evidence.rows if each["follows_id"] == row["id"] and each["kind"] == "edit"]
        texts = [str(each["text"]) for each in _may_be_shown([row, *edits])]
        if posts[0].text not in texts:
            yield f"{row['key']} says {posts[0].text!r} in Slack, not {texts}"


def _stale_homes(evidence: Evidence) -> Iterator[str]:
    for user_id, views in evidence.weather.homes.items():
        homes = [row for row in evidence.rows if row["kind"] == "home" and row["place"] == user_id]
        shown = _may_be_shown(homes)
        if views[-1] not in [json.loads(row["body"]) for row in shown]:
            yield f"the home of {user_id} does not show {[row['key'] for row in shown]}"


def _may_be_shown(versions: Sequence[Row]) -> list[Row]:
    """The last one that was sent, or one since whose answer was lost before it was refused or overtaken."""
    sent = [number for number, each in enumerate(versions) if each["state"] == "sent"]
    last = max(sent, default=0)
    return [each for each in versions[last:] if each is versions[last] or each["attempts"]]
