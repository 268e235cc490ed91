"""People at the sandbox's page: files that the app hands over."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.sandbox.browser import Visit, spills
from tests.sandbox.page.acts import ANA
from tests.sandbox.page_checks import nameless_controls

pytestmark = pytest.mark.browser


def test_a_file_is_shown_with_its_size_and_can_be_kept(
    ana: Visit, sandbox: RunningSandbox, world: World
) -> None:
    page = ana.page
    client = WebClient(token=world.identity.bot_token, base_url=sandbox.api_url)
    channel = client.conversations_open(users=ANA)["channel"]["id"]
    name = "payroll-2026-Q3-" + "long-" * 30 + ".csv"
    client.files_upload_v2(file=b"a,b\n" * 400, filename=name, title="Pay", channel=channel)
    link = page.get_by_role("link", name="Pay")
    expect(link).to_contain_text("2 kB")
    with page.expect_download() as coming:
        link.click()
    assert Path(coming.value.path()).read_bytes() == b"a,b\n" * 400
    assert nameless_controls(page) == []
    assert spills(page) == 0
