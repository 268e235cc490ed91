"""Runs one way of calculating in a process of its own, and says how long it took and how much memory it held.

Facts are read before the clock starts; a thousand events are calculated first, so that nothing is new.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from polars.testing import assert_frame_equal

from calc.facts import Facts
from calc.results import LINES
from calc.statement import calculate
from tests.benchmarks.bench_calc_polars import by_polars
from tests.benchmarks.bench_calc_python import by_python, rows_of
from tests.benchmarks.facts_at_scale import PERIOD, plan_for, read_facts, small

OURS, BY_HAND, PYTHON = "calculate()", "Polars, by hand", "plain Python"
WARM_UP = 1_000
_IN_ORDER = ("person", "date", "event", "factors")  # slices of one event may come in any order

Calculation = Callable[[], Any]


class Measured(NamedTuple):
    """Of one run: seconds for the calculation alone, the most memory the process ever held, lines made."""

    seconds: float
    peak_mb: float
    lines: int


def run(what: str, folder: Path, events: int) -> Measured:
    """One run of OURS, BY_HAND or PYTHON on the facts in a folder."""
    return Measured(**_apart("measure", what, folder, events))


def agree(folder: Path, events: int) -> int:
    """How many lines there are, when every one of them is the same in all columns, whoever makes it.

    Raises subprocess.CalledProcessError, with polars' own words on standard error, when one is not.
    """
    lines: int = _apart("agree", OURS, folder, events)["lines"]
    return lines


def _apart(task: str, what: str, folder: Path, events: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_calc_race", task, what, str(folder), str(events)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("measure", "agree"))
    parser.add_argument("what", choices=(OURS, BY_HAND, PYTHON))
    parser.add_argument("folder", type=Path)
    parser.add_argument("events", type=int)
    told = parser.parse_args(arguments)
    given = read_facts(told.folder)
    if told.task == "agree":
        print(json.dumps({"lines": _agreed(given, told.events)}))
    else:
        print(json.dumps(_measured(told.what, given, told.events)._asdict()))


def _prepared(what: str, given: Facts, events: int) -> Calculation:
    if what == OURS:
        plan = plan_for(events)
        return lambda: calculate([plan], given, PERIOD).lines
    if what == BY_HAND:
        return lambda: by_polars(given, events)
    rows = rows_of(given)
    return lambda: by_python(rows, events)


def _measured(what: str, given: Facts, events: int) -> Measured:
    _prepared(what, small(given, WARM_UP), events)()
    calculation = _prepared(what, given, events)
    begun = time.perf_counter()
    made = calculation()
    return Measured(time.perf_counter() - begun, _peak_mb(), len(made))


def _peak_mb() -> float:
    """The most memory this process ever held; its parent's does not count."""
    return _told_mb("/proc/self/status", "VmHWM")


def _told_mb(file: str, name: str) -> float:
    """A line of a file like `VmHWM: 1024 kB`."""
    for line in Path(file).read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory there is")


def _agreed(given: Facts, events: int) -> int:
    ours, by_hand, python = (_prepared(what, given, events)() for what in (OURS, BY_HAND, PYTHON))
    expected: pl.DataFrame = ours.sort(_IN_ORDER)
    assert_frame_equal(expected, by_hand.sort(_IN_ORDER))
    assert_frame_equal(expected, pl.DataFrame(python, schema=dict(LINES), orient="row").sort(_IN_ORDER))
    return expected.height


def available_mb() -> float:
    """The memory that can be had now."""
    return _told_mb("/proc/meminfo", "MemAvailable")


if __name__ == "__main__":
    main(sys.argv[1:])
