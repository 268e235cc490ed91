"""The command line as a person runs it, in a folder and database of its own."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.company import make_company
from bot.demo.export import write_export
from tests.databases import Databases
from tests.pictures import NOW


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Micdrop = Callable[..., Ran]


@pytest.fixture
def micdrop(
    databases: Databases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Micdrop:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", databases.fresh("sqlite"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MICDROP_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["micdrop", *arguments])
        code = 0
        try:
            run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company's files, as `micdrop demo --export` writes them, on a day that never changes."""
    folder = tmp_path_factory.mktemp("export")
    write_export(make_company(7, NOW.date()), folder)
    return folder


@pytest.fixture
def filled(micdrop: Micdrop, export: Path) -> Micdrop:
    """The command line with the demo company taken in, by the steps that the README tells."""
    assert micdrop("plan", "load", *map(str, sorted(export.glob("plans/*.yaml")))).code == 0
    assert micdrop("import", str(export / "mapping.yaml")).code == 0
    return micdrop
