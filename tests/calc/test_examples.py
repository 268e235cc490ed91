"""The example that uses calc alone runs as the page says, and needs nothing else of the project."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/calc_alone.py"


def test_calc_can_be_used_without_slack_a_store_or_a_clock() -> None:
    """40,000 × 3 % = 1,200.00; of 30,000 the first 10,000 at 3 % = 300.00, the rest at 6 % = 1,200.00."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLE)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    heads = [line for line in done.stdout.splitlines() if line.endswith("  Upsells")]
    assert [head.split()[0] for head in heads] == ["$1,200.00", "$300.00", "$1,200.00"]


def test_the_example_imports_nothing_of_bot() -> None:
    assert "bot" not in EXAMPLE.read_text("utf-8").split()
