"""A workspace with a tiny app, and Ana at its page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.world import World
from tests.sandbox.browser import Visit, chromium, visit
from tests.sandbox.page.acts import ANA, COMMANDS, PEOPLE, SHORTCUTS
from tests.sandbox.tiny_app import TinyApp


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def world() -> World:
    return World(PEOPLE, team_name="Brightwater", commands=COMMANDS, shortcuts=SHORTCUTS)


@pytest.fixture
def sandbox(world: World) -> Iterator[RunningSandbox]:
    with start_sandbox(world) as running:
        yield running


@pytest.fixture
def app(sandbox: RunningSandbox) -> TinyApp:
    tiny = TinyApp(sandbox)
    sandbox.world.deliver_with(InProcessDelivery(tiny.handle))
    return tiny


@pytest.fixture
def ana(browser: Browser, sandbox: RunningSandbox, app: TinyApp) -> Iterator[Visit]:
    """Ana at the page, in her messages with the app; nothing may have gone wrong when she leaves."""
    opened = visit(browser, f"{sandbox.url}/?as={ANA}")
    expect(opened.page.locator("#composer-text")).to_be_focused()
    yield opened
    opened.page.context.close()
    assert opened.complaints == []
