"""Calculating a year of a big company: calculate() beside others who work out the same.

They are the same plan by hand, in Polars and in plain Python, and trytond-commission. Every run is a process
of its own, in turns; all make the same lines of the same facts.
"""

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import bench_calc_tryton
from tests.benchmarks.bench_calc_race import BY_HAND, OURS, PYTHON, Measured, agree, available_mb, run
from tests.benchmarks.bench_calc_wide import wide
from tests.benchmarks.facts_at_scale import write_facts

SIZES, LARGE, ROUNDS = (10_000, 100_000, 1_000_000), 10_000_000, 3
COMPARED = 100_000  # up to here every line is compared with every other job's
_HEADER = ("events", "job", "time", "÷ by hand", "peak memory", "÷ by hand", "lines")

Results = dict[str, Measured]


def main(arguments: Sequence[str] = ()) -> None:
    """Prints Markdown tables. `--sizes` makes it smaller."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[*SIZES, LARGE])
    options = parser.parse_args(arguments)
    print(f"Calculating a year, median of {ROUNDS} rounds (one round at {LARGE:,})\n")
    print(_row(_HEADER), _row(["---"] * len(_HEADER)), sep="\n")
    results: dict[int, Results] = {}
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for events in options.sizes:
            folder = Path(name) / str(events)
            results[events] = _raced(folder, events, results, notes)
            for job, measured in results[events].items():
                print(_row(_cells(events, job, measured, results[events][BY_HAND])), flush=True)
        known = {events: one for events, one in results.items() if one}
        notes += [*_scaling(known), *_beside_tryton(Path(name) / str(min(known)), known), wide()]
    print("", *(f"- {note}" for note in notes), sep="\n")


def _raced(folder: Path, events: int, before: dict[int, Results], notes: list[str]) -> Results:
    """The median of each job; nothing, and a note of it, where memory would not do."""
    needed = _needed_mb(events, before)
    if needed > available_mb():
        notes.append(
            f"{events:,} events would need {needed:,.0f} MB of memory; there is less, so they were left out."
        )
        return {}
    folder.mkdir()
    write_facts(folder, events)
    if events <= COMPARED:
        notes.append(f"At {events:,} events all {agree(folder, events):,} lines agree in every column.")
    jobs = [OURS, BY_HAND] if events >= LARGE else [OURS, BY_HAND, PYTHON]
    runs: dict[str, list[Measured]] = defaultdict(list)
    for _ in range(1 if events >= LARGE else ROUNDS):
        for job in jobs:
            runs[job].append(run(job, folder, events))
    return {job: _median(runs[job]) for job in jobs}


def _needed_mb(events: int, before: dict[int, Results]) -> float:
    """What the largest run so far held, for each event of it, with a little more to be safe."""
    if not any(before.values()):
        return 0
    most = max(events for events, one in before.items() if one)
    return 1.1 * max(one.peak_mb for one in before[most].values()) * events / most


def _median(runs: Sequence[Measured]) -> Measured:
    return Measured(
        statistics.median(one.seconds for one in runs), max(one.peak_mb for one in runs), runs[0].lines
    )


def _cells(events: int, job: str, measured: Measured, by_hand: Measured) -> list[str]:
    return [
        f"{events:,}",
        job,
        f"{measured.seconds:.2f} s",
        f"{measured.seconds / by_hand.seconds:.2f}",
        f"{measured.peak_mb:,.0f} MB",
        f"{measured.peak_mb / by_hand.peak_mb:.2f}",
        f"{measured.lines:,}",
    ]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _scaling(results: dict[int, Results]) -> list[str]:
    """How much longer ten times the events take, where both were measured."""
    return [
        f"{job}: {10 * events:,} events take {more[job].seconds / one.seconds:.1f} times as long as a tenth."
        for events, jobs in results.items()
        if events == SIZES[-1] and (more := results.get(10 * events))
        for job, one in jobs.items()
        if job in more
    ]


def _beside_tryton(folder: Path, results: dict[int, Results]) -> list[str]:
    events = SIZES[-1] if SIZES[-1] in results else max(results)
    ours = events / results[events][OURS].seconds
    try:
        theirs = bench_calc_tryton.rate(folder)
    except RuntimeError as error:
        return [f"trytond-commission could not be measured: {error}"]
    return [
        f"trytond-commission {bench_calc_tryton.VERSION} makes {theirs:,.0f} commissions a second of invoice "
        f"lines, each by a rate alone, without tiers or multiplier. calculate() works out {ours:,.0f} events "
        f"a second at {events:,}: {ours / theirs:,.0f} times as many."
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
