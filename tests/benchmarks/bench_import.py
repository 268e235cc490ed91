"""How long importing a million events takes, against the fastest reader and bulk writer doing no checks.

Each measurement runs in a process of its own; a store is made anew for each round.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import select

from bot.imports import import_facts, read_mapping
from bot.store.base import table_of
from bot.store.bulk import insert_frame, read_frame
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import Account, Event
from bot.store.workspaces import ensure_workspace
from tests.benchmarks.companies import make_company
from tests.databases import Databases

ROWS, ROUNDS = 1_000_000, 3
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
STORES = ("sqlite", "postgresql")

Measurement = dict[str, float]


def main(arguments: Sequence[str] = ()) -> None:
    """Prints a Markdown table. `--rows` and `--rounds` make it smaller."""
    options = _options(arguments)
    if options.measure:
        print(json.dumps(_measure(options.measure, options.url, Path(options.folder))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for parent in (folder, folder.parent):  # an embedded server may run under another account
            parent.chmod(0o1777 if parent == Path("/tmp") else 0o755)
        make_company(folder, options.rows)
        databases = Databases(folder)
        print(f"Importing {options.rows:,} events, median of {options.rounds} rounds\n")
        print("| store | read typed + bulk load | first import | ratio | again | ratio | peak memory |")
        print("|---|---|---|---|---|---|---|")
        for store in STORES:
            print(_row(store, [_round(databases, store, folder) for _ in range(options.rounds)]), flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--measure", choices=("plain", "import", "company"), help="used between processes")
    parser.add_argument("--url")
    parser.add_argument("--folder")
    return parser.parse_args(arguments)


def _row(store: str, rounds: list[dict[str, Measurement]]) -> str:
    plain, first, again = (
        statistics.median(each[step]["seconds"] for each in rounds) for step in ("plain", "first", "again")
    )
    peak = max(each[step]["peak_mb"] for each in rounds for step in ("first", "again"))
    return (
        f"| {store} | {plain:.1f} s | {first:.1f} s | {first / plain:.2f} | {again:.1f} s | "
        f"{again / plain:.2f} | {peak:,.0f} MB |"
    )


def _round(databases: Databases, store: str, folder: Path) -> dict[str, Measurement]:
    result: dict[str, Measurement] = {}
    for step in ("plain", "first"):
        url = databases.fresh(store)
        _in_own_process("company", url, folder)
        result[step] = _in_own_process("plain" if step == "plain" else "import", url, folder)
    result["again"] = _in_own_process("import", url, folder)
    return result


def _in_own_process(what: str, url: str, folder: Path) -> Measurement:
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", "--measure", what]
    done = subprocess.run([*command, "--url", url, "--folder", str(folder)], check=True, capture_output=True)
    result: Measurement = json.loads(done.stdout)
    return result


def _measure(what: str, url: str, folder: Path) -> Measurement:
    engine = open_engine(url)
    with writing(engine) as connection:
        workspace = ensure_workspace(connection, "Bench")
    begun = time.perf_counter()
    if what == "plain":
        _load_plainly(url, workspace, folder)
    else:
        mapping = read_mapping(folder / ("company.yaml" if what == "company" else "events.yaml"))
        import_facts(engine, workspace, mapping, folder, NOW, "benchmark", lambda *_: None)
    return {"seconds": time.perf_counter() - begun, "peak_mb": _peak_mb()}


def _load_plainly(url: str, workspace: int, folder: Path) -> None:
    """The least work that gets the same rows into the same table: typed by the reader, nothing looked at."""
    types = {"date": pl.Date, "amount": pl.Float64, "recurring_change": pl.Float64, "quantity": pl.Float64}
    raw = pl.read_csv(folder / "events.csv", schema_overrides=types)
    engine, account = open_engine(url), table_of(Account).c
    with reading(engine) as connection:
        ids = read_frame(connection, select(account.key.label("account"), account.id.label("account_id")))
    rows = raw.join(ids, on="account", how="left").select(
        pl.lit(workspace).alias("workspace_id"),
        pl.lit("bench").alias("source"),
        pl.col("id").alias("external_id"),
        "kind",
        pl.col("date").alias("occurred_on"),
        "account_id",
        "product",
        "region",
        (pl.col("amount") * 100).round().cast(pl.Int64).alias("amount_minor"),
        (pl.col("recurring_change") * 100).round().cast(pl.Int64).alias("recurring_change_minor"),
        (pl.col("quantity") * 1000).round().cast(pl.Int64).alias("quantity_milli"),
        pl.lit("USD").alias("currency"),
    )
    with writing(engine) as connection:
        insert_frame(connection, table_of(Event), rows)


def _peak_mb() -> float:
    """The most memory this process ever held; its parent's does not count."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell how much memory a process used")


if __name__ == "__main__":
    main(sys.argv[1:])
