"""Whether somebody was told of every message that did not get out, and whether all of them are shown."""

from collections import Counter
from collections.abc import Iterator

from bot.delivery.desk import FOR_A_PERSON, waiting
from bot.delivery.mending import HELD, MEND
from bot.delivery.states import FOLLOWS_A_DEAD_MESSAGE
from tests.delivery.simulation.evidence import Evidence, Row, tells_of_trouble


def untold(evidence: Evidence) -> Iterator[str]:
    """What waits for a decision is shown, and an admin was told of it, once a day for one trouble."""
    yield from _not_shown(evidence)
    notices = [str(row["key"]) for row in evidence.rows if tells_of_trouble(row)]
    for row in evidence.in_states(*FOR_A_PERSON):
        quiet = tells_of_trouble(row) or row["last_error"] == FOLLOWS_A_DEAD_MESSAGE
        if not quiet and not any(key.startswith(_about(row)) for key in notices):
            yield f"{row['key']} is {row['state']} ({row['last_error']}), and no admin was told"
    # ABOUT/DAY/PERSON/MESSAGE/INSTANT
    messages = {key.rpartition("/")[0] for key in notices}
    troubles = Counter(message.rpartition("/")[0] for message in messages)
    yield from (f"an admin was told of {trouble} twice" for trouble, times in troubles.items() if times > 1)


def _not_shown(evidence: Evidence) -> Iterator[str]:
    world = evidence.world
    outlook = waiting(world.store.engine, world.company.workspace_id, FOR_A_PERSON, limit=len(evidence.rows))
    shown = {entry.id for entry in outlook.entries}
    for state in FOR_A_PERSON:
        ids = {row["id"] for row in evidence.in_states(state)}
        if outlook.counts[state] != len(ids):
            yield f"{len(ids)} messages are {state}, and {outlook.counts[state]} are counted"
        yield from (f"message {number} is {state}, and not shown" for number in ids - shown)


def _about(row: Row) -> str:
    """How the key of whatever tells of a message's trouble begins."""
    surface = HELD if row["state"] == "held" else MEND
    where = "people" if row["person_id"] else row["place"]
    return f"{surface}/{where}/{row['last_error']}/"
