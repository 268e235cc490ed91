"""`micdrop recognition rewards`: the catalogue, and the file for payroll."""

from datetime import UTC, datetime
from pathlib import Path

from bot.recognition.catalogue import Draft, add
from bot.runtime import open_store
from bot.settings import read_settings
from bot.store.engine import writing
from bot.store.workspaces import ensure_workspace
from tests.cli.conftest import Micdrop


def test_the_catalogue_is_shown(micdrop: Micdrop) -> None:
    assert "There is no reward yet." in micdrop("recognition", "rewards").out
    settings = read_settings()
    with writing(open_store(settings.database_url)) as connection:
        workspace_id = ensure_workspace(connection, settings.workspace)
        draft = Draft("Gift card", "", 50_000, "USD", taxable=True, stock=3)
        add(connection, workspace_id, draft, datetime.now(UTC), "command line")
    row = micdrop("recognition", "rewards").out.splitlines()[1].split()
    assert row == ["Gift", "card", "$500.00", "yes", "3", "any"]


def test_the_file_for_payroll_has_its_header_even_when_nothing_was_given(
    micdrop: Micdrop, tmp_path: Path
) -> None:
    ran = micdrop("recognition", "rewards", "--export", "given.csv", "--year", "2026")
    assert "0 rows are in given.csv." in ran.out
    assert (tmp_path / "given.csv").read_text("utf-8").startswith("gift,person,name,slack_user,reward,value")
