"""What the close of a large month and the round-up of a large week cost, all of it in one transaction."""

import tempfile
import time
from pathlib import Path

from bot.recognition.schedules import CLOSE, ROUND_UP
from bot.runtime import build_outbox, open_store
from tests.recognition.large_month import counted, large_month

PEOPLE, NOMINATIONS = 5_000, 20_000
TITLES = {CLOSE: "the close of the month", ROUND_UP: "the round-up of the week"}


def main() -> list[str]:
    """A Markdown table: seconds and queries of each, on SQLite."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        outbox = build_outbox()
        small = large_month(engine, outbox, 70, 200)
        for job in TITLES:
            small.run(job)  # so that templates are compiled
        large = large_month(engine, outbox, PEOPLE, NOMINATIONS)
        for job, title in TITLES.items():
            with counted(engine) as statements:
                began = time.perf_counter()
                large.run(job)
                taken = time.perf_counter() - began
            rows.append(f"| {title} | {taken:.2f} s | {len(statements)} |")
        engine.dispose()
    head = f"| {PEOPLE:,} people, {NOMINATIONS:,} nominations | time | queries |"
    return [head, "|---|---|---|", *rows]


if __name__ == "__main__":
    print("\n".join(main()))
