"""What the README tells a stranger to type works as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def walk_through() -> str:
    text = (ROOT / "README.md").read_text("utf-8")
    (block,) = re.findall(r"```\n(export DATABASE_URL.*?)```", text, re.DOTALL)
    return str(block)


def test_the_walk_through_from_an_empty_store_ends_with_an_answer(tmp_path: Path) -> None:
    command = tmp_path / "bin" / "micdrop"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from bot.cli.main import run; run()" "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "NO_COLOR": "1"}
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", walk_through()],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^\$[\d,]+\.\d\d earned in Q\d 20\d\d$", ran.stdout, re.MULTILINE)
    assert "Plan: Base and variable" in ran.stdout
    assert (tmp_path / "my-company.db").exists()
