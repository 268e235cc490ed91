"""How many messages the outbox takes in and gives out, and how close a sender comes to Slack's own pace.

The pace is measured in virtual time against a Slack in memory: what is left over is what the sender wastes.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.delivery.figures import Pacing
from bot.delivery.sender import Sender
from bot.store.engine import open_engine, writing
from tests.databases import Databases
from tests.delivery.fake_slack import Fault
from tests.delivery.house import House, house_in_memory

STORES = ("sqlite", "postgresql")
PUTS, EACH, SENT, ROUNDS = 3_000, 500, 500, 3
MESSAGES, CHANNELS = 10_000, 50
AT_ONCE = Pacing(place_gap_s=0, message_gap_s=0, reading_gap_s=0)


def main() -> list[str]:
    """Two Markdown tables."""
    return [*rates(), "", *pace()]


def rates() -> list[str]:
    """Messages a second on each store, median of the rounds."""
    lines = [
        "| store | put, many in one transaction | put, a transaction each | claimed, sent and recorded |",
        "|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        databases = _databases(Path(name))
        for store in STORES:
            rounds = [_round(databases, store) for _ in range(ROUNDS)]
            figures = (statistics.median(each[step] for each in rounds) for step in rounds[0])
            lines.append(f"| {store} | " + " | ".join(f"{figure:,.0f} /s" for figure in figures) + " |")
    return lines


def pace() -> list[str]:
    """How long a backlog takes in virtual time, and how long it would at exactly Slack's pace."""
    with house_in_memory() as house:
        sender = house.sender()
        _put_many(house, MESSAGES)
        house.run(sender, for_s=MESSAGES)
        times = [post.at for post in house.slack.posts()]
        took_s, closest_s = (max(times) - min(times)).total_seconds(), house.slack.closest_s()
    assert len(times) == MESSAGES
    pacing = Pacing()
    allowed_s = max(MESSAGES * pacing.message_gap_s, MESSAGES / CHANNELS * pacing.place_gap_s)
    return [
        f"| {MESSAGES:,} messages over {CHANNELS} channels | virtual time | at Slack's pace | ÷ | "
        "between two in a channel, at least |",
        "|---|---|---|---|---|",
        f"| one sender | {took_s:,.0f} s | {allowed_s:,.0f} s | {took_s / allowed_s:.3f} "
        f"| {closest_s:.1f} s |",
    ]


def _databases(folder: Path) -> Databases:
    for parent in (folder, folder.parent):  # an embedded server may run under another account
        parent.chmod(0o1777 if parent == Path("/tmp") else 0o755)
    return Databases(folder)


def _round(databases: Databases, store: str) -> dict[str, float]:
    house = House(open_engine(databases.fresh(store)))
    house.slack.faults = lambda _letter: Fault(takes_s=0)
    sender = house.sender(pacing=AT_ONCE)
    try:
        return {
            "many": PUTS / _taken_s(lambda: _put_many(house, PUTS)),
            "each": EACH / _taken_s(lambda: _put_each(house, EACH)),
            "sent": SENT / _taken_s(lambda: _send(house, sender, SENT)),
        }
    finally:
        house.engine.dispose()


def _send(house: House, sender: Sender, count: int) -> None:
    """From a backlog of everything that was put."""
    while len(house.slack.sent) < count:
        sender.step()


def _put_many(house: House, count: int) -> None:
    outgoing = [house.outgoing(f"many {number}", f"C{number % CHANNELS}") for number in range(count)]
    with writing(house.engine) as connection:
        house.outbox.put_many(connection, house.id, outgoing, house.clock.now())


def _put_each(house: House, count: int) -> None:
    for number in range(count):
        house.put(f"each {number}", f"C{number % CHANNELS}")


def _taken_s(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    print("\n".join(main()))
