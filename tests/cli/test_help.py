"""`--help` answers at once, and says what each command says of itself."""

import subprocess
import sys

import pytest

from bot.cli import main, plans
from bot.cli.lazy import Later, opened
from tests.cli.conftest import Micdrop

HEAVY = ("polars", "sqlalchemy", "slack_bolt", "babel", "ruamel.yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"]])
def test_help_imports_nothing_that_takes_long(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from bot.cli.main import run\n"
        f"sys.argv = ['micdrop', *{arguments!r}]\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage:" in ran.stdout
    assert ran.stdout.endswith("loaded: []\n")


@pytest.mark.parametrize("later", [*main.COMMANDS, *plans.COMMANDS], ids=lambda later: later.name)
def test_a_command_is_there_and_is_announced_as_it_announces_itself(later: Later) -> None:
    real = opened(later).help
    assert real is not None
    assert real.strip()
    assert later.help.endswith(".")
    first = later.help.rstrip(".").split()[0]
    assert real.split()[0] == first


@pytest.mark.parametrize("command", [*(later.name for later in main.COMMANDS)])
def test_every_command_explains_itself(micdrop: Micdrop, command: str) -> None:
    ran = micdrop(command, "--help")
    assert ran.code == 0
    assert f"Usage: micdrop {command}" in ran.out


@pytest.mark.parametrize("command", [*(later.name for later in plans.COMMANDS)])
def test_so_does_every_command_about_plans(micdrop: Micdrop, command: str) -> None:
    ran = micdrop("plan", command, "--help")
    assert ran.code == 0
    assert f"Usage: micdrop plan {command}" in ran.out


def test_a_command_that_there_is_not_is_misuse(micdrop: Micdrop) -> None:
    ran = micdrop("plan", "chek")
    assert ran.code == 2
    assert "No such command 'chek'" in ran.err
