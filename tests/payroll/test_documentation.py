"""What the page about payroll says is so."""

import re
from pathlib import Path

import pytest

from bot.payroll.rows import PAY_HEADER, REWARD_HEADER
from tests.cli.conftest import Micdrop
from tests.cli.conftest import micdrop as micdrop

PAGE = (Path(__file__).parents[2] / "docs" / "payroll.md").read_text("utf-8")


@pytest.mark.parametrize("header", [PAY_HEADER, REWARD_HEADER])
def test_every_column_is_named_in_its_order(header: tuple[str, ...]) -> None:
    assert ", ".join(f"`{column}`" for column in header) in PAGE


def test_every_command_on_the_page_is_one(micdrop: Micdrop) -> None:
    commands = set(re.findall(r"^micdrop ((?:audit )?[a-z]+)", PAGE, re.MULTILINE))
    assert commands == {"export", "audit list", "audit verify", "replay"}
    for command in commands:
        assert micdrop(*command.split(), "--help").code == 0
